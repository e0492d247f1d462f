"""The service's end of a nursery: go there, ask it for workers, leave it."""

from __future__ import annotations

import socket
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ngograph.store.workers.nurseries import Entrance, Plan


class Nursery:
    """The way to the process that forks workers; if that has ended, to another when one is next needed."""

    def __init__(self, plan: Plan, entrance: Entrance) -> None:
        self._plan, self._entrance = plan, entrance
        self._going, self._closed = Lock(), False
        self._control = self._entered()

    def ask(self, *files: int) -> None:
        """Hand *files* on to a new worker.

        Raises:
            OSError: the nursery has ended; the next call finds a new one, unless it was closed.
        """
        with self._going:
            if self._closed:
                raise ConnectionError("the nursery is closed")
            try:
                socket.send_fds(self._control, [b"1"], list(files))
            except OSError:
                self._control.close()
                self._control = self._entered()
                raise

    def close(self) -> None:
        """Leave the nursery, which ends the workers asked for here; safe in any thread."""
        with self._going:
            self._closed = True
            self._control.close()

    def _entered(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            self._entrance.enter(self._plan, theirs)
        return ours
