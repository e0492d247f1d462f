"""What stands around the routes: tags, the cache, encodings, other origins, ids, counts, bounds."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import subprocess
import sys
import threading
import zlib
from typing import TYPE_CHECKING, Any

import brotli  # type: ignore[import-untyped]
import pytest
import uvicorn
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families
from starlette.responses import StreamingResponse

from ngograph.queries import Catalogue
from ngograph.store.pipe import ReaderGone
from ngograph.web import Settings, create_app
from ngograph.web.bounding import Bucket
from ngograph.web.compressing import chosen
from ngograph.web.logs import REQUESTS, write_logs

from .conftest import client_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from .conftest import Client, Small

ROWS = "SELECT * { ?s ?p ?o }"
OPENERS = {
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


def clients(small: Small, catalogue: Catalogue, **settings: Any) -> Iterator[Client]:
    """Clients of the small graph by *settings*."""
    return client_of(
        create_app(release=small, catalogue=catalogue, tables=Catalogue(()), settings=Settings(**settings))
    )


def counted(client: Client) -> dict[tuple[str, str], float]:
    """What /metrics says: values by name, and by status or nothing."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (sample.name, sample.labels.get("status", sample.labels.get("release", ""))): sample.value
        for family in families
        for sample in family.samples
    }


# Tags and the cache ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK%20%7B%7D", "/queries/partners", "/queries", "/queries/partners?format=html"]
)
def test_an_unchanged_answer_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    for held in (tag, f'"other", {tag}'):
        again = client.get(path, headers={"if-none-match": held})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_tag_is_of_one_question_in_one_format_of_one_release(small: Small, catalogue: Catalogue) -> None:
    tags = set()
    for digest in ("a" * 64, "b" * 64):
        release = type(small)(small.graph, digest=digest)
        for client in clients(release, catalogue):
            for query in ("ASK {}", "ASK { ?s ?p ?o }"):
                for form in ("json", "xml"):
                    answer = client.get("/sparql", params={"query": query, "format": form})
                    tags.add(answer.headers["etag"])
            tags.add(client.get("/sparql", params={"query": "ASK {}"}, accept="text/csv").headers["etag"])
    assert len(tags) == 10


def test_an_error_has_no_tag_and_is_not_taken_for_what_is_held(client: Client) -> None:
    for path in ("/sparql?query=SELECT", "/sparql?query=SELECT&format=html", "/queries/partners?least=x"):
        answer = client.get(path)
        assert answer.status_code == 400
        assert "etag" not in answer.headers


def test_what_time_and_chance_make_is_never_kept(client: Client) -> None:
    answers = [client.get("/sparql", params={"query": "SELECT (UUID() AS ?x) {}"}) for _ in range(2)]
    assert answers[0].text != answers[1].text
    assert "etag" not in answers[0].headers
    assert "cache-status" not in answers[0].headers
    assert answers[0].headers["cache-control"] == "no-store"


def test_the_header_says_whether_an_answer_was_kept(client: Client) -> None:
    said = [client.get("/sparql", params={"query": ROWS}) for _ in range(2)]
    said += [client.post("/sparql", data={"query": ROWS})]
    assert [answer.headers["cache-status"] for answer in said] == [
        "ngograph; fwd=miss",
        "ngograph; hit",
        "ngograph; hit",
    ]
    assert said[0].content == said[1].content == said[2].content
    assert "etag" not in said[2].headers


def test_without_a_cache_nothing_is_said_of_it(small: Small, catalogue: Catalogue) -> None:
    for client in clients(small, catalogue, cache_bytes=0, cache_seconds=60):
        answer = client.get("/sparql", params={"query": ROWS})
        assert "cache-status" not in answer.headers
        assert answer.headers["cache-control"] == "public, max-age=60"


# Encodings -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, br, zstd", "zstd"),
        ("gzip, br", "br"),
        ("zstd;q=0.1, gzip;q=0.9", "gzip"),
        ("zstd;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0", None),
        ("*", "zstd"),
        ("*;q=0.5, zstd;q=0", "br"),
        ("deflate", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip", "gzip"),
        ("gzip;q=nonsense", None),
    ],
)
def test_the_client_chooses_the_encoding(accept: str | None, expected: str | None) -> None:
    assert chosen(accept) == expected


@given(st.text(max_size=60))
def test_no_header_is_too_odd(accept: str) -> None:
    assert chosen(accept) in {None, "zstd", "br", "gzip"}


