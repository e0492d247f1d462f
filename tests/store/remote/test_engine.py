"""The engine that asks another store: what it gives, what it refuses, how it takes what goes wrong."""

from __future__ import annotations

import asyncio
import socket
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from pyoxigraph import Literal, QueryResultsFormat, RdfFormat, parse, parse_query_results

from ngograph.errors import (
    NoFittingFormat,
    QueryEnded,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTooDeep,
    QueryTooLong,
    StoreBusy,
    StoreError,
    TooManyQueries,
)
from ngograph.media import CSV, JSON_LD, N_TRIPLES, RDF_XML, RESULTS_JSON, RESULTS_XML, TSV, TURTLE
from ngograph.store.answering import Dataset, Question, Wanted
from ngograph.store.pipe import ReaderGone
from ngograph.store.remote import Remote
from ngograph.store.remote.access import access
from ngograph.store.remote.checking import _Threads, _Workers
from ngograph.store.remote.dialects import VIRTUOSO, Dialect, mended
from ngograph.store.remote.loading import load
from ngograph.vocab import GRAPH

from .conftest import few, free_port, run
from .releases import asking

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from ngograph.media import Format
    from ngograph.store.answering import Answer, Table
    from ngograph.store.remote.checking import Check

    from .conftest import Running

BOTH = Wanted(RESULTS_JSON, TURTLE)
PREFIX = "PREFIX ngo: <https://w3id.org/ngograph/ontology#> "
PEOPLE = f"{PREFIX}SELECT ?x {{ ?x a ngo:Person }} ORDER BY ?x"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SILENT = f"SELECT (COUNT(*) AS ?n) {{ {ENDLESS[10:-1]} FILTER(?c != ?f && ?i != ?l) }}"


async def body(answer: Answer) -> bytes:
    if answer.whole is not None:
        return answer.whole
    return b"".join([piece async for piece in answer.pieces])


def given(store: Running, text: str, form: Format, **limits: Any) -> bytes:
    async def ask(engine: Remote) -> bytes:
        answer = await engine.stream(Question(text), Wanted(form, form))
        assert answer.format is form
        return await body(answer)

    return asking(store.access, ask, **limits)


def table(store: Running, question: Question, most: int | None = None, **limits: Any) -> Table:
    return asking(store.access, lambda engine: engine.table(question, most), **limits)


# What it gives ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [RESULTS_JSON, RESULTS_XML, TSV], ids=lambda form: form.name)
def test_rows_come_in_every_format(store: Running, form: Format) -> None:
    text = given(store, PEOPLE, form)
    rows = parse_query_results(text, format=QueryResultsFormat.from_media_type(form.media_type))
    assert [str(row[0]) for row in rows] == [str(row[0]) for row in table(store, Question(PEOPLE)).rows]  # type: ignore[union-attr]


def test_rows_come_as_csv(store: Running) -> None:
    lines = given(store, PEOPLE, CSV).decode().split("\r\n")
    assert lines[0] == "x"
    assert lines[1:-1] == [getattr(row[0], "value", "") for row in table(store, Question(PEOPLE)).rows]


@pytest.mark.parametrize("form", [TURTLE, N_TRIPLES, JSON_LD, RDF_XML], ids=lambda form: form.name)
def test_statements_come_in_every_format(store: Running, form: Format) -> None:
    text = f"{PREFIX}CONSTRUCT {{ ?x ngo:role ?role }} WHERE {{ ?x ngo:role ?role }}"
    found = parse(given(store, text, form), format=RdfFormat.from_media_type(form.media_type))
    expected = parse(given(store, text, N_TRIPLES), format=RdfFormat.N_TRIPLES)
    assert {str(quad.triple) for quad in found} == {str(quad.triple) for quad in expected} != set()


@pytest.mark.parametrize(
    ("text", "expected"), [("ASK { ?s ?p ?o }", "true"), ("ASK { ?s ?p 'nothing' }", "false")]
)
def test_yes_and_no(store: Running, text: str, expected: str) -> None:
    assert given(store, text, CSV).strip() == expected.encode()
    assert table(store, Question(text)).rows == ((Literal(expected == "true"),),)


def test_a_table_stops_where_it_may(store: Running) -> None:
    found = table(store, Question("SELECT ?s ?p ?o { ?s ?p ?o }"), 5)
    assert (len(found.rows), found.more) == (5, True)
    found = table(store, Question("CONSTRUCT WHERE { ?s ?p ?o }"), 5)
    assert (len(found.rows), found.more, found.columns) == (5, True, ("subject", "predicate", "object"))


