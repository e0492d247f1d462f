"""The verb that serves: serve."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import threading
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ngograph.cli.options import RELEASES, ContentOption, ReleasesOption
from ngograph.content import find_content
from ngograph.errors import AddressError
from ngograph.queries import Catalogue, load_catalogue
from ngograph.release import published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI
    from starlette.types import ASGIApp

    from ngograph.cli.pools import Pools
    from ngograph.release import Release

_GRACE: Final = 10
"""Seconds that answers on their way are given to end when the service is told to stop."""


def register(app: typer.Typer) -> None:
    """Add the verb of this module to *app*."""
    app.command("serve")(serve)


def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen at; 0.0.0.0 is every one that the machine has.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")] = 8000,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
    writable: Annotated[
        bool,
        typer.Option(
            "--writable",
            help="Let those with a token (ngograph tokens) write; each change is checked and a release.",
        ),
    ] = False,
) -> None:
    """Serve the published release: pages, /sparql and linked data. Settings and limits: see docs/http.md."""
    from ngograph.cli.pools import Pools
    from ngograph.cli.writing import writing_by
    from ngograph.web import create_app, operation, settings, write_logs
    from ngograph.web.switching import Switch

    first = published(releases)
    chosen, found = settings(), find_content(content)
    queries = found.queries
    running, pools = operation(chosen), Pools()

    async def turned() -> str:
        return await app.looked()

    writing = writing_by(chosen, found, releases, turned) if writable else None

    def serving(release: Release) -> FastAPI:
        engine = pools.open(release, chosen)
        app = create_app(
            release=release,
            catalogue=load_catalogue(queries),
            tables=load_catalogue(tables) if (tables := queries / "tables").is_dir() else Catalogue(()),
            settings=chosen,
            engine=engine,
            operation=running,
            writing=writing,
        )
        return pools.ending_with(app, engine)

    app = Switch(first, lambda: published(releases), serving, seconds=chosen.release_seconds)
    write_logs(chosen.log)
    with _listening(host, port) as listener, _door(releases, pools):
        address = _address(host, listener.getsockname()[1])
        typer.echo(f"serving release {first.id} at {address} (stop with Ctrl-C)")
        sys.stdout.flush()
        _run(app, listener, chosen.address_bytes + chosen.header_bytes)
    typer.echo("stopped")
    _leave()


@contextmanager
def _door(releases: Path, pools: Pools) -> Iterator[None]:
    """Let operators in while it is open, where that can be: see what runs, and end it."""
    if not pools.possible:
        yield
        return
    from ngograph.store.workers.door import door

    with ExitStack() as stack:
        try:
            stack.enter_context(door(releases, pools))
        except OSError as error:
            typer.echo(f"no door for operators: {releases}: {error.strerror}", err=True)
        yield


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens at *host* and *port*.

    Raises:
        AddressError: the port is taken, or the address is not one of this machine.
    """
    try:
        family, *_, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(2048)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        raise AddressError(
            host, port, "something else listens there already" if taken else str(error)
        ) from error
    listener.set_inheritable(True)
    return listener


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def _run(app: ASGIApp, listener: socket.socket, head_bytes: int) -> None:
    """Serve until the process is told to stop, then let what is being answered end."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=2 * head_bytes,  # what is too large by less gets an answer that says so
        timeout_graceful_shutdown=_GRACE,
        lifespan="on",
    )
    # uvicorn stops in good order and then hands the signal on; by then there is nothing left to be done.
    signal.signal(signal.SIGTERM, lambda *_: None)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def _leave() -> None:
    """End the process now if a question still runs: the engine cannot stop it, and nobody waits for it."""
    if any(thread.name == "question" for thread in threading.enumerate()):
        sys.stdout.flush()
        os._exit(0)
