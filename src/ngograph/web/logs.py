"""What is written down of the work: a line for each request, as JSON for machines or as text on a terminal.

A line never holds what was asked: neither the query string of an address nor a body nor a header of the
request but its id. A query may name persons, and an address may hold a secret.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, Protocol, TextIO

from ngograph.errors import NgographError

REQUESTS: Final = logging.getLogger("ngograph.requests")
SERVICE: Final = logging.getLogger("ngograph.service")

_ROOTS: Final = ("ngograph", "uvicorn")
_UNKNOWN: Final = vars(logging.makeLogRecord({"msecs": 0.0, "relativeCreated": 0.0}))
_WRITTEN: Final = json.JSONEncoder()
_HELD_BACK: Final = 0.05
"""Seconds that the line of a request may wait for others."""


def write_logs(form: str, stream: TextIO | None = None) -> None:
    """Write the log of the service to *stream*, standard error if None, from now on.

    Args:
        form: `json`, `text`, `off`, or `auto`: text if *stream* is a terminal, else JSON.
        stream: where to.
    """
    stream = stream or sys.stderr
    if form == "auto":
        form = "text" if stream.isatty() else "json"
    flush_logs()
    handler: logging.Handler = logging.NullHandler() if form == "off" else _Gathering(stream)
    handler.setFormatter(_Json() if form == "json" else _Text())
    handler.addFilter(_told_already)
    # Nobody reads these of a record, and to find them out takes as long as to write the line.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    for name in _ROOTS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO if name == "ngograph" else logging.WARNING)


def flush_logs() -> None:
    """Write what is still held back of the log."""
    for handler in REQUESTS.parent.handlers if REQUESTS.parent else ():
        handler.flush()


class Noted(Protocol):
    """A request that is to be written down."""

    def fields(self) -> dict[str, Any]:
        """Return what there is to write: texts, numbers, and what is true or false."""


def write_request(level: int, noted: Noted) -> None:
    """Write down one request, now or together with others."""
    if not REQUESTS.isEnabledFor(level):
        return
    handlers = REQUESTS.parent.handlers if REQUESTS.parent else []
    alone = len(handlers) == 1 and not REQUESTS.handlers
    if alone and isinstance(handler := handlers[0], _Gathering):
        handler.gather(level, noted)
    else:
        REQUESTS.handle(_Request(level, time.time(), noted.fields()))


class _Request(logging.LogRecord):
    """A record of that alone which lines are made of: to find out the rest takes longer than to write one.

    The rest is there, with nothing in it, for those who write logs in a form of their own.
    """

    def __init__(self, level: int, created: float, fields: dict[str, Any]) -> None:
        self.__dict__.update(_UNKNOWN)
        self.name, self.msg = REQUESTS.name, "request"
        self.levelno, self.levelname = level, logging.getLevelName(level)
        self.created = created
        self.fields = fields


class _Gathering(logging.StreamHandler[TextIO]):
    """Writes the lines of requests some twenty times a second, and all others at once behind them.

    To make and to write a line by itself takes as long as a small question; many together take little.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._noted: list[tuple[int, float, Noted]] = []

    def gather(self, level: int, noted: Noted) -> None:
        """Keep a request until it is time to write it down."""
        self._noted.append((level, time.time(), noted))
        if len(self._noted) == 1:
            try:
                asyncio.get_running_loop().call_later(_HELD_BACK, self.flush)
            except RuntimeError:  # nobody would come to write it
                self.flush()

    def emit(self, record: logging.LogRecord) -> None:
        """Write *record* behind what is kept."""
        self.flush()
        super().emit(record)

    def flush(self) -> None:
        """Write what is kept."""
        with self.lock or nullcontext():
            if self._noted:
                noted, self._noted = self._noted, []
                lines = [self.format(_Request(level, at, one.fields())) for level, at, one in noted]
                self.stream.write("\n".join((*lines, "")))
            super().flush()


def _told_already(record: logging.LogRecord) -> bool:
    """Leave out the traceback of an answer broken off for a known reason: the request's own line tells it."""
    error = record.exc_info[1] if record.exc_info else None
    return record.name.startswith("ngograph") or not isinstance(error, NgographError | OSError)


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    return dict(getattr(record, "fields", {}))


def _moment(record: logging.LogRecord) -> str:
    second, part = divmod(record.created, 1)
    return f"{_second(int(second))}.{int(part * 1000):03d}+00:00"


@lru_cache(maxsize=8)
def _second(number: int) -> str:
    return datetime.fromtimestamp(number, UTC).strftime("%Y-%m-%dT%H:%M:%S")


class _Json(logging.Formatter):
    """One object a line; ASCII alone, so that nothing in it can look like another line."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return _WRITTEN.encode(said)


class _Text(logging.Formatter):
    """One line for people; what is not plain is shown as Python writes it."""

    def format(self, record: logging.LogRecord) -> str:
        fields = _fields(record)
        if record.name == REQUESTS.name:
            head = " ".join(str(fields.pop(name)) for name in ("status", "method", "path"))
        else:
            head = record.getMessage()
        rest = " ".join(f"{name}={value}" for name, value in fields.items())
        line = f"{_moment(record)[11:23]} {head}  {rest}".rstrip()
        line = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line
