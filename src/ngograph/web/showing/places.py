"""Where everything that points at a thing stands on its page: by section and in order, before it is read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from ngograph.vocab import NGO
from ngograph.web.showing.reading import EVIDENCE, QUIET, key
from ngograph.web.showing.roles import INWARD, place, section

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ngograph.web.showing.ways import Played, Pointing, Way

T = TypeVar("T")

_NONE: Final[frozenset[str]] = frozenset()
_BY_IRI, _BY_DAY, _BY_APART = attrgetter("iri"), attrgetter("day"), attrgetter("apart")

FIRST: Final = 24
"""How many lines of a section the page of a thing shows."""
LINES: Final = 100
"""How many lines stand on a page that shows one section alone."""


class Entry(NamedTuple):
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


class _Standing(NamedTuple):
    """What the entries have in common that point at a thing in the same ways.

    Args:
        sections: the sections that they belong to, each with the properties that say so and whether they are
            set apart there.
    """

    sections: tuple[tuple[str, tuple[str, ...], bool], ...]
    tie: bool
    graphs: tuple[str, ...]


def entries(found: Pointing, played: Played) -> dict[str, list[Entry]]:
    """Return what points at a thing by the keys of the sections, each section in order.

    Args:
        found: what points at it.
        played: what it does in activities.
    """
    sections: dict[str, list[Entry]] = defaultdict(list)
    known: dict[tuple[object, ...], _Standing] = {}  # thousands point at a thing in a few ways
    for iri, ways in found.ways.items():
        activity, roles = played.parts.get(iri, ("", _NONE))
        events = played.kinds.get(activity, _NONE)
        by = ways, roles, events
        if (standing := known.get(by)) is None:
            standing = known[by] = _standing(ways, roles, events)
        day = found.days.get(iri) or played.days.get(activity, "")
        for name, places, apart in standing.sections:
            sections[name].append(Entry(iri, places, standing.tie, apart, day, activity, standing.graphs))
    return {name: ordered(listed) for name, listed in sections.items()}


def told_of(found: Pointing) -> dict[str, list[Entry]]:
    """Return the relationships *found* of a source by the local names of their classes, each in order."""
    told: dict[str, list[Entry]] = defaultdict(list)
    for iri, ways in found.ways.items():
        name = key(min((way.kind for way in ways if way.kind), default="Relationship"))
        told[name].append(Entry(iri, (), True, _apart(ways), found.days.get(iri, "")))
    return {name: ordered(told[name]) for name in sorted(told)}


def ordered(listed: Iterable[Entry], names: Mapping[str, str] | None = None) -> list[Entry]:
    """Return the entries *listed* in order: those apart last, the latest first, the undated by *names*."""
    found = sorted(listed, key=_BY_IRI)
    if names:
        found.sort(key=lambda entry: names.get(entry.iri, "").casefold())
    found.sort(key=_BY_DAY, reverse=True)
    found.sort(key=_BY_APART)
    return found


def sliced(listed: Sequence[T], number: int, most: int) -> Slice[T]:
    """Return the page *number* of what is *listed*, *most* on each; the nearest one if there is no such page.

    >>> sliced("abcde", 9, 2)
    Slice(items=('e',), total=5, number=3, pages=3)
    """
    pages = max(1, -(-len(listed) // most))
    number = min(max(number, 1), pages)
    return Slice(tuple(listed[(number - 1) * most : number * most]), len(listed), number, pages)


def _standing(ways: Sequence[Way], roles: Collection[str], events: Collection[str]) -> _Standing:
    """Return what *ways* of pointing at a thing make of an entry; a relationship belongs to one section."""
    places = tuple(dict.fromkeys(way.place for way in ways))
    tie = any(way.tie for way in ways)
    by: dict[str, tuple[str, ...]] = defaultdict(tuple)
    if tie and places == (EVIDENCE,):
        by[INWARD[EVIDENCE]] = places
    elif tie:
        kind = key(min((way.kind for way in ways if way.kind), default=""))
        by[section(kind, place(places), roles, events)] = places
    else:
        for one in places:
            if one not in QUIET:
                by[INWARD.get(one) or f"has-{key(one)}"] += (one,)
    apart = _apart(ways)
    return _Standing(
        tuple((name, said, apart or f"{NGO}impliedParty" in said) for name, said in by.items()),
        tie,
        tuple(sorted({way.graph for way in ways})),
    )


def _apart(ways: Iterable[Way]) -> bool:
    """Say whether what points at a thing in these *ways* is not simply asserted."""
    return key(next((way.modality for way in ways if way.modality), "")) not in ("", "asserted")
