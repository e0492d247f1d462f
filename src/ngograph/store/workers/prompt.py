"""A small question, answered by calls back: it is asked when a worker is there, and its answer told at once.

No task waits for it, which would take longer than to answer it. Whatever does not go as most questions go
(an answer that is long, an error, a worker that ends, time that is up) is handed over as it stands, to be
awaited.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from ngograph.errors import TooManyQueries
from ngograph.store.answering import NO_PIECES, Answer, Begun, nothing
from ngograph.store.workers.frames import WHOLE, Request, form_read, request_bytes
from ngograph.store.workers.stream import Stream

if TYPE_CHECKING:
    from ngograph.store.answering import Engine, Question, Told, Wanted
    from ngograph.store.workers.limits import Limits
    from ngograph.store.workers.rounds import Due
    from ngograph.store.workers.running import Running
    from ngograph.store.workers.staff import Place, Staff

    Asked = tuple[Question, Wanted]

_NEARLY: Final = 0.03
"""Seconds in which a question that was given up may end by itself: to get another worker takes as long."""


class Prompt:
    """One such question.

    Args:
        engine: whose staff it is.
        staff: who answers it.
        limits: how long it may wait, and then take.
        asked: what, and in which formats.
        told: gets the answer, or what is to be awaited for it.
    """

    __slots__ = (
        "_began",
        "_due",
        "_engine",
        "_limits",
        "_place",
        "_question",
        "_run",
        "_staff",
        "_told",
        "_wanted",
    )

    def __init__(self, engine: Engine, staff: Staff, limits: Limits, asked: Asked, told: Told) -> None:
        self._engine, self._staff, self._limits = engine, staff, limits
        (self._question, self._wanted), self._told = asked, told
        self._place: Place | None = None
        self._run: Running | None = None
        self._due: Due | None = None
        self._began = 0.0

    def ask(self) -> None:
        """Ask it, now or when its turn has come."""
        if (run := self._staff.at_once(self._question.text)) is not None:
            self._ask(run)
            return
        try:
            self._place = self._staff.wait(self._question.text, self._ask)
        except TooManyQueries as busy:
            self._refuse(busy)
            return
        if self._run is None:
            self._due = self._staff.rounds.after(self._limits.seconds, self._tired)

    def give_up(self) -> None:
        """Let it be: nobody waits for the answer. One that is nearly done keeps its worker."""
        self._staff.rounds.take_back(self._due)
        if self._run is not None:
            self._told = _forgotten
            self._due = self._staff.rounds.after(_NEARLY, self._late)
        elif self._place is not None:
            self._staff.give_up(self._place)

    def _ask(self, run: Running) -> None:
        rounds = self._staff.rounds
        rounds.take_back(self._due)
        self._run, self._began = run, time.monotonic()
        if run.worker.prompt(request_bytes(Request(self._question, self._wanted)), self._heard):
            self._due = rounds.after(self._limits.seconds, self._late)
        else:  # it is too long to be sent at once
            run.worker.more(None)
            self._staff.lose(run)
            self._told(Begun(lambda: self._engine.stream(self._question, self._wanted), nothing))

    def _heard(self, come: bytes) -> None:
        """Take what has come from the worker."""
        assert self._run is not None
        worker = self._run.worker
        frames = worker.cut(come)
        if come and not frames:
            worker.more(self._heard)
            return
        self._staff.rounds.take_back(self._due)
        if len(frames) != 1 or frames[0][0] != WHOLE:
            self._hand_over(self._run, frames)
            return
        try:  # first of all the answer: who waits for it need not wait for the rest
            form, whole = form_read(frames[0][1])
            seconds = time.monotonic() - self._began
            self._told(Answer(self._wanted.fitting(form), whole, NO_PIECES, nothing, seconds=seconds))
        finally:
            self._staff.release(self._run)

    def _hand_over(self, run: Running, frames: list[tuple[bytes, bytes]]) -> None:
        """Let somebody wait for the answer that begins with *frames*; none: the worker ended, or is late."""
        stream = Stream(self._staff, run, self._limits)

        async def go_on() -> Answer:
            kind, body = await stream.resume(frames, self._began)
            form, whole = form_read(body)
            return Answer(
                self._wanted.fitting(form), whole if kind == WHOLE else None, stream.pieces(), stream.close
            )

        self._told(Begun(go_on, stream.close))

    def _late(self) -> None:
        """Its time is up."""
        assert self._run is not None
        self._run.worker.more(None)
        self._hand_over(self._run, [])

    def _tired(self) -> None:
        """It has waited too long."""
        assert self._place is not None
        self._staff.give_up(self._place)
        self._refuse(self._staff.busy())

    def _refuse(self, busy: TooManyQueries) -> None:
        async def refuse() -> Answer:
            raise busy

        self._told(Begun(refuse, nothing))


def _forgotten(come: Answer | Begun) -> None:
    """Let go of what nobody waits for."""
    if isinstance(come, Begun):
        come.close()
