"""The process that forks workers and buries them: one thread, no question of its own.

Run as ``python -m ngograph.store.workers.nursery HOME SETTINGS``: the number of an open socket to the process
that started it, and a JSON object. With each byte that comes over it comes a file, the socket to a service.
With each byte that comes over one of these come three: the socket of a new worker, its slate, and a pipe
for its last words, to which the nursery adds how it ended. When a service closes its socket, its workers
end; with the last service, or when home is closed, so does the nursery.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from pyoxigraph import RdfFormat, parse

from ngograph.store import memory_store, open_store
from ngograph.store.workers.confinement import (
    bound_memory,
    die_with_parent,
    leave_network,
    open_nothing_more,
)
from ngograph.store.workers.counter import Counter
from ngograph.store.workers.frames import READY, frame
from ngograph.store.workers.settling import held
from ngograph.store.workers.slate import Slate
from ngograph.store.workers.small import small
from ngograph.store.workers.work import work

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

    from ngograph.store.workers.settling import Runs

_MEEK: Final = 5
"""How much workers give way to the service, which has to answer others while they work."""


def main() -> None:
    """Run the nursery until nobody needs it."""
    home = socket.socket(fileno=int(sys.argv[1]))
    settings = json.loads(sys.argv[2])
    die_with_parent(settings["parent"])
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)  # whoever stops the service lets its answers end
    leave_network()
    if settings["terms"]:  # a worker can open no file to read it from
        import_module(settings["terms"])
    store = None
    if settings["in_memory"]:
        store = memory_store(parse(path=settings["dump"], format=RdfFormat.N_QUADS))
    gc.collect()
    gc.freeze()
    runs = held(settings["own_megabytes"] * 1_000_000) if store is not None else ()
    _tend(home, _Estate(Path(settings["store"]), store, settings["megabytes"], runs))


@dataclass(frozen=True)
class _Estate:
    """What each worker gets: the store, where it is in memory, and what it may do with it.

    Args:
        path: the folder of the store.
        store: what is in memory; None: the store is opened where it lies.
        megabytes: by how much a worker may grow.
        runs: the pages of the store, where a worker may make them its own.
    """

    path: Path
    store: Store | None
    megabytes: int
    runs: Runs

    def opened(self) -> Store:
        """Return the store, opened for one worker unless it is in memory."""
        return open_store(self.path) if self.store is None else self.store


@dataclass(frozen=True)
class _Tools:
    """What a worker gets from its service: the files of its socket, its slate and its last words."""

    connection: int
    slate: int
    words: int


@dataclass(frozen=True)
class _Child:
    """A worker: the pipe for its last words, its number, and the socket of the service that asked for it."""

    words: int
    number: int
    service: int


def _tend(home: socket.socket, estate: _Estate) -> None:
    poll = select.poll()
    poll.register(home, select.POLLIN)
    services: dict[int, socket.socket] = {}
    children: dict[int, _Child] = {}  # by its handle

    def leave(service: int) -> None:
        poll.unregister(service)
        services.pop(service).close()
        for handle, child in children.items():
            if child.service == service:
                signal.pidfd_send_signal(handle, signal.SIGKILL)

    while True:
        # Who comes is let in before who goes is let out: the nursery ends with the last.
        for ready, _ in sorted(poll.poll(), key=lambda event: event[0] != home.fileno()):
            if ready == home.fileno():
                asked, files, _, _ = socket.recv_fds(home, 1, 1)
                if not asked:
                    _end(children)
                services |= {file: socket.socket(fileno=file) for file in files}
                for file in files:
                    poll.register(file, select.POLLIN)
            elif ready in children:
                poll.unregister(ready)
                _bury(ready, children.pop(ready))
            else:
                asked, files, _, _ = socket.recv_fds(services[ready], 1, 3)
                if asked:
                    handle, child = _forked(ready, _Tools(*files), estate)
                    children[handle] = child
                    poll.register(handle, select.POLLIN)
                    continue
                leave(ready)
                if not services:
                    _end(children)


def _end(children: Iterable[int]) -> NoReturn:
    for handle in children:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGKILL)
    os._exit(0)


def _forked(service: int, tools: _Tools, estate: _Estate) -> tuple[int, _Child]:
    """Return the handle of a new worker, and what there is to know of it."""
    parent = os.getpid()
    number = os.fork()
    if number == 0:
        _live(parent, tools, estate)
    handle = os.pidfd_open(number)
    os.close(tools.connection)
    os.close(tools.slate)
    return handle, _Child(tools.words, number, service)


def _bury(handle: int, child: _Child) -> None:
    """Take leave of a worker that has ended, and write down how."""
    _, status = os.waitpid(child.number, 0)
    os.set_blocking(child.words, False)
    with suppress(OSError):  # nobody wants to know, or it had too much to say
        os.write(child.words, f"\nended {os.waitstatus_to_exitcode(status)}".encode())
    os.close(child.words)
    os.close(handle)


def _live(parent: int, tools: _Tools, estate: _Estate) -> None:
    """Be a worker, and never return."""
    code = 1
    try:
        die_with_parent(parent)
        nothing = os.open(os.devnull, os.O_RDWR)
        slate, kept = Slate(tools.slate), os.dup(tools.connection)
        for target, source in enumerate((nothing, nothing, tools.words)):
            os.dup2(source, target)
        os.dup2(kept, 3)
        os.closerange(4, os.sysconf("SC_OPEN_MAX"))
        os.nice(_MEEK)
        service = socket.socket(fileno=3)
        service.setblocking(True)
        store = estate.opened()
        bound_memory(estate.megabytes)
        handle = os.pidfd_open(os.getpid())
        said = b"%d %d" % (os.getpid(), bool(estate.runs))
        socket.send_fds(service, [frame(READY, said)], [handle])
        os.close(handle)
        counter = Counter(service, partial(small, store), slate)
        open_nothing_more()
        work(counter, service, store, estate.runs)
        code = 0
    except (BrokenPipeError, ConnectionError):
        code = 0  # the service has gone
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}".encode())
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