@pytest.mark.parametrize("encoding", sorted(OPENERS))
@pytest.mark.parametrize("path", ["/ontology", f"/sparql?query={ROWS}", "/", "/static/style.css"])
def test_an_encoded_answer_says_the_same(client: Client, encoding: str, path: str) -> None:
    plain = client.get(path, headers={"accept-encoding": "identity"})
    with_encoding = {"accept-encoding": encoding}
    request = client.http.build_request("GET", path, headers=with_encoding)
    answer = client.runner.run(client.http.send(request, stream=True))

    async def raw() -> bytes:
        return b"".join([piece async for piece in answer.aiter_raw()])

    body = client.runner.run(raw())
    assert answer.headers["content-encoding"] == encoding
    assert OPENERS[encoding](body) == plain.content
    assert len(body) < len(plain.content)
    assert int(answer.headers.get("content-length", len(body))) == len(body)
    assert "Accept-Encoding" in answer.headers["vary"]
    assert "Accept-Encoding" in plain.headers["vary"]
    assert "content-encoding" not in plain.headers
    if "etag" in answer.headers:
        assert answer.headers["etag"].startswith("W/")
        held = {**with_encoding, "if-none-match": answer.headers["etag"]}
        assert client.get(path, headers=held).status_code == 304


def test_what_is_small_is_sent_as_it_is(client: Client) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    assert answer.json()["boolean"] is True


def test_each_piece_goes_out_as_it_comes(small: Small, catalogue: Catalogue) -> None:
    app = create_app(release=small, catalogue=catalogue, tables=Catalogue(()), settings=Settings())

    @app.get("/pieces")
    async def pieces() -> StreamingResponse:
        async def given() -> AsyncIterator[str]:
            for number in range(3):
                yield f"piece {number}\n"

        return StreamingResponse(given(), media_type="text/plain")

    for client in client_of(app):
        seen: list[bytes] = []

        async def send(message: Any, into: list[bytes] = seen) -> None:
            into.append(message.get("body", b""))

        async def receive() -> Any:
            import asyncio

            await asyncio.Event().wait()

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/pieces",
            "raw_path": b"/pieces",
            "query_string": b"",
            "scheme": "http",
            "headers": [(b"accept-encoding", b"gzip")],
            "asgi": {"spec_version": "2.4"},
        }
        client.runner.run(app(scope, receive, send))
        opener, said = zlib.decompressobj(31), []
        for body in seen:
            said.append(opener.decompress(body))
        assert [text for text in said if text] == [b"piece 0\n", b"piece 1\n", b"piece 2\n"]


FIRST_ANSWER = """
import asyncio, sys
import httpx
from tests.web.conftest import Small
from ngograph.store import memory_store
from ngograph.queries import Catalogue
from ngograph.web import Settings, create_app
from pyoxigraph import Literal, NamedNode, Quad

node = NamedNode("https://w3id.org/ngograph/id/x")
store = memory_store([Quad(node, node, Literal(str(number)), node) for number in range(5000)])
app = create_app(release=Small(store), catalogue=Catalogue(()), tables=Catalogue(()), settings=Settings())

async def ask():
    async with app.router.lifespan_context(app):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            await client.get("/health")
            known = set(sys.modules)
            answer = await client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
            assert len(answer.json()["results"]["bindings"]) == 5000
            print(*sorted(set(sys.modules) - known))

asyncio.run(ask())
"""


def test_the_first_answer_that_streams_waits_for_nothing_to_be_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_ANSWER], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize("encoding", ["identity", *sorted(OPENERS)])
def test_an_answer_broken_off_has_no_end_in_any_encoding(
    small: Small, catalogue: Catalogue, encoding: str
) -> None:
    app = create_app(release=small, catalogue=catalogue, tables=Catalogue(()), settings=Settings())

    @app.get("/broken")
    async def broken() -> StreamingResponse:
        async def given() -> AsyncIterator[str]:
            yield "the first half " * 1000
            raise ReaderGone("too slow")

        return StreamingResponse(given(), media_type="text/plain")

    write_logs("off")
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=lambda: server.run(sockets=[listener]))
        thread.start()
        try:
            with socket.create_connection(listener.getsockname(), timeout=20) as connection:
                connection.sendall(
                    f"GET /broken HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {encoding}\r\n\r\n".encode()
                )
                taken = b""
                while piece := connection.recv(65536):
                    taken += piece
        finally:
            server.should_exit = True
            thread.join()
    head, _, body = taken.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert (b"content-encoding: " + encoding.encode() in head) == (encoding != "identity")
    assert body
    assert not body.endswith(b"0\r\n\r\n")


# Other origins, and what protects --------------------------------------------------------------------------


