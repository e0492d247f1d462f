"""Headers that every answer carries, and what HEAD leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nothing is loaded but our own style sheet and images, nothing runs, nothing frames us.
CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# A drawing looked at by itself brings its own style and letters, and still no script.
DRAWING_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'"
)
# The preview of a thing is there to be framed, by whatever address a tool runs at; nothing else is.
PREVIEW_POLICY: Final = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)
FRAMED: Final = PREVIEW_POLICY.encode()
_FRAMES: Final = b"x-frame-options"

_HEADERS: Final = (
    (b"cache-control", b"no-cache"),
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (_FRAMES, b"DENY"),
)
_BEHIND_TLS: Final = ((b"strict-transport-security", b"max-age=31536000"),)


def standing(scheme: str, more: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers that answers over *scheme* bear unless they set them themselves, with *more*."""
    return (*_HEADERS, *more, *(_BEHIND_TLS if scheme == "https" else ()))


def add(message: Message, headers: Iterable[tuple[bytes, bytes]]) -> None:
    """Add those of *headers* to the head of an answer that it does not bear itself.

    In the form that goes over the wire: this is done for every answer, and decoded headers take ten times
    as long.
    """
    borne = message["headers"]
    names = {name for name, _ in borne}
    message["headers"] = [*borne, *(header for header in headers if header[0] not in names)]


def values(scope: Scope, name: bytes) -> list[str]:
    """Return what the headers called *name*, in small letters, of a request say."""
    return [value.decode("latin-1") for called, value in scope["headers"] if called == name]


class Headers:
    """Adds the headers that an answer does not set itself, and lets HEAD go without a body.

    Args:
        app: what it stands around.
        more: headers that every answer bears besides.
    """

    def __init__(self, app: ASGIApp, *, more: Iterable[tuple[bytes, bytes]] = ()) -> None:
        self.app = app
        self._plain, self._behind_tls = (standing(scheme, more) for scheme in ("http", "https"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and mend the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = self._behind_tls if scope["scheme"] == "https" else self._plain

        async def mended(message: Message) -> None:
            if message["type"] == "http.response.start":
                framed = any(value == FRAMED for _, value in message["headers"])
                add(message, [header for header in added if header[0] != _FRAMES] if framed else added)
            await send(message)

        await self.app(scope, receive, mended)
