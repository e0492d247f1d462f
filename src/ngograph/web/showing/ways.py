"""In which ways things point at a thing: rows, each of which lists the many that do so in the same way."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.web.showing.reading import key, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ngograph.store.answering import Table

_BETWEEN: Final = "|"
"""What stands between those that a row lists; it cannot stand in an IRI."""


class Way(NamedTuple):
    """How a thing points at the thing of the page, in the words of one graph: all but `tie` may be empty.

    Args:
        place: the property by which it does.
        kind: the IRI of its class.
        tie: whether it is a relationship.
        modality: the IRI of its modality.
        graph: which graph says so.
    """

    place: str
    kind: str
    tie: bool
    modality: str
    graph: str


class Pointing(NamedTuple):
    """What points at a thing.

    Args:
        ways: how each of it does, by its IRI.
        days: a day of the time of each, where one is known.
        topics: the relationships on each topic.
    """

    ways: dict[str, tuple[Way, ...]]
    days: dict[str, str]
    topics: dict[str, set[str]]


class Played(NamedTuple):
    """What a thing does in activities.

    Args:
        parts: by the IRI of each relationship the activity, and the keys of its roles in it.
        kinds: the keys of the classes of each activity, as far as it is an event.
        days: a day of the time of each activity, where one is known.
        topics: the activities on each topic.
    """

    parts: dict[str, tuple[str, frozenset[str]]]
    kinds: dict[str, frozenset[str]]
    days: dict[str, str]
    topics: dict[str, set[str]]


def pointing(tables: Iterable[Table]) -> Pointing:
    """Return what points at a thing.

    Args:
        tables: rows (place, class, tie, modality, graph, these) and perhaps (topic), where each of `these` is
            an IRI and a day with a space between them.
    """
    ways: dict[str, tuple[Way, ...]] = {}
    days: dict[str, str] = {}
    topics: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        topical = ("topic",) if "topic" in table.columns else ()
        columns = ("place", "class", "tie", "modality", "graph", *topical)
        for (place, kind, tie, modality, graph, *on), these in sorted(_listed(table, *columns)):
            way = Way(place, kind, bool(tie), modality, graph)
            for iri, day in dated(these):
                known = ways.get(iri, ())
                if way not in known:
                    ways[iri] = (*known, way)
                if day:
                    days.setdefault(iri, day)
            if tie and any(on):
                topics[on[0]].update(iri for iri, _ in dated(these))
    return Pointing(ways, days, topics)


def played(parts: Table, activities: Table) -> Played:
    """Return what a thing does in activities.

    Args:
        parts: rows (activity, role, these), where `these` are IRIs of relationships.
        activities: rows (activity, class, topic, day).
    """
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for (activity, role), these in sorted(_listed(parts, "activity", "role")):
        for iri in filter(None, these.split(_BETWEEN)):
            roles = found[iri][1] if iri in found else frozenset()
            found[iri] = (activity, roles | {key(role)})
    kinds: dict[str, frozenset[str]] = defaultdict(frozenset)
    days: dict[str, str] = {}
    topics: dict[str, set[str]] = defaultdict(set)
    for activity, kind, topic, day in rows_of(activities, "activity", "class", "topic", "day"):
        if kind:
            kinds[activity] |= {key(kind)}
        if day:
            days.setdefault(activity, day)
        if topic:
            topics[topic].add(activity)
    return Played(found, kinds, days, topics)


def dated(these: str) -> Iterator[tuple[str, str]]:
    """Yield each IRI in *these*, with its day, empty where it has none.

    >>> list(dated("urn:a 2022-01-01|urn:b "))
    [('urn:a', '2022-01-01'), ('urn:b', '')]
    """
    for one in these.split(_BETWEEN):
        iri, _, day = one.partition(" ")
        if iri:
            yield iri, day


def listed(table: Table, column: str) -> dict[str, list[str]]:
    """Return the IRIs that the rows (column, these) of *table* list, in order, by what stands in *column*."""
    return {name: sorted(filter(None, these.split(_BETWEEN))) for (name,), these in _listed(table, column)}


def count(table: Table) -> int:
    """Return how many the rows (these) of *table* list in all."""
    return sum(these.count(_BETWEEN) + bool(these) for (these,) in rows_of(table, "these"))


def _listed(table: Table, *columns: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the *columns* of each row as texts, and what it lists."""
    return ((row[:-1], row[-1]) for row in rows_of(table, *columns, "these"))
