"""Questions in processes: what they answer, what they may not, and that killing one touches nobody else."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ngograph.errors import (
    NgographError,
    NoFittingFormat,
    QueryEnded,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTooDeep,
    QueryTooLarge,
    QueryTooLong,
    ReleaseError,
    TooManyQueries,
)
from ngograph.media import CSV, N_TRIPLES, RESULTS_JSON, TURTLE
from ngograph.store import bulk_write, memory_store
from ngograph.store.answering import Question, Wanted
from ngograph.store.threads import Threads
from ngograph.store.workers.frames import PIECE, Frames, frame
from ngograph.store.workers.limits import Limits
from ngograph.store.workers.pool import Workers
from ngograph.store.workers.settling import held, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers need Linux")

BOTH = Wanted(RESULTS_JSON, TURTLE)
SOURCE = Path(__file__).parents[2] / "src"
MANY = 20_000
NODES = 60
ASK = Question("ASK { ?s ?p 7 }")
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i) }"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

# Each of them would take minutes or all memory, and many only begin to answer at their end.
HOSTILE = {
    "cross join": CROSS,
    "large sort": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "exponential path": "PREFIX : <http://example.org/> ASK { ?a (:to/:to*/:to*)* ?b . ?c (:to*/:to*)* ?d . "
    "?e :to* ?f FILTER(STR(?b) = 'x' && STR(?d) = 'y' && STR(?f) = 'z') }",
    "regular expression": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f "
    "FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '((a|b|1)*){1,20}(x+x+)+y')) }",
    "memory": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d)); SEPARATOR=', ') AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "distinct": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?a ?b ?c . ?d ?e ?f "
    "BIND(CONCAT(STR(?c), STR(?f)) AS ?x) }",
    "nesting": f"SELECT * {{ {'{' * 50_000} {'}' * 50_000} }}",
}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store and its dump: many values, and nodes that are all linked to each other."""
    folder = tmp_path_factory.mktemp("release")
    graph, said, to = (NamedNode(f"http://example.org/{name}") for name in ("graph", "said", "to"))
    nodes = [NamedNode(f"http://example.org/node/{number}") for number in range(NODES)]
    quads = [Quad(nodes[0], said, Literal(number), graph) for number in range(MANY)]
    quads += [Quad(one, to, other, graph) for one in nodes for other in nodes]
    bulk_write(folder / "store", quads)
    (folder / "dump.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return folder


@contextmanager
def workers(release: Path, **limits: Any) -> Iterator[Workers]:
    in_memory = limits.pop("in_memory", 64)
    bounds = Limits(**{"at_once": 2, **limits})
    with Workers(release / "store", release / "dump.nq", bounds, in_memory=in_memory) as engine:
        yield engine


@pytest.fixture(params=["memory", "disk"])
def engine(release: Path, request: pytest.FixtureRequest) -> Iterator[Workers]:
    with workers(release, in_memory=64 if request.param == "memory" else 0) as made:
        yield made


def below(process: int) -> set[int]:
    """The processes that *process* has started, and those that they have."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(status.parent.name)] = int(fields[1])
    found, new = set[int](), {process}
    while new:
        new = {child for child, parent in parents.items() if parent in new} - found
        found |= new
    return found


def waited(condition: Callable[[], bool], seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


async def asked(engine: Workers) -> float:
    """Ask something small and return the seconds it took."""
    began = time.monotonic()
    assert (await engine.stream(ASK, BOTH)).whole == b'{"head":{},"boolean":true}'
    return time.monotonic() - began


async def all_there(engine: Workers, many: int) -> None:
    """Wait until *many* workers are idle, however busy the machine is."""
    while not engine._staff.workers:
        with suppress(TooManyQueries):
            await asked(engine)
    while len(engine._staff.idle) < many:
        await asyncio.sleep(0.01)


def test_answers_are_those_of_threads(engine: Workers, release: Path) -> None:
    threads = Threads(memory_store(Quad(*quad) for quad in _quads(release)))

    async def read(one: Workers | Threads, question: Question, wanted: Wanted) -> list[bytes]:
        answer = await one.stream(question, wanted)
        if answer.whole is not None:
            return sorted(answer.whole.split(b"\n"))
        return sorted(b"".join([piece async for piece in answer.pieces]).split(b"\n"))

    async def compare() -> None:
        for text in ("SELECT ?o { ?s ?p ?o }", "ASK {}", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"):
            wanted = Wanted(RESULTS_JSON if text.startswith("ASK") else CSV, None)
            assert await read(engine, Question(text), wanted) == await read(threads, Question(text), wanted)
        triples = Question("CONSTRUCT WHERE { ?s ?p ?o }"), Wanted(None, N_TRIPLES)
        assert await read(engine, *triples) == await read(threads, *triples)
        bound = Question("SELECT ?o { ?s ?p ?o }", {"o": Literal(3)})
        assert await engine.table(bound) == await threads.table(bound)

    asyncio.run(compare())


def _quads(release: Path) -> Iterator[tuple[Any, ...]]:
    from pyoxigraph import parse

    for quad in parse(path=release / "dump.nq", format=RdfFormat.N_QUADS):
        yield tuple(quad)


def test_a_table_stops_where_it_is_told_to(engine: Workers) -> None:
    table = asyncio.run(
        engine.table(Question("SELECT ?o { ?s <http://example.org/said> ?o } ORDER BY ?o"), 3)
    )
    assert table.more
    assert [row[0] for row in table.rows] == [Literal(0), Literal(1), Literal(2)]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("SELECT * {", QuerySyntaxError),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", QueryRefused),
        ("LOAD <http://127.0.0.1:9/>", QueryRefused),
        (HOSTILE["nesting"], QueryTooDeep),
    ],
)
def test_errors_come_before_the_answer(engine: Workers, text: str, error: type[QueryError]) -> None:
    async def ask() -> QueryError:
        with pytest.raises(error):
            await engine.stream(Question(text), BOTH)
        with pytest.raises(error) as raised:
            await engine.table(Question(text))
        await asked(engine)
        return raised.value

    found = asyncio.run(ask())
    if isinstance(found, QuerySyntaxError):
        assert (found.line, found.column) == (1, 11)


@given(st.lists(st.binary(max_size=40)), st.integers(1, 30))
def test_frames_are_cut_out_however_they_come(bodies: list[bytes], size: int) -> None:
    sent, cut = b"".join(frame(PIECE, body) for body in bodies), Frames()
    come = [found for at in range(0, len(sent), size) for found in cut.fed(sent[at : at + size])]
    assert come == [(PIECE, body) for body in bodies]


def test_a_format_that_does_not_fit_the_answer_is_refused(engine: Workers) -> None:
    with pytest.raises(NoFittingFormat):
        asyncio.run(engine.stream(ASK, Wanted(None, TURTLE, "text/turtle", ("text/csv",))))


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_the_hostile_hurt_nobody(release: Path, name: str) -> None:
    async def attack() -> None:
        with workers(release, at_once=3, seconds=1.5, megabytes=128) as engine:
            await all_there(engine, 3)
            hostile = [asyncio.create_task(engine.table(Question(HOSTILE[name]), 10)) for _ in range(2)]
            took = []
            while not all(task.done() for task in hostile):
                took.append(await asked(engine))
                await asyncio.sleep(0.02)
            for task in hostile:
                assert isinstance(task.exception(), (QueryTooLong, QueryTooLarge, QueryTooDeep)), task
            await all_there(engine, 3)
            # The first answers come while the machine is busy with the attack; the typical one is far below.
            assert sorted(took)[len(took) // 2] < 0.1

    asyncio.run(attack())


def test_the_time_limit_is_precise(release: Path) -> None:
    async def ask() -> list[float]:
        late = []
        with workers(release, at_once=1, seconds=0.5) as engine:
            for _ in range(5):
                await all_there(engine, 1)
                began = time.monotonic()
                with pytest.raises(QueryTooLong):
                    await engine.table(Question(CROSS))
                late.append(time.monotonic() - began - 0.5)
        return late

    assert sorted(asyncio.run(ask()))[2] <= 0.1


def test_who_begins_to_wait_when_the_time_is_up_does_not_wait(release: Path) -> None:
    async def wait() -> None:
        with workers(release, at_once=1) as engine:
            await all_there(engine, 1)
            (worker,) = engine._staff.workers
            worker.late()
            async with asyncio.timeout(1):
                with pytest.raises(TimeoutError):
                    await worker.frames(time.monotonic() - 0.001)
            await asked(engine)

    asyncio.run(wait())


@pytest.mark.parametrize("in_memory", [64, 0])
def test_what_needs_too_much_memory_is_told_so(release: Path, in_memory: int) -> None:
    async def ask() -> None:
        with workers(release, at_once=1, megabytes=64, seconds=60, in_memory=in_memory) as engine:
            with pytest.raises(QueryTooLarge) as raised:
                await engine.table(Question(HOSTILE["memory"]))
            assert raised.value.megabytes == 64
            await asked(engine)

    asyncio.run(ask())


def test_a_long_answer_keeps_memory_flat_and_its_reader_holds_it_back(engine: Workers) -> None:
    def held() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    async def read() -> None:
        answer = await engine.stream(Question(ENDLESS), BOTH)
        size, before = 0, held()
        async for piece in answer.pieces:
            size += len(piece)
            assert len(piece) < 2_000_000
            if size > 30_000_000:
                break
        assert held() - before < 16_000_000
        (run,) = engine.running()
        worked = _worked(run.worker.number)
        await asyncio.sleep(0.5)
        worked = _worked(run.worker.number)
        await asyncio.sleep(0.5)
        assert _worked(run.worker.number) - worked <= 2
        answer.close()
        assert engine.running() == []
        assert not run.worker.alive()

    asyncio.run(read())


def _worked(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@pytest.mark.parametrize(("limit", "error"), [("patience", OSError), ("longest", NgographError)])
def test_a_reader_without_end_is_left(release: Path, limit: str, error: type[Exception]) -> None:
    async def read() -> None:
        with workers(release, **{limit: 0.4}) as engine:
            answer = await engine.stream(Question(ENDLESS), BOTH)
            with pytest.raises(error):
                async for _ in answer.pieces:
                    await asyncio.sleep(0.1 if limit == "longest" else 0.8)
            assert engine.running() == []

    asyncio.run(read())


def test_who_has_long_to_work_gives_way_until_it_is_done(release: Path) -> None:
    def priority(number: int) -> int:
        return os.getpriority(os.PRIO_PROCESS, number)

    async def work() -> None:
        with workers(release) as engine:
            await all_there(engine, 2)
            answer = await engine.stream(Question(ENDLESS), BOTH)
            (run,) = engine.running()
            before = priority(run.worker.number)
            while priority(run.worker.number) == before:
                await asyncio.sleep(0.01)
            assert priority(run.worker.number) > before
            assert await asked(engine)
            answer.close()
            await all_there(engine, 2)
            assert {priority(worker.number) for worker in engine._staff.idle} == {before}

    asyncio.run(work())


def test_who_leaves_frees_the_worker(engine: Workers) -> None:
    async def leave() -> None:
        await all_there(engine, 2)
        task = asyncio.create_task(engine.table(Question(CROSS)))
        await asyncio.sleep(0.2)
        (run,) = engine.running()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert engine.running() == []
        await all_there(engine, 2)
        assert waited(lambda: run.worker.number not in below(os.getpid()))

    asyncio.run(leave())


def test_an_operator_ends_a_question(engine: Workers) -> None:
    async def end() -> None:
        task = asyncio.create_task(engine.table(Question(CROSS)))
        while not engine.running():
            await asyncio.sleep(0.01)
        (run,) = engine.running()
        assert run.text == CROSS
        assert not engine.end("nothing")
        assert engine.end(run.id)
        with pytest.raises(QueryEnded, match="operator"):
            await task
        await asked(engine)

    asyncio.run(end())


def test_the_queue_has_a_bound(release: Path) -> None:
    async def crowd() -> None:
        with workers(release, at_once=1, waiting=1, seconds=1) as engine:
            await all_there(engine, 1)
            first = asyncio.create_task(engine.table(Question(CROSS)))
            await asyncio.sleep(0.1)
            second = asyncio.create_task(engine.table(ASK))
            await asyncio.sleep(0.1)
            with pytest.raises(TooManyQueries) as raised:
                await engine.table(ASK)
            assert raised.value.retry_after >= 1
            with pytest.raises(QueryTooLong):
                await first
            assert await second

    asyncio.run(crowd())


def test_killed_workers_lose_no_more_than_their_own_question(engine: Workers) -> None:
    lost = done = killed = 0

    async def load() -> None:
        await all_there(engine, 2)
        end = time.monotonic() + 2

        async def client() -> None:
            nonlocal lost, done
            while time.monotonic() < end:
                try:
                    await asked(engine)
                    done += 1
                except QueryEnded:
                    lost += 1

        async def killer() -> None:
            nonlocal killed
            while time.monotonic() < end:
                await asyncio.sleep(0.2)
                for worker in [one for one in engine._staff.workers if one.alive()][:1]:
                    os.kill(worker.number, signal.SIGKILL)
                    killed += 1

        await asyncio.gather(killer(), *(client() for _ in range(4)))

    asyncio.run(load())
    assert lost <= killed
    assert killed >= 5
    assert done > 50


def test_a_worker_that_has_copied_much_of_the_store_is_replaced(release: Path) -> None:
    small, everything = Question("ASK {}"), Question("SELECT (SUM(STRLEN(STR(?o))) AS ?n) { ?s ?p ?o }")

    async def numbers(engine: Workers, question: Question) -> tuple[int, int]:
        found = []
        for _ in range(2):
            await all_there(engine, 1)
            found.append(next(iter(engine._staff.workers)).number)
            await engine.table(question)
        return found[0], found[1]

    for megabytes, replaced in ((4, True), (512, False)):
        with workers(release, at_once=1, megabytes=megabytes, own_megabytes=0) as engine:
            before, after = asyncio.run(numbers(engine, small))
            assert before == after
            before, after = asyncio.run(numbers(engine, everything))
            assert (before != after) is replaced


def test_a_worker_gives_back_what_one_question_copied(release: Path) -> None:
    async def grown() -> list[bool]:
        with workers(release, at_once=1, megabytes=512, own_megabytes=0) as engine:
            await all_there(engine, 1)
            (worker,) = engine._staff.workers
            said = []
            for copied in (20, 20, 40, 20):
                worker._seen = worker._touched() - copied * 1_000_000
                said.append(worker.grown(512))
            return said

    assert asyncio.run(grown()) == [False, False, True, False]


def test_the_first_worker_has_copied_the_store_before_it_is_asked_and_keeps_it(release: Path) -> None:
    everything = Question("SELECT (SUM(STRLEN(STR(?o))) AS ?n) { ?s ?p ?o }")

    async def copied(own_megabytes: int) -> tuple[int, bool]:
        with workers(release, at_once=1, megabytes=64, own_megabytes=own_megabytes) as engine:
            await all_there(engine, 1)
            (worker,) = engine._staff.workers
            before = -1
            while (touched := worker._touched()) != before:
                before = touched
                await asyncio.sleep(0.3)
            await engine.table(everything)
            return worker._touched() - before, worker.settled

    copies, shares = asyncio.run(copied(1024)), asyncio.run(copied(0))
    assert (copies[1], shares[1]) == (True, False)
    assert copies[0] < shares[0] / 4


def test_another_takes_the_place_of_a_first_worker_that_has_long_to_work(release: Path) -> None:
    some = "{ SELECT * { ?%s ?%s ?%s } LIMIT %d }"
    long = " ".join(some % (*letters, many) for letters, many in (("abc", 400), ("def", 400), ("ghi", 20)))

    async def succession() -> None:
        with workers(release, at_once=2) as engine:
            await all_there(engine, 2)
            staff = engine._staff
            before = staff._first
            task = asyncio.create_task(engine.table(Question(f"SELECT (COUNT(*) AS ?n) {{ {long} }}")))
            await asyncio.sleep(0.2)
            assert not task.done()
            await asked(engine)
            after = staff._first
            assert after not in (None, before)
            assert after.settled
            await task
            assert before not in staff.workers, "two have a store to themselves no longer than need be"
            assert staff._first is after

    asyncio.run(succession())


def test_no_pages_are_copied_of_a_store_that_is_too_large() -> None:
    assert held(1_000_000) == ()
    assert sum(length for _, length in held(100_000_000_000)) > 1_000_000


def test_who_is_disturbed_goes_on_later() -> None:
    times = iter([False, False, True])
    runs = ((0, 0),) * 4
    assert len(settle(runs, lambda: next(times))) == 2


def test_a_killed_nursery_is_replaced(engine: Workers) -> None:
    async def kill() -> None:
        await all_there(engine, 2)
        old = set(engine._staff.workers)
        next(iter(engine._own._open.values()))[0].kill()
        assert waited(lambda: not any(worker.alive() for worker in old))
        await asked(engine)
        await all_there(engine, 2)
        assert not old & engine._staff.workers

    asyncio.run(kill())


def test_nobody_is_left_behind(release: Path) -> None:
    before = below(os.getpid())
    with workers(release, at_once=3) as engine:
        asyncio.run(all_there(engine, 3))
        started = below(os.getpid()) - before
        assert len(started) >= 4
    assert waited(lambda: not any(Path(f"/proc/{number}/exe").exists() for number in started))


def test_a_release_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    with pytest.raises(ReleaseError), workers(tmp_path):
        pass


DIALS = """
import sys
from pyoxigraph import Store
from ngograph.store.workers import confinement
assert all(getattr(confinement, name)() is not False for name in sys.argv[2:])
for silent in ("", "SILENT"):
    try:
        text = "SELECT * { SERVICE %s <http://127.0.0.1:%s/> { ?s ?p ?o } }" % (silent, sys.argv[1])
        list(Store().query(text))
    except OSError as error:
        print(error)
try:
    Store().update("LOAD <http://127.0.0.1:%s/>" % sys.argv[1])
except OSError as error:
    print(error)
print("done")
"""


@pytest.mark.parametrize("barrier", [(), ("leave_network",), ("open_nothing_more",)], ids=str)
def test_there_is_no_way_out_even_for_what_is_not_refused(barrier: tuple[str, ...]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = str(listener.getsockname()[1])
        child = subprocess.Popen(
            [sys.executable, "-c", DIALS, port, *barrier],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        met = 0
        while child.poll() is None:
            try:
                listener.accept()[0].close()
                met += 1
            except TimeoutError:
                continue
        out, err = child.communicate()
    if barrier == ("leave_network",) and "AssertionError" in err:
        pytest.skip("this system lets its user make no namespace")
    assert "done" in out, err
    assert bool(met) is not bool(barrier)
