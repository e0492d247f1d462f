"""What is written down of the work: a line for each request, as JSON for machines or as text on a terminal.

A line never holds what was asked: neither the query string of an address nor a body nor a header of the
request but its id. A query may name persons, and an address may hold a secret.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring_ascii as quoted
from typing import TYPE_CHECKING, Any, Final

from ngograph.errors import NgographError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

REQUESTS: Final = logging.getLogger("ngograph.requests")
SERVICE: Final = logging.getLogger("ngograph.service")

_ROOTS: Final = ("ngograph", "uvicorn")


def write_logs(form: str, stream: TextIO | None = None) -> None:
    """Write the log of the service to *stream*, standard error if None, from now on.

    Args:
        form: `json`, `text`, `off`, or `auto`: text if *stream* is a terminal, else JSON.
        stream: where to.
    """
    stream = stream or sys.stderr
    if form == "auto":
        form = "text" if stream.isatty() else "json"
    handler: logging.Handler = logging.NullHandler() if form == "off" else logging.StreamHandler(stream)
    handler.setFormatter(_Json() if form == "json" else _Text())
    handler.addFilter(_told_already)
    # Nobody reads these of a record, and to find them out takes as long as to write the line.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    for name in _ROOTS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO if name == "ngograph" else logging.WARNING)


def write_request(level: int, fields: dict[str, Any]) -> None:
    """Write down one request, with these *fields*: texts, numbers, and what is true or false."""
    if REQUESTS.isEnabledFor(level):
        REQUESTS.handle(_Request(level, fields))


class _Request(logging.LogRecord):
    """A record of that alone which lines are made of: to find out the rest takes longer than to write one."""

    def __init__(self, level: int, fields: dict[str, Any]) -> None:
        self.name, self.msg, self.args = REQUESTS.name, "request", None
        self.levelno, self.levelname = level, logging.getLevelName(level)
        self.created = time.time()
        self.exc_info = None
        self.fields = fields


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


def _written(value: object) -> str:
    """Return *value* as JSON; to make an encoder for a text or a number takes longer than to write it."""
    return (_PLAIN.get(type(value)) or json.dumps)(value)


_PLAIN: Final[dict[type, Callable[[Any], str]]] = {str: quoted, int: repr, float: repr}


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
        return f"{{{', '.join([f'{quoted(name)}: {_written(value)}' for name, value in said.items()])}}}"


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