def test_pages_of_other_origins_may_read(client: Client) -> None:
    for path in ("/sparql?query=ASK%20%7B%7D", "/id/organisation/one", "/nowhere", "/static/style.css"):
        answer = client.get(path)
        assert answer.headers["access-control-allow-origin"] == "*"
        exposed = answer.headers["access-control-expose-headers"].split(", ")
        assert {"Link", "ETag", "Location", "Content-Language", "X-Request-ID"} <= set(exposed)
        assert "access-control-allow-credentials" not in answer.headers
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_a_browser_that_asks_beforehand_may(client: Client) -> None:
    asks = {
        "origin": "https://elsewhere.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    answer = client.request("OPTIONS", "/sparql", headers=asks)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"
    assert "Content-Type" in answer.headers["access-control-allow-headers"]


def test_headers_that_protect(client: Client) -> None:
    for path in ("/", "/sparql", "/nowhere", "/health", "/static/style.css"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "cache-control" in headers
        assert "strict-transport-security" not in headers
        behind = client.get(f"https://test{path}").headers
        assert behind["strict-transport-security"] == "max-age=31536000"


# Ids, the log, counts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["0123456789", "req-1.2~3:4+5/6=@", "a" * 128])
def test_a_well_formed_id_is_kept(client: Client, name: str) -> None:
    assert client.get("/health", headers={"x-request-id": name}).headers["x-request-id"] == name


@pytest.mark.parametrize(
    "name", ["", "short", "a" * 129, "with a space", "<script>alert</script>", "žžžžžžžž"]
)
def test_another_id_is_made_anew(client: Client, name: str) -> None:
    seen = {
        client.get("/nowhere", headers={"x-request-id": name.encode()}).headers["x-request-id"] for _ in "ab"
    }
    assert len(seen) == 2
    assert name not in seen


def test_the_log_has_a_line_for_each_request_and_never_what_was_asked(client: Client, tmp_path: Path) -> None:
    with (tmp_path / "log").open("w+") as stream:
        for form in ("json", "text"):
            write_logs(form, stream)
            secret = {"query": 'ASK { ?s ?p "Secret" }'}
            client.get("/sparql", params=secret, headers={"x-request-id": "0123456789"})
            client.post("/sparql", data=secret, headers={"authorization": "Bearer Secret"})
            client.get("/id/x/%0A%1b[31mSecond%22line")
            client.get("/health")
        write_logs("off", stream)
        stream.seek(0)
        lines = stream.read().splitlines()
    assert len(lines) == 6
    assert not any("Secret" in line for line in lines)
    said = json.loads(lines[0])
    assert (said["event"], said["release"]) == ("request", "20261122T000000Z-000000000000")
    assert (said["id"], said["method"], said["path"], said["status"]) == ("0123456789", "GET", "/sparql", 200)
    assert said["bytes"] > 0
    assert said["milliseconds"] > 0
    assert "200 GET /sparql  id=0123456789" in lines[3]
    assert all(line.isprintable() for line in lines)
    assert REQUESTS.isEnabledFor(logging.INFO)


@pytest.mark.parametrize("form", [logging.BASIC_FORMAT, "%(asctime)s %(filename)s:%(lineno)d %(message)s"])
def test_an_application_that_logs_in_a_form_of_its_own_has_the_lines_too(
    client: Client, caplog: pytest.LogCaptureFixture, form: str
) -> None:
    caplog.handler.setFormatter(logging.Formatter(form))
    REQUESTS.addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.INFO, REQUESTS.name):
            client.get("/nowhere", headers={"x-request-id": "0123456789"})
    finally:
        REQUESTS.removeHandler(caplog.handler)
    assert "request" in caplog.text
    assert [vars(record)["fields"]["id"] for record in caplog.records][:1] == ["0123456789"]


def test_an_error_nobody_foresaw_is_an_answer_like_others(
    small: Small, catalogue: Catalogue, tmp_path: Path
) -> None:
    app = create_app(release=small, catalogue=catalogue, tables=Catalogue(()), settings=Settings())

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("the inside of things")

    with (tmp_path / "log").open("w+") as stream:
        write_logs("json", stream)
        for client in client_of(app):
            answer = client.get("/broken")
            assert answer.status_code == 500
            assert answer.headers["content-type"] == "application/problem+json"
            assert "inside" not in answer.text
            assert "content-security-policy" in answer.headers
            assert counted(client)["ngograph_requests_total", "500"] == 1
        write_logs("off", stream)
        stream.seek(0)
        first, second = (json.loads(line) for line in stream.read().splitlines())
    assert "the inside of things" in first["traceback"]
    assert first["id"] == second["id"] == answer.headers["x-request-id"]
    assert second["status"] == 500


def test_requests_are_counted_by_the_template_of_their_address(client: Client) -> None:
    for thing in ("one", "two", "one"):
        client.get(f"/id/organisation/{thing}")
    client.get("/id/organisation/none")
    for wild in range(3):
        client.get(f"/wild/{wild}/{wild}")
    client.request("BREW", "/sparql")
    client.get("/static/style.css")
    families = {family.name: family for family in text_string_to_metric_families(client.get("/metrics").text)}
    seen = {
        (sample.labels["method"], sample.labels["route"], sample.labels["status"]): sample.value
        for sample in families["ngograph_requests"].samples
        if sample.name.endswith("_total")
    }
    assert seen["GET", "/id/{kind}/{key}", "200"] == 3
    assert seen["GET", "/id/{kind}/{key}", "404"] == 1
    assert seen["GET", "none", "404"] == 3
    assert any(method == "other" and status == "405" for method, _, status in seen)
    assert seen["GET", "/static/{file}", "200"] == 1
    assert not any("wild" in route for _, route, _ in seen)


def test_the_cache_the_queries_and_the_release_are_told(client: Client, small: Small) -> None:
    for _ in range(3):
        client.get("/sparql", params={"query": ROWS})
    said = counted(client)
    assert said["ngograph_cache_hits_total", ""] == 2
    assert said["ngograph_cache_misses_total", ""] == 1
    assert said["ngograph_cache_answers", ""] == 1
    assert said["ngograph_cache_bytes", ""] > 500
    assert said["ngograph_queries_running", ""] == 0
    assert said["ngograph_queries_waiting", ""] == 0
    assert said["ngograph_requests_in_progress", ""] == 1
    assert said["ngograph_release_info", small.id] == 1
    assert ("ngograph_request_seconds_count", "") in said


def test_ready_says_that_the_release_answers(client: Client, small: Small) -> None:
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "release": small.id})
    assert answer.headers["cache-control"] == "no-store"


