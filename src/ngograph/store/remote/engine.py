"""The engine that asks another store, over the SPARQL 1.1 Protocol."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final

import httpx

from ngograph.errors import QueryEnded
from ngograph.store.answering import Answer, Load, Question, Table, Wanted
from ngograph.store.remote.body import Body
from ngograph.store.remote.checking import check
from ngograph.store.remote.clock import Clock
from ngograph.store.remote.converting import converted, rows, standard
from ngograph.store.remote.dialects import OTHER
from ngograph.store.remote.exchange import begun
from ngograph.store.remote.substituting import substituted
from ngograph.store.tokens import words
from ngograph.store.turns import Turns
from ngograph.vocab import ROOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ngograph.media import Format
    from ngograph.store.answering import Form
    from ngograph.store.remote.access import Access
    from ngograph.store.remote.dialects import Dialect

_NUMBERS: Final = count(1)
_NO_GRAPH: Final = "urn:x-none"


@dataclass(eq=False)
class Asked:
    """A question that is being answered by the store.

    Args:
        id: what to call it: the service's process and a number.
        text: the question, with its values in it.
        since: the moment it began, in seconds since 1970.
    """

    id: str
    text: str
    clock: Clock
    since: float = field(default_factory=time.time)


class Remote:
    """An engine that asks the store that *access* leads to.

    Args:
        access: where the store is, and how patient we are with it.
        dialect: the ways of that kind of store.
        union: the graph that holds the merged triples, where the store's own default graph does not; None
            asks the store's default graph.
        graphs: all named graphs, which have to be named with each question where *union* is.
        at_once: how many questions are asked at the same time.
        waiting: how many more may wait for their turn.
        seconds: how long the store may work at an answer.
        patience: how many seconds a reader may take nothing.
        longest: how many seconds an answer may take in all.
    """

    def __init__(
        self,
        access: Access,
        *,
        dialect: Dialect = OTHER,
        union: str | None = None,
        graphs: tuple[str, ...] = (),
        at_once: int = 16,
        waiting: int = 64,
        seconds: float = 30,
        patience: float = 30,
        longest: float = 600,
    ) -> None:
        self._access, self._dialect, self._union, self._graphs = access, dialect, union, graphs
        self._seconds, self._patience, self._longest = seconds, patience, longest
        self._turns = Turns(at_once, waiting, seconds)
        self._asked: dict[str, Asked] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._check = check(waiting=waiting + at_once, seconds=seconds)
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=at_once)
        self._client = httpx.AsyncClient(limits=limits, **access.options)  # type: ignore[arg-type]

    async def stream(self, question: Question, wanted: Wanted) -> Answer:
        """Begin to answer *question*.

        Raises:
            QueryError: it is no query, one that is refused, or took too long to begin.
            NoFittingFormat: its answer has none of the formats wanted.
            StoreError: the store cannot be reached, or gave no answer.
        """
        text = substituted(question.text, question.bindings)
        form = await self._check.form(Question(text))
        target = wanted.fitting(form)
        body, made = await self._begun(text, question, form, target)
        if made is not target or made not in self._dialect.passes:
            return await converted(body, self._dialect, form, target, self._patience)
        whole = await body.begun()
        return Answer(target, whole, _nothing() if whole is not None else body.pieces(), body.close)

    async def table(self, question: Question, most: int | None = None) -> Table:
        """Answer *question* with at most *most* rows.

        Raises:
            QueryError: it is no query, one that is refused, or took too long.
            StoreError: the store cannot be reached, or gave no answer.
        """
        text = substituted(question.text, question.bindings)
        form = await self._check.form(Question(text))
        body, _ = await self._begun(text, question, form, standard(form))
        return await rows(body, self._dialect, form, most)

    @property
    def load(self) -> Load:
        """How many questions run, and how many wait."""
        return Load(len(self._asked), self._turns.waiting)

    def running(self) -> list[Asked]:
        """Return the questions that are being answered, the oldest first; safe in any thread."""
        return list(self._asked.values())

    def end(self, name: str) -> bool:
        """End the question called *name*; say whether there is one. Safe in any thread."""
        asked = self._asked.get(name)
        if asked is None or self._loop is None:
            return False
        ended = QueryEnded("an operator has ended this question")
        self._loop.call_soon_threadsafe(asked.clock.stop, ended)
        return True

    async def close(self) -> None:
        """Let go of all connections and processes."""
        await self._client.aclose()
        await asyncio.to_thread(self._check.close)

    async def _begun(self, text: str, question: Question, form: Form, target: Format) -> tuple[Body, Format]:
        """Ask the store; return the body of its reply and the format that it is in."""
        self._loop = asyncio.get_running_loop()
        await self._turns.take()
        clock = Clock(self._seconds, self._longest)
        asked = Asked(f"{os.getpid()}-{next(_NUMBERS)}", question.text, clock)
        self._asked[asked.id] = asked
        try:
            passes = target in self._dialect.passes
            sent = [("query", f"BASE <{ROOT}> {text}"), *self._dataset(question, text)]
            formats = tuple(dict.fromkeys((target, standard(form)) if passes else (standard(form),)))
            response, made = await begun(self._client, self._access, sent, formats, clock)
        except BaseException:
            self._done(asked)
            raise
        return Body(response, clock, self._patience, lambda: self._done(asked)), made

    def _dataset(self, question: Question, text: str) -> list[tuple[str, str]]:
        """Return which graphs to ask, as the protocol names them."""
        default, named = question.dataset.default, question.dataset.named
        if default or named:  # what is not named is not there
            default, named = default or (_NO_GRAPH,), named or (_NO_GRAPH,)
        elif self._union is not None and not any(word.group().upper() == "FROM" for word in words(text)):
            default, named = (self._union,), self._graphs or (_NO_GRAPH,)
        return [
            *(("default-graph-uri", graph) for graph in default),
            *(("named-graph-uri", graph) for graph in named),
        ]

    def _done(self, asked: Asked) -> None:
        if self._asked.pop(asked.id, None) is not None:
            self._turns.give_back()


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""
