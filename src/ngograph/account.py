"""The account of a release: what went in, by source, with counts and digests."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

from pyoxigraph import NamedNode

from ngograph import __version__
from ngograph.check import shown
from ngograph.vocab import DERIVED_GRAPH, NGO, ONTOLOGY_GRAPH, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Triple

    from ngograph.check import Rules
    from ngograph.content import Content
    from ngograph.sources import SourceFile


class Stated(Protocol):
    """What one document says: a folder of files, or a graph that was written."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def graph(self) -> NamedNode:
        """The named graph that it fills."""

    @property
    def document(self) -> NamedNode:
        """The document that it renders."""

    @property
    def title(self) -> str:
        """The title of the document."""

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that state it."""

    @property
    def triples(self) -> Collection[Triple]:
        """What it states, each triple once."""


@runtime_checkable
class Streamed(Protocol):
    """What one document says, where that need not fit into memory."""

    def lines(self) -> Iterator[str]:
        """Yield what it states as lines of N-Triples without line ends; the same may come twice."""


_TYPE: Final = f"<{PREFIXES['rdf']}type>".encode()
_OURS: Final = frozenset(f" <{graph}> .\n".encode() for graph in (ONTOLOGY_GRAPH, DERIVED_GRAPH))
"""How the lines of the graphs of our own making end."""
_SUBCLASS: Final = NamedNode(PREFIXES["rdfs"] + "subClassOf")
_THINGS: Final = frozenset(
    NamedNode(NGO + name) for name in ("Organisation", "Person", "Place", "Document", "Activity")
)
_RELATIONSHIPS: Final = frozenset({NamedNode(NGO + "Relationship")})


def of(
    content: Content,
    rules: Rules,
    sources: Sequence[Stated],
    derived: Mapping[str, int],
    dump: Path,
    *,
    told: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Return the account as plain values for JSON, the same for the same input.

    Args:
        content: what was built.
        rules: its ontology and shapes.
        sources: its data.
        derived: how many edges each query made, and how many all of them did, each edge once, as "".
        dump: the file of all that the release holds, as sorted N-Quads.
        told: what more is to be said of a source, by the IRI of its graph.
    """
    told = told or {}
    parents = _parents(rules.triples)
    with dump.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        counts = _counted(file)
    return {
        "digest": digest,
        "ngograph": __version__,
        "sources": [
            {
                **_source(source, content.root),
                **_counts(counts[source.graph.value], parents),
                **told.get(source.graph.value, {}),
            }
            for source in sources
        ],
        "ontology": _files(rules.ontology, content.root),
        "shapes": _files(rules.shapes, content.root),
        "derived": {name: count for name, count in sorted(derived.items()) if name},
        "totals": _counts(counts[""], parents)
        | {"sources": len(sources), "ontology": len(set(rules.triples)), "derived": derived[""]},
    }


def _source(source: Stated, root: Path) -> dict[str, Any]:
    return {
        "name": source.name,
        "graph": source.graph.value,
        "document": source.document.value,
        "title": source.title,
        "files": _files(source.files, root),
    }


def _files(files: Iterable[SourceFile], root: Path) -> list[dict[str, Any]]:
    return [
        {
            "path": shown(file.path, root),
            "sha256": file.sha256,
            "bytes": file.size,
            "triples": len(file.triples),
        }
        for file in files
    ]


@dataclass
class _Counts:
    """How many triples there are, and how many things of each class."""

    triples: int = 0
    kinds: Counter[NamedNode] = field(default_factory=Counter)


def _counted(dump: Iterable[bytes]) -> dict[str, _Counts]:
    """Return what each graph in *dump* holds, by its IRI, and what all sources do, each triple once, as "".

    The lines are sorted: those of one triple in several graphs stand together.
    """
    triples, kinds = defaultdict[bytes, int](int), Counter[tuple[bytes, bytes]]()
    last, counted = b"", False
    for line in dump:
        at = line.rindex(b" <")
        triple, end = line[:at], line[at:]
        if triple != last:
            last, counted = triple, False
        foreign = not counted and end not in _OURS
        counted = counted or foreign
        triples[end] += 1
        triples[b""] += foreign
        if _TYPE in triple and (kind := _kind(triple)):
            kinds[end, kind] += 1
            kinds[b"", kind] += foreign
    found = defaultdict(_Counts, {_graph(end): _Counts(count) for end, count in triples.items()})
    for (end, kind), count in (+kinds).items():
        found[_graph(end)].kinds[NamedNode(kind.decode())] = count
    return found


def _graph(end: bytes) -> str:
    """Return the IRI of the graph of the quads whose lines end in *end*; nothing where that is nothing."""
    return end[2:-4].decode()


def _kind(triple: bytes) -> bytes:
    """Return the class that *triple* gives to a thing, if it does, else nothing."""
    _, predicate, value = triple.split(b" ", 2)
    return value[1:-1] if predicate == _TYPE and value.endswith(b">") else b""


def _counts(counts: _Counts, parents: Mapping[NamedNode, set[NamedNode]]) -> dict[str, Any]:
    """Return the number of triples, and of the things and the relationships of each class as stated."""
    return {
        "triples": counts.triples,
        "things": _below(_THINGS, counts.kinds, parents),
        "relationships": _below(_RELATIONSHIPS, counts.kinds, parents),
    }


def _below(
    roots: frozenset[NamedNode], kinds: Mapping[NamedNode, int], parents: Mapping[NamedNode, set[NamedNode]]
) -> dict[str, int]:
    fitting = {kind: count for kind, count in kinds.items() if roots & _closure(kind, parents)}
    return {
        curie(kind.value): count for kind, count in sorted(fitting.items(), key=lambda item: item[0].value)
    }


def _closure(kind: NamedNode, parents: Mapping[NamedNode, set[NamedNode]]) -> set[NamedNode]:
    seen, waiting = {kind}, [kind]
    while waiting:
        for parent in parents.get(waiting.pop(), set()) - seen:
            seen.add(parent)
            waiting.append(parent)
    return seen


def _parents(triples: Iterable[Triple]) -> dict[NamedNode, set[NamedNode]]:
    parents: dict[NamedNode, set[NamedNode]] = {}
    for triple in triples:
        if (
            triple.predicate == _SUBCLASS
            and isinstance(triple.subject, NamedNode)
            and isinstance(triple.object, NamedNode)
        ):
            parents.setdefault(triple.subject, set()).add(triple.object)
    return parents
