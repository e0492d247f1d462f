"""A question that is being answered, as the pool and its operator know it."""

from __future__ import annotations

import os
import time
from itertools import count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ngograph.store.workers.worker import Worker

_NUMBERS: Final = count(1)
"""Numbers of questions go on from pool to pool of a process, so that an id never means two."""


class Running:
    """A question that is being answered.

    Args:
        text: the question.
        worker: who works at it.

    Attributes:
        number: tells it from all others of this process.
        since: the moment it began, in seconds since 1970.
        ended: whether an operator has ended it.
        roams: whether its worker may run on any core already.
        gives_way: whether its worker gives way to others already.
    """

    __slots__ = ("ended", "gives_way", "number", "roams", "since", "text", "worker")

    def __init__(self, text: str, worker: Worker) -> None:
        self.number = next(_NUMBERS)
        self.text, self.worker = text, worker
        self.since = time.time()
        self.ended = self.roams = self.gives_way = False

    @property
    def id(self) -> str:
        """What to call it: the service's process and its number."""
        return f"{os.getpid()}-{self.number}"
