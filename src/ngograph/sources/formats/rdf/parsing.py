"""Files of RDF as statements, whatever their syntax: it is found out from what stands in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from ngograph.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from ngograph.sources.opening import Sample

HERE: Final = "file:///"
"""How IRIs begin that a file states relative to itself: they name things of the file alone."""

_LINE: Final = re.compile(r"(<[^<>\s]*>|_:\S+)\s+<[^<>\s]*>\s+\S.*\.\s*(#.*)?")
_JSON_LD: Final = ("@context", "@graph", "@id")
_LOOKED_AT: Final = 1 << 20
# Entities that name others, or a long text that may be repeated without end.
_ENTITY: Final = re.compile(
    rb"<!ENTITY\s+(%\s+)?\S+\s+(SYSTEM|PUBLIC|\"[^\"]*&|'[^']*&|\"[^\"]{500}|'[^']{500})"
)


def is_rdf(found: Sample) -> bool:
    """Say whether *found* is the head of RDF."""
    if found.make == "rdf" or (found.make == "xml" and found.root == "RDF"):
        return True
    return any(path.removeprefix("item.").startswith(_JSON_LD) for path in found.paths)


def statements(found: Sample) -> Iterator[Quad]:
    """Yield the statements of the file that *found* is the head of.

    Raises:
        UnreadableFile: it is not well-formed, refers to a context elsewhere, or nests entities.
    """
    content, syntaxes = _content(found), _syntaxes(found)
    for last, syntax in enumerate(syntaxes, start=1):
        try:
            quads = parse(content, format=syntax, base_iri=HERE)
            yield from quads if last == len(syntaxes) else list(quads)
        except SyntaxError as error:
            if last == len(syntaxes):
                problem = f"not well-formed {syntax.name}: {_problem(error)}"
                raise UnreadableFile(found.path, problem, error.lineno, error.offset) from error
        else:
            return


def _content(found: Sample) -> bytes:
    """Return the bytes of the file as UTF-8 without a byte order mark."""
    content = found.path.read_bytes()
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16").encode()
    except UnicodeDecodeError as error:
        raise UnreadableFile(found.path, f"not UTF-16 to its end: {error.reason}") from error
    return content.removeprefix(b"\xef\xbb\xbf")


def _syntaxes(found: Sample) -> tuple[RdfFormat, ...]:
    """Return what the file may be, the likelier last: only of that a fault is told."""
    if found.make == "xml":
        with found.path.open("rb") as file:
            if _ENTITY.search(file.read(_LOOKED_AT)):
                raise UnreadableFile(
                    found.path, "expected RDF/XML whose entities are short and plain: others are not expanded"
                )
        return (RdfFormat.RDF_XML,)
    if found.make in ("json", "json-lines"):
        return (RdfFormat.JSON_LD,)
    lines = (line.strip() for line in found.text.splitlines()[:-1] or [found.text])
    first = next((line for line in lines if line and not line.startswith("#")), "")
    if _LINE.fullmatch(first):
        return (RdfFormat.TRIG, RdfFormat.N_QUADS)
    return (RdfFormat.TRIG,)


def _problem(error: SyntaxError) -> str:
    place, _, problem = str(error.msg).partition(": ")
    if "LoadDocumentCallback" in str(error.msg):
        return "its context stands elsewhere, and nothing is fetched"
    return problem if place.startswith("Parser error at") else str(error.msg)


def canonical(quads: list[Quad]) -> list[Quad]:
    """Return *quads*, sorted, with canonical labels for blank nodes (RDFC-1.0)."""
    if any(isinstance(node, BlankNode) for quad in quads for node in (quad.subject, quad.object)):
        dataset = Dataset(quads)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        quads = list(dataset)
    return sorted(quads, key=str)
