"""The near way to /sparql answers as the long one does, byte for byte, and leaves to it what is not plain."""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from ngograph.brief.asking import asked
from ngograph.web.near.heads import head

from .near_way import LONG_WAY, Served, answer, of, read, request, serving, unlike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .conftest import Small

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers need Linux")

FORM = "Content-Type: application/x-www-form-urlencoded"
DIRECT = "Content-Type: application/sparql-query; charset=UTF-8"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i) }"
FEW = "SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 3"
SOME = "SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 50"
MANY = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?o"


@pytest.fixture(scope="module")
def served(small: Small, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(small, tmp_path_factory.mktemp("near")) as seen:
        yield seen


@pytest.mark.parametrize("encoding", ["", "gzip", "br", "zstd;q=0.5, identity", "deflate"])
@pytest.mark.parametrize(
    ("text", "form", "accept"),
    [
        ("ASK {}", "", "application/sparql-results+json"),
        ("ASK {} # 100%", "xml", ""),
        (FEW, "", ""),
        (FEW, "csv", "text/html"),
        (SOME, "", "text/tab-separated-values, */*;q=0.1"),
        (SOME, "json", ""),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(?o = 'number 7') }", "", "text/turtle"),
        ("SELECT (STR(NOW()) = 'x' AS ?x) {}", "", "text/csv"),
    ],
)
def test_an_answer_is_the_same_on_either_way(
    served: Served, text: str, form: str, accept: str, encoding: str
) -> None:
    headers = [f"Accept: {accept}"] * bool(accept) + [f"Accept-Encoding: {encoding}"] * bool(encoding)
    served.ask(of(text, form), LONG_WAY, *headers)  # from now on it is kept
    long, near_ones = served.long, served.near
    short = served.ask(of(text, form), *headers)
    assert (served.long, served.near) == (long, near_ones + 1)
    other = served.ask(of(text, form), LONG_WAY, *headers)
    assert (served.long, served.near) == (long + 1, near_ones + 1)
    assert (short[0], unlike(short[1]), short[2]) == (other[0], unlike(other[1]), other[2])
    assert short[0] == "HTTP/1.1 200 OK"


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/sparql", FORM, f"query={quote(FEW)}".encode()),
        ("/sparql", FORM, f"format=csv&query={quote(SOME)}".encode()),
        ("/sparql?format=xml", FORM, f"query={quote(FEW)}".encode()),
        ("/sparql", DIRECT, FEW.encode()),
        ("/sparql?format=json", DIRECT, f"{SOME} # č".encode()),
        ("/sparql", DIRECT, b"SELECT (STR(NOW()) = 'x' AS ?x) {}"),
    ],
)
def test_a_question_in_a_body_is_answered_the_same_on_either_way(
    served: Served, path: str, kind: str, body: bytes
) -> None:
    headers = (kind, "Accept: application/sparql-results+json", "Accept-Encoding: gzip")
    served.ask(path, LONG_WAY, *headers, body=body)  # from now on it is kept
    long, near_ones = served.long, served.near
    short = served.ask(path, *headers, body=body)
    assert (served.long, served.near) == (long, near_ones + 1)
    other = served.ask(path, LONG_WAY, *headers, body=body)
    assert (served.long, served.near) == (long + 1, near_ones + 1)
    assert (short[0], unlike(short[1]), short[2]) == (other[0], unlike(other[1]), other[2])
    assert short[0] == "HTTP/1.1 200 OK"
    assert "etag" not in dict(short[1])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ((FORM,), 400),
        ((FORM, "Content-Encoding: gzip"), 415),
        (("Content-Type: text/plain",), 415),
        ((f"{FORM}; charset=utf-16",), 415),
        ((), 415),
    ],
)
@pytest.mark.parametrize(
    "body", [b"", b"query=", b"query=%C5", b"query=ASK{}&query=ASK{}", b"update=CLEAR+ALL"]
)
def test_a_body_that_is_not_plain_goes_the_long_way(
    served: Served, headers: tuple[str, ...], status: int, body: bytes
) -> None:
    before = served.long
    assert int(served.ask("/sparql", *headers, body=body)[0].split()[1]) == status
    assert served.long == before + 1


@pytest.mark.parametrize(("kind", "body"), [(FORM, b"query=ASK+%7B%7D"), (DIRECT, b"ASK {}")])
def test_a_question_in_the_address_beside_one_in_the_body_is_not_passed_over(
    served: Served, kind: str, body: bytes
) -> None:
    before = served.long
    assert served.ask(f"/sparql?query={quote(FEW)}", kind, body=body)[0] == "HTTP/1.1 400 Bad Request"
    assert served.long == before + 1


