"""Clients that send their request slowly, or a head without end, are let go.

A connection costs a file of the process, of which there are some hundreds; whoever could hold them by sending
nothing more would lock everybody else out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

_CLOSED = b"connection: close\r\ncontent-length: 0\r\n\r\n"


class Patient(HttpToolsProtocol):
    """The server's protocol, which waits only so long for the whole of a request.

    Attributes:
        seconds: how long: from the opening of the connection, or from the first byte of a later request.
        head_bytes: the most that a request may be long before its head ends.
    """

    seconds: ClassVar[float]
    head_bytes: ClassVar[int]
    _waiting: asyncio.TimerHandle | None = None
    _taken = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        super().connection_lost(exc)
        self._wait_no_more()

    def data_received(self, data: bytes) -> None:
        """Take what has come, and wait for the rest of it."""
        super().data_received(data)
        if self.transport.is_closing():
            return
        cycle = self.cycle
        if cycle is not None and not cycle.response_complete and not cycle.more_body:
            self._wait_no_more()
            return
        self._wait()
        self._taken = self._taken + len(data) if cycle is None or not cycle.more_body else 0
        if self._taken > self.head_bytes:
            self._let_go(b"HTTP/1.1 431 Request Header Fields Too Large\r\n%b" % _CLOSED)

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(self.seconds, self._late)

    def _wait_no_more(self) -> None:
        self._taken = 0
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _late(self) -> None:
        limit = b"ngograph-limit: request_seconds=%g\r\n" % self.seconds
        self._let_go(b"HTTP/1.1 408 Request Timeout\r\n%b%b" % (limit, _CLOSED))

    def _let_go(self, said: bytes) -> None:
        if not self.transport.is_closing():
            begun = self.cycle is not None and not self.cycle.response_complete
            if not self.cycle.response_started if begun else self._taken:
                self.transport.write(said)
            self.transport.close()


def patient(seconds: float, head_bytes: int) -> type[Patient]:
    """Return the protocol with these limits."""
    return type("Patient", (Patient,), {"seconds": seconds, "head_bytes": head_bytes})
