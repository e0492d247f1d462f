"""The nurseries that a process has started: one for each release, however many services ask there."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from pathlib import Path

_NURSERY: Final = "ngograph.store.workers.nursery"
_TUNABLES: Final = "GLIBC_TUNABLES"
_KEPT: Final = "glibc.malloc.tcache_count"
"""How many free pieces of memory of each size are at hand. To read a question takes hundreds of small ones,
and with as few as the C library keeps by itself half the time of a small question goes into finding them."""
_PIECES: Final = 255


@dataclass(frozen=True)
class Plan:
    """What workers open, and what they may.

    Args:
        store: the folder of the release's store.
        dump: the file with the same quads.
        in_memory: whether the dump is read into memory; else the store is asked where it lies.
        megabytes: by how much a worker may grow.
        own_megabytes: the most that a release may take in memory of which workers may have copies.
        terms: the module of the terms on which connections are lent, by its name; empty if none are.
    """

    store: Path
    dump: Path
    in_memory: bool
    megabytes: int
    own_megabytes: int = 0
    terms: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """The plan as JSON can hold it."""
        return {**asdict(self), "store": str(self.store), "dump": str(self.dump)}


class Entrance(Protocol):
    """Where one finds a nursery."""

    def enter(self, plan: Plan, control: socket.socket) -> None:
        """Hand *control*, over which workers will be asked for, to the nursery of that *plan*."""


class Nurseries:
    """The nurseries of this process. Each ends when nobody is left who could ask it for a worker."""

    def __init__(self) -> None:
        self._going = Lock()
        self._open: dict[Plan, tuple[subprocess.Popen[bytes], socket.socket]] = {}

    def enter(self, plan: Plan, control: socket.socket) -> None:
        """Hand *control* to the nursery of that *plan*, which is started where there is none."""
        with self._going:
            self._reap()
            for _ in range(2):
                if plan not in self._open:
                    self._open[plan] = _started(plan)
                process, home = self._open[plan]
                try:
                    socket.send_fds(home, [b"1"], [control.fileno()])
                except OSError:  # it ends at this moment, for the last who asked there has gone
                    home.close()
                    process.wait()
                    del self._open[plan]
                else:
                    return

    def reap(self) -> None:
        """Let go of those that have ended."""
        with self._going:
            self._reap()

    def close(self) -> None:
        """End all of them, and with them their workers."""
        with self._going:
            for process, home in self._open.values():
                home.close()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(1)  # it ends by itself unless it still loads
                process.kill()
                process.wait()
            self._open.clear()

    def _reap(self) -> None:
        for plan, (process, home) in list(self._open.items()):
            if process.poll() is not None:
                home.close()
                del self._open[plan]


def _started(plan: Plan) -> tuple[subprocess.Popen[bytes], socket.socket]:
    home, theirs = socket.socketpair()
    settings = {**plan.fields, "parent": os.getpid()}
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", _NURSERY, str(theirs.fileno()), json.dumps(settings)],
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), _TUNABLES: _tuned()},
            start_new_session=True,
        )
    return process, home


def _tuned() -> str:
    """Return what the C library of a nursery is told, beside what the operator has told ours."""
    told = [each for each in os.environ.get(_TUNABLES, "").split(":") if each]
    if any(each.startswith(f"{_KEPT}=") for each in told):
        return ":".join(told)
    return ":".join([*told, f"{_KEPT}={_PIECES}"])