def test_a_body_that_comes_behind_its_head_is_waited_for(served: Served) -> None:
    raw = request("/sparql", DIRECT, body=FEW.encode())
    long = served.long
    with served.connect() as connection:
        for _ in range(2):
            for piece in (raw[: -len(FEW)], raw[-len(FEW) : -3], raw[-3:]):
                connection.sendall(piece)
                time.sleep(0.05)
            assert answer(connection)[0] == "HTTP/1.1 200 OK"
        assert served.long == long
        connection.sendall(raw + raw)
        file = connection.makefile("rb")
        assert [read(file)[0] for _ in range(2)] == ["HTTP/1.1 200 OK"] * 2
    assert served.long == long + 2


def test_who_asks_to_be_let_go_is(served: Served) -> None:
    long = served.long
    for closing in ((), (LONG_WAY,)):
        with served.connect() as connection:
            connection.sendall(request(of(FEW), "Connection: close", *closing))
            status, headers, _ = answer(connection)
            assert (status, dict(headers)["connection"]) == ("HTTP/1.1 200 OK", "close")
            assert connection.recv(1) == b""
    assert served.long == long + 1


def test_a_body_that_does_not_come_is_not_waited_for(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served.protocol, "seconds", 0.3)
    began = time.monotonic()
    with served.connect() as connection:
        connection.sendall(request("/sparql", FORM, body=b"query=ASK{}")[:-1])
        assert answer(connection)[0] == "HTTP/1.1 408 Request Timeout"
        assert connection.recv(1) == b""
    assert 0.2 < time.monotonic() - began < 10


def test_an_id_and_what_a_proxy_says_are_taken_over(served: Served) -> None:
    said = ("X-Request-ID: 0123456789", "X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https")
    for way in ((), (LONG_WAY,)):
        before = served.long
        headers = dict(served.ask(of("ASK { } # proxied"), *said, *way)[1])
        assert served.long == before + len(way)
        assert headers["x-request-id"] == "0123456789"
        assert "strict-transport-security" in headers
    time.sleep(0.1)
    lines = served.lines()[-2:]
    assert [(line["id"], line["client"]) for line in lines] == [("0123456789", "192.0.2.7")] * 2
    assert len(dict(served.ask(of(FEW), "X-Request-ID: <script>")[1])["x-request-id"]) == 32


def test_what_is_not_kept_yet_is_the_same_but_for_its_tag(served: Served) -> None:
    answers = [served.ask(of(f"{FEW} # {way}"), *way.split("\n")[:1] * (way != "")) for way in ("", LONG_WAY)]
    tagless = [
        (status, [pair for pair in unlike(headers) if pair[0] != "etag"], body)
        for status, headers, body in answers
    ]
    assert tagless[0] == tagless[1]
    assert dict(answers[0][1])["cache-status"] == "ngograph; fwd=miss"


@pytest.mark.parametrize(
    ("text", "form", "status"),
    [
        ("SELECT * {", "", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "", 400),
        ("LOAD <http://127.0.0.1:9/>", "", 400),
        (FEW, "ttl", 406),
        (FEW, "nothing", 406),
        (CROSS, "", 504),
        (MANY, "", 200),
    ],
)
def test_what_goes_otherwise_is_handed_over(served: Served, text: str, form: str, status: int) -> None:
    first, second = (served.ask(of(f"{text}\n#{len(way)}", form), *way) for way in ((), (LONG_WAY,)))
    assert int(first[0].split()[1]) == status
    plain = [[pair for pair in unlike(headers) if pair[0] != "etag"] for _, headers, _ in (first, second)]
    assert (first[0], plain[0], first[2]) == (second[0], plain[1], second[2])


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/sparql", ()),
        ("/sparql?query=", ()),
        ("/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", ()),
        ("/sparql?query=%C5", ()),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=http://example.org/graph", ()),
        ("/sparql?query=ASK%7B%7D%23" + "x" * 4000, ()),
        ("/sparql?query=ASK%7B%7D", ("X-Filler: " + "x" * 1600,)),
        ("/sparql?query=ASK%7B%7D", ("Accept: text/html",)),
        ("/sparql?query=ASK%7B%7D", ("Accept: image/png",)),
        ("/sparql?query=ASK%7B%7D", ("Host: y",)),
        ("/sparql?query=ASK%7B%7D", ("If-None-Match: *",)),
        ("/sparql?query=ASK%7B%7D", ("Connection: keep-alive, te",)),
        ("/sparql?query=ASK%7B%7D", ("Authorization: Bearer x",)),
        ("/health?query=ASK%7B%7D", ()),
    ],
)
def test_what_is_not_plain_goes_the_long_way(served: Served, path: str, headers: tuple[str, ...]) -> None:
    before = served.long
    served.ask(path, *headers)
    assert served.long == before + 1


