"""Compression of answers as they are sent: zstd, Brotli or gzip, whichever the client likes best.

Each piece goes out as it comes, so that an answer begins as early and holds back as well as without, and one
that is broken off lacks the end mark of its encoding.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from webob.acceptparse import (  # type: ignore[import-untyped]
    AcceptEncodingValidHeader,
    create_accept_encoding_header,
)

from ngograph.brief.encodings import ENCODINGS, SMALL
from ngograph.web.headers import values

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ngograph.brief.encodings import Encoder


@lru_cache(maxsize=256)
def chosen(accept: str | None) -> str | None:
    """Return the encoding that a client with this Accept-Encoding header likes best, None for none.

    >>> chosen("gzip;q=0.9, br, zstd;q=0"), chosen("identity"), chosen(None)
    ('br', None, None)
    """
    header = create_accept_encoding_header(accept)
    if not isinstance(header, AcceptEncodingValidHeader):
        return None
    # Not to encode is always possible; it is liked better only where the client says so.
    offers = [*ENCODINGS, "identity"] if "identity" in str(accept).lower() else [*ENCODINGS]
    fitting = header.acceptable_offers(offers)
    return str(fitting[0][0]) if fitting and fitting[0][0] != "identity" else None


class Compressed:
    """Encodes what its application sends, as each client asks for it."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around *app*."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and encode the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        encoding = chosen(", ".join(values(scope, b"accept-encoding")) or None)
        await self.app(scope, receive, _Sending(send, encoding))


class _Sending:
    """What is sent of one answer: its head is held until it is known whether the body is whole at once."""

    def __init__(self, send: Send, encoding: str | None) -> None:
        self._send, self._encoding = send, encoding
        self._head: Message | None = None
        self._encoder: Encoder | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and encodable(message):
            vary(message)
            if self._encoding is not None and message["status"] != 304:
                self._head = message
                return
        if message["type"] != "http.response.body" or (self._head is None and self._encoder is None):
            await self._send(message)
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._head is not None:
            head, self._head = self._head, None
            if more or len(body) >= SMALL:
                self._encoder = ENCODINGS[str(self._encoding)]()
            elif not more:
                await self._send(head)
                await self._send(message)
                return
            said = self._encode(body, more)
            relabel(head, str(self._encoding), None if more else len(said))
            await self._send(head)
        else:
            said = self._encode(body, more)
        await self._send({"type": "http.response.body", "body": said, "more_body": more})

    def _encode(self, body: bytes, more: bool) -> bytes:
        assert self._encoder is not None
        said = self._encoder.piece(body) if body else b""
        return said if more else said + self._encoder.end()


def encodable(message: Message) -> bool:
    """Say whether an answer with this head may be sent encoded."""
    headers: dict[bytes, bytes] = dict(message["headers"])
    if message["status"] in (204, 206) or b"content-encoding" in headers:
        return False
    if b"no-transform" in headers.get(b"cache-control", b""):
        return False
    kind = bytes(headers.get(b"content-type", b"")).partition(b";")[0]
    return (
        message["status"] == 304 or kind.startswith((b"text/", b"application/")) or kind == b"image/svg+xml"
    )


def vary(message: Message) -> None:
    """Say that the answer depends on the encodings that are accepted."""
    headers = message["headers"]
    said = b", ".join([*(value for name, value in headers if name == b"vary"), b"Accept-Encoding"])
    message["headers"] = [*(header for header in headers if header[0] != b"vary"), (b"vary", said)]


def relabel(head: Message, encoding: str, length: int | None) -> None:
    """Let *head* say that the body is encoded, and how long it is then; None: that is not known."""
    headers = MutableHeaders(scope=head)
    headers["content-encoding"] = encoding
    del headers["accept-ranges"]
    del headers["content-length"]
    if length is not None:
        headers["content-length"] = str(length)
    if (tag := headers.get("etag")) is not None and not tag.startswith("W/"):
        headers["etag"] = f"W/{tag}"  # the bytes are others, what they say is the same