def test_the_default_graph_is_the_union_with_each_statement_once(store: Running, release: Any) -> None:
    lines = release.dump.read_bytes().splitlines()
    union = {line.rpartition(b" <")[0] for line in lines}
    counted = table(store, Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert counted.rows == ((Literal(len(union)),),)
    own = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{GRAPH}'))"
    counted = table(store, Question(f"SELECT (COUNT(*) AS ?n) {{ {own} }}"))
    assert counted.rows == ((Literal(len(lines)),),)


def test_graphs_can_be_chosen_beside_the_question(store: Running) -> None:
    alpha, beta = f"{GRAPH}nscep-staff-exchanges", f"{GRAPH}derived"
    text = "SELECT ?g { { ?s ?p ?o BIND('default' AS ?g) } UNION { GRAPH ?g { ?s ?p ?o } } }"
    text = f"SELECT DISTINCT ?g {{ {{ {text} }} }} ORDER BY ?g"

    def graphs(**chosen: tuple[str, ...]) -> set[str]:
        found = table(store, Question(text, dataset=Dataset(**chosen)))
        return {getattr(row[0], "value", "") for row in found.rows}

    assert graphs(default=(alpha,)) == {"default"}
    assert graphs(named=(beta,)) == {beta}
    assert graphs(default=(alpha,), named=(beta,)) == {"default", beta}


def test_relative_addresses_begin_at_our_root(store: Running) -> None:
    assert table(store, Question("ASK { <id/organisation/icrc> ?p ?o }")).rows == ((Literal(True),),)


WRITTEN = b'x "bnode", "value": "nodeID://b1" "1"^^<http://www.w3.org/2001/XMLSchema#boolean> \\"1\\"^^<http'


@pytest.mark.parametrize("size", range(1, 40, 3))
def test_what_a_store_writes_otherwise_is_mended_wherever_it_is_cut(size: int) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(WRITTEN), size):
            yield WRITTEN[start : start + size]

    async def whole() -> bytes:
        return b"".join([piece async for piece in mended(VIRTUOSO, pieces())])

    expected = WRITTEN.replace(b"nodeID://", b"").replace(b'"1"^^<http://', b'"true"^^<http://')
    assert asyncio.run(whole()) == expected


# What it refuses -------------------------------------------------------------------------------------------


class Recorder(BaseHTTPRequestHandler):
    """A store that says what it is told to, and keeps count."""

    replies: ClassVar[list[tuple[int, dict[str, str], bytes]]] = []
    asked: ClassVar[list[bytes]] = []
    entered: ClassVar[list[str | None]] = []
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.entered.append(self.headers["authorization"])
        self.asked.append(self.rfile.read(int(self.headers["content-length"])))
        status, headers, said = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)
        self.close_connection = "content-length" not in headers or int(headers["content-length"]) > len(said)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def saying(*replies: tuple[int, dict[str, str], bytes]) -> Iterator[str]:
    Recorder.replies[:] = list(replies)
    Recorder.asked.clear()
    Recorder.entered.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/query"
        finally:
            server.shutdown()


def reply(
    said: bytes, kind: str = RESULTS_JSON.media_type, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    return 200, {"content-type": kind, "content-length": str(len(said)), **headers}, said


EMPTY = reply(b'{"head":{"vars":[]},"results":{"bindings":[]}}')


def at(url: str, work: Callable[[Remote], Awaitable[Any]], **limits: Any) -> Any:
    entered = {name: limits.pop(name) for name in ("user", "password", "token") if name in limits}
    tries = limits.pop("tries", 1)

    async def life() -> Any:
        engine = Remote(replace(access(url, **entered), tries=tries), **limits)
        try:
            return await work(engine)
        finally:
            await engine.close()

    return asyncio.run(life())


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", QueryRefused),
        ("ASK { FILTER EXISTS { SeRvIcE ?x { ?s ?p ?o } } }", QueryRefused),
        ("LOAD <file:///etc/passwd>", QueryRefused),
        ("DELETE WHERE { ?s ?p ?o }", QueryRefused),
        ("SELECT * { ?s ?p", QuerySyntaxError),
        ("define input:storage '' SELECT * { ?s ?p ?o }", QuerySyntaxError),
        pytest.param(
            f"SELECT * {{ {'{' * 50_000} {'}' * 50_000} }}",
            QueryTooDeep,
            marks=pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers need Linux"),
            id="nesting",
        ),
    ],
)
def test_what_may_not_be_asked_never_leaves(text: str, error: type[Exception]) -> None:
    with saying(EMPTY) as url, pytest.raises(error):
        at(url, lambda engine: engine.table(Question(text)))
    assert Recorder.asked == []


def test_a_format_that_is_not_wanted_is_refused_before_anything_is_asked() -> None:
    with saying(EMPTY) as url, pytest.raises(NoFittingFormat):
        at(url, lambda engine: engine.stream(Question("ASK {}"), Wanted(None, TURTLE)))
    assert Recorder.asked == []


