"""Questions in threads: what they answer, how they stream, and what happens when somebody leaves."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from ngograph.errors import NoFittingFormat, QueryRefused, QuerySyntaxError, QueryTooLong, TooManyQueries
from ngograph.media import CSV, N_TRIPLES, RESULTS_JSON, TURTLE
from ngograph.store import memory_store
from ngograph.store.answering import Dataset, Question, Wanted
from ngograph.store.pipe import Pipe, ReaderGone
from ngograph.store.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable

BOTH = Wanted(RESULTS_JSON, TURTLE)
MANY = 20_000
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i) }"


@pytest.fixture(scope="module")
def store() -> Store:
    thing, said = NamedNode("http://example.org/thing"), NamedNode("http://example.org/said")
    graphs = [NamedNode(f"http://example.org/graph/{number}") for number in range(2)]
    return memory_store([Quad(thing, said, Literal(number), graphs[number % 2]) for number in range(MANY)])


def questions() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "question"]


def waited(condition: Callable[[], bool], seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


def test_a_short_answer_comes_whole(store: Store) -> None:
    answer = asyncio.run(Threads(store).stream(Question("ASK { ?s ?p 7 }"), BOTH))
    assert answer.whole == b'{"head":{},"boolean":true}'
    assert answer.format is RESULTS_JSON


def test_a_long_answer_comes_in_pieces_and_is_complete(store: Store) -> None:
    async def read() -> bytes:
        answer = await Threads(store).stream(Question("SELECT ?o { ?s ?p ?o }"), Wanted(CSV, None))
        assert answer.whole is None
        pieces = [piece async for piece in answer.pieces]
        assert len(pieces) > 1
        return b"".join(pieces)

    lines = asyncio.run(read()).decode().split()
    assert lines[0] == "o"
    assert sorted(map(int, lines[1:])) == list(range(MANY))


def test_triples_come_too(store: Store) -> None:
    async def read() -> bytes:
        answer = await Threads(store).stream(
            Question("CONSTRUCT WHERE { ?s ?p ?o }"), Wanted(None, N_TRIPLES)
        )
        return b"".join([piece async for piece in answer.pieces])

    assert len(asyncio.run(read()).splitlines()) == MANY


def test_a_slow_reader_holds_the_writer_back(store: Store) -> None:
    async def read() -> int:
        answer = await Threads(store).stream(Question("SELECT * { ?s ?p ?o }"), BOTH)
        first = await anext(answer.pieces)
        await asyncio.sleep(0.3)
        second = await anext(answer.pieces)
        assert len(questions()) == 1
        answer.close()
        return max(len(first), len(second))

    assert asyncio.run(read()) <= 17 * 8192
    assert waited(lambda: not questions())


def test_who_takes_nothing_is_left(store: Store) -> None:
    async def read() -> None:
        answer = await Threads(store, patience=0.2).stream(Question("SELECT * { ?s ?p ?o }"), BOTH)
        await anext(answer.pieces)
        await asyncio.sleep(0.6)
        assert not questions()
        async for _ in answer.pieces:
            pass

    with pytest.raises(OSError, match="reader"):
        asyncio.run(read())


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("SELECT * {", QuerySyntaxError),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", QueryRefused),
    ],
)
def test_errors_come_before_the_answer(store: Store, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        asyncio.run(Threads(store).stream(Question(text), BOTH))
    with pytest.raises(error):
        asyncio.run(Threads(store).table(Question(text)))


def test_a_format_that_does_not_fit_the_answer_is_refused(store: Store) -> None:
    with pytest.raises(NoFittingFormat):
        asyncio.run(
            Threads(store).stream(Question("ASK {}"), Wanted(None, TURTLE, "text/turtle", ("text/csv",)))
        )


def test_an_answer_that_does_not_begin_is_given_up(store: Store) -> None:
    small = memory_store(
        list(store.quads_for_pattern(None, None, None, NamedNode("http://example.org/graph/0")))[:400]
    )

    async def ask() -> None:
        engine = Threads(small, at_once=1, waiting=0, seconds=0.2)
        with pytest.raises(QueryTooLong):
            await engine.table(Question(HEAVY))
        with pytest.raises(TooManyQueries):
            await engine.table(Question("ASK {}"))

    asyncio.run(ask())


def test_a_table_stops_where_it_is_told_to(store: Store) -> None:
    table = asyncio.run(Threads(store).table(Question("SELECT ?o { ?s ?p ?o } ORDER BY ?o"), 3))
    assert table.more
    assert [row[0] for row in table.rows] == [Literal(0), Literal(1), Literal(2)]


def test_named_graphs_are_all_there_is(store: Store) -> None:
    def count(dataset: Dataset, text: str) -> str:
        table = asyncio.run(Threads(store).table(Question(text, dataset=dataset)))
        return getattr(table.rows[0][0], "value", "")

    plain, named = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    one = ("http://example.org/graph/1",)
    assert count(Dataset(), plain) == str(MANY)
    assert count(Dataset(default=one), plain) == str(MANY // 2)
    assert count(Dataset(default=one), named) == "0"
    assert count(Dataset(named=one), named) == str(MANY // 2)
    assert count(Dataset(named=one), plain) == "0"


def test_an_error_within_an_answer_breaks_it_off() -> None:
    async def read() -> None:
        pipe = Pipe()
        pipe.write(b"one")
        pipe.write(b"two")
        pipe.end(RuntimeError("torn"))
        assert await pipe.begun() is None
        async for _ in pipe.pieces():
            pass

    with pytest.raises(RuntimeError, match="torn"):
        asyncio.run(read())


def test_nobody_writes_into_a_closed_pipe() -> None:
    async def write() -> None:
        pipe = Pipe()
        pipe.close()
        pipe.write(b"one")

    with pytest.raises(ReaderGone):
        asyncio.run(write())
