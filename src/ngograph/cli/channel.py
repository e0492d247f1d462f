"""What a serving process and the first one say to each other: ready, workers wanted, what you count, look."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.store.workers.nurseries import Plan

READY: Final = b"ready"
NURSERY: Final = b"nursery"
"""A plan as JSON, and the socket to hand on to the nursery of that plan."""
COUNTS: Final = b"counts"
"""A socket, at which each of the other processes says what it has counted."""
LOOK: Final = b"look"
"""There is a new release: let every process look for it at once."""

_PATIENCE: Final = 1
_LARGEST: Final = 1 << 20


class Channel:
    """The way from a serving process to the first one.

    Args:
        connection: a socket that keeps messages apart.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def enter(self, plan: Plan, control: socket.socket) -> None:
        """Hand *control* to the nursery of that *plan*."""
        message = NURSERY + b" " + json.dumps(plan.fields).encode()
        socket.send_fds(self._connection, [message], [control.fileno()])

    def begin(self, counted: Callable[[], bytes]) -> None:
        """Say that this process is ready; from now on it tells the others what it has *counted*."""
        loop = asyncio.get_running_loop()

        def asked() -> None:
            try:
                message, files, _, _ = socket.recv_fds(self._connection, 64, 1)
            except BlockingIOError:
                return
            if not message:
                loop.remove_reader(self._connection)
            for file in files:
                with socket.socket(fileno=file) as answers, suppress(OSError):
                    said = b"%d\n" % os.getpid() + counted()
                    answers.send(zlib.compress(said, 1), socket.MSG_DONTWAIT)

        self._connection.setblocking(False)
        loop.add_reader(self._connection, asked)
        self._connection.send(READY)

    def look(self) -> None:
        """Let every process look for a new release."""
        with suppress(BlockingIOError):
            self._connection.send(LOOK)

    async def others(self) -> dict[str, bytes]:
        """Return what the other processes have counted, by their numbers; without one that is too busy."""
        loop, found = asyncio.get_running_loop(), dict[str, bytes]()
        hears, says = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with hears:
            hears.setblocking(False)
            with says, suppress(BlockingIOError):
                socket.send_fds(self._connection, [COUNTS], [says.fileno()])
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    while said := await loop.sock_recv(hears, _LARGEST):
                        number, _, counts = zlib.decompress(said).partition(b"\n")
                        found[number.decode()] = counts
        return found
