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

    from fastapi import FastAPI

    from ngograph.release import Release
    from ngograph.store.answering import Engine
    from ngograph.web import Settings

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
) -> None:
    """Serve the published release: pages, /sparql and linked data. Limits are settings: see docs/http.md."""
    from ngograph.web import create_app, settings

    release = published(releases)
    queries = find_content(content).queries
    limits = settings()
    catalogue = load_catalogue(queries)
    tables = load_catalogue(folder) if (folder := queries / "tables").is_dir() else Catalogue(())
    with _listening(host, port) as listener, _engine(release, limits) as engine:
        app = create_app(release=release, catalogue=catalogue, tables=tables, settings=limits, engine=engine)
        address = _address(host, listener.getsockname()[1])
        typer.echo(f"serving release {release.id} at {address} (stop with Ctrl-C)")
        sys.stdout.flush()
        _run(app, listener)
    typer.echo("stopped")
    _leave()


@contextmanager
def _engine(release: Release, limits: Settings) -> Iterator[Engine | None]:
    """Give the engine that answers: worker processes, and None, which means threads, where there are none."""
    if not sys.platform.startswith("linux"):
        yield None
        return
    from ngograph.store.workers.door import door
    from ngograph.store.workers.pool import Workers

    with (
        Workers(
            release.path / "store",
            release.dump,
            at_once=limits.queries_at_once,
            waiting=limits.queries_waiting,
            seconds=limits.query_seconds,
            patience=limits.reader_seconds,
            longest=limits.answer_seconds,
            megabytes=limits.query_megabytes,
            in_memory=limits.in_memory_megabytes,
        ) as engine,
        ExitStack() as stack,
    ):
        try:
            stack.enter_context(door(release.path.parent, engine))
        except OSError as error:
            typer.echo(f"no door for operators: {release.path.parent}: {error.strerror}", err=True)
        yield engine


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


def _run(app: FastAPI, listener: socket.socket) -> None:
    """Serve until the process is told to stop, then let what is being answered end."""
    import uvicorn

    config = uvicorn.Config(
        app, log_level="warning", server_header=False, timeout_graceful_shutdown=_GRACE, lifespan="on"
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
