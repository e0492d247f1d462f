"""Finished answers, kept in memory in front of an engine: what is asked again is not worked out again.

Only whole answers are kept, never part of one: a streamed answer is kept when its last piece has been taken.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ngograph.store.answering import NO_PIECES, Answer, Begun, Prompting, nothing
from ngograph.store.kept import Kept

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from ngograph.media import Format
    from ngograph.store.answering import Engine, Question, Table, Told, Wanted

    Key = tuple[object, ...]

_VOLATILE: Final = re.compile(r"\b(now|rand|uuid|struuid)\b|\\u", re.IGNORECASE)
_OVERHEAD: Final = 500
"""Bytes that an answer costs beside its body and the text of its question: objects, keys, pointers."""


def is_volatile(text: str) -> bool:
    r"""Say whether the query *text* may answer differently the next time: it asks for the time or for chance.

    Too careful rather than too bold: the words count wherever they stand, and so does ``\u``, with which
    SPARQL can spell them.

    >>> is_volatile("SELECT (NOW() AS ?t) {}"), is_volatile("SELECT ?known { ?known ?p ?o }")
    (True, False)
    """
    folded = text.casefold()
    if not ("now" in folded or "rand" in folded or "uuid" in folded or "\\u" in folded):
        return False  # one of them stands in every text that the pattern finds, and they are soon looked for
    return _VOLATILE.search(text) is not None


class Cached:
    """An engine that keeps the answers of *engine* and gives them again.

    Args:
        engine: what answers. It must answer for one release as long as it lives.
        most: the bytes that are kept in all; the answers that were used longest ago make room.
        largest: the bytes of the largest answer that is kept.
    """

    def __init__(self, engine: Engine, *, most: int = 64_000_000, largest: int = 1_000_000) -> None:
        self.engine = engine
        self.most, self.largest = most, min(largest, most)
        self.hits = self.misses = 0
        self._kept: Kept[Key, tuple[Format, bytes]] = Kept(most)
        self._prompting = engine if isinstance(engine, Prompting) else None

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._kept)

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._kept.bytes

    async def stream(self, question: Question, wanted: Wanted) -> Answer:
        """Answer *question* from what is kept, or else let the engine begin to answer it."""
        if is_volatile(question.text):
            return await self.engine.stream(question, wanted)
        key = _key(question, wanted)
        if (kept := self._kept.get(key)) is not None:
            self.hits += 1
            return Answer(kept[0], kept[1], NO_PIECES, nothing, kept=True)
        self.misses += 1
        return self._fresh(key, await self.engine.stream(question, wanted))

    @property
    def prompts(self) -> bool:
        """Whether it can be prompted: whether its engine can."""
        return self._prompting is not None

    def prompt(self, question: Question, wanted: Wanted, told: Told) -> Callable[[], None]:
        """Answer *question* by calling *told*; return what gives it up until then."""
        engine = self._prompting
        assert engine is not None
        if is_volatile(question.text):
            return engine.prompt(question, wanted, told)
        key = _key(question, wanted)
        if (kept := self._kept.get(key)) is not None:
            self.hits += 1
            told(Answer(kept[0], kept[1], NO_PIECES, nothing, kept=True))
            return nothing
        self.misses += 1

        async def gone_on(begun: Begun) -> Answer:
            return self._fresh(key, await begun.go_on())

        def fresh(come: Answer | Begun) -> None:
            if not isinstance(come, Answer):
                told(Begun(lambda: gone_on(come), come.close))
                return
            told(replace(come, kept=False))
            if come.whole is not None:
                self._keep(key, come.format, come.whole)

        return engine.prompt(question, wanted, fresh)

    async def table(self, question: Question, most: int | None = None) -> Table:
        """Answer *question* with at most *most* rows; tables are not kept."""
        return await self.engine.table(question, most)

    def _fresh(self, key: Key, answer: Answer) -> Answer:
        """Return *answer*, which is kept now, or when its last piece has been taken."""
        if answer.whole is not None:
            self._keep(key, answer.format, answer.whole)
            return Answer(answer.format, answer.whole, answer.pieces, answer.close, kept=False)
        return Answer(answer.format, None, self._noted(key, answer), answer.close, kept=False)

    async def _noted(self, key: Key, answer: Answer) -> AsyncIterator[bytes]:
        """Yield the pieces of *answer*, and keep them when the last one has come."""
        noted: list[bytes] | None = []
        length = 0
        async for piece in answer.pieces:
            if noted is not None:
                noted.append(piece)
                length += len(piece)
                if length > self.largest:
                    noted = None
            yield piece
        if noted is not None:
            self._keep(key, answer.format, b"".join(noted))

    def _keep(self, key: Key, form: Format, body: bytes) -> None:
        if len(body) <= self.largest:
            self._kept.keep(key, (form, body), len(body) + 4 * len(str(key[0])) + _OVERHEAD)


def _key(question: Question, wanted: Wanted) -> Key:
    given, dataset = question.bindings, question.dataset
    bindings = tuple(sorted((name, str(term)) for name, term in given.items())) if given else ()
    return question.text, bindings, dataset.default, dataset.named, wanted.results, wanted.graph
