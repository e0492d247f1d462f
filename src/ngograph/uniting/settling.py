"""Sources with one IRI for one thing, and with one value where several sources would give it more."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Triple

from ngograph.identity import rewritten
from ngograph.uniting.claims import CLAIMED, Unit, Yielded, settled
from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ngograph.identity import Canonical, Joined, KeptApart
    from ngograph.sources import Source
    from ngograph.uniting.claims import Claims

_ISSUED: Final = NamedNode(f"{PREFIXES['dct']}issued")
_STRENGTH: Final = NamedNode(f"{NGO}strength")
_IDENTIFIER: Final = NamedNode(f"{NGO}identifier")
_STRONG: Final = Literal("strong")
_WEAK: Final = Literal("weak")
_CONTENT, _JOINED, _IMPORT = range(3)


@dataclass(frozen=True)
class Settled:
    """Sources that speak of one thing under one IRI and do not contradict each other's single values.

    Args:
        sources: in the order in which they came.
        yielded: what does not stand, in a stable order.
        joined: how many things of each source are spoken of under the IRI of another, by the source's name.
    """

    sources: tuple[Source, ...]
    yielded: tuple[Yielded, ...]
    joined: Mapping[str, int]


def settle(content: Sequence[Source], imported: Sequence[Source], one: Joined) -> Settled:
    """Return *content* and *imported* with things joined as *one* says, and with values settled.

    Nothing of the content gives way but where the editors joined a thing of it with another.
    """
    weighed = [*((source, _CONTENT) for source in content), *((source, _IMPORT) for source in imported)]
    canonical = one.canonical
    found = [gone for claims in _claims(weighed, canonical).values() for gone in settled(claims)]
    found += [gone for source in imported for gone in _codes_apart(source, one)]
    found.sort(key=lambda gone: (gone.unit, str(gone.triple)))
    gone: dict[str, set[Triple]] = defaultdict(set)
    instead: dict[str, list[Triple]] = defaultdict(list)
    for yielded in found:
        gone[yielded.unit.source].add(yielded.triple)
        if yielded.kept_as is not None:
            instead[yielded.unit.source].append(yielded.kept_as)
    sources, moved = [], Counter[str]()
    for source, _ in weighed:
        records = {t.subject for file in source.files for t in file.triples if t.subject in canonical}
        moved[source.name] = len(records)
        sources.append(_restated(source, canonical, gone[source.name], instead[source.name]))
    return Settled(tuple(sources), tuple(found), moved)


def _claims(weighed: Sequence[tuple[Source, int]], canonical: Canonical) -> dict[NamedNode, Claims]:
    """Return what is said of each thing that the content and an import, or several records, speak of."""
    shared = _shared(weighed, canonical)
    claims: dict[NamedNode, Claims] = defaultdict(dict)
    for source, weight in weighed:
        newness = _newness(source)
        for triple in _triples(source):
            if triple.predicate not in CLAIMED:
                continue
            record = triple.subject
            if isinstance(record, NamedNode) and (thing := canonical.get(record, record)) in shared:
                rank = _JOINED if weight == _CONTENT and record in canonical else weight
                claims[thing].setdefault(Unit(rank, newness, source.name, record.value), []).append(triple)
    return claims


def _shared(weighed: Iterable[tuple[Source, int]], canonical: Canonical) -> set[NamedNode]:
    """Return the things that more than one speaks of, taking the content as one."""
    first: dict[NamedNode, str] = {}
    shared = set(canonical.values())
    for source, weight in weighed:
        speaker, last = "" if weight == _CONTENT else source.name, None
        for triple in _triples(source):
            record = triple.subject
            if record != last and isinstance(record, NamedNode):
                last = record
                thing = canonical.get(record, record)
                if first.setdefault(thing, speaker) != speaker:
                    shared.add(thing)
    return shared


def _codes_apart(source: Source, one: Joined) -> Iterator[Yielded]:
    """Yield what an import says of strong codes that several things bear which are not joined."""
    by_node: dict[object, KeptApart] = {node: apart for apart in one.kept_apart for node in apart.identifiers}
    if not by_node:
        return
    newness = _newness(source)
    for triple in _triples(source):
        record, predicate, value = triple.subject, triple.predicate, triple.object
        if not isinstance(record, NamedNode):
            continue
        unit = Unit(_IMPORT, newness, source.name, record.value)
        if predicate == _IDENTIFIER and (apart := by_node.get(value)) and apart.keeper is not None:
            if one.canonical.get(record, record) != apart.keeper:
                yield Yielded(unit, triple, "code of another", (str(apart.keeper),))
        elif (triple.predicate, value) == (_STRENGTH, _STRONG) and (apart := by_node.get(record)):
            weak = Triple(record, _STRENGTH, _WEAK)
            if apart.keeper is None:
                yield Yielded(unit, triple, "strength of a code that several bear", (str(_WEAK),), weak)


def _restated(source: Source, canonical: Canonical, gone: set[Triple], instead: list[Triple]) -> Source:
    """Return *source* without what is *gone*, with what is said *instead*, and one IRI for each thing."""
    if not gone and not canonical:
        return source
    files = []
    for place, file in enumerate(source.files):
        kept = [triple for triple in file.triples if triple not in gone] if gone else list(file.triples)
        kept += instead if place == 0 else []
        triples = tuple(dict.fromkeys(rewritten(triple, canonical) for triple in kept))
        files.append(file if triples == file.triples else replace(file, triples=triples))
    return replace(source, files=tuple(files))


def _triples(source: Source) -> Iterator[Triple]:
    return (triple for file in source.files for triple in file.triples)


def _newness(source: Source) -> int:
    """Return the days since the document of *source* was issued, the most where it bears no day."""
    days = [
        triple.object.value
        for triple in _triples(source)
        if triple.predicate == _ISSUED
        and triple.subject == source.document
        and isinstance(triple.object, Literal)
    ]
    try:
        return dt.date.max.toordinal() - dt.date.fromisoformat(max(days)).toordinal()
    except ValueError:
        return dt.date.max.toordinal()
