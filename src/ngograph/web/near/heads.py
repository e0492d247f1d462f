"""What the head of a request says, read by the server's own parser, and remembered: clients repeat theirs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import httptools

from ngograph.store.bodies import media_type
from ngograph.web.bodies import CHARACTERS
from ngograph.web.bounding import HOST
from ngograph.web.compressing import chosen

_LONG: Final = 4000
"""Bytes from which on a head goes the long way."""
_OTHERS: Final = frozenset(
    {
        b"authorization",
        b"content-encoding",
        b"expect",
        b"forwarded",
        b"if-match",
        b"if-none-match",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
"""Headers on which more depends than on those below; a request that bears one goes the long way."""
_FORWARDED: Final = (b"x-forwarded-for", b"x-forwarded-proto")


@dataclass(frozen=True)
class Head:
    """What matters of a head.

    Args:
        accept: the formats that are accepted, None if nothing is said of them.
        encoding: the encoding that is liked best, None for none.
        closing: whether the connection is closed behind the answer.
        name: the id that the client gives to the request.
        forwarded: what a proxy says of the client.
        length: bytes of the body.
        kind: the media type of the body.
        bytes: how long all headers are.
    """

    accept: str | None
    encoding: str | None
    closing: bool
    name: str | None
    forwarded: tuple[tuple[bytes, bytes], ...]
    length: int
    kind: str
    bytes: int


def head(block: bytes, method: bytes = b"GET") -> Head | None:
    """Return what the lines of a head say, from the one behind the request line to the empty one.

    None if that is more than is understood here, or not to be understood.
    """
    return _head(block, method) if len(block) < _LONG else None


class _Collected:
    """What the parser finds."""

    def __init__(self) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.heads = self.messages = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self.heads += 1

    def on_message_complete(self) -> None:
        self.messages += 1

    def values(self, name: bytes) -> list[str]:
        """Return what the headers called *name* say."""
        return [value.decode("latin-1") for called, value in self.headers if called == name]


@lru_cache(maxsize=512)
def _head(block: bytes, method: bytes) -> Head | None:
    found = _Collected()
    parser = httptools.HttpRequestParser(found)
    try:
        parser.feed_data(b"%b / HTTP/1.1\r\n%b" % (method, block))
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    hosts, kinds = found.values(b"host"), found.values(b"content-type")
    lengths, connection = found.values(b"content-length"), found.values(b"connection") or ["keep-alive"]
    length = int(lengths[0]) if lengths else 0
    closing = connection[0].lower() == "close"
    if (
        found.heads != 1
        or found.messages != (not length)
        or len(lengths) != (method == b"POST")
        or len(connection) != 1
        or not (closing or connection[0].lower() == "keep-alive")
        or not _OTHERS.isdisjoint(name for name, _ in found.headers)
        or len(hosts) != 1
        or not HOST.fullmatch(hosts[0])
    ):
        return None
    kind, characters = media_type(next(iter(kinds), ""))
    return Head(
        accept=next(iter(found.values(b"accept")), None),
        encoding=chosen(", ".join(found.values(b"accept-encoding")) or None),
        closing=closing,
        name=next(iter(found.values(b"x-request-id")), None),
        forwarded=tuple(pair for pair in found.headers if pair[0] in _FORWARDED),
        length=length,
        kind=kind if characters in CHARACTERS else "",
        bytes=sum(len(name) + len(value) + 4 for name, value in found.headers),
    )
