"""The server's protocol with the near way beside it: one connection, one request at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from ngograph.store.answering import Answer, nothing
from ngograph.web.handing import HANDED_OVER, HandedOver
from ngograph.web.leaving import CLOSED_REQUEST
from ngograph.web.logs import SERVICE
from ngograph.web.near.asking import BEGIN, PATH, asked
from ngograph.web.near.desk import Desk
from ngograph.web.near.heads import head
from ngograph.web.observing import Seen, note, request_id

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from fastapi import FastAPI

    from ngograph.store.answering import Begun
    from ngograph.web.near.desk import Wish

_END: Final = b"\r\n\r\n"
_LINE: Final = b"\r\n"
_OK: Final = STATUS_LINE[200]
_CLOSE: Final = b"connection: close\r\n"


class House(Protocol):
    """The application of one release, and who is inside."""

    app: FastAPI

    def enter(self) -> None:
        """Let a request in."""

    def leave(self) -> None:
        """Let it out."""


@dataclass(eq=False, slots=True)
class _Exchange:
    """A request on the near way.

    Args:
        raw: its bytes.
        house: whose application would answer it.
        desk: who answers it.
        wish: what is asked.
        name: its id.
        since: when it came.
        give_up: ends the work on it.
    """

    raw: bytes
    house: House
    desk: Desk
    wish: Wish
    name: str
    since: float
    give_up: Callable[[], None] = nothing


def near(base: type[asyncio.Protocol], current: Callable[[], House]) -> type[asyncio.Protocol]:
    """Return the protocol *base* with the near way beside it, where it is the one that is understood here.

    Args:
        base: the server's own, that every other request is left to.
        current: finds the application of the release that is served at this moment.
    """
    if not issubclass(base, HttpToolsProtocol):
        return base
    long_way: Any = base
    desks: dict[House, Desk] = {}

    def desk_of(house: House) -> Desk:
        if (desk := desks.get(house)) is None:
            desks.clear()  # the release has changed
            desk = desks[house] = Desk(house.app.state.service, house.app.state.operation)
        return desk

    class Near(long_way):  # type: ignore[misc]
        _between = True
        _exchange: _Exchange | None = None
        _handed_over: HandedOver | None = None
        _held = b""
        _rested = 0.0
        _closing = False

        def data_received(self, data: bytes) -> None:
            if self._exchange is not None:  # the next request has to wait
                self.flow.pause_reading()
                self._held += data
            elif not (data.startswith(BEGIN) and self._at_rest() and self._understood(data)):
                super().data_received(data)

        def connection_lost(self, exc: Exception | None) -> None:
            if (exchange := self._exchange) is not None:
                exchange.give_up()
                self._done(exchange, CLOSED_REQUEST, 0)
            super().connection_lost(exc)

        def shutdown(self) -> None:
            if self._exchange is not None:
                self._closing = True
            else:
                super().shutdown()

        def timeout_keep_alive_handler(self) -> None:
            rest = self._rested + self.timeout_keep_alive - self.loop.time()
            if self._exchange is not None or rest > 0:
                self._keep_alive(rest if rest > 0 else self.timeout_keep_alive)
            else:
                super().timeout_keep_alive_handler()

        def on_message_begin(self) -> None:
            self._between = False
            super().on_message_begin()
            if self._handed_over is not None:
                self.scope["state"][HANDED_OVER] = self._handed_over
                self._handed_over = None

        def on_message_complete(self) -> None:
            self._between = True
            super().on_message_complete()

        def _start_asgi_task(self, cycle: Any, app: Any) -> None:
            handed_over = cycle.scope["state"].get(HANDED_OVER)
            super()._start_asgi_task(cycle, app if handed_over is None else _closing(app, handed_over.begun))

        # The near way ----------------------------------------------------------------------------------

        def _at_rest(self) -> bool:
            """Say whether the connection is where a request may begin, and all before it is sent."""
            return (
                self._between
                and (self.cycle is None or self.cycle.response_complete)
                and not self.pipeline
                and not self.flow.write_paused
                and not self.transport.is_closing()
            )

        def _understood(self, data: bytes) -> bool:
            """Say whether *data* is a request for the near way; then it is on it."""
            place = data.find(_LINE)
            if not data.endswith(_END) or (question := asked(data[:place])) is None:
                return False
            if (said := head(data[place + 2 :])) is None:
                return False
            house = current()
            desk = desk_of(house)
            if (wish := desk.wish(question, said)) is None:
                return False
            self._wait_no_more()
            exchange = _Exchange(data, house, desk, wish, request_id(None), time.perf_counter())
            self._exchange = exchange
            house.enter()
            desk.operation.metrics.in_progress += 1
            give_up = desk.ask(wish, self._told)
            if self._exchange is exchange:
                exchange.give_up = give_up
            return True

        def _told(self, come: Answer | Begun) -> None:
            exchange = self._exchange
            assert exchange is not None
            try:
                if isinstance(come, Answer):
                    self._answer(exchange, come)
                else:
                    self._hand_over(exchange, come)
            except Exception:  # nobody foresaw it, and nobody waits for it who could answer in its place
                SERVICE.exception("a request failed", extra={"fields": {"id": exchange.name}})
                self.transport.abort()

        def _answer(self, exchange: _Exchange, answer: Answer) -> None:
            headers, body = exchange.desk.answered(exchange.wish, answer, exchange.name, self.scheme)
            dates = [b"%b: %b\r\n" % pair for pair in self.server_state.default_headers]
            closing = _CLOSE if self._closing else b""
            self.transport.write(b"".join((_OK, *dates, headers, closing, _LINE, body)))
            self._done(exchange, 200, len(body))
            self.server_state.total_requests += 1
            if closing:
                self.transport.close()
                return
            self._rested = self.loop.time()
            if self.timeout_keep_alive_task is None:
                self._keep_alive(self.timeout_keep_alive)
            self._go_on()

        def _hand_over(self, exchange: _Exchange, begun: Begun) -> None:
            """Let the application go on with what has been begun."""
            self._leave(exchange)
            self._handed_over = HandedOver(begun, exchange.desk.service.engine, exchange.since)
            super().data_received(exchange.raw)
            if self._closing:
                super().shutdown()
            self._go_on()

        def _go_on(self) -> None:
            """Take what has come meanwhile."""
            if self._held:
                held, self._held = self._held, b""
                self.flow.resume_reading()
                self.data_received(held)

        def _done(self, exchange: _Exchange, status: int, sent: int) -> None:
            self._leave(exchange)
            desk = exchange.desk
            note(
                desk.operation.metrics,
                Seen(
                    name=exchange.name,
                    method="GET",
                    route=PATH,
                    path=PATH,
                    status=status,
                    bytes=sent,
                    seconds=time.perf_counter() - exchange.since,
                    client=(self.client or ("",))[0],
                    release=desk.service.release.id,
                ),
            )

        def _leave(self, exchange: _Exchange) -> None:
            self._exchange = None
            exchange.desk.operation.metrics.in_progress -= 1
            exchange.house.leave()

        def _keep_alive(self, seconds: float) -> None:
            self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)

    return Near


def _closing(app: Any, begun: Begun) -> Any:
    """Return *app*, after which *begun* is closed, whether it was gone on with or not."""

    async def within(scope: Any, receive: Any, send: Any) -> None:
        try:
            await app(scope, receive, send)
        finally:
            begun.close()

    return within
