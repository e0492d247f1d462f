"""A worker's counter: the connections that are lent to it, and the small questions that come over them.

A question stays in its connection until it is answered: it is looked at, worked out, and only then taken.
Whatever is not for here, and what this worker does not come to because it was killed, is still there for the
service to read.
"""

from __future__ import annotations

import os
import pickle
import select
import socket
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ngograph.store.lending import Written
from ngograph.store.workers.frames import BACK, NOTED, frame, wanted_here
from ngograph.store.workers.slate import Sending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ngograph.store.answering import Form, Wanted
    from ngograph.store.lending import Terms
    from ngograph.store.workers.slate import Slate

    Worked = Callable[[str, Wanted], tuple[Form, bytes] | None]

PLACES: Final = 64
"""How many connections a worker may be lent."""
_MOST: Final = 1 << 16
"""Bytes of the longest request that is looked at."""
_READ: Final = 1 << 16
_ALERT: Final = 0.0003
"""Seconds in which most clients ask again, and that this worker is on the watch for them: to be woken takes
as long as to answer."""
_IDLE: Final = 0.05
"""Seconds without any question after which all connections are given back."""
_SILENT: Final = 1.0
"""Seconds without a question after which one connection is given back."""
_NOTES: Final = 32
"""Answers that are noted together."""


@dataclass(eq=False, slots=True)
class _Visitor:
    """A connection, its terms, the formats of its answers, when it was last asked over, and its bytes."""

    key: int
    connection: socket.socket
    terms: Terms
    wanted: Wanted
    since: float
    written: int = 0
    taken: int = 0


class Counter:
    """Where such questions are answered.

    Args:
        service: the socket to the service, which lends the connections.
        worked: works out the answer to a question, None if it is no small one.
        slate: what the service sees.
    """

    def __init__(self, service: socket.socket, worked: Worked, slate: Slate) -> None:
        self._service, self._worked, self._slate = service, worked, slate
        self._poll = select.epoll()
        self._poll.register(service, select.EPOLLIN)
        self._visitors: dict[int, _Visitor] = {}
        self._keys: dict[int, _Visitor] = {}
        self._notes: list[tuple[int, Written]] = []
        self._looked = 0.0
        # No file can be opened while a question is worked at, for each place that there is is taken; one more
        # than there are for connections is free while the service is read from.
        self._places = [os.dup(service.fileno()) for _ in range(PLACES + 1)]
        self._handed: deque[int] = deque()

    def received(self) -> bytes:
        """Return what comes from the service, answering meanwhile; nothing: it has gone."""
        while self._visitors and not self._turn():
            pass
        return self._read()

    def disturbed(self) -> bool:
        """Say whether anything has come."""
        return bool(self._poll.poll(0))

    def lend(self, body: bytes) -> None:
        """Take the connection that has come with the frame *body*."""
        key, terms = pickle.loads(body)
        connection = socket.socket(fileno=self._handed.popleft())
        connection.setblocking(False)
        visitor = _Visitor(key, connection, terms, wanted_here(terms.wanted), time.monotonic())
        self._visitors[connection.fileno()] = self._keys[key] = visitor
        self._poll.register(connection, select.EPOLLIN)

    def recall(self, body: bytes) -> None:
        """Give back the connection that *body* names, all of them if it names none."""
        wanted = [self._keys.get(int(body))] if body else list(self._keys.values())
        for visitor in wanted:
            if visitor is not None:
                self._give_back(visitor)

    # -------------------------------------------------------------------------------------------------------

    def _read(self) -> bytes:
        """Read from the service; a place is free for the connection that may come along."""
        os.close(self._places.pop())
        data, files, _, _ = socket.recv_fds(self._service, _READ, 1)
        if files:
            self._handed.extend(files)
        else:
            self._places.append(os.dup(self._service.fileno()))
        return data

    def _turn(self) -> bool:
        """Answer what has come over the connections; say whether something has come from the service."""
        end = time.perf_counter() + _ALERT
        while not (events := self._poll.poll(0)) and time.perf_counter() < end:
            pass
        events = events or self._poll.poll(_IDLE)
        if not events:
            self._leave(self._keys.values())
            return False
        called = False
        for file, _ in events:
            if file == self._service.fileno():
                called = True
            elif (visitor := self._visitors.get(file)) is not None:
                self._serve(visitor)
        now = time.monotonic()
        if now - self._looked > _SILENT:
            self._looked = now
            self._leave(one for one in self._keys.values() if now - one.since > _SILENT)
        return called

    def _leave(self, visitors: Iterable[_Visitor]) -> None:
        for visitor in list(visitors):
            self._give_back(visitor)

    def _serve(self, visitor: _Visitor) -> None:
        """Answer what has come over the connection of *visitor*, or give it back."""
        begun = time.perf_counter()
        try:
            come = visitor.connection.recv(_MOST, socket.MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            come = b""
        brief = visitor.terms.read(come) if come else None
        if brief is None:
            self._give_back(visitor, strange=bool(come))
            return
        self._slate.begin(visitor.key)
        worked = self._worked(brief.text, visitor.wanted)
        answer = None if worked is None else brief.answer(*worked)
        if worked is None or answer is None:
            self._slate.rest()
            self._give_back(visitor, strange=True)
            return
        name, length, said = answer
        self._slate.send(Sending(visitor.written, visitor.taken, len(said), len(come)))
        rest = self._send(visitor, said, len(come))
        visitor.since = time.monotonic()
        self._notes.append((visitor.key, Written(name, length, time.perf_counter() - begun)))
        if rest:
            self._give_back(visitor, rest, strange=True)
        elif len(self._notes) >= _NOTES:
            self._note()
        self._slate.rest()

    def _send(self, visitor: _Visitor, said: bytes, length: int) -> bytes:
        """Send what is *said*, and then take the request of that *length*; return what was not sent."""
        try:
            sent = visitor.connection.send(said)
        except BlockingIOError:
            sent = 0
        except OSError:  # the client has left
            sent = len(said)
        with suppress(OSError):
            visitor.connection.recv(length)
        visitor.written += sent
        visitor.taken += length
        return said[sent:]

    def _note(self) -> None:
        notes, self._notes = self._notes, []
        if notes:
            self._service.sendall(frame(NOTED, pickle.dumps(notes)))

    def _give_back(self, visitor: _Visitor, rest: bytes = b"", *, strange: bool = False) -> None:
        """Give the connection of *visitor* back, with the *rest* of an answer, and why."""
        self._note()
        file = visitor.connection.fileno()
        self._poll.unregister(file)
        del self._visitors[file], self._keys[visitor.key]
        visitor.connection.close()
        self._places.append(os.dup(self._service.fileno()))
        self._service.sendall(frame(BACK, pickle.dumps((visitor.key, rest, strange))))