@pytest.mark.parametrize("kind", [_Workers, _Threads])
@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ASK { ?s ?p ?o }", "ask"),
        ("ASK {}", "ask"),
        ("SELECT * { ?s ?p ?o }", "select"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "graph"),
        ("DESCRIBE <urn:x>", "graph"),
    ],
)
def test_the_form_of_an_answer_is_known_before_it(kind: Callable[..., Check], text: str, form: str) -> None:
    if kind is _Workers and not sys.platform.startswith("linux"):
        pytest.skip("workers need Linux")

    async def told() -> str:
        check = kind(10, 10)
        try:
            return await check.form(Question(text))
        finally:
            check.close()

    assert asyncio.run(told()) == form


# What goes wrong -------------------------------------------------------------------------------------------

NO = {"content-type": "text/plain", "content-length": "37"}
WRONG = {
    "no place": ((400, NO, b"Virtuoso 37000 Error SP031: no such  "), QueryError, "SP031"),
    "a place": ((400, NO, b"error at 1:7: expected something else"), QuerySyntaxError, "line 1, column 7"),
    "busy": ((503, {"content-length": "0", "retry-after": "7"}, b""), StoreBusy, "7 seconds"),
    "too slow for itself": ((504, {"content-length": "0"}, b""), QueryTooLong, "30 seconds"),
    "locked": ((401, {"content-length": "0"}, b""), StoreError, "to be let in"),
    "broken": ((500, {"content-length": "4"}, b"oops"), StoreError, "500: oops"),
    "a page": (reply(b"<html>", "text/html"), StoreError, "text/html"),
    "rubbish": (reply(b"{"), StoreError, "can be read"),
    "cut off at a number of rows": (reply(EMPTY[2], **{"x-sparql-maxrows": "9"}), StoreError, "first 9 rows"),
    "cut off at a time": (reply(EMPTY[2], **{"x-sql-state": "S1TAT"}), StoreError, "own time was up"),
    "no end": ((200, {"content-type": RESULTS_JSON.media_type}, EMPTY[2]), StoreError, "where it ends"),
    "half": (reply(EMPTY[2], **{"content-length": "99999"}), StoreError, "found a part"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_what_the_store_says_wrong_is_an_error(case: tuple[Any, type[Exception], str]) -> None:
    said, error, words = case
    with saying(said) as url, pytest.raises(error, match=words):
        at(url, lambda engine: engine.table(Question("SELECT * {}")))
    assert len(Recorder.asked) == 1


def test_who_is_busy_is_asked_again() -> None:
    busy = (503, {"content-length": "0"}, b"")
    with saying(busy, busy, EMPTY) as url:
        found = at(url, lambda engine: engine.table(Question("SELECT * {}")), tries=3)
    assert found.rows == ()
    assert len(Recorder.asked) == 3


def test_who_is_not_there_is_said_to_be_not_there() -> None:
    began = time.monotonic()
    with pytest.raises(StoreError, match="expected a store that answers, found none"):
        at(f"http://127.0.0.1:{free_port()}/query", lambda engine: engine.table(Question("ASK {}")), tries=3)
    assert time.monotonic() - began > 0.3


def test_secrets_are_never_shown() -> None:
    port = free_port()
    entered = access(f"http://me:hidden@127.0.0.1:{port}/query", token="secret")
    assert "hidden" not in repr(entered)
    assert "secret" not in repr(entered)
    with pytest.raises(StoreError) as raised:
        at(f"http://me:hidden@127.0.0.1:{port}/query", lambda engine: engine.table(Question("ASK {}")))
    assert "hidden" not in str(raised.value)


def test_a_token_is_shown_to_the_store_alone() -> None:
    with saying(EMPTY) as url:
        at(url, lambda engine: engine.table(Question("SELECT * {}")), token="secret")
    assert Recorder.entered == ["Bearer secret"]


def test_a_password_is_given_to_who_asks_for_it() -> None:
    locked = (401, {"content-length": "0", "www-authenticate": 'Basic realm="x"'}, b"")

    async def twice(engine: Remote) -> None:
        for _ in range(2):
            await engine.table(Question("SELECT * {}"))

    with saying(locked, EMPTY) as url:
        at(url, twice, user="me", password="hidden")
    assert Recorder.entered == [None, *["Basic bWU6aGlkZGVu"] * 2]


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "127.0.0.1:7878", "http://", "http://a/#b"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="expected the address of a store"):
        access(url)


# Time and turns --------------------------------------------------------------------------------------------


def test_a_question_has_its_time_and_no_more(small: Running) -> None:
    async def ask(engine: Remote) -> float:
        began = time.monotonic()
        with pytest.raises(QueryTooLong):
            await engine.table(Question(SILENT))
        took = time.monotonic() - began
        assert (await engine.table(Question("ASK {}"))).rows
        return took

    assert 1 <= asking(small.access, ask, seconds=1) < 2.5


def test_more_questions_than_may_wait_are_sent_away() -> None:
    """A store that never answers has all places taken."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()

        async def ask(engine: Remote) -> None:
            asked = [asyncio.create_task(engine.table(Question("ASK {}"))) for _ in range(3)]
            while engine.load.running + engine.load.waiting < 3:
                await asyncio.sleep(0.01)
            with pytest.raises(TooManyQueries):
                await engine.table(Question("ASK {}"))
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)
            assert (engine.load.running, engine.load.waiting) == (0, 0)

        at(f"http://127.0.0.1:{deaf.getsockname()[1]}/query", ask, at_once=2, waiting=1)


def test_who_leaves_lets_go_of_the_store() -> None:
    """The connection to the store is closed when nobody reads its answer any more."""
    gone = Event()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def talk() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1 << 16)
                kind = f"content-type: {CSV.media_type}\r\ntransfer-encoding: chunked"
                connection.sendall(f"HTTP/1.1 200 OK\r\n{kind}\r\n\r\n".encode())
                try:
                    while True:
                        connection.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")
                except OSError:
                    gone.set()

        Thread(target=talk, daemon=True).start()

        async def ask(engine: Remote) -> None:
            answer = await engine.stream(Question("SELECT * {}"), Wanted(CSV, None))
            assert answer.whole is None
            async for _ in answer.pieces:
                break
            answer.close()
            assert await asyncio.to_thread(gone.wait, 10)
            assert engine.load.running == 0

        passing = Dialect("other", frozenset({CSV}))
        at(f"http://127.0.0.1:{listener.getsockname()[1]}/query", ask, dialect=passing)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """The Oxigraph server, which streams, with few statements."""
    with run("oxigraph", tmp_path) as running:
        load(running.access, few(), None, "auto")
        yield running


def test_an_operator_ends_a_question(server: Running) -> None:
    async def ask(engine: Remote) -> None:
        asked = asyncio.create_task(engine.table(Question(SILENT)))
        while not engine.running():
            await asyncio.sleep(0.01)
        (run,) = engine.running()
        assert run.text == SILENT
        assert engine.end(run.id)
        with pytest.raises(QueryEnded):
            await asked
        assert engine.running() == []
        assert not engine.end(run.id)

    asking(server.access, ask)


# A store's own TSV, and TSV that is made here of its JSON.
EITHER_WAY = pytest.mark.parametrize("passes", [{TSV}, set()], ids=["as it is", "converted"])


@EITHER_WAY
def test_a_reader_who_takes_nothing_holds_the_store_back_and_is_left(
    server: Running, passes: set[Format]
) -> None:
    async def ask(engine: Remote) -> None:
        answer = await engine.stream(Question(ENDLESS), Wanted(TSV, None))
        with pytest.raises(ReaderGone):
            async for _ in answer.pieces:
                await asyncio.sleep(1)
        while engine.running():
            await asyncio.sleep(0.01)

    at(server.access.url, ask, patience=0.3, dialect=Dialect("other", frozenset(passes)))


def memory() -> int:
    """The bytes that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc needs Linux")
@EITHER_WAY
def test_a_long_answer_passes_through_in_little_memory(server: Running, passes: set[Format]) -> None:
    async def ask(engine: Remote) -> tuple[int, int]:
        answer = await engine.stream(Question(ENDLESS), Wanted(TSV, None))
        taken, held, most = 0, 0, 0
        async for piece in answer.pieces:
            taken += len(piece)
            if taken > 2_000_000:
                held = held or memory()
                most = max(most, memory())
            if taken > 24_000_000:
                break
        answer.close()
        return taken, most - held

    taken, grown = at(server.access.url, ask, dialect=Dialect("other", frozenset(passes)))
    assert taken > 24_000_000
    assert grown < 12_000_000


@EITHER_WAY
def test_a_store_that_dies_amid_an_answer_breaks_the_answer_off(server: Running, passes: set[Format]) -> None:
    async def ask(engine: Remote) -> None:
        answer = await engine.stream(Question(ENDLESS), Wanted(TSV, None))
        assert answer.whole is None
        with pytest.raises(StoreError, match="found a part"):
            async for _ in answer.pieces:
                server.process.kill()
        with pytest.raises(StoreError, match="found none"):
            await engine.table(Question("ASK {}"))

    at(server.access.url, ask, dialect=Dialect("other", frozenset(passes)))
