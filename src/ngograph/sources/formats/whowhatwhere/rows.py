"""One row of a table as a record: who is present where, who works with whom, who pays for it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import (
    About,
    Body,
    Code,
    Funding,
    Name,
    Record,
    Skipped,
    Work,
)
from ngograph.sources.formats.whowhatwhere import exported
from ngograph.sources.formats.whowhatwhere.amounts import amount_of
from ngograph.sources.formats.whowhatwhere.bodies import GROUP, Roster, key
from ngograph.sources.formats.whowhatwhere.casting import Bodies, cast_of, facts_of, once
from ngograph.sources.formats.whowhatwhere.dating import row_time
from ngograph.sources.formats.whowhatwhere.headers import PARTIES
from ngograph.sources.formats.whowhatwhere.picking import picker
from ngograph.sources.formats.whowhatwhere.places import Places
from ngograph.sources.formats.whowhatwhere.spelling import are_misspelt, slip
from ngograph.sources.formats.whowhatwhere.survey import DATES
from ngograph.sources.formats.whowhatwhere.wording import meanings, says_nothing, worded
from ngograph.sources.known import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Fact, Spot
    from ngograph.sources.formats.whowhatwhere.casting import Cast
    from ngograph.sources.formats.whowhatwhere.dating import Time
    from ngograph.sources.formats.whowhatwhere.layout import Cells
    from ngograph.sources.formats.whowhatwhere.survey import Survey
    from ngograph.sources.formats.whowhatwhere.topics import Topics
    from ngograph.sources.known import Known
    from ngograph.sources.opening import Row, Sheet

# Projects of appeals: SEN-14/F/65770 until 2016, HAFG20-CSS-166545-1 since.
_APPEAL: Final = re.compile(r"[A-Z]{3,4}-\d\d/[A-Z/-]+/\d+(/\d+)?|[A-Z]{4}\d\d-[A-Z/-]+-\d+-\d+")
_SUBJECTS: Final = ("sector", "sector code", "subsector", "status")
_AT_WORK_FIRST: Final = ("implementer", "organisation", "programme", "donor")
_REMEMBERED: Final = 1 << 14
_NONE: Final[Bodies] = ()


class Reading:
    """How the rows of one table become records.

    Args:
        survey: what a first reading told of the table.
        roster: the bodies that the file names.
        topics: the topics that it may name.
    """

    def __init__(self, survey: Survey, roster: Roster, topics: Topics) -> None:
        self.survey, self.roster, self.topics = survey, roster, topics
        self.layout = survey.layout
        self.places = Places(self.layout, topics.known, survey.country)
        self.header = tuple(map(str.casefold, self.layout.headers))
        self._subjects = picker([self.layout.columns.get(name) for name in _SUBJECTS])
        self._dates = picker([self.layout.columns.get(name) for name in DATES])
        self._exported = exported.columns(self.layout)
        self._time = lru_cache(_REMEMBERED)(self._time_of)
        self._said = lru_cache(_REMEMBERED)(self._about)
        groups = (group for several in self.layout.parties.values() for group in several)
        named = [one for group in groups for one in (group.name, group.acronym) if one is not None]
        self._named = picker(named)
        self._together: dict[Cells, tuple[Cast, tuple[str, ...]]] = {}

    def records(self, sheet: Sheet) -> Iterator[Record | Skipped]:
        """Yield the records of *sheet*, one a row below the headers."""
        for row in sheet.rows:
            if row.number < self.layout.start:
                continue
            locator = sheet.locator(row.number)
            if not any(row.cells):
                yield Skipped(locator, "an empty row")
            elif row.cells[0].casefold() == self.header[0] and self._is_header(row.cells):
                yield Skipped(locator, "the headers once more")
            else:
                yield self._record(row, locator)

    def _is_header(self, cells: Cells) -> bool:
        return tuple(map(str.casefold, cells)) == self.header

    def _record(self, row: Row, locator: str) -> Record | Skipped:
        cells, notes = row.cells, list[str]()
        name = self._cell(cells, "row") if self.survey.keyed else locator
        own = exported.told(self._exported, cells) if self._exported else exported.Told()
        cast = cast_of(self._of_one(cells)) if own.relationship else self._parties(cells, name, notes)
        if not any(cast.bodies.values()):
            return Skipped(locator, "no organisation named", tuple(notes))
        where = self.places.of(cells)
        notes += where.notes
        time = self._time(self._dates(cells))
        about, unknown = self._said(self._subjects(cells), time.edtf)
        notes += time.notes
        notes += unknown
        work = self._work(cells, about, where.spots)
        if self._exported:
            amount = self._amount(cells, notes) if own.relationship else ("", "")
            facts = tuple(
                self._told(own, cast.bodies, work, about._replace(places=where.spots), cells, amount=amount)
            )
        else:
            amount = self._amount(cells, notes)
            facts = tuple(facts_of(cast, where.spots, work, about, amount))
            if amount[0] and not any(isinstance(fact, Funding) for fact in facts):
                notes.append("an amount that nobody is said to give is left out")
        if not facts:
            return Skipped(locator, "no place, no project and no other organisation named", tuple(notes))
        return Record(name, locator, facts, tuple(notes))

    def _parties(self, cells: Cells, record: str, notes: list[str]) -> Cast:
        """Return the bodies of a row by what they do; rows that name the same share them."""
        asked = self._named(cells)
        held = self._together.get(asked)
        if held is None:
            told = list[str]()
            found = dict.fromkeys(PARTIES, _NONE)
            found |= {party: self._bodies(party, cells, record, told) for party in self.layout.parties}
            held = cast_of(self._respelt(found, told)), tuple(told)
            # Bodies without names are others in every row.
            if not any(body.kind == GROUP for several in held[0].bodies.values() for body in several):
                if len(self._together) >= _REMEMBERED:
                    self._together.clear()
                self._together[asked] = held
        notes += held[1]
        return held[0]

    def _of_one(self, cells: Cells) -> dict[str, Bodies]:
        """Return the bodies of a row that names its relationship: whoever wrote it knew them apart."""
        return dict.fromkeys(PARTIES, _NONE) | {
            party: exported.bodies(cells, tuple(group.name for group in groups), several=party == "donor")
            for party, groups in self.layout.parties.items()
        }

    def _bodies(self, party: str, cells: Cells, record: str, notes: list[str]) -> Bodies:
        found = dict[str, Body]()
        for group in self.layout.parties[party]:
            named = self.roster.named(group, cells)
            notes += named.notes
            for body in named.bodies:
                own = body._replace(key=f"{body.names[0].text} {record}") if body.kind == GROUP else body
                found.setdefault(key(body), own)
        return tuple(found.values())

    def _respelt(self, bodies: dict[str, Bodies], notes: list[str]) -> dict[str, Bodies]:
        """Return *bodies*, one that is another's misspelling as that other: spelt as who is at work is."""
        called = [body.names[0].text for several in bodies.values() for body in several]
        if len(called) < 2 or all(slip(*pair) is None for pair in combinations(called, 2)):
            return bodies
        kept = list[Body]()

        def as_before(body: Body) -> Body:
            for other in kept:
                if key(body) != key(other) and _are_one_misspelt(other, body, self.topics.known):
                    notes.append("two spellings of one name in a row: one is kept")
                    return other
            kept.append(body)
            return body

        return {
            party: tuple({key(one): one for one in map(as_before, bodies[party])}.values())
            for party in _AT_WORK_FIRST
        }

    def _told(
        self,
        own: exported.Told,
        bodies: dict[str, Bodies],
        work: Work | None,
        about: About,
        cells: Cells,
        *,
        amount: tuple[str, str],
    ) -> Iterator[Fact]:
        """Yield what a row of an export says."""
        known = self.topics.known
        named = once(*bodies["programme"], *bodies["organisation"], *bodies["implementer"])
        about = about._replace(
            modality=known.modalities.get(folded(self._cell(cells, "modality")), about.modality)
        )
        role = known.roles.get(folded(own.role), "")
        if own.relationship:
            return exported.of_one(own, named, bodies["donor"], role, work, about=about, amount=amount)
        return exported.facts(named, bodies["donor"], role, work, about=about)

    def _time_of(self, dates: Cells) -> Time:
        """Return the time that cells on dates state."""
        return row_time(dict(zip(DATES, dates, strict=True)), self.survey.orders, self.survey.year)

    def _about(self, asked: Cells, edtf: str) -> tuple[About, tuple[str, ...]]:
        """Return the circumstances that cells on sector and status state, and what to know of them."""
        name, code, narrow, stated = asked
        wide, narrow_one = self.topics.subject("Sector", name, code), self.topics.subject("Subsector", narrow)
        status = meanings("status").get(worded(stated), "")
        stated = "" if says_nothing(stated) else stated
        kept = (*wide.kept, *narrow_one.kept, *((f"Status:{stated}",) if stated and not status else ()))
        unknown = (f"the {code.partition(':')[0].lower()} is not in the vocabulary" for code in kept)
        return About(
            edtf=edtf,
            modality="planned" if status == "planned" else "asserted",
            status=status,
            topics=tuple(dict.fromkeys((*wide.topics, *narrow_one.topics))),
            codes_kept=tuple(" ".join(code.split()) for code in kept),
        ), tuple(unknown)

    def _work(self, cells: Cells, about: About, places: tuple[Spot, ...]) -> Work | None:
        title, code = self._cell(cells, "project"), self._cell(cells, "project code")
        title, code = ("" if worded(text) in meanings("nobody") else text for text in (title, code))
        if not title and not code:
            return None
        codes = tuple(self._codes(code)) if code else ()
        names = (Name(title),) if title else () if codes else (Name(code),)
        return Work(names, codes, "Project", code or title, topics=about.topics, places=places)

    def _codes(self, code: str) -> Iterator[Code]:
        if _APPEAL.fullmatch(code):
            yield Code("HPC project", code)
        elif "iati" in self.layout.headers[self.layout.columns["project code"]].casefold():
            yield Code("IATI activity", code)

    def _amount(self, cells: Cells, notes: list[str]) -> tuple[str, str]:
        if "amount" not in self.layout.columns:
            return "", ""
        header = self.layout.headers[self.layout.columns["amount"]]
        found = amount_of(
            self._cell(cells, "amount"), self._cell(cells, "currency"), header, self.topics.known.currencies
        )
        notes += found.notes
        return found.number, found.currency

    def _cell(self, cells: Cells, name: str) -> str:
        column = self.layout.columns.get(name)
        return cells[column] if column is not None and column < len(cells) else ""


def _are_one_misspelt(left: Body, right: Body, known: Known) -> bool:
    """Say whether the names of two bodies are one that was misspelt, and nothing else tells them apart."""
    apart = (left.acronym and right.acronym) or any(
        one.strength == "strong" and other.strength == "strong" for one in left.codes for other in right.codes
    )
    named = GROUP not in (left.kind, right.kind)
    return named and not apart and are_misspelt(left.names[0].text, right.names[0].text, known)
