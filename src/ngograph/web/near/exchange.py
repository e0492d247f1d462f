"""One request on the near way: its question is asked, its answer put together, counted and written down."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from ngograph.store.answering import nothing
from ngograph.store.lending import Written
from ngograph.web.handing import HandedOver
from ngograph.web.leaving import CLOSED_REQUEST
from ngograph.web.logs import SERVICE
from ngograph.web.near.desk import Desk
from ngograph.web.observing import request_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fastapi import FastAPI

    from ngograph.store.answering import Answer, Begun, Told
    from ngograph.store.lending import Lent, Terms
    from ngograph.web.near.desk import Wish
    from ngograph.web.near.reading import Come


class House(Protocol):
    """The application of one release, and who is inside."""

    app: FastAPI

    def enter(self) -> None:
        """Let a request in."""

    def leave(self) -> None:
        """Let it out."""


class Exchange:
    """Such a request.

    Args:
        come: what has come.
        house: whose application would answer it.
        desk: who answers it.
        wish: what is asked.
        asker: the address of who asks, and the scheme of the address that was asked.
    """

    __slots__ = ("_asker", "_desk", "_give_up", "_inside", "_name", "_since", "_wish", "come", "house")

    def __init__(self, come: Come, house: House, desk: Desk, wish: Wish, asker: tuple[str, str]) -> None:
        self.come = come
        self.house, self._desk, self._wish, self._asker = house, desk, wish, asker
        self._name, self._since = request_id(come.head.name), time.perf_counter()
        self._give_up: Callable[[], None] = nothing
        self._inside = True
        house.enter()
        desk.operation.metrics.in_progress += 1

    def ask(self, told: Told) -> None:
        """Ask the question; *told* gets the answer, now or later."""
        self._give_up = self._desk.ask(self._wish, told)

    def answered(self, answer: Answer) -> tuple[bytes, bytes]:
        """Return headers and body of *answer*, which is whole, as they are sent."""
        return self._desk.answered(self._wish, answer, self._name, self._asker[1])

    def done(self, status: int, sent: int) -> None:
        """Let the request out, which was answered with this *status* and *sent* bytes; write it down."""
        self._leave()
        self._note(status, sent)

    @property
    def seconds(self) -> float:
        """How long ago it came."""
        return time.perf_counter() - self._since

    def terms(self, before: bytes) -> Terms | None:
        """Return the terms on which its connection can be lent, with what stands *before* all headers."""
        return self._desk.terms(self.come, self._wish, before, self._asker[1])

    def lend(self, lent: Lent) -> Callable[[], None] | None:
        """Lend its connection; return what asks to have it back, None if it is not taken."""
        if (recall := self._desk.lend(lent)) is not None:
            self.house.enter()
        return recall

    def noted(self, notes: Sequence[Written]) -> None:
        """Count what was answered over its connection, and write it down."""
        for written in notes:
            self._desk.note("GET", self._asker[0], 200, written)

    def returned(self) -> None:
        """Note that its connection is back."""
        self.house.leave()

    def handed_over(self, begun: Begun) -> HandedOver:
        """Return what the application has to go on with, and let the request out, for it comes in there."""
        self._leave()
        return HandedOver(begun, self._desk.service.engine, self._since)

    def left(self) -> None:
        """End the work on it and let it out: the client has left."""
        self._give_up()
        self.done(CLOSED_REQUEST, 0)

    def failed(self) -> None:
        """Let it out and write down the error that is being handled: nobody foresaw it."""
        self._leave()
        SERVICE.exception("a request failed", extra={"fields": {"id": self._name}})

    def _leave(self) -> None:
        if self._inside:
            self._inside = False
            self._desk.operation.metrics.in_progress -= 1
            self.house.leave()

    def _note(self, status: int, sent: int) -> None:
        self._desk.note(
            self.come.asked.method, self._asker[0], status, Written(self._name, sent, self.seconds)
        )


class Desks:
    """Where requests are let in: the desk of the release that is served at the moment.

    Args:
        current: finds the application of that release.
    """

    def __init__(self, current: Callable[[], House]) -> None:
        self._current = current
        self._now: tuple[House, Desk] | None = None

    def begun(self, come: Come, asker: tuple[str, str]) -> Exchange | None:
        """Return the exchange that *come* begins, None if it is for the long way."""
        house = self._current()
        if self._now is None or self._now[0] is not house:
            self._now = house, Desk(house.app.state.service, house.app.state.operation)
        desk = self._now[1]
        wish = desk.wish(come.asked, come.head)
        return None if wish is None else Exchange(come, house, desk, wish, asker)
