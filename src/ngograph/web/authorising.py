"""Who may write: the bearer token of a request (RFC 6750), and what is said to who has none that will do."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.exceptions import HTTPException

from ngograph.web.links import IN_IRIS
from ngograph.writing.job import Holder

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from ngograph.tokens import Token
    from ngograph.writing.job import Writer

_CHALLENGE: Final = 'Bearer realm="ngograph"'


@dataclass(frozen=True)
class Writing:
    """What makes changes, and who may.

    Args:
        writer: makes them.
        token: finds a token by its secret, None if there is none; it runs in a thread.
    """

    writer: Writer
    token: Callable[[str], Token | None]


async def holder(writing: Writing, request: Request) -> Holder:
    """Return who sends *request*.

    Raises:
        HTTPException: it bears no token, or one that is not known: 401.
    """
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise HTTPException(
            401, "Expected a token, as Authorization: Bearer TOKEN.", {"www-authenticate": _CHALLENGE}
        )
    token = await asyncio.to_thread(writing.token, secret.strip())
    if token is None:
        raise HTTPException(
            401,
            "Expected a token that is known here, found another.",
            {"www-authenticate": f'{_CHALLENGE}, error="invalid_token"'},
        )
    return Holder(token.name, token.scopes)


def beyond_scope(graph: str) -> str:
    """Return the challenge to a token that is not for *graph*."""
    return f'{_CHALLENGE}, error="insufficient_scope", scope="write:{quote(graph, safe=IN_IRIS)}"'
