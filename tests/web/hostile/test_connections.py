"""Clients that are slow, many, or speak HTTP badly, are answered or let go, and keep nobody else waiting."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from .conftest import watched

if TYPE_CHECKING:
    import socket

    from .conftest import Attacked

ENDLESS = quote("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
END = b"Host: x\r\nConnection: close\r\n\r\n"


def trickle(connections: list[socket.socket], pieces: list[bytes]) -> None:
    """Send *pieces* one after another over each of *connections*, slowly."""
    for piece in pieces:
        for connection in connections:
            with suppress(OSError):
                connection.sendall(piece)
        time.sleep(0.05)


def test_who_reads_slowly(attacked: Attacked) -> None:
    with watched(attacked), ExitStack() as stack:
        for _ in range(2):
            connection = stack.enter_context(attacked.connect())
            connection.sendall(f"GET /sparql?query={ENDLESS} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert connection.recv(64).startswith(b"HTTP/1.1 200")
        time.sleep(2)


@pytest.mark.parametrize(
    ("begin", "pieces"),
    [
        (b"", [b"GET", b" /he", b"alth", *[b"x"] * 20]),
        (b"GET /health HTTP/1.1\r\nHost: x\r\n", [f"X-{number}: y\r\n".encode() for number in range(20)]),
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 1000\r\n\r\n",
            [b"A"] * 20,
        ),
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n",
            [b"1\r\nA\r\n"] * 20,
        ),
    ],
    ids=["line", "headers", "body", "chunks"],
)
def test_who_sends_slowly(attacked: Attacked, begin: bytes, pieces: list[bytes]) -> None:
    with watched(attacked), ExitStack() as stack:
        connections = [stack.enter_context(attacked.connect()) for _ in range(60)]
        trickle(connections, [begin, *pieces] if begin else pieces)


@pytest.mark.parametrize(
    ("begin", "said"),
    [
        (b"", b""),
        (b"GET /hea", b"HTTP/1.1 408"),
        (b"GET /health HTTP/1.1\r\nHost: x\r\nX-", b"HTTP/1.1 408"),
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 1000\r\n\r\nASK",
            b"HTTP/1.1 408",
        ),
    ],
    ids=["nothing", "line", "headers", "body"],
)
def test_who_does_not_come_to_an_end_is_let_go(attacked: Attacked, begin: bytes, said: bytes) -> None:
    with attacked.connect() as connection:
        connection.sendall(begin)
        began = time.monotonic()
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert 2 < time.monotonic() - began < 15
    assert answer.startswith(said)
    assert bool(answer) is bool(said)
    assert not said or b"ngograph-limit: request_seconds=3\r\n" in answer


def test_a_connection_is_kept_for_who_does_come_to_an_end(attacked: Attacked) -> None:
    with attacked.connect() as connection:
        for _ in range(4):
            connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nContent-Type: ")
            time.sleep(0.5)
            connection.sendall(b"application/sparql-query\r\n\r\nASK")
            time.sleep(0.5)
            connection.sendall(b" {}")
            answer = connection.recv(65536)
            assert answer.startswith(b"HTTP/1.1 200")
            while not answer.endswith(b"true}"):
                answer += connection.recv(65536)


def test_a_head_without_end_is_not_taken(attacked: Attacked) -> None:
    with watched(attacked), attacked.connect() as connection:
        sent = 0
        with suppress(ConnectionError):
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n")
            while sent < 50_000_000:
                sent += connection.send(b"X-Filler: " + b"x" * 10_000 + b"\r\n")
    assert sent < 10_000_000


def test_two_hundred_at_once(attacked: Attacked) -> None:
    with watched(attacked), ExitStack() as stack:
        connections = [stack.enter_context(attacked.connect()) for _ in range(200)]
        for number, connection in enumerate(connections):
            query = quote(f"ASK {{ ?s ?p {number} }}")
            connection.sendall(f"GET /sparql?query={query}&format=csv HTTP/1.1\r\n".encode() + END)
        answers = [b"".join(iter(lambda c=connection: c.recv(65536), b"")) for connection in connections]  # type: ignore[misc]
    assert {answer[:12] for answer in answers} == {b"HTTP/1.1 200"}
    assert {answer.rpartition(b"\r\n\r\n")[2] for answer in answers} == {b"true"}


def test_who_comes_and_says_nothing_or_leaves_at_once(attacked: Attacked) -> None:
    with watched(attacked), ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(attacked.connect())
        for _ in range(60):
            with attacked.connect() as connection:
                connection.sendall(f"GET /sparql?query={ENDLESS} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(1.5)


def statuses(answer: bytes) -> list[int]:
    """The statuses of all answers in what came back."""
    return [int(found) for found in re.findall(rb"(?:^|(?<=[\r\n}>]))HTTP/1\.[01] (\d{3})", answer)]


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /health HTTP/1.1 HTTP/1.1\r\n" + END,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET /health HTTP/1.1\r\n Host: x\r\n\r\n",
        b"GET /health HTTP/1.1\r\nX\x00Y: z\r\n" + END,
        b"GET /hea\x00lth HTTP/1.1\r\n" + END,
        b"G\xc3\x8bT /health HTTP/1.1\r\n" + END,
        b"GET /health HTTP/1.1\r\nX-Long: " + b"x" * 1_000_000 + b"\r\n" + END,
        b"GET /health HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + END,
        b"GET /" + b"x" * 1_000_000 + b" HTTP/1.1\r\n" + END,
        b"POST /sparql HTTP/1.1\r\nContent-Length: -1\r\n" + END,
        b"POST /sparql HTTP/1.1\r\nContent-Length: 1e3\r\n" + END,
        b"POST /sparql HTTP/1.1\r\nContent-Length: 99999999999999999999999999\r\n" + END,
        b"POST /sparql HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n" + END,
        b"POST /sparql HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n" + END,
        b"POST /sparql HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n" + END,
        b"POST /sparql HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + END + b"zz\r\n",
        b"OPTIONS * HTTP/1.1\r\n" + END,
        b"CONNECT 127.0.0.1:22 HTTP/1.1\r\n" + END,
        b"TRACE / HTTP/1.1\r\nX-Secret: abcdef\r\n" + END,
        b"GET http://127.0.0.1:22/nothing HTTP/1.1\r\n" + END,
        b"get /health HTTP/1.1\r\n" + END,
        b"BREW /sparql HTTP/1.1\r\n" + END,
    ],
    ids=lambda raw: ascii(raw[:40].decode("latin-1")),
)
def test_bad_http_is_refused_and_never_a_failure_of_ours(attacked: Attacked, raw: bytes) -> None:
    with watched(attacked):
        answer = attacked.send(raw, 2)
    found = statuses(answer)
    assert all(400 <= status < 500 for status in found), answer[:200]
    assert len(found) <= 2  # what follows a line of HTTP/2 looks like a second request
    assert b"abcdef" not in answer


def test_http_1_0(attacked: Attacked) -> None:
    answer = attacked.send(b"GET /health HTTP/1.0\r\n\r\n", 5)
    assert statuses(answer) == [200]
    assert b'"status":"ok"' in answer.replace(b" ", b"")


@pytest.mark.parametrize(
    "framing",
    [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nTransfer-Encoding: Chunked",
        "Content-Length: 5\r\nTransfer-Encoding:\tchunked",
        "Content-Length: 5, 6",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: +5",
        "Content-Length: 0x5",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: \x0bchunked",
    ],
)
def test_a_request_whose_end_is_unclear_hides_no_other(attacked: Attacked, framing: str) -> None:
    hidden = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    kind = "Content-Type: application/sparql-query"
    raw = f"POST /sparql HTTP/1.1\r\nHost: x\r\n{kind}\r\n{framing}\r\n\r\n0\r\n\r\n{hidden}"
    answer = attacked.send(raw.encode("latin-1"), 1)
    assert b'"status":"ok"' not in answer.replace(b" ", b"")
    assert all(400 <= status < 500 for status in statuses(answer)), answer[:200]
