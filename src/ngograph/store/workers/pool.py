"""The engine that asks worker processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from ngograph.store import open_store
from ngograph.store.answering import Answer, Form, Load, Question, Table, Wanted
from ngograph.store.workers.frames import WHOLE, Request, form_read, table_read
from ngograph.store.workers.limits import Limits
from ngograph.store.workers.nurseries import Nurseries, Plan
from ngograph.store.workers.nursery_link import Nursery
from ngograph.store.workers.prompt import Prompt
from ngograph.store.workers.staff import Staff
from ngograph.store.workers.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from ngograph.store.answering import Told
    from ngograph.store.lending import Lent
    from ngograph.store.workers.nurseries import Entrance
    from ngograph.store.workers.running import Running


class Workers:
    """An engine that asks a pool of processes, each of which can be killed.

    Args:
        store: the folder of the release's store.
        dump: the release's dump, read into memory if it is at most *in_memory* megabytes.
        limits: of the pool and of each answer.
        in_memory: the largest dump, in megabytes, that is held in memory.
        entrance: where its nursery is found; None: it has one to itself.
        cores: where a worker may go that has long to work; None: wherever the system likes.
        terms: the module of the terms on which connections are lent, by its name; empty if none are.
    """

    def __init__(
        self,
        store: Path,
        dump: Path,
        limits: Limits | None = None,
        *,
        in_memory: int = 64,
        entrance: Entrance | None = None,
        cores: Collection[int] | None = None,
        terms: str = "",
    ) -> None:
        open_store(store)  # a release that cannot be read is an error here and now
        fits = dump.is_file() and dump.stat().st_size <= in_memory * 1_000_000
        self._limits = limits or Limits()
        self._own = Nurseries()
        plan = Plan(store, dump, fits, self._limits.megabytes, self._limits.own_megabytes, terms)
        self._nursery = Nursery(plan, entrance or self._own)
        self._lends = bool(terms)
        self._staff = Staff(self._nursery, self._limits, cores)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def stream(self, question: Question, wanted: Wanted) -> Answer:
        """Begin to answer *question*.

        Raises:
            QueryError: it is no query, one that is refused, or took too long or too much to begin.
            NoFittingFormat: its answer has none of the formats wanted.
        """
        stream, (kind, body) = await self._begun(Request(question, wanted))
        form, whole = form_read(body)
        return Answer(wanted.fitting(form), whole if kind == WHOLE else None, stream.pieces(), stream.close)

    def prompt(self, question: Question, wanted: Wanted, told: Told) -> Callable[[], None]:
        """Answer *question* by calling *told*; return what gives it up until then."""
        prompt = Prompt(self, self._staff, self._limits, (question, wanted), told)
        prompt.ask()
        return prompt.give_up

    def lend(self, lent: Lent) -> Callable[[], None] | None:
        """Take *lent*; return what asks to have it back, None if there is nobody for it now."""
        return self._staff.lend(lent) if self._lends else None

    async def table(self, question: Question, most: int | None = None) -> Table:
        """Answer *question* with at most *most* rows.

        Raises:
            QueryError: it is no query, one that is refused, or took too long or too much.
        """
        _, (_, body) = await self._begun(Request(question, most=most))
        return table_read(body)

    async def form(self, question: Question) -> Form:
        """Return what kind of answer *question* would have, without working one out.

        Raises:
            QueryError: it is no query, or one that is refused.
        """
        _, (_, body) = await self._begun(Request(question, Wanted(None, None)))
        return form_read(body)[0]

    @property
    def load(self) -> Load:
        """How many questions run, how many wait, and how many connections are lent."""
        return Load(len(self._staff.running), len(self._staff.waiting), self._staff.lent)

    def running(self) -> list[Running]:
        """Return the questions that are being answered, the oldest first; safe in any thread."""
        return list(self._staff.running.values())

    def end(self, name: str) -> bool:
        """End the question called *name*; say whether there is one. Safe in any thread."""
        for run in self.running():
            if run.id == name:
                run.ended = True
                run.worker.kill()
                return True
        return False

    def close(self) -> None:
        """Kill all workers."""
        self._staff.close()
        self._nursery.close()
        self._own.close()

    async def _begun(self, request: Request) -> tuple[Stream, tuple[bytes, bytes]]:
        """Return the answer to *request* and the frame that begins it."""
        run = await self._staff.begun(request.question.text)
        stream = Stream(self._staff, run, self._limits)
        return stream, await stream.begin(request)
