"""Where a table of "who does what, where, when" has its headers, and what each of its columns holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.formats.whowhatwhere.headers import PARTIES, Meaning, languages, meaning
from ngograph.sources.formats.whowhatwhere.tags import is_tag, tagged
from ngograph.sources.formats.whowhatwhere.wording import worded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.sources.opening import Row

_DEPTH: Final = 40
_NEAR: Final = 3
_COUNTED: Final = 0.5
_LANGUAGES: Final = ("en", "fr", "es", "pt", "ar", "ru", "bs", "uk")
_NUMBERED: Final = ("donor", "programme", "implementer")
_FURTHER: Final = 100
"""What a further column under one header is numbered from: headers number theirs with one digit."""
_WEIGHTS: Final = {"place": 2.0, "sector": 2.0, "project": 1.0, "contact": 0.5, "count": 0.1, "alone": 0.1}

Cells = tuple[str, ...]


class Group(NamedTuple):
    """The columns that speak of one body, by what they say of it; None where none does."""

    name: int | None = None
    acronym: int | None = None
    kind: int | None = None
    code: int | None = None
    address: int | None = None


class Level(NamedTuple):
    """The columns that speak of one level of places; the country has the tier -1, a site 9.

    Where a column of codes does not say of which level they are, the level beside it has it as *loose*.
    """

    tier: int
    name: int | None = None
    code: int | None = None
    loose: bool = False


@dataclass(frozen=True)
class Layout:
    """What the columns of a table hold.

    Args:
        start: the number of the first row below the headers.
        headers: the header of each column, as it is written.
        titles: what stands above the headers.
        parties: the columns of bodies by what they do: donor, programme, implementer, organisation.
        levels: the levels of places, the widest first.
        columns: of other fields, such as "start" or "project code".
        contacts: headers of columns on persons and how to reach them.
        unused: headers of columns that hold nothing for the graph.
        language: of the headers.
    """

    start: int
    headers: Cells
    titles: tuple[str, ...]
    parties: Mapping[str, tuple[Group, ...]]
    levels: tuple[Level, ...]
    columns: Mapping[str, int]
    contacts: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    language: str = ""

    @property
    def is_table(self) -> bool:
        """Whether rows of it can name a body, and say where, what or with whom it works."""
        said = {"sector", "sector code", "project", "project code"} & set(self.columns)
        # Two names side by side are a list, unless a row also tells when or in what state they work together.
        told = {"start", "end", "month", "year", "period", "reported", "status", "amount"} & set(self.columns)
        together = len(self.parties) > 1 and bool(told)
        return bool(self.parties) and bool(self.levels or said or together)


@dataclass(frozen=True)
class Head:
    """The header rows of a table: their cells as one row, what each column means, and where data begin."""

    start: int
    headers: Cells
    titles: tuple[str, ...] = ()
    meanings: tuple[Meaning | None, ...] = ()
    score: float = field(default=0.0, compare=False)


def head_of(rows: Sequence[Row]) -> Head | None:
    """Return the headers among the first of *rows*: the row, or two rows, whose cells mean the most."""
    best: Head | None = None
    for index, row in enumerate(rows[:_DEPTH]):
        if best and row.number >= best.start + _NEAR:
            break
        if best and row.number < best.start:
            continue
        found = _candidate(rows, index)
        if found and found.score > (best.score if best else 0.0):
            best = found
    return best


def speaks_of_bodies(row: Row) -> bool:
    """Say whether *row* is one of headers, and one of them names organisations."""
    told = _told(row.cells, ())
    named = any(one and one.field in PARTIES and one.aspect in ("name", "acronym") for one in told)
    first = next(iter(told), None)  # a matrix has a row for each of them, and columns of anything
    matrix = first is not None and first.field in PARTIES and not first.rest
    return named and (matrix or _are_headers(row.cells) or _are_tags(row.cells))


def layout_of(head: Head, meanings: Sequence[Meaning | None]) -> Layout:
    """Return the layout of the table under *head* where its columns have those *meanings*."""
    used: set[int] = set()
    meanings = _numbered(head.headers, meanings)
    parties = _parties(meanings, used)
    levels = _levels(meanings, used)
    columns: dict[str, int] = {}
    for index, one in sorted(enumerate(meanings), key=lambda pair: (pair[1].rest if pair[1] else 0, pair[0])):
        if one is None or one.field in (*PARTIES, "place", "contact", "count", "alone", "activity", "edited"):
            continue
        code = " code" if one.aspect == "code" and one.field in ("sector", "subsector", "project") else ""
        if one.aspect != "kind" and columns.setdefault(f"{one.field}{code}", index) == index:
            used.add(index)
    contacts = {index for index, one in enumerate(meanings) if one and one.field == "contact"}
    return Layout(
        head.start,
        head.headers,
        head.titles,
        parties,
        levels,
        columns,
        tuple(head.headers[index] for index in sorted(contacts)),
        tuple(
            text
            for index, text in enumerate(head.headers)
            if text and index not in used and index not in contacts
        ),
        _language(head.headers),
    )


def _numbered(headers: Cells, meanings: Sequence[Meaning | None]) -> list[Meaning | None]:
    """Return *meanings*, those of several columns of bodies under one header parted by their numbers.

    Two columns that are both called "Partner" hold two partners, as "Partner 1" and "Partner 2" do.
    """
    met, numbered = Counter[tuple[str, str]](), list(meanings)
    for index, (header, one) in enumerate(zip(headers, meanings, strict=False)):
        if one and one.field in _NUMBERED and one.aspect == "name" and not one.ordinal:
            kind = one.field, worded(header)
            met[kind] += 1
            if met[kind] > 1:
                numbered[index] = one._replace(ordinal=_FURTHER + met[kind])
    return numbered


def _candidate(rows: Sequence[Row], index: int) -> Head | None:
    """Return the row at *index* as headers, alone or under the row before it, with the tags below it."""
    row = rows[index]
    if sum(1 for cell in row.cells if cell) < 2:
        return None
    tags = rows[index + 1].cells if index + 1 < len(rows) and _are_tags(rows[index + 1].cells) else ()
    above = rows[index - 1].cells if index and sum(1 for cell in rows[index - 1].cells if cell) > 1 else ()
    titles = tuple(cell for one in rows[:index] for cell in one.cells if cell)
    start = row.number + 1 + bool(tags)
    alone = _told(row.cells, tags)
    found = Head(start, row.cells, titles, alone, _score(alone))
    if above and _are_headers(row.cells):
        joined = _joined(above, row.cells)
        both = _told(joined, tags)
        if _score(both) > max(found.score, _score(_told(above, ()))):
            found = Head(start, joined, titles, both, _score(both))
    return found if layout_of(found, found.meanings).is_table else None


def _joined(above: Cells, below: Cells) -> Cells:
    """Return two rows of headers as one; what stands above several columns is said of each."""
    carried, texts = "", list[str]()
    for index in range(max(len(above), len(below))):
        carried = (above[index] if index < len(above) else "") or carried
        text = below[index] if index < len(below) else ""
        texts.append(f"{carried} {text}".strip())
    return tuple(texts)


def _are_headers(cells: Cells) -> bool:
    """Say whether most of *cells* are words of headers, and no data below one row of headers."""
    filled = [cell for cell in cells if cell]
    return sum(meaning(cell) is not None for cell in filled) >= len(filled) * _COUNTED


def _are_tags(cells: Cells) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(is_tag, filled)) >= len(filled) * _COUNTED


def _told(headers: Cells, tags: Cells) -> tuple[Meaning | None, ...]:
    told = [
        _both(
            tagged(header) if is_tag(header) else meaning(header),
            tagged(tags[index]) if index < len(tags) and is_tag(tags[index]) else None,
        )
        for index, header in enumerate((*headers, *("" for _ in tags[len(headers) :])))
    ]
    role = _of_partners(told)
    return tuple(one._replace(field=role) if one and one.field == "partner" else one for one in told)


def _of_partners(told: Sequence[Meaning | None]) -> str:
    """Return which party the partners are: who implements beside the one who is named, else the one."""
    named = {one.field for one in told if one and one.aspect in ("name", "acronym")}
    beside = named & {"organisation", "programme"} and "implementer" not in named and "partner" in named
    return "implementer" if beside else "organisation"


def _both(text: Meaning | None, tag: Meaning | None) -> Meaning | None:
    """Return what a header and the tag below it say together: words tell the role, tags the level."""
    if text is None or tag is None or text.field == "alone":
        return tag or text
    if text.field == "contact" or tag.field == "contact":
        return Meaning("contact")
    if text.field in (*PARTIES, "partner") and tag.field in PARTIES:
        narrower = text.field == "organisation" or (text.field == "partner" and tag.field != "organisation")
        role = tag.field if narrower else text.field
        return text._replace(field=role, aspect=tag.aspect if text.aspect == "name" else text.aspect)
    if text.field == tag.field == "place":
        return tag._replace(aspect=text.aspect if tag.aspect == "name" else tag.aspect)
    if text.field == tag.field:
        return text._replace(aspect=tag.aspect if text.aspect == "name" else text.aspect)
    return tag if tag.field in ("count", "place") or text.rest else text


def _score(meanings: Sequence[Meaning | None]) -> float:
    score, seen = 0.0, set[tuple[str, str, int]]()
    for one in meanings:
        if one and (one.field, one.aspect, one.level) not in seen:
            seen.add((one.field, one.aspect, one.level))
            score += (3.0 if one.field in PARTIES else _WEIGHTS.get(one.field, 0.5)) / (1 + one.rest)
    return score


def _parties(meanings: Sequence[Meaning | None], used: set[int]) -> dict[str, tuple[Group, ...]]:
    found: dict[tuple[str, int], dict[str, int]] = {}
    ranked = sorted(
        ((one, index) for index, one in enumerate(meanings) if one and one.field in PARTIES),
        key=lambda pair: (pair[0].rest, pair[1]),
    )
    for one, index in ranked:
        found.setdefault((one.field, one.ordinal), {}).setdefault(one.aspect, index)
    named = {key: columns for key, columns in found.items() if {"name", "acronym"} & set(columns)}
    bare = found.get(("organisation", 0), {})
    if ("organisation", 0) not in named and (main := _main(named)):
        for aspect, index in bare.items():
            named[main].setdefault(aspect, index)
    for index, lone in enumerate(meanings):
        # A type of something else, such as of support, is not the kind of a body.
        if (
            lone
            and lone.field == "alone"
            and lone.aspect != "name"
            and not (lone.aspect == "kind" and lone.rest)
        ):
            nearest = min(
                (columns for columns in named.values() if lone.aspect not in columns),
                key=lambda columns: min(abs(column - index) for column in columns.values()),
                default=None,
            )
            if nearest is not None:
                nearest[lone.aspect] = index
    parties: dict[str, list[Group]] = {}
    for (party, _), columns in sorted(named.items()):
        used |= set(columns.values())
        parties.setdefault(party, []).append(Group(**columns))
    return {party: tuple(groups) for party, groups in parties.items()}


def _main(named: Mapping[tuple[str, int], object]) -> tuple[str, int] | None:
    """Return the party that columns on "the organisation" speak of where none of them names it."""
    return next(((one, 0) for one in ("implementer", "programme") if (one, 0) in named), None)


def _levels(meanings: Sequence[Meaning | None], used: set[int]) -> tuple[Level, ...]:
    """Return the levels of places; of two columns that are equally clear on one, the second is narrower."""
    sides: dict[str, dict[int, list[tuple[int, int]]]] = {"name": {}, "code": {}}
    for index, one in enumerate(meanings):
        if one and one.field == "place" and one.aspect in ("name", "acronym", "code"):
            side = sides["code" if one.aspect == "code" else "name"]
            side.setdefault(one.level, []).append((one.rest, index))
    names, codes = (
        {
            level: [index for rest, index in sorted(side) if rest == min(side)[0]]
            for level, side in sides[one].items()
        }
        for one in ("name", "code")
    )
    loose, near = codes.pop(0, []), set[int]()
    levels = list[tuple[int, int, int | None, int | None]]()
    for tier in sorted({*names, *codes} - {0}):
        told, coded = names.get(tier, []), codes.get(tier, [])
        count = 1 if tier == -1 else max(len(told), 1)
        for place in range(count):
            levels.append(
                (
                    tier,
                    place,
                    told[place] if place < len(told) else None,
                    coded[place] if place < len(coded) else None,
                )
            )
    for index in loose:
        bare = [
            position for position, level in enumerate(levels) if level[3] is None and level[2] is not None
        ]
        if bare:
            nearest = min(bare, key=lambda position: (abs((levels[position][2] or 0) - index), position))
            tier, place, name, _ = levels[nearest]
            levels[nearest] = (tier, place, name, index)
            near.add(index)
    used |= {index for level in levels for index in level[2:] if index is not None}
    return tuple(Level(tier, name, code, code in near) for tier, _, name, code in levels)


def _language(headers: Cells) -> str:
    told = Counter(one for header in headers for one in set(languages(header)))
    return max(_LANGUAGES, key=lambda one: (told[one], -_LANGUAGES.index(one))) if told else ""
