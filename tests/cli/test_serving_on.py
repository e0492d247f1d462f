"""`ngograph serve` over real sockets: a release switched under load, odd requests, encodings, the log."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from tests import plain

from ngograph.build import build
from ngograph.release import listed, publish

from ..conftest import tiny_in
from .test_serving import ENDLESS, SILENT, asking, quiet, served, told, waited, workers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ngograph.content import Content


def ask(address: str, head: bytes) -> bytes:
    """Send *head* as it is and return all that comes back."""
    url = httpx.URL(address)
    with socket.create_connection((url.host, url.port or 80), timeout=30) as connection:
        connection.sendall(head)
        taken = b""
        while piece := connection.recv(65536):
            taken += piece
        return taken


def serves(address: str, release: str, seconds: float = 30) -> bool:
    """Wait until the service serves *release*."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if plain.get(f"{address}ready").json()["release"] == release:
            return True
        time.sleep(0.05)
    return False


def test_a_release_is_switched_under_load_and_no_request_fails(two: Path, tiny: Content) -> None:
    first, second = listed(two)
    # Nobody reads the log, and a full pipe would hold the service up.
    with served(two, tiny, NGOGRAPH_RELEASE_SECONDS="0.2", NGOGRAPH_LOG="off") as (_, address):
        failed: list[str] = []
        tags: set[str] = set()
        stop, count = threading.Event(), [0]

        def load(path: str) -> None:
            with plain.Client(timeout=20) as http:
                while not stop.is_set():
                    try:
                        answer = http.get(address + path)
                        count[0] += 1
                        if answer.status_code != 200:
                            failed.append(f"{path}: {answer.status_code}")
                        tags.add(answer.headers.get("etag", ""))
                    except httpx.HTTPError as error:
                        failed.append(f"{path}: {error!r}")

        paths = ("id/organisation/one?format=nt", "sparql?query=ASK%20%7B%7D", "queries", "")
        threads = [threading.Thread(target=load, args=(path,)) for path in paths]
        for thread in threads:
            thread.start()
        try:
            for release in (second, first, second):
                publish(release)
                assert serves(address, release.id)
                time.sleep(0.3)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        assert failed == []
        assert count[0] > 50
        assert len(tags) >= 2 * len(paths)
        assert "Second" in plain.get(f"{address}id/organisation/one?format=nt").text


def test_an_answer_begun_goes_on_from_the_old_release(two: Path, tiny: Content) -> None:
    _, second = listed(two)
    with served(two, tiny, NGOGRAPH_RELEASE_SECONDS="600") as (process, address):
        identity = {"accept-encoding": "identity"}
        with plain.stream(
            "GET", f"{address}sparql", params={"query": ENDLESS}, headers=identity, timeout=30
        ) as answer:
            pieces = answer.iter_raw()
            next(pieces)
            publish(second)
            process.send_signal(signal.SIGHUP)
            assert serves(address, second.id)
            assert sum(len(next(pieces)) for _ in range(100)) > 100


def test_a_release_that_cannot_be_opened_leaves_the_old_one(two: Path, tiny: Content) -> None:
    first, second = listed(two)
    shutil.rmtree(second.path / "store")
    with served(two, tiny, NGOGRAPH_RELEASE_SECONDS="0.1") as (process, address):
        publish(second)
        time.sleep(1)
        assert plain.get(f"{address}ready").json() == {"status": "ready", "release": first.id}
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    events = [json.loads(line) for line in told(two).splitlines()]
    assert [event["event"] for event in events] == ["the new release cannot be served"]
    assert (events[0]["from"], events[0]["to"]) == (first.id, second.id)


@workers
def test_who_leaves_ends_whatever_was_asked(two: Path, tiny: Content) -> None:
    def counted(what: str) -> int:
        (number,) = re.findall(rf"^ngograph_queries_{what} (\d+)", http.get("/metrics").text, re.MULTILINE)
        return int(number)

    limits = {"NGOGRAPH_QUERIES_AT_ONCE": "1", "NGOGRAPH_QUERY_SECONDS": "300"}
    with served(two, tiny, **limits) as (process, address), plain.Client(base_url=address) as http:
        assert quiet(process, 30)
        with asking(address, SILENT):  # so that everything else waits for its turn
            assert waited(lambda: counted("running") == 1)
            for path in (
                *("id/organisation/one", "id/organisation/one?format=html", "graph/alpha", "ontology"),
                *("graphs?default", "sparql?query=ASK%20%7B%7D", "context.jsonld"),
            ):
                with socket.create_connection((http.base_url.host, http.base_url.port or 80)) as client:
                    client.sendall(f"GET /{path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                    assert waited(lambda: counted("waiting") == 1), path
                assert waited(lambda: counted("waiting") == 0), path
            for path in ("void", "sitemap.xml"):  # the build has counted what they tell
                assert http.get(path).status_code == 200
                assert counted("waiting") == 0


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that no test does anything to."""
    folder = tmp_path_factory.mktemp("standing")
    content = tiny_in(folder)
    build(content, folder / "releases")
    with served(folder / "releases", content) as (_, address):
        yield address


def test_what_is_too_large_and_what_is_no_header(standing: str) -> None:
    end = b"Host: x\r\nConnection: close\r\n\r\n"
    assert ask(standing, b"GET /?" + b"x" * 40_000 + b" HTTP/1.1\r\n" + end).startswith(b"HTTP/1.1 414")
    filler = b"X-Filler: " + b"x" * 40_000 + b"\r\n"
    assert ask(standing, b"GET / HTTP/1.1\r\n" + filler + end).startswith(b"HTTP/1.1 431")
    for head in (
        b"GET / HTTP/1.1\r\n" + b"X-Filler: " + b"x" * 400_000 + b"\r\n" + end,
        b"GET / HTTP/1.1\r\nX-Bad: a\x00b\r\n" + end,
        b"GET / HTTP/1.1\r\nX Bad: a\r\n" + end,
        b"GET /\x01 HTTP/1.1\r\n" + end,
    ):
        try:
            assert ask(standing, head)[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 431")
        except (ConnectionResetError, BrokenPipeError):  # closed before everything was sent
            assert len(head) > 100_000
    assert plain.get(f"{standing}health").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "id/organisation/x%0D%0AX-Injected:%20yes",
        "sparql?query=ASK%20%7B%7D&format=%0D%0AX-Injected:%20yes",
        "queries/x%0D%0AX-Injected:%20yes",
        "graph/%0D%0A%0D%0A<script>",
        "id/%E2%80%A8/x%22%3E",
    ],
)
def test_no_address_becomes_a_header(standing: str, path: str) -> None:
    request = (
        f"GET /{path} HTTP/1.1\r\nHost: x\r\nX-Request-ID: a\tX-Injected: y\r\nConnection: close\r\n\r\n"
    )
    head, _, body = ask(standing, request.encode()).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 4")
    assert not any(line.lower().startswith(b"x-injected") for line in head.split(b"\r\n"))
    assert body
