"""What pages of other origins may do: read everything, without cookies or passwords; write with a token.

The headers stand in every answer and not only where a browser announced its origin, so that an answer kept
by a cache on the way serves everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from ngograph.web.headers import values

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

METHODS: Final = "GET, HEAD, POST, OPTIONS"
WRITING: Final = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
"""The methods where writing is on."""

EXPOSED: Final = (
    "Allow",
    "Accept-Post",
    "Cache-Status",
    "Content-Language",
    "Content-Location",
    "ETag",
    "Link",
    "Location",
    "Ngograph-Limit",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "WWW-Authenticate",
    "X-Request-ID",
)
"""The headers that scripts of other origins may read, beside those that they always may."""

ANSWER: Final = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", ", ".join(EXPOSED).encode()),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
"""What stands in every answer."""
_SENT: Final = "Accept, Accept-Language, Accept-Profile, Content-Type, If-None-Match, X-Request-ID"
_SENT_TO_WRITE: Final = f"Authorization, If-Match, {_SENT}"


class Shared:
    """Answers browsers that ask beforehand what scripts of other origins may."""

    def __init__(self, app: ASGIApp, *, writable: bool = False) -> None:
        """Stand around *app*, which can be written to or not."""
        self.app = app
        self._preflight = {
            "access-control-allow-methods": WRITING if writable else METHODS,
            "access-control-allow-headers": _SENT_TO_WRITE if writable else _SENT,
            "access-control-max-age": "86400",
            **{name.decode(): value.decode() for name, value in ANSWER},
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it is such a question."""
        asked = scope["type"] == "http" and scope["method"] == "OPTIONS"
        if asked and values(scope, b"access-control-request-method"):
            await Response(status_code=204, headers=self._preflight)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
