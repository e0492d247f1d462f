"""What the head of a request says, read by the server's own parser, and remembered: clients repeat theirs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import httptools

from ngograph.web.bounding import HOST
from ngograph.web.compressing import chosen

_LONG: Final = 2000
"""Bytes from which on a head goes the long way."""
_OTHERS: Final = frozenset(
    {
        b"authorization",
        b"connection",
        b"content-encoding",
        b"content-length",
        b"content-type",
        b"expect",
        b"forwarded",
        b"if-match",
        b"if-none-match",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
        b"x-forwarded-for",
        b"x-forwarded-proto",
        b"x-request-id",
    }
)
"""Headers on which more depends than on those below; a request that bears one goes the long way."""
_KEPT: Final = (b"connection", b"keep-alive")


@dataclass(frozen=True)
class Head:
    """What matters of a head.

    Args:
        accept: the formats that are accepted, None if nothing is said of them.
        encoding: the encoding that is liked best, None for none.
        bytes: how long all headers are.
    """

    accept: str | None
    encoding: str | None
    bytes: int


def head(block: bytes) -> Head | None:
    """Return what the lines of a head say, from the one behind the request line to the empty one.

    None if that is more than is understood here, or not to be understood.
    """
    return _head(block) if len(block) < _LONG else None


class _Collected:
    """What the parser finds."""

    def __init__(self) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.ended = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_message_complete(self) -> None:
        self.ended += 1


@lru_cache(maxsize=512)
def _head(block: bytes) -> Head | None:
    found = _Collected()
    parser = httptools.HttpRequestParser(found)
    try:
        parser.feed_data(b"GET / HTTP/1.1\r\n" + block)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    names = [name for name, value in found.headers if (name, value.lower()) != _KEPT]
    hosts = [value.decode("latin-1") for name, value in found.headers if name == b"host"]
    if (
        found.ended != 1
        or not parser.should_keep_alive()
        or not _OTHERS.isdisjoint(names)
        or len(hosts) != 1
        or not HOST.fullmatch(hosts[0])
    ):
        return None
    return Head(
        next(iter(_values(found, b"accept")), None),
        chosen(", ".join(_values(found, b"accept-encoding")) or None),
        sum(len(name) + len(value) + 4 for name, value in found.headers),
    )


def _values(found: _Collected, name: bytes) -> list[str]:
    return [value.decode("latin-1") for called, value in found.headers if called == name]
