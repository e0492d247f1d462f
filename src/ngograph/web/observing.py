"""Every request gets an id, is timed, counted and written down."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from starlette.requests import Request

from ngograph.brief.terms import new_id
from ngograph.web.handing import HANDED_OVER
from ngograph.web.headers import add, values
from ngograph.web.logs import SERVICE, write_request
from ngograph.web.problems import refusal

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ngograph.web.metrics import Metrics

_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9._~:+/=@-]{8,128}")
_SILENT: Final = frozenset({"/health", "/ready", "/metrics"})
_STATIC: Final = "/static/"
_NO_ROUTE: Final = "none"


def request_id(given: str | None) -> str:
    """Return the id that a request bears: the *given* one if it is well-formed, else a new one.

    >>> request_id("0123-4567"), len(request_id("<script>"))
    ('0123-4567', 32)
    """
    return given if given and _WELL_FORMED.fullmatch(given) else new_id()


@dataclass(slots=True)
class Seen:
    """What there is to say of a request when it is done.

    Args:
        name: its id.
        method: of HTTP.
        route: the template of its address.
        path: its address as the client wrote it, without the query.
        status: of the answer.
        bytes: of the body that was sent.
        seconds: that it took.
        client: the address it came from.
        release: what was served.
        complete: whether the answer came to its end.
        error: why not, if that is known.
    """

    name: str
    method: str
    route: str
    path: str
    status: int
    bytes: int
    seconds: float
    client: str
    release: str
    complete: bool = True
    error: str = ""

    def fields(self) -> dict[str, Any]:
        """Return what is written down of it."""
        fields: dict[str, Any] = {
            "id": self.name,
            "method": self.method,
            "path": self.path,
            "status": self.status,
            "bytes": self.bytes,
            "milliseconds": round(self.seconds * 1000, 2),
            "client": self.client,
            "release": self.release,
        }
        if not self.complete:
            fields |= {"complete": False, "error": self.error or "the client left"}
        return fields


def note(metrics: Metrics, seen: Seen) -> None:
    """Count a request, and write it down."""
    metrics.count(
        method=seen.method,
        route=seen.route,
        status=seen.status,
        seconds=seen.seconds,
        sent=seen.bytes,
        complete=seen.complete,
    )
    if seen.status < 400 and seen.complete and seen.path in _SILENT:
        return
    write_request(logging.INFO if seen.complete and seen.status < 500 else logging.WARNING, seen)


class Observed:
    """Names, times, counts and writes down the requests to its application."""

    def __init__(self, app: ASGIApp, *, release: str, metrics: Metrics) -> None:
        """Stand around *app*, which serves *release*."""
        self.app = app
        self._release, self._metrics = release, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and watch the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        handed_over = scope.get("state", {}).get(HANDED_OVER)
        began = time.perf_counter() if handed_over is None else handed_over.since
        name = request_id(next(iter(values(scope, b"x-request-id")), None))
        scope.setdefault("state", {})["request_id"] = name
        status, sent, complete, error = 0, 0, False, ""

        async def watched(message: Message) -> None:
            nonlocal status, sent, complete
            if message["type"] == "http.response.start":
                status = message["status"]
                add(message, ((b"x-request-id", name.encode("latin-1")),))
            await send(message)
            if message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
                complete = not message.get("more_body", False)

        self._metrics.in_progress += 1
        try:
            await self.app(scope, receive, watched)
        except BaseException as fault:
            error = type(fault).__name__
            raise
        finally:
            self._metrics.in_progress -= 1
            note(
                self._metrics,
                Seen(
                    name=name,
                    method=scope["method"],
                    route=_route(scope),
                    path=_path(scope),
                    status=status,
                    bytes=sent,
                    seconds=time.perf_counter() - began,
                    client=(scope.get("client") or ("",))[0],
                    release=self._release,
                    complete=complete,
                    error=error,
                ),
            )


class Caught:
    """Turns an error that nobody foresaw into a 500 like any other answer; the log has the traceback."""

    def __init__(self, app: ASGIApp, *, templates: Environment) -> None:
        """Stand around *app*."""
        self.app = app
        self._templates = templates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer in place of *app* if it fails before it has begun to."""
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noticed)
        except Exception:
            if scope["type"] != "http" or begun:
                raise
            state = scope.get("state", {})
            SERVICE.exception("a request failed", extra={"fields": {"id": state.get("request_id", "")}})
            answer = refusal(self._templates, Request(scope), 500, "Something here is not in order.")
            await answer(scope, receive, send)


def _route(scope: Scope) -> str:
    if scope["path"].startswith(_STATIC):
        return f"{_STATIC}{{file}}"
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else _NO_ROUTE


def _path(scope: Scope) -> str:
    """Return the path as the client wrote it, without its query."""
    raw = scope.get("raw_path") or scope["path"].encode()
    return bytes(raw).partition(b"?")[0].decode("ascii", "backslashreplace")
