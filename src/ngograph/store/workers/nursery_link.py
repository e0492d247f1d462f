"""The service's end of the nursery: start it, ask it for a worker, end it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_NURSERY: Final = "ngograph.store.workers.nursery"


@dataclass(frozen=True)
class Plan:
    """What workers open, and what they may.

    Args:
        store: the folder of the release's store.
        dump: the file with the same quads.
        in_memory: whether the dump is read into memory; else the store is asked where it lies.
        megabytes: by how much a worker may grow.
    """

    store: Path
    dump: Path
    in_memory: bool
    megabytes: int


class Nursery:
    """The process that forks workers; one that has ended is started anew when it is next needed."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._going, self._closed = Lock(), False
        self._start()

    def ask(self, *files: int) -> None:
        """Hand *files* on to a new worker.

        Raises:
            OSError: the nursery has ended; the next call finds a new one, unless it was closed.
        """
        with self._going:
            if self._closed:
                raise ConnectionError("the nursery is closed")
            if self._process.poll() is not None:
                self._end()
                self._start()
            socket.send_fds(self._control, [b"1"], list(files))

    def close(self) -> None:
        """End the nursery and with it all its workers; safe in any thread."""
        with self._going:
            self._closed = True
            self._end()

    def _end(self) -> None:
        self._control.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)  # it ends by itself unless it still loads
        self._process.kill()
        self._process.wait()

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        settings = {**asdict(self._plan), "service": os.getpid()}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", _NURSERY, str(theirs.fileno()), json.dumps(settings, default=str)],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                start_new_session=True,
            )
