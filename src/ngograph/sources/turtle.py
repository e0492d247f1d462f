"""Turtle files, and folders of them that render one document each."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ngograph.content import turtle_files
from ngograph.errors import ContentError, MissingFile, MissingSource, RdfSyntaxError
from ngograph.vocab import DERIVED_GRAPH, NGO, ONTOLOGY_GRAPH, PREFIXES, source_graph

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

_KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class SourceFile:
    """One file as it was read: its bytes by digest and size, and what they state."""

    path: Path
    sha256: str
    size: int
    triples: tuple[Triple, ...]


@dataclass(frozen=True)
class Source:
    """What one document says: the files of its folder, and the graph that they fill."""

    name: str
    graph: NamedNode
    document: NamedNode
    title: str
    files: tuple[SourceFile, ...]

    @property
    def triples(self) -> list[Triple]:
        """Each triple that the files state, once, in the order of the files."""
        return list(dict.fromkeys(triple for file in self.files for triple in file.triples))


def read_turtle(path: Path) -> list[Triple]:
    """Return the triples of the Turtle file *path*, in its order.

    Raises:
        MissingFile: there is no such file.
        RdfSyntaxError: it is not well-formed Turtle; knows line and column.
    """
    return list(read_file(path).triples)


def read_file(path: Path) -> SourceFile:
    """Return the Turtle file *path* with the digest of exactly the bytes that were read.

    Raises:
        MissingFile: there is no such file.
        RdfSyntaxError: it is not well-formed Turtle; knows line and column.
    """
    if not path.is_file():
        raise MissingFile(path, "a Turtle file")
    content = path.read_bytes()
    return SourceFile(path, hashlib.sha256(content).hexdigest(), len(content), _parsed(path, content))


def read_folder(folder: Path) -> Source:
    """Return the source that the Turtle files in *folder* render; `source.ttl` says which document that is.

    Raises:
        MissingFile: there is no such folder.
        MissingSource: the folder does not say which one document it renders.
        RdfSyntaxError: a file is not well-formed Turtle.
        ContentError: a statement has a blank node, which nobody could link to or compare.
    """
    name = _name(folder)
    paths = turtle_files(folder)
    if folder / "source.ttl" not in paths:
        raise MissingSource(folder)
    files = tuple(read_file(path) for path in paths)
    for file in files:
        _refuse_blank_nodes(file)
    graph = NamedNode(source_graph(name))
    stated = next(file.triples for file in files if file.path == folder / "source.ttl")
    document = _document(folder, graph, stated)
    return Source(name, graph, document, title_of(document, stated), files)


def is_name(name: str) -> bool:
    """Say whether a source may be called *name*, which becomes part of an IRI that is there for good.

    >>> is_name("nscep-staff-exchanges"), is_name("ontology")
    (True, False)
    """
    return _KEY.fullmatch(name) is not None and source_graph(name) not in (ONTOLOGY_GRAPH, DERIVED_GRAPH)


def document_of(graph: NamedNode, triples: Collection[Triple]) -> NamedNode:
    """Return the document that *graph* renders, as *triples* say.

    Raises:
        LookupError: they do not say it; in the words of what was found.
    """
    source, kind = NamedNode(PREFIXES["dct"] + "source"), NamedNode(PREFIXES["rdf"] + "type")
    named = {t.object for t in triples if t.subject == graph and t.predicate == source}
    if len(named) != 1:
        raise LookupError(f"{len(named)} documents named by {graph} dct:source")
    (document,) = named
    if (
        not isinstance(document, NamedNode)
        or Triple(document, kind, NamedNode(NGO + "Document")) not in triples
    ):
        raise LookupError(f"no statement that {document} is an ngo:Document")
    return document


def title_of(document: NamedNode, triples: Iterable[Triple]) -> str:
    """Return the document's English label, else its title, else its IRI."""
    stated = {
        (triple.predicate.value, triple.object.language): triple.object.value
        for triple in triples
        if triple.subject == document and isinstance(triple.object, Literal)
    }
    titles = sorted(text for (predicate, _), text in stated.items() if predicate == PREFIXES["dct"] + "title")
    return stated.get((PREFIXES["skos"] + "prefLabel", "en"), next(iter(titles), document.value))


def blank_node_in(triples: Iterable[Triple]) -> str | None:
    """Return the words for a blank node in *triples*, which nobody could link to or compare, if any."""
    for triple in triples:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            about = triple.object if isinstance(triple.subject, BlankNode) else triple.subject
            return f"a blank node ({triple.predicate}, {about})"
    return None


def _name(folder: Path) -> str:
    name = folder.resolve().name
    if not is_name(name):
        raise ContentError(
            f"{folder}: expected a name of a-z, 0-9 and single hyphens, and neither ontology nor derived"
        )
    return name


def _parsed(path: Path, content: bytes) -> tuple[Triple, ...]:
    try:
        quads = list(parse(content, RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        raise RdfSyntaxError(path, error.lineno, error.offset, _problem(str(error.msg))) from error
    if any(isinstance(quad.object, Triple) for quad in quads):
        raise ContentError(f"{path}: expected RDF 1.1, found a statement about a statement")
    return tuple(quad.triple for quad in quads)


def _problem(message: str) -> str:
    """Return the parser's words without the place, which the error tells in its own way."""
    place, _, problem = message.partition(": ")
    return problem if place.startswith("Parser error at") else message


def _refuse_blank_nodes(file: SourceFile) -> None:
    if (found := blank_node_in(file.triples)) is not None:
        raise ContentError(f"{file.path}: expected an IRI for every node, found {found}")


def _document(folder: Path, graph: NamedNode, triples: tuple[Triple, ...]) -> NamedNode:
    try:
        return document_of(graph, triples)
    except LookupError as found:
        raise MissingSource(folder, str(found)) from None
