"""Answers are kept whole or not at all, within a bound, and never those that time or chance make."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ngograph.errors import QuerySyntaxError
from ngograph.media import CSV, RESULTS_JSON, TURTLE
from ngograph.store import memory_store
from ngograph.store.answering import Answer, Dataset, Question, Wanted
from ngograph.store.cached import Cached, is_volatile
from ngograph.store.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

JSON = Wanted(RESULTS_JSON, TURTLE)
ALL = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o"


def run(work: Callable[[Cached], Awaitable[None]], *, most: int = 1_000_000, largest: int = 100_000) -> None:
    """Do *work* with a cache in front of a hundred statements."""

    async def main() -> None:
        iri = NamedNode("urn:x-test:s")
        quads = (Quad(iri, iri, Literal(str(number)), iri) for number in range(1000))
        await work(Cached(Threads(memory_store(quads)), most=most, largest=largest))

    asyncio.run(main())


async def taken(answer: Answer) -> bytes:
    """Take all of an answer."""
    return answer.whole if answer.whole is not None else b"".join([piece async for piece in answer.pieces])


def test_the_second_answer_is_the_first_again() -> None:
    async def work(cached: Cached) -> None:
        for question in (Question("ASK {}"), Question(ALL)):
            first = await cached.stream(question, JSON)
            body = await taken(first)
            again = await cached.stream(question, JSON)
            assert (first.kept, again.kept, again.whole) == (False, True, body)
        assert (cached.hits, cached.misses, len(cached)) == (2, 2, 2)

    run(work)


def test_what_differs_in_anything_is_another_question() -> None:
    async def work(cached: Cached) -> None:
        questions = [
            (Question("SELECT ?o { ?s ?p ?o FILTER(?o = '7') }"), JSON),
            (Question("SELECT ?o { ?s ?p ?o FILTER(?o = '7') } "), JSON),
            (Question("SELECT ?o { ?s ?p ?o FILTER(?o = '7') }"), Wanted(CSV, TURTLE)),
            (Question("SELECT ?o { ?s ?p ?o FILTER(?o = '7') }", {"o": Literal("7")}), JSON),
            (Question("SELECT ?o { ?s ?p ?o FILTER(?o = '7') }", {"o": Literal("7", language="en")}), JSON),
            (
                Question(
                    "SELECT ?o { ?s ?p ?o FILTER(?o = '7') }", dataset=Dataset(default=("urn:x-test:s",))
                ),
                JSON,
            ),
            (
                Question("SELECT ?o { ?s ?p ?o FILTER(?o = '7') }", dataset=Dataset(named=("urn:x-test:s",))),
                JSON,
            ),
        ]
        for question, wanted in questions:
            answer = await cached.stream(question, wanted)
            await taken(answer)
            assert answer.kept is False
        assert len(cached) == len(questions)

    run(work)


def test_part_of_an_answer_is_not_kept() -> None:
    async def work(cached: Cached) -> None:
        answer = await cached.stream(Question(ALL), JSON)
        assert answer.whole is None
        async for _ in answer.pieces:
            break
        answer.close()
        assert len(cached) == 0
        assert (await cached.stream(Question(ALL), JSON)).kept is False

    run(work)


def test_an_answer_larger_than_the_bound_is_given_and_not_kept() -> None:
    async def work(cached: Cached) -> None:
        answer = await cached.stream(Question(ALL), JSON)
        assert len(await taken(answer)) > cached.largest
        assert (len(cached), cached.size) == (0, 0)

    run(work, largest=50_000)


def test_the_bytes_are_bounded_and_the_oldest_makes_room() -> None:
    async def work(cached: Cached) -> None:
        for number in range(50):
            await cached.stream(Question(f"ASK {{}} # {number}"), JSON)
            await cached.stream(Question("ASK {} # 0"), JSON)
            assert cached.size <= cached.most
        assert 2 < len(cached) < 20
        assert (await cached.stream(Question("ASK {} # 0"), JSON)).kept is True
        assert (await cached.stream(Question("ASK {} # 1"), JSON)).kept is False

    run(work, most=8000)


def test_an_error_is_not_kept() -> None:
    async def work(cached: Cached) -> None:
        for _ in range(2):
            with pytest.raises(QuerySyntaxError):
                await cached.stream(Question("SELECT"), JSON)
        assert len(cached) == 0

    run(work)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand() AS ?x) {}",
        "SELECT (UUID # there\n () AS ?x) {}",
        "SELECT (StrUUID() AS ?x) {}",
    ],
)
def test_time_and_chance_are_asked_each_time(text: str) -> None:
    async def work(cached: Cached) -> None:
        first, second = [await cached.stream(Question(text), JSON) for _ in range(2)]
        assert (first.kept, second.kept, len(cached)) == (None, None, 0)

    assert is_volatile(text)
    run(work)


def test_a_word_that_is_spelt_with_escapes_is_not_trusted() -> None:
    assert is_volatile(r"SELECT (N\u004FW() AS ?x) {}")
    assert not is_volatile("SELECT ?known { ?brand ?p ?o }")
