"""Where a store is, who may enter, and how patient we are with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

import httpx

from ngograph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Generator

_FORWARD: Final = {"user-agent": "ngograph", "accept-encoding": "identity"}


@dataclass(frozen=True)
class Access:
    """The address of a store and what it takes to be let in; secrets are never shown.

    Args:
        url: where it answers SPARQL 1.1 Protocol.
        user, password: for a store that asks for them, by Basic or Digest as it wants.
        token: for one that wants a bearer token.
        connect: seconds to be connected within.
        silence: seconds that a store may say nothing at all while it works.
        tries: how often to ask again a store that cannot be reached or is busy, the first time included.
    """

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    connect: float = 5
    silence: float = 30
    tries: int = 3

    @property
    def options(self) -> dict[str, object]:
        """What a client of httpx is made with."""
        timeout = httpx.Timeout(self.silence, connect=self.connect, pool=None)
        return {"timeout": timeout, "auth": self._auth(), "headers": _FORWARD, "trust_env": False}

    def _auth(self) -> httpx.Auth | None:
        if self.token:
            return _Bearer(self.token)
        return _Login(self.user, self.password) if self.user else None


def access(url: str, *, user: str = "", password: str = "", token: str = "", **patience: float) -> Access:
    """Return the access to the store at *url*; a name and password in it outrank those beside it.

    Raises:
        StoreError: it is no address of the web.

    >>> access("http://me:secret@example.org/query")
    Access(url='http://example.org/query', user='me', connect=5, silence=30, tries=3)
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment:
        raise StoreError(
            f"expected the address of a store such as http://127.0.0.1:7878/query, found {url!r}"
        )
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    if parts.username:
        user, password = parts.username, parts.password or ""
    return Access(bare, user, password, token, **patience)  # type: ignore[arg-type]


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["authorization"] = f"Bearer {self._token}"
        yield request


class _Login(httpx.Auth):
    """Basic or Digest, as the store asks when it is met for the first time."""

    def __init__(self, user: str, password: str) -> None:
        self._kinds = httpx.BasicAuth(user, password), httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            wants = response.headers.get("www-authenticate", "").lower()
            self._chosen = self._kinds[wants.startswith("digest")]
        yield from self._chosen.auth_flow(request)
