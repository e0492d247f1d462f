"""A server on loopback that each test of a W3C suite gives another store, and a client of it."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest
import uvicorn
from pyoxigraph import Store

from ngograph.queries import Catalogue
from ngograph.store.threads import Threads
from ngograph.web import Settings, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass(frozen=True)
class Loaded:
    """What a test loads, as a release."""

    graph: Store
    id: str = "20261122T000000Z-000000000000"
    digest: str = "0123456789abcdef" * 4
    built: datetime = field(default=datetime(2026, 11, 22, tzinfo=UTC))

    def store(self) -> Store:
        """Return the store."""
        return self.graph


class Served:
    """The service over whatever store the test at hand gives it."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.holding(Store())

    def holding(self, store: Store) -> httpx.Client:
        """Serve *store* from now on, and return a client of it."""
        self._app: ASGIApp = create_app(
            release=Loaded(store),
            catalogue=Catalogue(()),
            tables=Catalogue(()),
            settings=Settings(cache_bytes=0),  # these tests change what is served
            engine=Threads(store),
        )
        return self.http

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the store of the moment."""
        await self._app(scope, receive, send)


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """The service, listening on a free port of loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with httpx.Client(base_url=address, timeout=30) as http:
            app = Served(http)
            server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
            thread.start()
            while not server.started:
                time.sleep(0.01)
            yield app
            server.should_exit = True
            thread.join()