def test_the_page_of_the_interface_names_every_operation(client: Client) -> None:
    described = client.get("/openapi.json").json()
    page = client.get("/docs", accept="text/html")
    assert page.headers["content-type"].startswith("text/html")
    assert "<script" not in page.text
    assert "//cdn" not in page.text
    for path, item in described["paths"].items():
        assert path in page.text
        for method, said in item.items():
            assert f'id="{said["operationId"]}"' in page.text
            assert method.upper() in page.text


# Bounds ----------------------------------------------------------------------------------------------------


def test_an_address_too_long_and_headers_too_large(small: Small, catalogue: Catalogue) -> None:
    for client in clients(small, catalogue, address_bytes=2000, header_bytes=2000):
        long = client.get("/sparql", params={"query": f"ASK {{}} #{'x' * 2000}"})
        assert (long.status_code, long.json()["status"]) == (414, 414)
        assert "2,000" in long.json()["detail"]
        large = client.get("/health", headers={"x-filler": "x" * 2000})
        assert large.status_code == 431
        assert client.post("/sparql", data={"query": f"ASK {{}} #{'x' * 2000}"}).status_code == 200


def test_there_is_no_rate_limit_unless_one_is_set(client: Client) -> None:
    answers = [client.get("/health") for _ in range(100)]
    assert {answer.status_code for answer in answers} == {200}
    assert "ratelimit" not in answers[0].headers


def test_who_asks_too_often_is_told_when_to_come_again(small: Small, catalogue: Catalogue) -> None:
    for client in clients(small, catalogue, rate_per_second=0.01, rate_burst=3):
        answers = [client.get("/queries", accept="application/json") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert [answer.headers["ratelimit"].split(";")[1] for answer in answers] == [
            "r=2",
            "r=1",
            "r=0",
            "r=0",
        ]
        assert answers[0].headers["ratelimit-policy"] == '"client";q=3;w=300'
        assert 1 <= int(answers[3].headers["retry-after"]) <= 100
        assert answers[3].json()["status"] == 429
        assert "access-control-allow-origin" in answers[3].headers
        assert {client.get(path).status_code for path in ("/health", "/ready", "/metrics")} == {200}


def test_tokens_come_back_each_client_has_its_own_and_few_are_remembered() -> None:
    now = [0.0]
    bucket = Bucket(2, 3, clients=2, clock=lambda: now[0])
    assert [bucket.take("a") for _ in range(4)] == [2, 1, 0, -0.5]
    assert bucket.take("b") == 2
    now[0] = 0.5
    assert bucket.take("a") == 0
    assert bucket.take("a") == -0.5
    now[0] = 100
    assert bucket.take("a") == 2
    bucket.take("b")
    bucket.take("c")
    assert bucket.take("a") == 2
