"""The operator's door: which questions run, and end this one. A Unix socket that only its owner may open.

It stands in the folder of the releases as `.serving-PROCESS`, one for each service that runs there. A thread
answers at it, so that it opens even when the service is busy.
"""

from __future__ import annotations

import json
import os
import socket
import time
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_NAME: Final = ".serving-"
_PATIENCE: Final = 5


class Listed(Protocol):
    """A question that is being answered: its text, and when it began, in seconds since 1970."""

    text: str
    since: float

    @property
    def id(self) -> str:
        """What to call it."""


class Overseen(Protocol):
    """What an operator oversees: a pool of workers, or several as one."""

    def running(self) -> Sequence[Listed]:
        """Return the questions that are being answered; safe in any thread."""

    def end(self, name: str) -> bool:
        """End the question called *name*; say whether there is one. Safe in any thread."""


@contextmanager
def door(folder: Path, engine: Overseen) -> Iterator[None]:
    """Let operators in at *folder* to see and end what *engine* runs.

    Raises:
        OSError: the door cannot be made there.
    """
    name = f"{_NAME}{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as listener, _within(folder) as short:
        (folder / name).unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            listener.bind(f"{short}/{name}")
        finally:
            os.umask(before)
        listener.listen()
        Thread(target=_attend, args=(listener, engine), name="door", daemon=True).start()
        try:
            yield
        finally:
            (folder / name).unlink(missing_ok=True)
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)


def running(folder: Path) -> list[dict[str, Any]]:
    """Return the questions that the services of *folder* run: `id`, `seconds` and `query`."""
    return [one for name in _doors(folder) for one in _said(folder, name, {}) or ()]


def end(folder: Path, question: str) -> bool:
    """End the question of that id; say whether there was one."""
    name = f"{_NAME}{question.partition('-')[0]}"
    return name in _doors(folder) and bool(_said(folder, name, {"end": question}))


def _attend(listener: socket.socket, engine: Overseen) -> None:
    while True:
        try:
            visitor, _ = listener.accept()
        except OSError:
            return
        with visitor, suppress(OSError, ValueError):
            visitor.settimeout(_PATIENCE)
            asked = json.loads(visitor.makefile("rb").readline(1 << 12))
            said: object
            if "end" in asked:
                said = engine.end(str(asked["end"]))
            else:
                said = [
                    {"id": run.id, "seconds": round(time.time() - run.since, 3), "query": run.text}
                    for run in engine.running()
                ]
            visitor.sendall(json.dumps(said).encode())


def _doors(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(f"{_NAME}*")) if folder.is_dir() else []


def _said(folder: Path, name: str, asked: dict[str, str]) -> Any:
    """Return what is said at the door *name*, None where nobody stands behind it any more."""
    with socket.socket(socket.AF_UNIX) as visitor, _within(folder) as short:
        visitor.settimeout(_PATIENCE)
        try:
            visitor.connect(f"{short}/{name}")
        except (ConnectionRefusedError, FileNotFoundError):
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)  # left behind by a service that was killed
            return None
        visitor.sendall(json.dumps(asked).encode() + b"\n")
        return json.loads(visitor.makefile("rb").read())


@contextmanager
def _within(folder: Path) -> Iterator[str]:
    """Give a short name of *folder*: the name of a socket may have a hundred letters and no more."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}"
    finally:
        os.close(handle)
