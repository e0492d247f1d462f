"""A connection over which small questions come one after another is lent to who works out the answers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from ngograph.brief.terms import DATE, SLOTS
from ngograph.store.lending import Lent
from ngograph.web.patience import Patient

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ngograph.store.answering import Answer
    from ngograph.store.lending import Written
    from ngograph.web.near.exchange import Exchange, House

_OK: Final = STATUS_LINE[200]
_QUICK: Final = 0.005
"""Seconds in which a small question is answered."""
_TRUSTED: Final = 3
"""After so many of them one after another a connection is lent."""
_EVERY: Final = 0.025
"""Seconds from one look at what is lent to the next."""
_STRANGE: Final = -50
"""What a connection over which anything else came meanwhile begins to count at."""


class Lendable(Patient):
    """The protocol of a connection that can be lent.

    Attributes:
        loans: all connections that are lent.
    """

    loans: ClassVar[Loans]
    _closing = False
    _loan: Exchange | None = None
    _trust = 0
    _rested = 0.0

    def connection_lost(self, exc: Exception | None) -> None:
        """Have the connection back, which is closed."""
        if self._loan is not None:
            self.loans.recall(self._loan)
        super().connection_lost(exc)

    def _answered(self, exchange: Exchange, answer: Answer) -> None:
        """Lend the connection if that is worth while now that this question has been answered."""
        if answer.kept:  # what is kept is answered sooner than it is worked out
            return
        self._trust = self._trust + 1 if answer.seconds is not None and answer.seconds < _QUICK else 0
        if self._trust < _TRUSTED or not self._idle():
            return
        dates = b"".join(
            b"%b: %b\r\n" % (name, SLOTS[DATE] if name == DATE else value.replace(b"%", b"%%"))
            for name, value in self.server_state.default_headers
        )
        if (terms := exchange.terms(_OK + dates)) is None:
            return
        lent = Lent(
            self.transport.get_extra_info("socket").fileno(), terms, self._noted, self._back, self._broken
        )
        if (recall := exchange.lend(lent)) is None:
            self._trust = 0  # nobody is there for it now
            return
        self._loan = exchange
        self.loans.add(exchange, recall)
        self.flow.pause_reading()

    def _idle(self) -> bool:
        """Say whether nothing is on its way in or out."""
        return not (
            self._closing
            or self.transport.is_closing()
            or self.transport.get_write_buffer_size()
            or self.transport.get_extra_info("sslcontext")
        )

    def _noted(self, notes: Sequence[Written]) -> None:
        assert self._loan is not None
        self._rested = self.loop.time()
        self.server_state.total_requests += len(notes)
        self._loan.noted(notes)

    def _back(self, rest: bytes, strange: bool) -> None:
        self._end()
        self._trust = _STRANGE if strange else 0
        if self.transport.is_closing():
            return
        if rest:
            self.transport.write(rest)
        self._rested = self.loop.time()
        if self._closing:
            super().shutdown()
        else:
            self.flow.resume_reading()

    def _broken(self) -> None:
        self._end()
        self.transport.abort()

    def _end(self) -> None:
        loan, self._loan = self._loan, None
        assert loan is not None
        self.loans.end(loan)


class Loans:
    """The connections that are lent: those over a release that is no longer served are asked back.

    Args:
        current: finds what is served at this moment.
    """

    def __init__(self, current: Callable[[], House]) -> None:
        self._current = current
        self._lent: dict[Exchange, Callable[[], None]] = {}
        self._next: asyncio.TimerHandle | None = None

    def add(self, exchange: Exchange, recall: Callable[[], None]) -> None:
        """Note that a connection is lent behind *exchange*, and what asks to have it back."""
        self._lent[exchange] = recall
        if self._next is None:
            self._next = asyncio.get_running_loop().call_later(_EVERY, self._look)

    def recall(self, exchange: Exchange) -> None:
        """Ask to have the connection back that was lent behind *exchange*."""
        self._lent[exchange]()

    def end(self, exchange: Exchange) -> None:
        """Note that it is back."""
        del self._lent[exchange]
        exchange.returned()

    def _look(self) -> None:
        house = self._current()
        for exchange in [exchange for exchange in self._lent if exchange.house is not house]:
            self._lent[exchange]()
        self._next = asyncio.get_running_loop().call_later(_EVERY, self._look) if self._lent else None
