"""What a worker is about with connections that are lent to it: a few bytes that both ends see.

A worker may be killed at any moment, and then the service has to know over which connection an answer may
have been sent in part.
"""

from __future__ import annotations

import mmap
import os
import struct
import time
from enum import IntEnum
from typing import Final, NamedTuple

_KEY: Final = struct.Struct("=Qd")
_SENDING: Final = struct.Struct("=QQQQ")
_PHASE: Final = _KEY.size + _SENDING.size
SIZE: Final = mmap.PAGESIZE


class Phase(IntEnum):
    """What a worker is about: nothing, to work out an answer, or to send it."""

    REST = 0
    WORK = 1
    SEND = 2


class Sending(NamedTuple):
    """What is being sent over a lent connection.

    Args:
        written: bytes that were written to it before, since it was lent.
        taken: bytes that were taken from it before, since it was lent.
        answer: bytes of the answer.
        request: bytes of the request, which is taken when the answer is written.
    """

    written: int
    taken: int
    answer: int
    request: int


class Slate:
    """Such bytes.

    Args:
        file: where they are; closed here.
    """

    def __init__(self, file: int) -> None:
        try:
            self._bytes = mmap.mmap(file, SIZE)
        finally:
            os.close(file)

    def begin(self, key: int) -> None:
        """Note that a question over the connection *key* is worked at from now on."""
        _KEY.pack_into(self._bytes, 0, key, time.monotonic())
        self._bytes[_PHASE] = Phase.WORK

    def send(self, sending: Sending) -> None:
        """Note that its answer is sent."""
        _SENDING.pack_into(self._bytes, _KEY.size, *sending)
        self._bytes[_PHASE] = Phase.SEND

    def rest(self) -> None:
        """Note that nothing is being done."""
        self._bytes[_PHASE] = Phase.REST

    def read(self) -> tuple[Phase, int, float]:
        """Return what is being done, over which connection, and since when by the monotonic clock."""
        key, since = _KEY.unpack_from(self._bytes)
        return Phase(self._bytes[_PHASE]), key, since

    def sending(self) -> Sending:
        """Return what is being sent, or was last."""
        return Sending(*_SENDING.unpack_from(self._bytes, _KEY.size))

    def close(self) -> None:
        """Let go of it."""
        self._bytes.close()


def blank() -> int:
    """Return a file for a new one."""
    file = os.memfd_create("slate")
    os.ftruncate(file, SIZE)
    return file
