"""A server on loopback that each test of a W3C suite gives another store, and a client of it."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import httpx
import pytest
import uvicorn
from pyoxigraph import NamedNode, Store

from ngograph import tokens
from ngograph.queries import Catalogue
from ngograph.store.changes import GraphChange
from ngograph.store.changing import change_store
from ngograph.store.threads import Threads
from ngograph.web import Settings, create_app
from ngograph.web.authorising import Writing
from ngograph.writing.job import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

    from ngograph.release import Release
    from ngograph.store.changes import Change
    from ngograph.writing.job import Holder


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


@dataclass(frozen=True)
class InPlace:
    """A writer that changes the store itself, which has a default graph of its own and no shapes."""

    store: Store

    async def write(
        self, change: Change, holder: Holder, expected: Callable[[Release], bool] | None = None
    ) -> Written:
        """Make *change*; nobody expects a release here."""
        assert holder.name == "suite"
        assert expected is None
        named = isinstance(change, GraphChange) and change.graph is not None
        before = set(self.store.named_graphs())
        change_store(self.store, change)
        return Written(
            "in place",
            created=named and NamedNode(str(change.graph)) not in before,  # type: ignore[union-attr]
        )


class Served:
    """The service over whatever store the test at hand gives it."""

    def __init__(self, http: httpx.Client, secrets: Path) -> None:
        self.http, self._secrets = http, secrets
        self.holding(Store())

    def holding(self, store: Store, *, writable: bool = False) -> httpx.Client:
        """Serve *store* from now on, and return a client of it, which bears a token."""
        self._app: ASGIApp = create_app(
            release=Loaded(store),
            catalogue=Catalogue(()),
            tables=Catalogue(()),
            settings=Settings(cache_bytes=0),  # these tests change what is served
            engine=Threads(store),
            writing=Writing(InPlace(store), partial(tokens.found, self._secrets)) if writable else None,
        )
        return self.http

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the store of the moment."""
        await self._app(scope, receive, send)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service, listening on a free port of loopback."""
    secrets = tmp_path_factory.mktemp("secrets") / "tokens.json"
    headers = {"authorization": f"Bearer {tokens.add(secrets, 'suite', ['write'])}"}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with httpx.Client(base_url=address, timeout=30, headers=headers) as http:
            app = Served(http, secrets)
            server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
            thread.start()
            while not server.started:
                time.sleep(0.01)
            yield app
            server.should_exit = True
            thread.join()
