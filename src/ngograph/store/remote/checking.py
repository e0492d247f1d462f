"""Whether a question may be asked, and what kind of answer it has: told before its text leaves us.

A worker over an empty store parses the text, as it would to answer it. What it refuses (SERVICE, updates,
what is no SPARQL 1.1) never comes to the store, and a text that breaks the parser breaks only the worker.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from ngograph.errors import NoFittingFormat
from ngograph.media import CSV, N_TRIPLES
from ngograph.store import bulk_write, memory_store
from ngograph.store.answering import Question, Wanted
from ngograph.store.threads import Threads

if TYPE_CHECKING:
    from ngograph.store.answering import Form

_AT_ONCE: Final = 4
_MEGABYTES: Final = 256


class Check(Protocol):
    """Whatever tells what kind of answer a question has, and refuses what is not to be asked."""

    async def form(self, question: Question) -> Form:
        """Return what kind of answer *question* would have."""

    def close(self) -> None:
        """Let go of what it holds."""


def check(*, waiting: int, seconds: float) -> Check:
    """Return what checks questions: in processes of their own where the system allows it."""
    if sys.platform.startswith("linux"):
        return _Workers(waiting, seconds)
    return _Threads(waiting, seconds)


class _Workers:
    def __init__(self, waiting: int, seconds: float) -> None:
        from ngograph.store.workers.limits import Limits  # noqa: PLC0415 - it needs Linux
        from ngograph.store.workers.pool import Workers  # noqa: PLC0415

        self._folder = Path(tempfile.mkdtemp(prefix="ngograph-check-"))
        try:
            bulk_write(self._folder / "store", ())
            (self._folder / "dump.nq").touch()
            self._pool = Workers(
                self._folder / "store",
                self._folder / "dump.nq",
                Limits(_AT_ONCE, waiting, seconds, megabytes=_MEGABYTES),
            )
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    async def form(self, question: Question) -> Form:
        return await self._pool.form(question)

    def close(self) -> None:
        self._pool.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class _Threads:
    def __init__(self, waiting: int, seconds: float) -> None:
        self._engine = Threads(memory_store(()), at_once=_AT_ONCE, waiting=waiting, seconds=seconds)

    async def form(self, question: Question) -> Form:
        for form, wanted in (("graph", Wanted(None, N_TRIPLES)), ("select", Wanted(CSV, None))):
            try:
                answer = await self._engine.stream(question, wanted)
            except NoFittingFormat:
                continue
            answer.close()
            if form == "select" and (answer.whole or b"").strip() in (b"true", b"false"):
                return "ask"
            return "graph" if form == "graph" else "select"
        raise AssertionError("every answer is a result or a graph")

    def close(self) -> None:
        """Nothing is held."""
