"""The verb that serves: serve."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import signal
import socket
import sys
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ngograph.cli.options import RELEASES, ContentOption, ReleasesOption
from ngograph.content import find_content
from ngograph.errors import AddressError, NgographError
from ngograph.queries import Catalogue, load_catalogue
from ngograph.release import published

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from fastapi import FastAPI
    from starlette.types import ASGIApp

    from ngograph.cli.channel import Channel
    from ngograph.cli.pools import Pools
    from ngograph.content import Content
    from ngograph.release import Release
    from ngograph.store.remote import Stated
    from ngograph.web import Settings
    from ngograph.web.switching import Switch

_SHARED: Final = ("ngograph.store.workers.pool", "ngograph.web.switching", "uvicorn.protocols.http.auto")
"""What every process will need: imported before they part, it is in memory once."""
_BACKLOG: Final = 2048
_GRACE: Final = 10
"""Seconds that answers on their way are given to end when the service is told to stop."""


@dataclass(frozen=True)
class _Offer:
    """What is served, and how.

    Args:
        first: the release to begin with.
        current: finds the one that is to be served now.
        catalogue: the questions that are answered.
        tables: those that maps are made of.
        settings: of each process.
        releases: the folder where operators find the service.
        writable: the content whose rules changes keep; None, if there are to be none.
    """

    first: Release | Stated
    current: Callable[[], Release | Stated]
    catalogue: Catalogue
    tables: Catalogue
    settings: Settings
    releases: Path
    writable: Content | None


def register(app: typer.Typer) -> None:
    """Add the verb of this module to *app*."""
    app.command("serve")(serve)


def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen at; 0.0.0.0 is every one that the machine has.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")] = 8000,
    processes: Annotated[
        int | None,
        typer.Option(min=1, help="How many processes serve; else one for each core that may be used."),
    ] = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
    writable: Annotated[
        bool,
        typer.Option(
            "--writable",
            help="Let those with a token (ngograph tokens) write; each change is checked and a release.",
        ),
    ] = False,
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            metavar="URL",
            envvar="NGOGRAPH_STORE",
            help="Serve what the store with this SPARQL endpoint holds, and no release: see docs/engines.md.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Serve the published release: pages, /sparql and linked data. Settings and limits: see docs/http.md."""
    from ngograph.cli.storing import finder
    from ngograph.web import settings, write_logs

    if writable and store is not None:
        raise typer.BadParameter(
            "expected no --store beside it: only releases are written", param_hint="--writable"
        )
    many, chosen, found = processes or _cores(), settings(), find_content(content)
    if many > 1 and not sys.platform.startswith("linux"):
        raise typer.BadParameter("expected 1 outside Linux", param_hint="--processes")
    current = (lambda: published(releases)) if store is None else finder(store, chosen)
    offer = _Offer(
        current(), current, *_catalogues(found.queries), chosen, releases, found if writable else None
    )
    if writable:
        from ngograph.cli.writing import secrets_of

        secrets_of(chosen, releases)  # a file that will not do is an error here and now
    write_logs(chosen.log)
    with _listening(host, port) as listener:
        if hasattr(signal, "SIGHUP"):  # until it has begun, it need not be told to look for a release
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        address = _address(host, listener.getsockname()[1])
        typer.echo(f"serving release {offer.first.id} at {address} (stop with Ctrl-C)")
        sys.stdout.flush()
        if many == 1:
            _serve(listener, offer)
        elif status := _together(listener, offer, many):
            raise typer.Exit(status)
    typer.echo("stopped")
    _leave()


def _serve(
    listener: socket.socket,
    offer: _Offer,
    channel: Channel | None = None,
    cores: Collection[int] | None = None,
) -> None:
    """Serve at *listener* until told to stop.

    Args:
        listener: where.
        offer: what.
        channel: to the other processes, if there are any.
        cores: those that the whole service may use, if this process keeps to one of them.
    """
    from ngograph.cli.analysing import analyst_of
    from ngograph.cli.pools import Pools
    from ngograph.cli.storing import fitting, keeps
    from ngograph.web import create_app, operation
    from ngograph.web.near.protocol import near
    from ngograph.web.patience import patient
    from ngograph.web.switching import Switch

    chosen, writing = offer.settings, None
    running = operation(chosen, channel.others if channel else None)
    pools = Pools(channel, cores)
    if offer.writable is not None:
        from ngograph.cli.writing import writing_by

        writing = writing_by(
            chosen, offer.writable, offer.releases, lambda: _turned(app, channel), tuple(cores or ())
        )

    def serving(release: Release | Stated) -> FastAPI:
        engine = pools.open(release, chosen)
        app = create_app(
            release=release,
            catalogue=offer.catalogue,
            tables=offer.tables,
            settings=fitting(chosen, release),
            engine=engine,
            operation=running,
            writing=writing,
            analyst=analyst_of(release, chosen, tuple(cores or ())),
        )
        return pools.ending_with(keeps(app, release), engine)

    app = Switch(offer.first, offer.current, serving, seconds=chosen.release_seconds)

    def begun() -> None:
        if channel is not None:
            channel.begin(lambda: running.metrics.text(app.service))

    with _door(offer.releases, pools):
        head_bytes = 2 * (chosen.address_bytes + chosen.header_bytes)  # what is too large by less is told so
        protocol = near(patient(chosen.request_seconds, head_bytes), lambda: app.house)
        _run(app, listener, protocol, begun)


