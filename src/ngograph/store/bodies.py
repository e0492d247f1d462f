"""The body of a change to a graph, read: RDF in one of its formats, or a form with several such files."""

from __future__ import annotations

from email.message import Message
from email.parser import BytesParser
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Triple, parse

from ngograph.errors import UnreadableBody
from ngograph.media import GRAPHS, TURTLE
from ngograph.vocab import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.store.changes import GraphChange

MULTIPART: Final = "multipart/form-data"
READ: Final = tuple(offer.media_type for offer in GRAPHS)
"""The media types that a graph can be sent in."""


def media_type(header: str) -> tuple[str, str]:
    """Return the media type and the character set of a Content-Type *header*; no set counts as UTF-8.

    >>> media_type("Text/Turtle; charset=US-ASCII")
    ('text/turtle', 'us-ascii')
    """
    message = Message()
    message["content-type"] = header
    charset = (message.get_content_charset() or "utf-8").lower()
    return header.partition(";")[0].strip().lower(), charset


def stated(change: GraphChange) -> list[Triple]:
    """Return the triples in the body of *change*, with literals as they were written.

    Relative IRIs begin at the graph's own. Blank nodes are named anew, so that those of two bodies differ.

    Raises:
        UnreadableBody: it is not well-formed, or not one graph of RDF 1.1; knows line and column.
    """
    return [triple for kind, body in _parts(change) for triple in _triples(kind, body, change.graph or ROOT)]


def _parts(change: GraphChange) -> Iterator[tuple[str, bytes]]:
    if media_type(change.media_type)[0] != MULTIPART:
        yield change.media_type, change.body
        return
    head = f"content-type: {change.media_type}\r\n\r\n".encode()
    form = BytesParser().parsebytes(head + change.body)
    parts = form.get_payload()
    if not isinstance(parts, list) or form.defects:
        raise UnreadableBody("expected a form of several files, each behind the boundary that is named")
    for part in parts:
        assert isinstance(part, Message), "the parts of a form are messages"
        body = part.get_payload(decode=True)
        yield part.get("content-type") or TURTLE.media_type, body if isinstance(body, bytes) else b""


def _triples(kind: str, body: bytes, base: str) -> Iterator[Triple]:
    name, charset = media_type(kind)
    if name not in READ or charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnreadableBody(f"expected one of {', '.join(READ)} in UTF-8, found {kind}")
    try:
        quads = list(parse(body, RdfFormat.from_media_type(name), base_iri=base, rename_blank_nodes=True))
    except SyntaxError as error:
        place, _, problem = str(error.msg).partition(": ")
        said = problem if place.startswith("Parser error at") else str(error.msg)
        raise UnreadableBody(said, error.lineno, error.offset) from error
    for quad in quads:
        if not isinstance(quad.graph_name, DefaultGraph):
            raise UnreadableBody(f"expected the statements of one graph, found the graph {quad.graph_name}")
        if isinstance(quad.object, Triple):
            raise UnreadableBody("expected RDF 1.1, found a statement about a statement")
        yield quad.triple


def graph_node(iri: str) -> NamedNode:
    """Return *iri* as the name of a graph.

    Raises:
        UnreadableBody: it is no IRI.
    """
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise UnreadableBody(f"expected an absolute IRI as the name of a graph, found {iri!r}") from error
