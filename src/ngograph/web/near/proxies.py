"""Who asks through a proxy, as the server's own middleware reads what the proxy says."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uvicorn import Config


def through(
    config: Config, client: tuple[str, int] | None, scheme: str, forwarded: Sequence[tuple[bytes, bytes]]
) -> tuple[str, str]:
    """Return the address of who asks, and the scheme of the address that was asked.

    Args:
        config: of the server: whether proxies are listened to, and which.
        client: who is connected.
        scheme: of the connection.
        forwarded: the headers of the request in which a proxy says more.
    """
    scope: Any = {"type": "http", "client": client, "scheme": scheme, "headers": forwarded}
    if config.proxy_headers:
        with suppress(StopIteration):
            _middleware(config)(scope, _nothing, _nothing).send(None)  # it waits for nothing
    return (scope["client"] or ("",))[0], scope["scheme"]


@lru_cache(maxsize=8)
def _middleware(config: Config) -> Any:
    return ProxyHeadersMiddleware(_nothing, config.forwarded_allow_ips)


async def _nothing(*_: Any) -> Any:
    """Do nothing: the scope alone is wanted."""