def test_requests_in_a_row_are_answered_in_their_order(served: Served) -> None:
    texts = [f"ASK {{}} # {number}" for number in range(6)]
    with served.connect() as connection:
        connection.sendall(request(of(texts[0])))
        connection.sendall(request("/health") + request(of(texts[1])))
        connection.sendall(request(of(texts[2]), "Connection: keep-alive"))
        for text in texts[3:]:
            connection.sendall(request(of(text)))
            time.sleep(0.01)
        file = connection.makefile("rb")
        tags = []
        for _ in range(7):
            said = {}
            while line := file.readline().decode().strip():
                name, _, value = line.partition(": ")
                said[name] = value
            file.read(int(said["content-length"]))
            tags.append(said.get("etag", ""))
    expected = [dict(served.ask(of(text))[1])["etag"] for text in texts]
    assert tags == [expected[0], tags[1], *expected[1:]]
    assert tags[1] not in expected


def test_a_request_in_pieces_is_read(served: Served) -> None:
    raw = request(of(FEW))
    for place in (3, 20, len(raw) - 2):
        with served.connect() as connection:
            for piece in (raw[:place], raw[place:]):
                connection.sendall(piece)
                time.sleep(0.05)
            assert answer(connection)[0] == "HTTP/1.1 200 OK"
            connection.sendall(raw)
            assert answer(connection)[0] == "HTTP/1.1 200 OK"


def test_who_leaves_ends_the_question(served: Served) -> None:
    with served.connect() as connection:
        connection.sendall(request(of(CROSS)))
        assert waited(lambda: bool(served.engine.running()))
    assert waited(lambda: not served.engine.running(), 1)


def test_who_asks_nothing_more_is_let_go_and_who_does_is_not(served: Served) -> None:
    with served.connect() as connection:
        began = time.monotonic()
        for _ in range(4):
            connection.sendall(request(of(FEW)))
            assert answer(connection)[0] == "HTTP/1.1 200 OK"
            time.sleep(0.4)
        assert connection.recv(1) == b""
        assert 2 < time.monotonic() - began < 10


def test_requests_are_counted_and_written_down_alike(served: Served) -> None:
    def counts() -> float:
        text = served.ask("/metrics")[2].decode()
        found = re.search(r'ngograph_requests_total\{method="GET",route="/sparql",status="200"\} (\S+)', text)
        return float(found[1]) if found else 0

    before = counts()
    served.ask(of("ASK { } # noted"))
    served.ask(of("ASK { } # noted"), LONG_WAY)
    assert counts() == before + 2
    time.sleep(0.1)
    first, second = served.lines()[-2:]
    assert first.keys() == second.keys()
    alike = ("level", "event", "method", "path", "status", "bytes", "client", "release")
    assert [first[name] for name in alike] == [second[name] for name in alike]
    assert "ngograph_requests_in_progress 1.0" in served.ask("/metrics")[2].decode()


def waited(condition: Callable[[], bool], seconds: float = 5) -> bool:
    """Wait until *condition* holds."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


@pytest.mark.parametrize(
    "line",
    [
        b"POST /sparql?query=ASK HTTP/1.1",
        b"GET /sparql?query=ASK HTTP/1.0",
        b"GET /sparql?query=ASK#x HTTP/1.1",
        b"GET /sparql?query=ASK x HTTP/1.1",
        b"GET /sparql?query=ASK\x01 HTTP/1.1",
        b"GET /sparql?query=ASK&format=json&format=csv HTTP/1.1",
        b"GET /sparql?query=+ HTTP/1.1",
        b"GET /sparql/?query=ASK HTTP/1.1",
    ],
)
def test_a_line_that_is_not_plain_asks_nothing_here(line: bytes) -> None:
    assert asked(line) is None


@pytest.mark.parametrize(
    "block",
    [
        b"\r\n",
        b"Host: x\r\nHost: x\r\n\r\n",
        b"Host: x/y\r\n\r\n",
        b"Host: x\r\nContent-Length: 0\r\n\r\n",
        b"Host: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"Host: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        b"Host: x\r\nExpect: 100-continue\r\n\r\n",
        b"Host : x\r\n\r\n",
        b"Host: x\n\n\r\n\r\n",
        b"Host: x\r\nA: b\r\n c\r\n\r\n",
        b"Host: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"Host: x\r\nX: " + b"x" * 4000 + b"\r\n\r\n",
    ],
)
def test_a_head_that_is_not_plain_says_nothing_here(block: bytes) -> None:
    assert head(block) is None


@pytest.mark.parametrize(
    "block",
    [
        b"Host: x\r\n\r\n",
        b"Host: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n",
        b"Host: x\r\nContent-Length: -3\r\n\r\n",
        b"Host: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"Host: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"Host: x\r\nContent-Length: 3\r\n\r\nabc",
    ],
)
def test_a_head_of_a_body_that_is_not_plain_says_nothing_here(block: bytes) -> None:
    assert head(block, b"POST") is None


def test_a_plain_head_is_read() -> None:
    found = head(b"HOST: x:80\r\naccept:  text/csv\r\nConnection: Keep-Alive\r\naccept-encoding: br\r\n\r\n")
    assert found is not None
    assert (found.accept, found.encoding) == ("text/csv", "br")
