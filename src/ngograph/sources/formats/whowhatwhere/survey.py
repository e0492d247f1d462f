"""The first reading of a file: which sheets are tables, and what only all rows together tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from ngograph.sources.formats.whowhatwhere import exported
from ngograph.sources.formats.whowhatwhere.bodies import Roster
from ngograph.sources.formats.whowhatwhere.dating import order_told
from ngograph.sources.formats.whowhatwhere.layout import head_of, layout_of, speaks_of_bodies
from ngograph.sources.formats.whowhatwhere.picking import picker
from ngograph.sources.formats.whowhatwhere.places import country_named, country_of_code
from ngograph.sources.formats.whowhatwhere.refining import refined
from ngograph.sources.formats.whowhatwhere.wording import meanings
from ngograph.sources.opening import sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ngograph.sources.formats.format import Task
    from ngograph.sources.formats.whowhatwhere.dating import Order
    from ngograph.sources.formats.whowhatwhere.layout import Layout
    from ngograph.sources.formats.whowhatwhere.topics import Topics
    from ngograph.sources.opening import Row, Sheet

DATES: Final = ("start", "end", "month", "year", "period", "reported")
_LOOKED_AT: Final = 300
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_UKRAINIAN: Final = re.compile("[іїєґІЇЄҐ]")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_RARE: Final = 20
"""In how many letters of Ukrainian there is at least one that Russian lacks."""
_NUMBER: Final = re.compile(r"-?[\d.,\s]+%?")
_MOST: Final = 0.5
_FEW: Final = 0.1
_ENOUGH: Final = 5
_PHRASE: Final = 3
_HEADERS: Final = 5
_TEXTS: Final = 2000


@dataclass
class Survey:
    """What a first reading tells of one table.

    Args:
        index: of its sheet in the file.
        layout: what its columns hold.
        orders: what stands first in the dates of a field, where that is sure.
        keyed: whether the source's own numbers tell the rows apart.
        year: of months that are stated without one.
        country: of rows that name none.
        notes: what somebody should know of the table as a whole.
    """

    index: int
    layout: Layout
    orders: dict[str, Order] = field(default_factory=dict)
    keyed: bool = False
    year: int | None = None
    country: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class Surveyed:
    """What a first reading tells of a file: its tables, its bodies, and why other sheets are no tables."""

    roster: Roster
    tables: list[Survey] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)


def surveyed(task: Task, topics: Topics) -> Surveyed:
    """Read the file of *task* once, and return what only all its rows together tell."""
    found = Surveyed(Roster(task.source))
    for index, sheet in enumerate(sheets(task.sample, lines=True)):
        found.notes += sheet.notes
        name = sheet.name or task.sample.path.name
        if sheet.hidden:
            found.refused[name] = "it is hidden"
            continue
        reason = _table(index, sheet, task, topics, found)
        if reason:
            found.refused[name] = reason
    return found


def _table(index: int, sheet: Sheet, task: Task, topics: Topics, found: Surveyed) -> str:
    """Take one sheet into *found*, or return why it is no table of who does what where."""
    rows = iter(sheet.rows)
    first = list(islice(rows, _LOOKED_AT))
    head = head_of(first)
    if head is None:
        return _why_not(first)
    told, explained = refined(head.meanings, [row for row in first if row.number >= head.start], topics)
    layout = layout_of(head, told)
    if "transaction" in layout.columns:
        return "its rows are transactions: a mapping beside it can say who gives and who receives"
    if not layout.is_table:
        return _why_not(first)
    one = Survey(index, layout)
    # A sheet that turns out to be none must leave nothing behind.
    roster = Roster(task.source) if found.tables else found.roster
    reason = _read(one, chain(first, rows), roster, topics, found.languages)
    if reason:
        if roster is found.roster:
            found.roster = Roster(task.source)
        return reason
    if roster is not found.roster:
        found.roster.update(roster)
    if layout.language:
        found.languages[layout.language] += 1
    one.notes = (
        *(f"column '{layout.headers[column]}' read as sector by its cells" for column in explained),
        *(f"column '{header}' dropped: contact data" for header in layout.contacts),
        *(f"column '{header}' not used" for header in layout.unused if header not in exported.used(layout)),
        *_from_around(one, sheet, task),
    )
    found.tables.append(one)
    return ""


def _read(one: Survey, rows: Iterable[Row], roster: Roster, topics: Topics, languages: Counter[str]) -> str:
    """Read all rows of a table, or return why they are none."""
    layout, columns = one.layout, one.layout.columns
    groups = [picker(group) for several in layout.parties.values() for group in several]
    dates = [name for name in DATES if name in columns]
    dated = picker([columns[name] for name in dates])
    places = [column for level in layout.levels for column in level[1:3] if column is not None]
    said = [columns[name] for name in ("sector", "sector code", "project", "project code") if name in columns]
    about = picker([*places, *said])
    coded = picker([level.code for level in layout.levels if level.code is not None])
    key = picker([columns["row"]] if "row" in columns else [])
    orders: dict[str, set[Order]] = {name: set() for name in dates}
    codes, texts, keys = set[str](), set[str](), set[str]()
    bodies = together = filled = 0
    for row in rows:
        cells = row.cells
        if row.number < layout.start or not any(cells):
            continue
        filled += 1
        named = sum([roster.add(pick(cells)) for pick in groups])
        bodies += bool(named)
        together += bool(named) and (len(layout.parties) > 1 or any(about(cells)))
        for name, cell in zip(dates, dated(cells), strict=True):
            if cell and (order := order_told(cell)):
                orders[name].add(order)
        codes.update(coded(cells))
        keys.update(key(cells))
        if len(texts) < _TEXTS:
            texts.update(cells)
    if not bodies:
        return "no row names an organisation"
    if together < bodies * _FEW:
        return "an outline: no row names an organisation together with a place, a sector or a project"
    one.orders = _orders(orders)
    one.keyed = "row" in columns and len(keys) == filled and "" not in keys
    _tell_language(texts, languages)
    one.country = "coded" if any(country_of_code(code, topics.known) for code in codes) else ""
    return ""


def _orders(told: dict[str, set[Order]]) -> dict[str, Order]:
    """Return the order of each column of dates: as it tells itself, else as all others of the table do."""
    every = {one for own in told.values() for one in own}
    return {name: next(iter(own or every)) for name, own in told.items() if len(own or every) == 1}


def _from_around(one: Survey, sheet: Sheet, task: Task) -> Iterable[str]:
    """Take year and country, where the rows lack them, from the name of the sheet, its titles or the file."""
    around = (
        ("the name of the sheet", sheet.name),
        ("the title", " ".join(one.layout.titles)),
        ("the name of the file", task.sample.path.stem),
    )
    stated = "year" in one.layout.columns
    coded, one.country = one.country, ""
    for what, text in around:
        years = set(_YEAR.findall(text))
        if (
            one.year is None
            and len(years) == 1
            and not stated
            and any(name in one.layout.columns for name in DATES)
        ):
            one.year = int(years.pop())
            yield f"year {one.year}, where months lack one, taken from {what}"
        if not one.country and not coded and not _names_country(one.layout):
            one.country = country_named(text, task.known)
            if one.country:
                yield f"country {one.country.upper()} taken from {what}"


def _names_country(layout: Layout) -> bool:
    return any(level.tier < 0 for level in layout.levels)


def _tell_language(texts: set[str], languages: Counter[str]) -> None:
    """Count the small words of each language; the language they tell outweighs that of the headers."""
    small = meanings("languages")
    told = Counter(
        small[word]
        for text in texts
        if len(spoken := text.casefold().split()) >= _PHRASE
        for word in spoken
        if word in small
    )
    scripts = "".join(texts)
    cyrillic, ukrainian = len(_CYRILLIC.findall(scripts)), len(_UKRAINIAN.findall(scripts))
    told["uk" if ukrainian * _RARE > cyrillic else "ru"] += cyrillic // _ENOUGH
    told["ar"] += len(_ARABIC.findall(scripts)) // _ENOUGH
    best = max(told, key=lambda one: (told[one], one), default="")
    if best and told[best] >= _ENOUGH and told[best] > sum(told.values()) * _MOST:
        languages[best] += 2


def _why_not(rows: Sequence[Row]) -> str:
    """Return why rows without a fitting header are no table of who does what where."""
    cells = [cell for row in rows[1:] for cell in row.cells if cell]
    if not cells:
        return "it is empty" if not any(cell for row in rows for cell in row.cells) else "it has one row"
    if any(map(speaks_of_bodies, rows[:_HEADERS])):
        return "no column says where, on what or when the organisations work that it names"
    counts = sum(1 for cell in cells if _NUMBER.fullmatch(cell)) > len(cells) * _MOST
    return f"{'it holds counts, and ' if counts else ''}no header speaks of an organisation"
