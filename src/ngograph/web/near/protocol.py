"""The server's protocol with the near way beside it: one connection, one request at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from ngograph.store.answering import Answer
from ngograph.web.handing import HANDED_OVER, HandedOver
from ngograph.web.near.exchange import Desks
from ngograph.web.near.lending import Lendable, Loans
from ngograph.web.near.proxies import through
from ngograph.web.near.reading import BEGIN, come

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.store.answering import Begun
    from ngograph.web.near.exchange import Exchange, House
    from ngograph.web.near.reading import Come
    from ngograph.web.patience import Patient

_LINE: Final = b"\r\n"
_OK: Final = STATUS_LINE[200]
_CLOSE: Final = b"connection: close\r\n"


class Near(Lendable):
    """The protocol with the near way beside it.

    Attributes:
        desks: where requests for the near way are let in.
    """

    desks: ClassVar[Desks]
    _between = True
    _exchange: Exchange | None = None
    _handed_over: HandedOver | None = None
    _part = b""
    _held = b""

    def data_received(self, data: bytes) -> None:
        """Take the near way with what begins a request for it, and the long way with all else."""
        if self._exchange is not None:  # the next request has to wait
            self.flow.pause_reading()
            self._held += data
        elif self._part:
            part, self._part = self._part, b""
            self._begin(part + data)
        elif data.startswith(BEGIN) and self._at_rest():
            self._begin(data)
        else:
            super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Give up what is asked for who has left."""
        if (exchange := self._exchange) is not None:
            self._exchange = None
            exchange.left()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Close the connection, behind the answer that is awaited."""
        if self._loan is not None:
            self._closing = True
            self.loans.recall(self._loan)
        elif self._exchange is not None or self._part:
            self._closing = True
        else:
            super().shutdown()

    def timeout_keep_alive_handler(self) -> None:
        """Close the connection if nothing has come for long."""
        rest = self._rested + self.timeout_keep_alive - self.loop.time()
        if self._loan is not None or self._exchange is not None or self._part or rest > 0:
            self._keep_alive(rest if rest > 0 else self.timeout_keep_alive)
        else:
            super().timeout_keep_alive_handler()

    def on_message_begin(self) -> None:
        """Let the application find what has been handed over to it."""
        self._between = False
        super().on_message_begin()
        if self._handed_over is not None:
            self.scope["state"][HANDED_OVER] = self._handed_over
            self._handed_over = None

    def on_message_complete(self) -> None:
        """Remember that the next request may begin."""
        self._between = True
        super().on_message_complete()

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        handed_over = cycle.scope["state"].get(HANDED_OVER)
        super()._start_asgi_task(cycle, app if handed_over is None else _closing(app, handed_over.begun))

    # The near way --------------------------------------------------------------------------------------

    def _at_rest(self) -> bool:
        """Say whether the connection is where a request may begin, and all before it is sent."""
        return (
            self._between
            and (self.cycle is None or self.cycle.response_complete)
            and not self.pipeline
            and not self.flow.write_paused
            and not self.transport.is_closing()
        )

    def _begin(self, data: bytes) -> None:
        """Let *data*, which begins a request, take its way."""
        request = come(data)
        if request == "more":
            self._part, self._taken = data, len(data)
            self._wait()
            return
        exchange = None if request is None else self.desks.begun(request, self._asker(request))
        if exchange is None:
            super().data_received(data)
            return
        self._wait_no_more()
        self._exchange = exchange
        exchange.ask(self._told)

    def _asker(self, request: Come) -> tuple[str, str]:
        """Return the address of who asks, and the scheme of the address that was asked."""
        scheme = self.scheme or "http"
        if request.head.forwarded:
            return through(self.config, self.client, scheme, request.head.forwarded)
        return self.client[0] if self.client else "", scheme

    def _told(self, told: Answer | Begun) -> None:
        exchange, self._exchange = self._exchange, None
        assert exchange is not None
        try:
            if isinstance(told, Answer):
                self._answer(exchange, told)
            else:
                self._hand_over(exchange, told)
        except Exception:  # nobody foresaw it, and nobody waits for it who could answer in its place
            exchange.failed()
            self.transport.abort()

    def _answer(self, exchange: Exchange, answer: Answer) -> None:
        closing = self._closing or exchange.come.head.closing
        headers, body = exchange.answered(answer)
        dates = [b"%b: %b\r\n" % pair for pair in self.server_state.default_headers]
        self.transport.set_write_buffer_limits(0)  # send it now, and do what is left to be done meanwhile
        self.transport.write(b"".join((_OK, *dates, headers, _CLOSE if closing else b"", _LINE, body)))
        self.transport.set_write_buffer_limits()
        exchange.done(200, len(body))
        self.server_state.total_requests += 1
        if closing:
            self.transport.close()
            return
        self._rested = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self._keep_alive(self.timeout_keep_alive)
        if self._held:  # by then the engine has done what it has to do behind this answer
            self.loop.call_soon(self._go_on)
        else:
            self._answered(exchange, answer)

    def _hand_over(self, exchange: Exchange, begun: Begun) -> None:
        """Let the application go on with what has been begun."""
        self._handed_over = exchange.handed_over(begun)
        super().data_received(exchange.come.raw)
        if self._closing:
            super().shutdown()
        self._go_on()

    def _go_on(self) -> None:
        """Take what has come meanwhile."""
        if self._held and not self.transport.is_closing():
            held, self._held = self._held, b""
            self.flow.resume_reading()
            self.data_received(held)

    def _keep_alive(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)


def near(base: type[Patient], current: Callable[[], House]) -> type[Near]:
    """Return the protocol *base* with the near way beside it.

    Args:
        base: the server's own, that every other request is left to.
        current: finds the application of the release that is served at this moment.
    """
    return type("Near", (Near, base), {"desks": Desks(current), "loans": Loans(current)})


def _closing(app: Any, begun: Begun) -> Any:
    """Return *app*, after which *begun* is closed, whether it was gone on with or not."""

    async def within(scope: Any, receive: Any, send: Any) -> None:
        try:
            await app(scope, receive, send)
        finally:
            begun.close()

    return within
