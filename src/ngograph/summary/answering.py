"""`Summarised`: an engine that is not asked again what was answered when its release was built."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ngograph.store.answering import Question
from ngograph.summary.keeping import kept, read

if TYPE_CHECKING:
    from ngograph.store.answering import Answer, Engine, Table, Wanted


class Summarised:
    """What *engine* answers, and what *release* answers already where it brings a summary."""

    def __init__(self, engine: Engine, release: object) -> None:
        self._engine, self._kept = engine, kept(release)

    async def stream(self, question: Question, wanted: Wanted) -> Answer:
        """Begin to answer *question*."""
        return await self._engine.stream(question, wanted)

    async def table(self, question: Question, most: int | None = None) -> Table:
        """Answer *question* with at most *most* rows.

        Raises:
            ReleaseError: its answer cannot be read.
        """
        path = self._kept.get(question.text)
        if path is None or most is not None or question != Question(question.text):
            return await self._engine.table(question, most)
        return await asyncio.to_thread(read, path)
