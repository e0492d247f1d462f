"""The process that forks workers and buries them: one thread, no question of its own.

Run as ``python -m ngograph.store.workers.nursery CONTROL SETTINGS``: the number of an open socket to the
service and a JSON object. With each byte that comes over it come two files: the socket of a new worker, and a
pipe for its last words, to which the nursery adds how it ended.
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
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from ngograph.store import memory_store, open_store
from ngograph.store.workers.confinement import (
    bound_memory,
    die_with_parent,
    leave_network,
    open_nothing_more,
)
from ngograph.store.workers.frames import READY, frame
from ngograph.store.workers.work import work

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store

_MEEK: Final = 5
"""How much workers give way to the service, which has to answer others while they work."""


def main() -> None:
    """Run the nursery until the service closes the socket."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings = json.loads(sys.argv[2])
    die_with_parent(settings["service"])
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)  # whoever stops the service lets its answers end
    leave_network()
    store = None
    if settings["in_memory"]:
        store = memory_store(parse(path=settings["dump"], format=RdfFormat.N_QUADS))
    gc.collect()
    gc.freeze()
    _tend(control, Path(settings["store"]), store, settings["megabytes"])


def _tend(control: socket.socket, path: Path, store: Store | None, megabytes: int) -> None:
    poll = select.poll()
    poll.register(control, select.POLLIN)

    def opened() -> Store:
        return open_store(path) if store is None else store

    children: dict[int, tuple[int, int]] = {}  # the pipe for its last words and its number, by its handle
    while True:
        for ready, _ in poll.poll():
            if ready != control.fileno():
                poll.unregister(ready)
                _bury(ready, *children.pop(ready))
                continue
            asked, files, _, _ = socket.recv_fds(control, 1, 2)
            if not asked:
                for handle in children:
                    signal.pidfd_send_signal(handle, signal.SIGKILL)
                os._exit(0)
            connection, words = files
            parent = os.getpid()
            number = os.fork()
            if number == 0:
                _live(parent, connection, words, opened, megabytes)
            handle = os.pidfd_open(number)
            os.close(connection)
            children[handle] = words, number
            poll.register(handle, select.POLLIN)


def _bury(handle: int, words: int, number: int) -> None:
    """Take leave of a worker that has ended, and write down how."""
    _, status = os.waitpid(number, 0)
    os.set_blocking(words, False)
    with suppress(OSError):  # nobody wants to know, or it had too much to say
        os.write(words, f"\nended {os.waitstatus_to_exitcode(status)}".encode())
    os.close(words)
    os.close(handle)


def _live(parent: int, connection: int, words: int, opened: Callable[[], Store], megabytes: int) -> None:
    """Be a worker, and never return."""
    code = 1
    try:
        die_with_parent(parent)
        nothing = os.open(os.devnull, os.O_RDWR)
        kept = os.dup(connection)
        for target, source in enumerate((nothing, nothing, words)):
            os.dup2(source, target)
        os.dup2(kept, 3)
        os.closerange(4, os.sysconf("SC_OPEN_MAX"))
        os.nice(_MEEK)
        service = socket.socket(fileno=3)
        service.setblocking(True)
        store = opened()
        bound_memory(megabytes)
        handle = os.pidfd_open(os.getpid())
        number = str(os.getpid()).encode()
        socket.send_fds(service, [frame(READY, number)], [handle])
        os.close(handle)
        open_nothing_more()
        work(service, store)
        code = 0
    except (BrokenPipeError, ConnectionError):
        code = 0  # the service has gone
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}".encode())
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
