"""The service's end of a worker's counter: connections are lent to it, and come back."""

from __future__ import annotations

import pickle
import socket
import time
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final, Protocol

from ngograph.store.workers.counter import PLACES
from ngograph.store.workers.frames import BACK, LEND, NOTED, RECALL, frame
from ngograph.store.workers.slate import Phase
from ngograph.store.workers.traffic import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from ngograph.store.lending import Lent, Written
    from ngograph.store.workers.rounds import Rounds
    from ngograph.store.workers.slate import Sending
    from ngograph.store.workers.traffic import Traffic
    from ngograph.store.workers.worker import Worker

_KEYS: Final = count(1)
_LOOK: Final = 0.02
"""Seconds from one look at what it does to the next."""
_SMALL: Final = 0.02
"""Seconds after which a question over a lent connection is watched."""
_LARGE: Final = 0.03
"""Seconds of work after which it is found too large: it is asked again, of another worker and in the limits
of all others; this one is killed, for others wait behind it. What a busy machine withholds does not count."""
_LATE: Final = 1.0
"""Seconds after which it is found to be stuck, whatever it is about."""
_LOOKS: Final = 50
"""After so many looks its memory is looked at too."""


@dataclass(frozen=True)
class _Loan:
    """A connection that is lent, and what had gone over it before."""

    lent: Lent
    line: Line
    before: Traffic | None

    def settled(self, sending: Sending) -> bool:
        """Say whether an answer was sent wholly or not at all; if it was, its request is taken."""
        now = self.line.traffic()
        if now is None or self.before is None:
            return False
        written = now.written - self.before.written - sending.written
        if written == sending.answer and now.taken - self.before.taken == sending.taken:
            self.line.skip(sending.request)
        return written in (0, sending.answer)


class Employer(Protocol):
    """Whom a clerk belongs to.

    Attributes:
        rounds: who looks after it from time to time.
    """

    rounds: Rounds

    @property
    def waiting(self) -> Collection[object]:
        """The questions for which there is nobody."""

    def dismiss(self, clerk: Clerk, *, useful: bool) -> None:
        """Take back the worker of *clerk*, to which nothing is lent any more, if it is still *useful*."""


class Clerk:
    """A worker to which connections are lent.

    Args:
        worker: that worker, which is idle.
        megabytes: by how much it may grow.
        staff: whom it belongs to.
    """

    def __init__(self, worker: Worker, megabytes: int, staff: Employer) -> None:
        self.worker = worker
        self._megabytes, self._staff = megabytes, staff
        self._lent: dict[int, _Loan] = {}
        self._looks = self._pressed = 0
        self._watched = 0.0, 0.0
        worker.listen(self._heard)
        self._due = staff.rounds.after(_LOOK, self._look)

    def lend(self, lent: Lent) -> Callable[[], None] | None:
        """Take *lent*; return what asks to have it back, None if there is no place for it."""
        if len(self._lent) >= PLACES:
            return None
        key, line = next(_KEYS), Line(lent.file)
        before = line.traffic()  # for as soon as it is lent, more goes over it
        asked = frame(LEND, pickle.dumps((key, lent.terms), pickle.HIGHEST_PROTOCOL))
        try:
            if socket.send_fds(self.worker.connection, [asked], [lent.file]) != len(asked):
                self.worker.kill()
        except OSError:
            line.close()
            return None
        self._lent[key] = _Loan(lent, line, before)
        return lambda: self._recall(key)

    def __len__(self) -> int:
        """Return how many connections are lent to it."""
        return len(self._lent)

    def _recall(self, key: int) -> None:
        if key in self._lent:
            self._say(RECALL, b"%d" % key)

    def _say(self, kind: bytes, body: bytes = b"") -> None:
        said = frame(kind, body)
        try:
            if self.worker.connection.send(said) == len(said):
                return
        except OSError:  # it does not listen
            pass
        self.worker.kill()

    def _heard(self, come: bytes) -> None:
        """Take what has come from the worker, nothing if it has ended."""
        if not come:
            self._ended()
            return
        self.worker.more(self._heard)
        for kind, body in self.worker.cut(come):
            if kind == NOTED:
                self._noted(pickle.loads(body))
            elif kind == BACK:
                key, rest, strange = pickle.loads(body)
                loan = self._lent.pop(key)
                loan.line.close()
                loan.lent.back(rest, strange)
        if not self._lent:
            self._leave(useful=True)

    def _noted(self, notes: list[tuple[int, Written]]) -> None:
        for key, written in notes:
            self._lent[key].lent.noted((written,))

    def _ended(self) -> None:
        (phase, at, _), sending = self.worker.slate.read(), self.worker.slate.sending()
        loans, self._lent = self._lent, {}
        self._leave(useful=False)
        for key, loan in loans.items():
            if key == at and phase == Phase.SEND and not loan.settled(sending):
                loan.lent.broken()
            else:
                loan.lent.back(b"", key == at and phase == Phase.WORK)
            loan.line.close()

    def _leave(self, *, useful: bool) -> None:
        self.worker.more(None)
        self._staff.rounds.take_back(self._due)
        self._staff.dismiss(self, useful=useful)

    def _look(self) -> None:
        """See that no question takes long, that nobody waits for this worker, and that it does not grow."""
        if not self._lent:
            self._leave(useful=True)
            return
        self._due = self._staff.rounds.after(_LOOK, self._look)
        self._looks += 1
        self._pressed = self._pressed + 1 if self._staff.waiting else 0
        if self._works_long():
            self.worker.kill()
        elif self._pressed > 1 or (self._looks % _LOOKS == 0 and self.worker.grown(self._megabytes)):
            self._say(RECALL)

    def _works_long(self) -> bool:
        """Say whether it is about a question that is not small."""
        phase, _, since = self.worker.slate.read()
        seconds = time.monotonic() - since
        if phase != Phase.WORK or seconds < _SMALL:
            return False
        worked = self.worker.worked()
        if since != self._watched[0]:
            self._watched = since, worked
        return worked - self._watched[1] >= _LARGE or seconds >= _LATE
