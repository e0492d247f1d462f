"""Connections are lent to workers, which answer over them as the service does, and come back for all else."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count, cycle
from typing import TYPE_CHECKING, Any, Final

import pytest

from ngograph.store.workers.counter import PLACES
from ngograph.store.workers.frames import RECALL
from ngograph.store.workers.slate import Phase
from ngograph.web.switching import House

from .near_way import LONG_WAY, Served, of, read, request, serving, unlike

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .conftest import Small

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers need Linux")

TERMS: Final = "ngograph.brief.terms"
CROSS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i) }"
SOME: Final = "SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 50"
NUMBERS: Final = count()

Said = tuple[str, list[tuple[str, str]], bytes]


def fresh() -> str:
    """Return a small question that was not asked before."""
    return f"ASK {{ ?s ?p 'number {next(NUMBERS)}' }}"


def asked(served: Served) -> int:
    """Return how many questions the service has asked its engine, or found among what is kept."""
    engine = served.house.app.state.service.engine
    return int(engine.hits + engine.misses)


class Client:
    """One connection over which requests with the same headers go."""

    def __init__(self, served: Served, *headers: str) -> None:
        self.connection, self.headers = served.connect(), headers
        self.served, self.file = served, self.connection.makefile("rb")

    def leave(self) -> None:
        """Close the connection."""
        self.file.close()
        self.connection.close()

    def ask(self, path: str, *headers: str, body: bytes | None = None) -> Said:
        """Ask for *path*."""
        self.connection.sendall(request(path, *self.headers, *headers, body=body))
        return read(self.file)

    def lent(self, form: str = "") -> Client:
        """Ask small questions until the connection is lent."""
        for _ in range(300):
            before = asked(self.served)
            assert self.ask(of(fresh(), form))[0] == "HTTP/1.1 200 OK"
            if asked(self.served) == before:
                return self
        raise AssertionError("the connection was not lent")

    def by_worker(self, text: str, form: str) -> tuple[str, Said]:
        """Return the address of a question like *text*, and what a worker answered."""
        for _ in range(20):
            self.lent(form)
            path, before = of(f"{text} # {next(NUMBERS)}", form), asked(self.served)
            said = self.ask(path)
            if asked(self.served) == before:
                return path, said
        raise AssertionError("no worker answered")


def until(seen: Any, seconds: float = 5) -> None:
    """Wait until *seen* says yes."""
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture(scope="module")
def service(small: Small, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(small, tmp_path_factory.mktemp("lent"), terms=TERMS, seconds=3) as seen:
        yield seen


Joined = Callable[..., Client]


@pytest.fixture
def joined() -> Iterator[Joined]:
    """Make clients, which leave in the end."""
    with ExitStack() as stack:

        def join(served: Served, *headers: str) -> Client:
            client = Client(served, *headers)
            stack.callback(client.leave)
            return client

        yield join


@pytest.fixture
def served(service: Served) -> Iterator[Served]:
    yield service
    until(lambda: not service.engine.load.lent)


@pytest.mark.parametrize("encoding", ["", "gzip, deflate", "br"])
@pytest.mark.parametrize(
    ("text", "form", "accept"),
    [
        ("ASK {}", "", "application/sparql-results+json"),
        ("ASK {} # 100%", "xml", ""),
        (SOME, "csv", ""),
        (SOME, "", "*/*"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(?o = 'number 7') }", "", "text/turtle, */*"),
    ],
)
def test_a_worker_answers_as_the_service_does(
    served: Served, joined: Joined, text: str, form: str, accept: str, encoding: str
) -> None:
    headers = [f"Accept: {accept}"] * bool(accept) + [f"Accept-Encoding: {encoding}"] * bool(encoding)
    path, said = joined(served, *headers).by_worker(text, form)
    other = served.ask(path, LONG_WAY, *headers)
    assert (said[0], unlike(said[1]), said[2]) == (other[0], unlike(other[1]), other[2])
    assert {len(dict(each[1])["x-request-id"]) for each in (said, other)} == {32}
    assert dict(said[1])["date"].endswith(" GMT")


@pytest.mark.parametrize(
    ("path", "headers", "body"),
    [
        (of("ASK {"), (), None),
        (of("ASK { SERVICE <http://localhost:1/> {} }"), (), None),
        (of("SELECT ?x { ?x ?y ?z } LIMIT 1", "turtle"), (), None),
        (of("SELECT ?s ?p ?o { ?s ?p ?o }"), (), None),
        (of("ASK {}"), ("X-Request-ID: mine-1234",), None),
        (of("ASK {}"), ("Accept-Language: ru",), None),
        ("/sparql?query=ASK+%7B%7D&query=ASK+%7B%7D", (), None),
        (f"/sparql?query=ASK+%7B%7D+%23{'a' * 5000}", (), None),
        ("/sparql", ("Content-Type: application/sparql-query",), b"ASK {}"),
        ("/health", (), None),
    ],
)
def test_what_is_not_for_a_worker_is_answered_by_the_service(
    served: Served, joined: Joined, path: str, headers: tuple[str, ...], body: bytes | None
) -> None:
    client = joined(served).lent()
    said = client.ask(path, *headers, body=body)
    other = served.ask(path, LONG_WAY, *headers, body=body)
    assert (said[0], said[2]) == (other[0], other[2])
    assert dict(said[1]).keys() ^ dict(other[1]).keys() <= {"content-length", "transfer-encoding"}
    until(lambda: not served.engine.load.lent)
    assert client.ask(of(fresh()))[0] == "HTTP/1.1 200 OK"


def test_two_requests_at_once_are_answered_one_after_the_other(served: Served, joined: Joined) -> None:
    client = joined(served).lent()
    client.connection.sendall(request(of("ASK {}")) + request(of("ASK { ?s ?p 1 }")))
    assert [b"true" in read(client.file)[2] for _ in range(2)] == [True, False]


def test_half_a_request_is_left_to_the_service(served: Served, joined: Joined) -> None:
    client = joined(served).lent()
    whole = request(of("ASK {}"))
    client.connection.sendall(whole[:30])
    time.sleep(0.02)
    client.connection.sendall(whole[30:])
    assert b"true" in read(client.file)[2]


def test_each_answer_is_counted_and_written_down(served: Served, joined: Joined) -> None:
    client = joined(served).lent()
    names = {dict(client.ask(of(fresh()))[1])["x-request-id"] for _ in range(70)}
    client.leave()

    def lines() -> dict[str, dict[str, Any]]:
        return {line["id"]: line for line in served.lines() if line["id"] in names}

    until(lambda: len(lines()) == len(names) == 70)
    line = lines().popitem()[1]
    assert (line["status"], line["method"], line["client"]) == (200, "GET", "127.0.0.1")
    assert line["bytes"] > 0
    assert 0 < line["milliseconds"] < 1000


def test_a_large_question_is_asked_again_and_delays_nobody_long(served: Served, joined: Joined) -> None:
    slow, quick = joined(served).lent(), joined(served).lent()
    slow.connection.sendall(request(of(CROSS)))
    began = time.monotonic()
    said = quick.ask(of(fresh()))
    assert said[0] == "HTTP/1.1 200 OK"
    assert time.monotonic() - began < 2.5
    assert read(slow.file)[0].startswith("HTTP/1.1 504 ")
    assert slow.ask(of(fresh()))[0] == "HTTP/1.1 200 OK"


def clerk(served: Served, client: Client) -> int:
    """Return the process of the worker that the connection of *client* is lent to."""
    for _ in range(20):
        client.lent()
        if (asking := served.engine._staff._clerk) is not None:
            until(lambda slate=asking.worker.slate: slate.read()[0] is Phase.REST)
            return asking.worker.number
    raise AssertionError("the connection was not lent")


def test_the_end_of_an_idle_worker_costs_no_answer(served: Served, joined: Joined) -> None:
    one, other = joined(served).lent(), joined(served).lent()
    os.kill(clerk(served, one), signal.SIGKILL)
    assert one.ask(of(fresh()))[0] == other.ask(of(fresh()))[0] == "HTTP/1.1 200 OK"


def test_a_question_that_a_worker_leaves_unanswered_is_asked_again(served: Served, joined: Joined) -> None:
    client = joined(served)
    worker = clerk(served, client)
    os.kill(worker, signal.SIGSTOP)
    client.connection.sendall(request(of("ASK {}")))
    time.sleep(0.02)
    os.kill(worker, signal.SIGKILL)
    assert b"true" in read(client.file)[2]


def test_a_worker_that_is_killed_at_any_moment_costs_no_answer(served: Served, joined: Joined) -> None:
    client, done, lost = joined(served), threading.Event(), list[str]()

    def go_on() -> None:
        for number in cycle((7, 5000, 5000, 7, 7, 5000)):  # no answer may be that of another question
            said = client.ask(of(f"ASK {{ ?s ?p 'number {number}' }} # {next(NUMBERS)}"))
            if "200" in said[0] and (b"true" in said[2]) != (number == 7):
                lost.append(said[2].decode())
            if done.is_set():
                return

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        for moment in range(40):
            until(lambda: served.engine._staff._clerk)
            time.sleep(0.0071 * (moment % 7))
            if (asking := served.engine._staff._clerk) is not None:
                asking.worker.kill()
    finally:
        done.set()
        thread.join(10)
    assert not thread.is_alive()
    assert lost == []


def test_an_answer_that_is_taken_late_is_written_down_once(served: Served, joined: Joined) -> None:
    client, other = joined(served), joined(served)
    client.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
    client.lent()
    asked = [of(f"SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT {200 + next(NUMBERS) % 200}") for _ in range(150)]
    for path in asked:
        client.connection.sendall(request(path))
        time.sleep(0.002)
    names = [dict(read(client.file)[1])["x-request-id"] for _ in asked]
    other.lent()  # what the worker had to say of the first connection comes before what it says of this one
    other.ask("/health")
    until(lambda: set(names) <= {line["id"] for line in served.lines()})
    ids = [line["id"] for line in served.lines()]
    assert [ids.count(name) for name in names] == [1] * len(names)


def test_a_worker_that_was_lent_all_it_may_hears_the_service_still(served: Served, joined: Joined) -> None:
    clients = [joined(served) for _ in range(PLACES + 6)]

    def everybody() -> None:
        for some in (clients[:35], clients[35:]):
            for client in some:
                client.connection.sendall(request(of(fresh())))
            assert {read(client.file)[0] for client in some} == {"HTTP/1.1 200 OK"}

    for _ in range(100):
        everybody()
        if served.engine.load.lent == PLACES:
            break
    clerk = served.engine._staff._clerk
    assert clerk is not None
    assert len(clerk) == PLACES
    clerk._say(RECALL)
    until(lambda: served.engine._staff._clerk is not clerk)
    os.kill(clerk.worker.number, 0)  # it is there still
    everybody()


def test_who_waits_for_a_worker_gets_that_of_the_lent_connections(served: Served, joined: Joined) -> None:
    lent, busy, waiting = joined(served).lent(), joined(served), joined(served)
    done = threading.Event()

    def go_on() -> None:
        while not done.is_set():
            lent.ask(of(fresh()))

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        busy.connection.sendall(request(of(CROSS)))
        until(lambda: served.engine.load.running)
        began = time.monotonic()
        assert waiting.ask(of(fresh()))[0] == "HTTP/1.1 200 OK"
        assert time.monotonic() - began < 2.5
    finally:
        done.set()
        thread.join()
    assert read(busy.file)[0].startswith("HTTP/1.1 504 ")


def test_who_leaves_and_who_is_silent_is_lent_no_longer(served: Served, joined: Joined) -> None:
    joined(served).lent().leave()
    until(lambda: not served.engine.load.lent)
    silent = joined(served).lent()
    until(lambda: not served.engine.load.lent)
    assert silent.ask(of(fresh()))[0] == "HTTP/1.1 200 OK"
    assert silent.connection.recv(1) == b""  # as any connection over which nothing comes for long


def test_a_client_that_takes_its_answers_late_gets_them_whole(served: Served, joined: Joined) -> None:
    client = joined(served)
    client.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
    client.lent()
    asked = [of(f"SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT {200 + number}") for number in range(150)]
    for path in asked:
        client.connection.sendall(request(path))
        time.sleep(0.002)
    for number, path in enumerate(asked):
        said = read(client.file)
        assert said[2].count(b'"value"') == 3 * (200 + number), path


def test_a_new_release_is_asked_soon(served: Served, joined: Joined) -> None:
    client = joined(served).lent()
    before, served.house = served.house, House(served.house.app)
    try:
        until(lambda: not served.engine.load.lent)
        assert client.ask(of(fresh()))[0] == "HTTP/1.1 200 OK"
    finally:
        served.house = before


def test_a_service_that_ends_has_its_connections_back(small: Small, tmp_path: Path, joined: Joined) -> None:
    with serving(small, tmp_path, terms=TERMS, seconds=3) as served:
        client = joined(served).lent()
        began = time.monotonic()
    assert client.connection.recv(1) == b""
    assert time.monotonic() - began < 4
