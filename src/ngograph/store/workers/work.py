"""The life of a worker: take a question, answer it, wait for the next, and end when nobody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.errors import QueryError
from ngograph.store.results import answer, form_of, serialise, table_of
from ngograph.store.workers.frames import (
    END,
    ERROR,
    FORM,
    HEAD,
    LEND,
    MEMORY,
    PIECE,
    RECALL,
    SETTLE,
    TABLE,
    UNFIT,
    WHOLE,
    Frames,
    Request,
    error_bytes,
    frame,
    request_read,
    table_bytes,
)
from ngograph.store.workers.settling import settle

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from pyoxigraph import Store

    from ngograph.store.workers.counter import Counter
    from ngograph.store.workers.settling import Runs

_PIECE: Final = 1 << 16


def work(counter: Counter, connection: socket.socket, store: Store, runs: Runs = ()) -> None:
    """Answer the questions that come over *connection* from *store* until it is closed.

    Args:
        counter: where connections are served that come over it too.
        connection: to the service.
        store: what is asked.
        runs: the pages of the store, which are made this worker's own when it is told to settle.
    """
    to_copy: Runs = ()
    for kind, body in _received(counter):
        if kind == SETTLE:
            to_copy = runs
        elif kind == LEND:
            counter.lend(body)
        elif kind == RECALL:
            counter.recall(body)
        else:
            try:
                connection.sendall(_reply(connection, store, request_read(body)))
            except MemoryError:
                connection.sendall(frame(MEMORY))
        if to_copy:
            to_copy = settle(to_copy, counter.disturbed)


def _reply(connection: socket.socket, store: Store, request: Request) -> bytes:
    """Answer *request*; return the last frame, after those that went before."""
    try:
        results = answer(store, request.question)
        form = form_of(results)
        if request.wanted is None:
            return frame(TABLE, table_bytes(table_of(results, request.most)))
        chosen = request.wanted.graph if form == "graph" else request.wanted.results
        if chosen is None:
            return frame(UNFIT, form.encode())
        out = _Out(connection, form.encode())
        serialise(results, out, chosen)
        return out.end()
    except QueryError as error:
        return frame(ERROR, error_bytes(error))
    except (ValueError, RuntimeError, OSError) as error:  # what the engine says while it evaluates
        if isinstance(error, (BrokenPipeError, ConnectionError)):
            raise
        return frame(ERROR, error_bytes(QueryError(str(error))))


class _Out:
    """Hands on what is written: the whole in one frame if it is short, else in pieces.

    The second write is what tells: what the engine writes at once is of some 8 KB, so that the first piece
    of a long answer goes out as soon as there is more.
    """

    def __init__(self, connection: socket.socket, form: bytes) -> None:
        self._connection, self._form = connection, form
        self._held: list[bytes] = []
        self._length = self._writes = 0
        self._begun = False

    def write(self, piece: bytes) -> int:
        """Take *piece*, and wait while the socket is full."""
        self._writes += 1
        self._held.append(piece)
        self._length += len(piece)
        if self._writes == 2 or self._length >= _PIECE:
            self._send()
        return len(piece)

    def flush(self) -> None:
        """Do nothing: pieces are handed on as they come."""

    def end(self) -> bytes:
        """Return the last frame."""
        if not self._begun:
            return frame(WHOLE, b"".join((self._form, b"\n", *self._held)))
        self._send()
        return frame(END)

    def _send(self) -> None:
        if not self._begun:
            self._connection.sendall(frame(FORM, self._form))
            self._begun = True
        if self._held:
            self._connection.sendall(b"".join((HEAD.pack(PIECE, self._length), *self._held)))
            self._held, self._length = [], 0


def _received(counter: Counter) -> Iterator[tuple[bytes, bytes]]:
    """Yield the frames that come from the service until it goes."""
    frames = Frames()
    while data := counter.received():
        yield from frames.fed(data)
