"""The account of a release: what went in, by source, with counts and digests."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Protocol

from pyoxigraph import NamedNode

from ngograph import __version__
from ngograph.check import shown
from ngograph.vocab import NGO, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
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


_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")
_SUBCLASS: Final = NamedNode(PREFIXES["rdfs"] + "subClassOf")
_THINGS: Final = frozenset(
    NamedNode(NGO + name) for name in ("Organisation", "Person", "Place", "Document", "Activity")
)
_RELATIONSHIPS: Final = frozenset({NamedNode(NGO + "Relationship")})


def of(
    content: Content,
    rules: Rules,
    sources: Sequence[Stated],
    derived: Mapping[str, Sequence[Triple]],
    digest: str,
    *,
    told: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Return the account as plain values for JSON, the same for the same input.

    Args:
        content: what was built.
        rules: its ontology and shapes.
        sources: its data.
        derived: the edges made by each query.
        digest: the SHA-256 of the dump.
        told: what more is to be said of a source, by the IRI of its graph.
    """
    told = told or {}
    parents = _parents(rules.triples)
    edges = {triple for triples in derived.values() for triple in triples}
    every = {triple for source in sources for triple in source.triples}
    return {
        "digest": digest,
        "ngograph": __version__,
        "sources": [
            {**_source(source, content.root, parents), **told.get(source.graph.value, {})}
            for source in sources
        ],
        "ontology": _files(rules.ontology, content.root),
        "shapes": _files(rules.shapes, content.root),
        "derived": {name: len(triples) for name, triples in sorted(derived.items())},
        "totals": _counts(every, parents)
        | {"sources": len(sources), "ontology": len(set(rules.triples)), "derived": len(edges)},
    }


def _source(source: Stated, root: Path, parents: Mapping[NamedNode, set[NamedNode]]) -> dict[str, Any]:
    return {
        "name": source.name,
        "graph": source.graph.value,
        "document": source.document.value,
        "title": source.title,
        "files": _files(source.files, root),
        **_counts(source.triples, parents),
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


def _counts(triples: Iterable[Triple], parents: Mapping[NamedNode, set[NamedNode]]) -> dict[str, Any]:
    """Return the number of triples, and of the things and the relationships of each class as stated."""
    triples = set(triples)
    kinds = Counter(
        triple.object
        for triple in triples
        if triple.predicate == _TYPE and isinstance(triple.object, NamedNode)
    )
    return {
        "triples": len(triples),
        "things": _below(_THINGS, kinds, parents),
        "relationships": _below(_RELATIONSHIPS, kinds, parents),
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
