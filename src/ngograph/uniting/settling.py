"""Sources with one IRI for one thing, and with one value where several sources would give it more."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Triple

from ngograph.identity import rewritten
from ngograph.imports import parsed
from ngograph.uniting.claims import CLAIMED, Unit, Yielded, settled
from ngograph.uniting.foreign import Foreign, line_of, stands, subjects
from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ngograph.identity import Canonical, Joined, KeptApart
    from ngograph.imports import ImportedSource
    from ngograph.sources import Source
    from ngograph.uniting.claims import Claims
    from ngograph.uniting.foreign import Stands

_ISSUED: Final = NamedNode(f"{PREFIXES['dct']}issued")
_STRENGTH: Final = NamedNode(f"{NGO}strength")
_IDENTIFIER: Final = NamedNode(f"{NGO}identifier")
_STRONG: Final = Literal("strong")
_WEAK: Final = Literal("weak")
_CONTENT, _JOINED, _IMPORT = range(3)
_PREDICATES: Final = frozenset(map(str, CLAIMED))


@dataclass(frozen=True)
class Settled:
    """Sources that speak of one thing under one IRI and do not contradict each other's single values.

    Args:
        content: the sources of the content, in the order in which they came.
        imported: those that were imported, likewise.
        yielded: what does not stand, in a stable order.
        joined: how many things of each import are spoken of under the IRI of another, by its name.
    """

    content: tuple[Source, ...]
    imported: tuple[Foreign, ...]
    yielded: tuple[Yielded, ...]
    joined: Mapping[str, int]


@dataclass(frozen=True)
class Heads:
    """What has to be known of an import before it is read again.

    Args:
        imported: the import.
        told: what it says of codes, of its document and of what was decided on.
    """

    imported: ImportedSource
    told: tuple[Triple, ...]


def settle(content: Sequence[Source], imported: Sequence[Heads], one: Joined) -> Settled:
    """Return *content* and *imported* with things joined as *one* says, and with values settled.

    Nothing of the content gives way but where the editors joined a thing of it with another.
    """
    canonical, standing = one.canonical, stands(one.canonical)
    found = [
        gone for claims in _claims(content, imported, one.canonical).values() for gone in settled(claims)
    ]
    found += [gone for heads in imported for gone in _codes_apart(heads, one)]
    found.sort(key=lambda gone: (gone.unit, str(gone.triple)))
    gone: dict[str, set[Triple]] = defaultdict(set)
    instead: dict[str, list[Triple]] = defaultdict(list)
    for yielded in found:
        gone[yielded.unit.source].add(yielded.triple)
        if yielded.kept_as is not None:
            instead[yielded.unit.source].append(yielded.kept_as)
    return Settled(
        tuple(_restated(source, canonical, gone[source.name], instead[source.name]) for source in content),
        tuple(
            Foreign(
                source,
                standing,
                frozenset(map(line_of, gone[source.name])),
                tuple(map(line_of, instead[source.name])),
            )
            for source in (heads.imported for heads in imported)
        ),
        tuple(found),
        {heads.imported.name: _moved(heads.imported, standing) for heads in imported},
    )


def _moved(source: ImportedSource, standing: Stands) -> int:
    return sum(1 for subject in subjects(source.lines()) if subject in standing) if standing else 0


def _claims(
    content: Sequence[Source], imported: Sequence[Heads], canonical: Canonical
) -> dict[NamedNode, Claims]:
    """Return what is said of each thing that the content and an import, or several records, speak of."""
    shared = _shared(content, imported, canonical)
    claims: dict[NamedNode, Claims] = defaultdict(dict)

    def claim(said: Iterable[Triple], rank: int, newness: int, name: str) -> None:
        for triple in said:
            record = triple.subject
            if triple.predicate in CLAIMED and isinstance(record, NamedNode):
                thing = canonical.get(record, record)
                if str(thing) in shared:
                    weight = _JOINED if rank == _CONTENT and record in canonical else rank
                    unit = Unit(weight, newness, name, record.value)
                    claims[thing].setdefault(unit, []).append(triple)

    for source in content:
        said = list(_triples(source))
        claim(said, _CONTENT, _newness(source.document, said), source.name)
    for heads in imported:
        one = heads.imported
        lines = parsed(_claiming(one.lines(), stands(canonical), shared))
        claim(lines, _IMPORT, _newness(one.document, heads.told), one.name)
    return claims


def _claiming(lines: Iterable[str], standing: Stands, shared: Collection[str]) -> Iterator[str]:
    """Yield those of *lines* that claim something of what is *shared*."""
    last, wanted = "", False
    for line in lines:
        subject, predicate, _ = line.split(" ", 2)
        if subject != last:
            last, wanted = subject, standing.get(subject, subject) in shared
        if wanted and predicate in _PREDICATES:
            yield line


def _shared(content: Sequence[Source], imported: Sequence[Heads], canonical: Canonical) -> set[str]:
    """Return the things that more than one speaks of, taking the content as one, as N-Triples writes them."""
    own = sorted({str(triple.subject) for source in content for triple in _triples(source)})
    spoken = heapq.merge(own, *(subjects(heads.imported.lines()) for heads in imported))
    several = {thing for thing, group in groupby(spoken) if sum(1 for _ in group) > 1}
    return {*map(str, canonical.values()), *several}


def _codes_apart(heads: Heads, one: Joined) -> Iterator[Yielded]:
    """Yield what an import says of strong codes that several things bear which are not joined."""
    by_node: dict[object, KeptApart] = {node: apart for apart in one.kept_apart for node in apart.identifiers}
    if not by_node:
        return
    newness = _newness(heads.imported.document, heads.told)
    for triple in heads.told:
        record, predicate, value = triple.subject, triple.predicate, triple.object
        if not isinstance(record, NamedNode):
            continue
        unit = Unit(_IMPORT, newness, heads.imported.name, record.value)
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


def _newness(document: NamedNode, told: Iterable[Triple]) -> int:
    """Return the days since *document* was issued, as *told*, the most where it bears no day."""
    days = [
        triple.object.value
        for triple in told
        if triple.predicate == _ISSUED and triple.subject == document and isinstance(triple.object, Literal)
    ]
    try:
        return dt.date.max.toordinal() - dt.date.fromisoformat(max(days)).toordinal()
    except ValueError:
        return dt.date.max.toordinal()
