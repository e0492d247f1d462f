"""Bodies of requests: of what kind they are, and read no further than they may be long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException

from ngograph.store.bodies import media_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

CHARACTERS: Final = ("utf-8", "utf8", "us-ascii")
"""The names of the sets of characters that a body may be in: UTF-8 and what is part of it."""


def kind_of(request: Request, offers: Sequence[str]) -> str:
    """Return the media type of the body, which must be one of *offers*, in UTF-8 and not compressed.

    Raises:
        HTTPException: it is another: 415.
    """
    kind, charset = media_type(request.headers.get("content-type", ""))
    if kind not in offers:
        raise HTTPException(
            415,
            f"Expected a body of type {' or '.join(offers)}, found {kind or 'none'}.",
            {"accept-post": ", ".join(offers)},
        )
    if charset not in CHARACTERS:
        raise HTTPException(415, f"Expected a body in UTF-8, found one said to be in {charset}.")
    encoding = request.headers.get("content-encoding", "identity")
    if encoding.lower() != "identity":
        raise HTTPException(
            415,
            f"Expected a body as it is, found one encoded by {encoding}.",
            {"accept-encoding": "identity"},
        )
    return kind


async def body_of(request: Request, most: int) -> bytes:
    """Return the body, which is read no further than *most* bytes.

    Raises:
        HTTPException: it is longer: 413.
    """
    too_large = HTTPException(413, f"Expected a body of at most {most:,} bytes.", {"connection": "close"})
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise too_large
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise too_large
    return bytes(body)


def text_of(body: bytes) -> str:
    """Return *body* as text.

    Raises:
        HTTPException: it is not in UTF-8: 400.
    """
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(
            400, f"Expected a body in UTF-8: {error.reason} at byte {error.start}."
        ) from error
