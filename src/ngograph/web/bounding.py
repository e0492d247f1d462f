"""Bounds of a request: how long its address, how large its headers, how many of one client, and how clear.

The count is a bucket of tokens for each client: it holds `burst` of them, a request takes one, and `rate` a
second come back. Clients are told apart by address; those of IPv6 by the first 64 bits, which is what one
subscriber holds.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from ngograph.web.problems import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ngograph.web.settings import Settings

HOST: Final = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")
"""What may stand as Host."""

UNCOUNTED: Final = ("/health", "/ready", "/metrics")
"""Addresses that watchmen ask, however often."""


class Bucket:
    """The tokens of every client.

    Args:
        rate: tokens that come back in a second.
        burst: tokens that a client has at most.
        clients: how many clients are remembered; the one seen longest ago is forgotten, and starts full.
        clock: the seconds that have passed.
    """

    def __init__(
        self, rate: float, burst: int, *, clients: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate, self.burst = rate, burst
        self._clients, self._clock = clients, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take a token of *client*; return how many are left, or the seconds until the next one, negative."""
        now = self._clock()
        left, seen = self._left.pop(client, (float(self.burst), now))
        left = min(self.burst, left + (now - seen) * self.rate)
        taken = left >= 1
        self._left[client] = (left - 1 if taken else left, now)
        if len(self._left) > self._clients:
            self._left.popitem(last=False)
        return left - 1 if taken else -(1 - left) / self.rate


def bucket(settings: Settings) -> Bucket | None:
    """Return the bucket that *settings* ask for, None without a limit."""
    return Bucket(settings.rate_per_second, settings.rate_burst) if settings.rate_per_second else None


def counted_as(host: str) -> str:
    """Return what a client at the address *host* is counted as.

    >>> counted_as("2001:db8:1:2:3::4"), counted_as("192.0.2.1"), counted_as("::ffff:192.0.2.1")
    ('2001:db8:1:2::', '192.0.2.1', '192.0.2.1')
    """
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Address(int(address) >> 64 << 64))


class Bounded:
    """Refuses requests beyond the bounds: 414, 431, 429, and 400 where it is unclear."""

    def __init__(
        self, app: ASGIApp, *, settings: Settings, templates: Environment, tokens: Bucket | None
    ) -> None:
        """Stand around *app*."""
        self.app = app
        self._settings, self._templates, self._tokens = settings, templates, tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers: dict[str, str] = {}
        refused = self._too_large(scope) or _unclear(scope, headers) or self._too_many(scope, headers)

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        if refused is None:
            await self.app(scope, receive, told if headers else send)
        else:
            await refusal(self._templates, Request(scope), *refused)(scope, receive, told)

    def _too_large(self, scope: Scope) -> tuple[int, str] | None:
        most = self._settings.address_bytes
        length = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
        if length > most:
            return 414, (
                f"Expected an address of at most {most:,} bytes, found {length:,}: send a query by POST."
            )
        most = self._settings.header_bytes
        length = sum([len(name) + len(value) + 4 for name, value in scope["headers"]])
        return (
            (431, f"Expected headers of at most {most:,} bytes, found {length:,}.") if length > most else None
        )

    def _too_many(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        if self._tokens is None or scope["path"] in UNCOUNTED:
            return None
        rate, burst = self._tokens.rate, self._tokens.burst
        left = self._tokens.take(counted_as((scope.get("client") or ("",))[0]))
        headers["ratelimit-policy"] = f'"client";q={burst};w={max(1, ceil(burst / rate))}'
        headers["ratelimit"] = f'"client";r={max(0, int(left))};t={max(1, ceil(1 / rate))}'
        if left >= 0:
            return None
        headers["retry-after"] = str(max(1, ceil(-left)))
        return 429, f"Expected at most {rate:g} requests a second and {burst} at once of one client."


def _unclear(scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
    """Refuse a request that says in two ways where it ends or whom it is for, or to nobody that could be.

    A proxy before us may have believed the other one; and what is said as Host comes back in addresses.
    """
    names = [name for name, _ in scope["headers"]]
    if b"content-length" in names and b"transfer-encoding" in names:
        headers["connection"] = "close"
        return 400, "Expected one of Content-Length and Transfer-Encoding, found both."
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    if len(hosts) > 1 or not all(map(HOST.fullmatch, hosts)) or (not hosts and _must_name(scope)):
        return 400, f"Expected the name of a host and its port as Host, found {', '.join(hosts) or 'none'}."
    return None


def _must_name(scope: Scope) -> bool:
    return scope.get("http_version") == "1.1"
