"""How many bytes have gone over a connection: what its system counts, whoever wrote and read them."""

from __future__ import annotations

import fcntl
import os
import socket
import struct
import termios
from typing import Final, NamedTuple

_COUNTED: Final = struct.Struct("=QQ")
_PLACE: Final = 120
"""Where Linux tells in `struct tcp_info` how many bytes were acknowledged and received, since 4.1."""
_NUMBER: Final = struct.Struct("=i")


class Traffic(NamedTuple):
    """Bytes that were written to a connection, and bytes that were taken from it."""

    written: int
    taken: int


class Line:
    """A connection, looked at from the side.

    Args:
        file: its number, of which a copy is made.
    """

    def __init__(self, file: int) -> None:
        self._connection = socket.socket(fileno=os.dup(file))

    def traffic(self) -> Traffic | None:
        """Return what has gone over it so far, None if that is not counted."""
        try:
            before = self._counted()
            while True:  # until nothing arrives meanwhile
                unsent, unread = self._number(termios.TIOCOUTQ), self._number(termios.FIONREAD)
                if (after := self._counted()) == before:
                    return Traffic(before[0] + unsent, before[1] - unread)
                before = after
        except (OSError, struct.error):
            return None

    def skip(self, length: int) -> None:
        """Take so many bytes from it."""
        self._connection.recv(length)

    def close(self) -> None:
        """Look no longer."""
        self._connection.close()

    def _counted(self) -> tuple[int, int]:
        said = self._connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _PLACE + _COUNTED.size)
        acknowledged, received = _COUNTED.unpack_from(said, _PLACE)
        return acknowledged, received

    def _number(self, what: int) -> int:
        return int(_NUMBER.unpack(fcntl.ioctl(self._connection.fileno(), what, bytes(_NUMBER.size)))[0])
