"""What stores do differently, by the name that they give themselves in the header `Server`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ngograph.media import CSV, N_TRIPLES, RESULTS_JSON, RESULTS_XML, TSV, Format

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass(frozen=True)
class Dialect:
    """The ways of one kind of store.

    Args:
        name: what the kind is called.
        passes: the formats that it writes as the standards say. An answer in any other is made here, of
            JSON results or N-Triples.
        mends: what it writes otherwise than the standards in those two, and what it means. None of these
            runs of bytes can stand within a value, for there each quotation mark has a backslash before it.
    """

    name: str
    passes: frozenset[Format]
    mends: tuple[tuple[bytes, bytes], ...] = ()


_STANDARD: Final = frozenset({RESULTS_JSON, RESULTS_XML, N_TRIPLES})

OTHER: Final = Dialect("other", _STANDARD)
OXIGRAPH: Final = Dialect("oxigraph", _STANDARD | {CSV, TSV})
_BOOLEAN: Final = b"http://www.w3.org/2001/XMLSchema#boolean"
# Its JSON has a type of literal that no standard knows, its TSV no question marks, its ASK no yes and no.
VIRTUOSO: Final = Dialect(
    "virtuoso",
    frozenset(),
    (
        (b'"bnode", "value": "nodeID://', b'"bnode", "value": "'),
        (b'"%s", "value": "1"' % _BOOLEAN, b'"%s", "value": "true"' % _BOOLEAN),
        (b'"%s", "value": "0"' % _BOOLEAN, b'"%s", "value": "false"' % _BOOLEAN),
        (b'"1"^^<%s>' % _BOOLEAN, b'"true"^^<%s>' % _BOOLEAN),
        (b'"0"^^<%s>' % _BOOLEAN, b'"false"^^<%s>' % _BOOLEAN),
    ),
)


def mended(dialect: Dialect, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Return *pieces* as the standards have them, wherever they were cut."""
    return _mended(dialect.mends, pieces) if dialect.mends else pieces


async def _mended(
    mends: tuple[tuple[bytes, bytes], ...], pieces: AsyncIterator[bytes]
) -> AsyncIterator[bytes]:
    longest = max(len(found) for found, _ in mends)
    held = b""
    async for piece in pieces:
        held += piece
        for found, meant in mends:
            held = held.replace(found, meant)
        cut = max(0, len(held) - longest + 1)
        if cut:
            yield held[:cut]
            held = held[cut:]
    yield held


def dialect(server: str) -> Dialect:
    """Return the dialect of a store that calls itself *server*.

    >>> dialect("Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu").name
    'virtuoso'
    """
    name = server.partition("/")[0].strip().lower()
    return next((known for known in (OXIGRAPH, VIRTUOSO) if known.name == name), OTHER)
