"""A row of a table that says in which role and in what manner a body takes part, as exports of ngograph do.

It says one thing alone: somebody takes part in a project, or is present, or is paid. Where a column names the
relationship, all rows that name one tell of that one, by place, role and party.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.facts import About, Body, Funding, Name, Participation, Presence, Work
from ngograph.sources.formats.whowhatwhere.bodies import GROUP
from ngograph.sources.formats.whowhatwhere.wording import meanings, worded
from ngograph.sources.intervals import date_of
from ngograph.sources.kinds import UNKNOWN, refined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ngograph.sources.facts import Fact
    from ngograph.sources.formats.whowhatwhere.layout import Cells, Layout

MARK: Final = "; "
"""What parts the names in one cell."""
_MORE: Final = ("Relationship", "Time", "Inherited", "Currency", "Paid on", "Through")
_PRESENT: Final = ("works", "headquartered", "covers")
_PAID: Final = ("support", "pledge", "commitment", "disbursement")


class Told(NamedTuple):
    """What a row says in the columns that exports of ngograph alone have.

    Args:
        relationship: what tells the relationship apart, empty if the table has no column for it.
        role: as it is written: a role, or the kind of a presence or a funding.
        time: when, as EDTF.
        inherited: which of time, status, sector and place are said of the project, not the relationship.
        paid_on: the day of an amount.
        through: what the means flow through.
    """

    relationship: str = ""
    role: str = ""
    time: str = ""
    inherited: frozenset[str] = frozenset()
    paid_on: str = ""
    through: tuple[str, ...] = ()


def columns(layout: Layout) -> Mapping[str, int] | None:
    """Return where the columns that exports alone have stand, by header; None if *layout* is of no export."""
    if not {"role", "modality"} <= layout.columns.keys():
        return None
    found = {header: index for index, header in enumerate(layout.headers) if header in _MORE}
    return found | {"Role": layout.columns["role"]}


def used(layout: Layout) -> frozenset[str]:
    """Return the headers that are read beyond what tables of this sort have."""
    found = columns(layout)
    return frozenset(_MORE) if found and "Relationship" in found else frozenset()


def told(where: Mapping[str, int], cells: Cells) -> Told:
    """Return what a row with these *cells* says in the columns *where*."""

    def cell(header: str) -> str:
        column = where.get(header, len(cells))
        return cells[column] if column < len(cells) else ""

    if not (relationship := cell("Relationship")):
        return Told(role=cell("Role"))
    return Told(
        relationship,
        cell("Role"),
        cell("Time"),
        frozenset(cell("Inherited").split(MARK)),
        date_of(cell("Paid on")),
        tuple(filter(None, cell("Through").split(MARK))),
    )


def bodies(cells: Cells, names: tuple[int | None, ...], *, several: bool = False) -> tuple[Body, ...]:
    """Return the bodies that the columns *names* name: one in a cell, or *several* parted by semicolons."""
    texts = (cells[column] for column in names if column is not None and column < len(cells))
    parts = (part for text in texts for part in (text.split(MARK) if several else (text,)) if part)
    return tuple(
        Body((Name(text),), kind=GROUP if worded(text) in meanings("groups") else refined(UNKNOWN, text))
        for text in dict.fromkeys(parts)
    )


def facts(
    named: tuple[Body, ...],
    donors: tuple[Body, ...],
    role: str,
    work: Work | None,
    *,
    about: About,
) -> Iterator[Fact]:
    """Yield what a row says that does not name its relationship.

    Args:
        named: whom it names beside the donors.
        donors: who pays for *work*, or *named* where there is no *role*.
        role: a key of `concept/role/`, empty if the row tells none.
        work: the project.
        about: the circumstances.
    """
    if role and work:
        yield from (Participation(body, work, (role,), about) for body in named)
        if donors:
            yield Funding(donors, (), (work,), about=About(modality=about.modality))
    elif donors and (named or work):
        yield Funding(donors, named, (work,) if work else (), about=about)
    elif not donors:
        places, about = about.places, about._replace(places=())
        yield from (Presence(body, place, about=about) for body in named for place in places)


def of_one(
    own: Told,
    named: tuple[Body, ...],
    donors: tuple[Body, ...],
    role: str,
    work: Work | None,
    *,
    about: About,
    amount: tuple[str, str],
) -> Iterator[Fact]:
    """Yield what a row says of the relationship that it names; what is inherited is said of the project.

    Args:
        own: what the row says in the columns that exports alone have.
        named: whom it names beside the donors.
        donors: who pays; in the row of a role, beside whom that is told.
        role: a key of `concept/role/`, empty if the row tells none.
        work: the project.
        about: the circumstances.
        amount: the amount with its currency, both empty if there is none.
    """
    about = about._replace(called=own.relationship, edtf=own.time or about.edtf)
    if work:
        work, about = _inherited(own.inherited, work, about)
    if role and work:
        yield from (Participation(body, work, (role,), about) for body in named or donors)
    elif donors and (named or work):
        kinds = tuple(one for one in own.role.split(MARK) if one in _PAID) or ("support",)
        through = tuple(Work((Name(text),), kind="Programme", key=text) for text in own.through)
        works = (work,) if work else ()
        day = own.paid_on if amount[0] else ""
        yield Funding(donors, named, works, kinds, *amount, day, through, about)
    elif not donors:
        places, about = about.places, about._replace(places=())
        kind = own.role if own.role in _PRESENT else "works"
        yield from (Presence(body, place, kind, about) for body in named for place in places)


def _inherited(names: frozenset[str], work: Work, about: About) -> tuple[Work, About]:
    """Return *work* with those of the circumstances that it has itself, and *about* without them."""
    work = work._replace(
        edtf=about.edtf if "time" in names else "",
        status=about.status if "status" in names else "",
        topics=about.topics if "sector" in names else (),
        places=about.places if "place" in names else (),
    )
    return work, about._replace(
        edtf="" if "time" in names else about.edtf,
        status="" if "status" in names else about.status,
        topics=() if "sector" in names else about.topics,
        codes_kept=() if "sector" in names else about.codes_kept,
        places=() if "place" in names else about.places,
    )
