"""Where everything that points at a thing stands on its page: by section and in order, before it is read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from ngograph.vocab import NGO
from ngograph.web.showing.reading import EVIDENCE, QUIET, key, rows_of
from ngograph.web.showing.roles import INWARD, place, section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ngograph.store.answering import Table

T = TypeVar("T")

_COLUMNS: Final = ("s", "place", "class", "tie", "modality", "day", "graph")

FIRST: Final = 24
"""How many lines of a section the page of a thing shows."""
LINES: Final = 100
"""How many lines stand on a page that shows one section alone."""


@dataclass(frozen=True)
class Entry:
    """One thing that points at the thing of the page.

    Args:
        places: the properties by which it does.
        tie: whether it is a relationship.
        apart: whether its source does not simply assert it.
        day: a day of its time, empty if it has none.
        activity: the activity that the thing of the page takes part in by it, empty if it does not.
        graphs: the graphs that say so.
    """

    iri: str
    places: tuple[str, ...]
    tie: bool
    apart: bool
    day: str
    activity: str = ""
    graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slice(Generic[T]):
    """A page out of more: `number` of `pages`, counted from 1."""

    items: tuple[T, ...]
    total: int
    number: int
    pages: int


@dataclass
class _Seen:
    places: dict[str, None] = field(default_factory=dict)
    classes: dict[str, None] = field(default_factory=dict)
    tie: bool = False
    modality: str = ""
    day: str = ""
    activity: str = ""
    roles: dict[str, None] = field(default_factory=dict)
    activities: dict[str, None] = field(default_factory=dict)
    graphs: dict[str, None] = field(default_factory=dict)


def entries(places: Iterable[Table], played: Table) -> dict[str, list[Entry]]:
    """Return what points at a thing by the keys of the sections, each section in order.

    Args:
        places: rows (s, place, class, tie, modality, day, graph) of what points at it.
        played: rows (s, role, class, day) of the activities that it takes part in.
    """
    found: dict[str, list[Entry]] = defaultdict(list)
    for iri, seen in _seen(places, played).items():
        for name, by in _sections(seen).items():
            modality = "implied" if f"{NGO}impliedParty" in by else key(seen.modality)
            apart = modality not in ("", "asserted")
            found[name].append(
                Entry(iri, by, seen.tie, apart, seen.day, seen.activity, tuple(sorted(seen.graphs)))
            )
    return {name: ordered(listed) for name, listed in found.items()}


def told_of(tells: Table) -> dict[str, list[Entry]]:
    """Return the relationships of a source by the local names of their classes, each class in order.

    Args:
        tells: rows (s, place, class, tie, modality, day, graph) of them.
    """
    found: dict[str, list[Entry]] = defaultdict(list)
    for iri, seen in _seen((tells,), None).items():
        apart = key(seen.modality) not in ("", "asserted")
        found[key(min(seen.classes, default="Relationship"))].append(Entry(iri, (), True, apart, seen.day))
    return {name: ordered(found[name]) for name in sorted(found)}


def ordered(listed: Iterable[Entry], names: Mapping[str, str] | None = None) -> list[Entry]:
    """Return the entries *listed* in order: those apart last, the latest first, the undated by *names*."""
    found = sorted(listed, key=lambda entry: ((names or {}).get(entry.iri, "").casefold(), entry.iri))
    found.sort(key=lambda entry: entry.day, reverse=True)
    found.sort(key=lambda entry: entry.apart)
    return found


def sliced(listed: Sequence[T], number: int, most: int) -> Slice[T]:
    """Return the page *number* of what is *listed*, *most* on each; the nearest one if there is no such page.

    >>> sliced("abcde", 9, 2)
    Slice(items=('e',), total=5, number=3, pages=3)
    """
    pages = max(1, -(-len(listed) // most))
    number = min(max(number, 1), pages)
    return Slice(tuple(listed[(number - 1) * most : number * most]), len(listed), number, pages)


def _seen(places: Iterable[Table], played: Table | None) -> dict[str, _Seen]:
    found: dict[str, _Seen] = defaultdict(_Seen)
    for row in (row for table in places for row in rows_of(table, *_COLUMNS)):
        seen = found[row[0]]
        seen.places[row[1]] = None
        seen.classes |= {row[2]: None} if row[2] else {}
        seen.tie = seen.tie or bool(row[3])
        seen.modality, seen.day = seen.modality or row[4], seen.day or row[5]
        seen.graphs[row[6]] = None
    rows = rows_of(played, "s", "activity", "role", "class", "day") if played else ()
    for iri, activity, role, kind, day in rows:
        if iri in found:
            found[iri].activity = activity
            found[iri].roles[key(role)] = None
            found[iri].activities[key(kind)] = None
            found[iri].day = found[iri].day or day
    return found


def _sections(seen: _Seen) -> dict[str, tuple[str, ...]]:
    """Return the sections that it belongs to, each with the properties that say so: one of a relationship."""
    if seen.tie:
        first = key(min(seen.classes, default=""))
        by = tuple(seen.places)
        if by == (EVIDENCE,):
            return {INWARD[EVIDENCE]: by}
        return {section(first, place(by), seen.roles, seen.activities): by}
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for predicate in seen.places:
        if predicate not in QUIET:
            found[INWARD.get(predicate) or f"has-{key(predicate)}"] += (predicate,)
    return found