async def _turned(app: Switch[Any], channel: Channel | None) -> str:
    """Look for a new release in every process; return the oldest that one of them then serves."""
    from ngograph.web.metrics import serving

    here = await app.looked()
    if channel is None:
        return here
    channel.look()
    end = time.monotonic() + _GRACE
    while True:
        oldest = min([here, *map(serving, (await channel.others()).values())])
        if oldest >= here or time.monotonic() > end:
            return oldest
        await asyncio.sleep(0.05)


def _together(listener: socket.socket, offer: _Offer, many: int) -> int:
    """Serve with *many* processes until told to stop; return the status to end with."""
    from importlib import import_module

    from ngograph.cli.processes import Processes
    from ngograph.web.logs import SERVICE

    for shared in _SHARED:
        import_module(shared)
    gc.collect()
    gc.freeze()  # what is shared is neither looked through nor copied when garbage is collected
    listeners = [listener, *_beside(listener, many - 1)]
    cores = sorted(os.sched_getaffinity(0))
    pinned = offer.settings.pinned and len(cores) == many

    def told(number: int, status: int) -> None:
        fields = {"process": number, "status": status}
        SERVICE.warning("a process has ended and is replaced", extra={"fields": fields})

    def one(own: socket.socket, channel: Channel) -> None:
        release = offer.first
        with suppress(NgographError):  # nothing is published at this moment
            release = offer.current()
        if pinned:
            os.sched_setaffinity(0, {cores[listeners.index(own)]})
        shared = replace(offer, first=release, settings=offer.settings.shared(many))
        _serve(own, shared, channel, cores if pinned else None)
        _leave()

    try:
        return Processes(listeners, one, grace=_GRACE + 5, told=told).run()
    finally:
        for other in listeners[1:]:
            other.close()


def _catalogues(queries: Path) -> tuple[Catalogue, Catalogue]:
    """Return the questions that are answered, and those that maps are made of."""
    tables = queries / "tables"
    return load_catalogue(queries), load_catalogue(tables) if tables.is_dir() else Catalogue(())


def _cores() -> int:
    """Return how many cores this process may use; 1 where it serves alone in any case."""
    return len(os.sched_getaffinity(0)) if sys.platform.startswith("linux") else 1


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
            listener.listen(_BACKLOG)
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


def _beside(listener: socket.socket, many: int) -> list[socket.socket]:
    """Return *many* sockets that listen where *listener* does; the system spreads who connects over all.

    The first one was bound alone, so that an address where somebody else listens is not shared by mistake.
    """
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    found = []
    for _ in range(many):
        other = socket.socket(listener.family, socket.SOCK_STREAM)
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(listener.getsockname())
        other.listen(_BACKLOG)
        found.append(other)
    return found


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def _run(
    app: ASGIApp, listener: socket.socket, protocol: type[asyncio.Protocol], begun: Callable[[], None]
) -> None:
    """Serve until told to stop, then let what is being answered end; say when it has *begun*."""
    import uvicorn

    from ngograph.web.logs import flush_logs

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            begun()

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        http=protocol,
        timeout_graceful_shutdown=_GRACE,
        lifespan="on",
    )
    # uvicorn stops in good order and then hands the signal on; by then there is nothing left to be done.
    signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with suppress(KeyboardInterrupt):
            Server(config).run(sockets=[listener])
    finally:
        flush_logs()


def _leave() -> None:
    """End the process now if a question still runs: the engine cannot stop it, and nobody waits for it."""
    if any(thread.name == "question" for thread in threading.enumerate()):
        sys.stdout.flush()
        os._exit(0)
