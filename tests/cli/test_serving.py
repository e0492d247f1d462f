"""`ngograph serve`, as a process of its own: it streams, holds back, lets go, and stops."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from tests import plain

from ngograph.build import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ngograph.content import Content

    from ..conftest import Outcome

ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
workers = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers need Linux")
SILENT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?f && ?i != ?l) }"


@pytest.fixture
def published(tiny: Content, tmp_path: Path) -> Path:
    """A folder with one published release."""
    build(tiny, tmp_path / "releases")
    return tmp_path / "releases"


@contextmanager
def served(
    releases: Path, content: Content, *options: str, **environment: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the service on any free port; give the process and its address.

    What it writes to its log is `told`: a pipe that nobody reads would fill up and hold the service.
    """
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "ngograph",
        "serve",
        "--port",
        "0",
        "--releases",
        releases,
        "--content",
        content.root,
        *(() if "--processes" in options else ("--processes", "1")),
        *options,
    ]
    paths = [str(Path(__file__).parents[2] / "src"), os.environ.get("PYTHONPATH", "")]
    settings = {**os.environ, **environment, "PYTHONPATH": os.pathsep.join(paths)}
    with _log(releases).open("a") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=settings)
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        found = re.search(r"http://\S+", first)
        assert found, first + told(releases)
        yield process, found.group()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def told(releases: Path) -> str:
    """What the service over *releases* has written to its log."""
    return _log(releases).read_text("utf-8")


def _log(releases: Path) -> Path:
    return releases.parent / "serve.log"


def memory(process: subprocess.Popen[str]) -> int:
    """The memory that the process holds, in bytes."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) * 1024


def family(process: subprocess.Popen[str]) -> list[int]:
    """The process, the one that it started, and those that this one did."""
    found = [process.pid]
    for number in found:
        with suppress(FileNotFoundError, ProcessLookupError):
            found += map(int, Path(f"/proc/{number}/task/{number}/children").read_text().split())
    return found


def worked(process: subprocess.Popen[str]) -> dict[int, int]:
    """The ticks of time that the process and each one below it have worked."""
    ticks = {}
    for number in family(process):
        with suppress(FileNotFoundError, ProcessLookupError):  # a worker that was just replaced
            fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            ticks[number] = int(fields[11]) + int(fields[12])
    return ticks


def gone(number: int) -> bool:
    """Whether the process has ended, buried or not."""
    stat = Path(f"/proc/{number}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def waited(condition: Callable[[], bool], seconds: float = 30) -> bool:
    """Wait until *condition* holds."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def quiet(process: subprocess.Popen[str], seconds: float = 10) -> bool:
    """Wait until the process does next to nothing for half a second."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        before = worked(process)
        time.sleep(0.5)
        after = worked(process)
        if before.keys() == after.keys() and sum(after.values()) - sum(before.values()) <= 5:
            return True
    return False


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads what a process does from /proc")
def test_streams_with_flat_memory_and_lets_go_of_who_leaves(published: Path, tiny: Content) -> None:
    with served(published, tiny) as (process, address):
        plain.get(address)
        assert quiet(process, 30)
        before = memory(process)
        with plain.stream(
            "GET",
            f"{address}sparql",
            params={"query": ENDLESS},
            headers={"accept-encoding": "identity"},
            timeout=30,
        ) as answer:
            pieces, read = answer.iter_raw(), 0
            while read < 30_000_000:
                read += len(next(pieces))
            assert "transfer-encoding" in answer.headers
            began = time.monotonic()
            assert plain.get(f"{address}sparql", params={"query": "ASK {}"}).json()["boolean"] is True
            assert time.monotonic() - began < 2
            assert memory(process) - before < 24_000_000
            assert quiet(process)  # nobody reads, so nobody writes
        with plain.stream("GET", f"{address}sparql", params={"query": ENDLESS}, timeout=30) as answer:
            next(answer.iter_raw())
        assert quiet(process)


def test_an_answer_broken_off_does_not_look_whole(published: Path, tiny: Content) -> None:
    with served(published, tiny, NGOGRAPH_READER_SECONDS="0.5") as (_, address):
        url = httpx.URL(address, params={"query": ENDLESS}, path="/sparql")
        with socket.create_connection((url.host, url.port or 80)) as connection:
            connection.sendall(b"GET " + url.raw_path + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            body = connection.recv(4096)
            assert body.startswith(b"HTTP/1.1 200")
            time.sleep(3)
            connection.settimeout(20)
            while piece := connection.recv(1 << 16):
                body = body[-16:] + piece
        assert not body.endswith(b"0\r\n\r\n")


def test_stops_in_good_order(published: Path, tiny: Content) -> None:
    with served(published, tiny) as (process, address):
        process.send_signal(signal.SIGHUP)  # to look for a release, which it was about to do
        assert plain.get(f"{address}health").json()["status"] == "ok"
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=20)
        assert (process.returncode, out.strip(), told(published)) == (0, "stopped", "")


def test_stops_although_a_question_does_not(published: Path, tiny: Content) -> None:
    with served(published, tiny, NGOGRAPH_QUERY_SECONDS="0.5") as (process, address):
        late = plain.get(f"{address}sparql", params={"query": SILENT}, timeout=20)
        assert (late.status_code, late.json()["error"]) == (504, "QueryTooLong")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
        assert process.returncode == 0


@contextmanager
def asking(address: str, query: str) -> Iterator[socket.socket]:
    """Send a question and do not wait for its answer."""
    url = httpx.URL(address, params={"query": query}, path="/sparql")
    with socket.create_connection((url.host, url.port or 80)) as connection:
        connection.sendall(b"GET " + url.raw_path + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        connection.settimeout(20)
        yield connection


def running(releases: Path, ngograph: Callable[..., Outcome]) -> list[dict[str, str]]:
    """What the service runs of the questions that this file asks; it asks some itself."""
    said = json.loads(ngograph("queries", "running", "--releases", releases, "--json").out)
    return [one for one in said if one["query"] in (SILENT, ENDLESS)]


@workers
def test_a_limit_is_named_where_it_bites(published: Path, tiny: Content) -> None:
    limits = {
        "NGOGRAPH_QUERY_SECONDS": "1.5",
        "NGOGRAPH_QUERIES_WAITING": "0",
        "NGOGRAPH_QUERIES_AT_ONCE": "1",
    }
    with served(published, tiny, **limits) as (process, address):
        assert quiet(process, 30)
        with asking(address, SILENT) as first:
            time.sleep(0.2)
            busy = plain.get(f"{address}sparql", params={"query": "ASK {}"})
            assert first.recv(4096).startswith(b"HTTP/1.1 504")
        assert (busy.status_code, busy.headers["ngograph-limit"]) == (503, "queries_waiting=0")
        assert int(busy.headers["retry-after"]) >= 1
        late = plain.get(f"{address}sparql", params={"query": SILENT})
        assert (late.status_code, late.headers["ngograph-limit"]) == (504, "query_seconds=1.5")
        assert late.json()["error"] == "QueryTooLong"
    with served(published, tiny, NGOGRAPH_QUERY_MEGABYTES="16") as (_, address):
        large = plain.get(f"{address}sparql", params={"query": f"{ENDLESS} ORDER BY ?a"}, timeout=30)
        assert (large.status_code, large.headers["ngograph-limit"]) == (507, "query_megabytes=16")
        assert large.headers["content-type"] == "application/problem+json"


@workers
def test_who_leaves_before_the_answer_ends_the_question(
    published: Path, tiny: Content, ngograph: Callable[..., Outcome]
) -> None:
    with served(published, tiny) as (_, address):
        with asking(address, SILENT):
            assert waited(lambda: len(running(published, ngograph)) == 1)
        assert waited(lambda: not running(published, ngograph), 2)


@workers
def test_an_operator_sees_and_ends_questions(
    published: Path, tiny: Content, ngograph: Callable[..., Outcome]
) -> None:
    with served(published, tiny) as (process, address):
        assert waited(lambda: len(list(published.glob(".serving-*"))) == 1)
        (door,) = published.glob(".serving-*")
        assert door.stat().st_mode & 0o777 == 0o600
        with asking(address, SILENT) as silent, asking(address, ENDLESS) as endless:
            assert endless.recv(64).startswith(b"HTTP/1.1 200")
            assert waited(lambda: len(running(published, ngograph)) == 2)
            assert SILENT[:40] in ngograph("queries", "running", "--releases", published).out
            for one in running(published, ngograph):
                ended = ngograph("queries", "kill", one["id"], "--releases", published)
                assert (ended.code, ended.out) == (0, f"ended {one['id']}\n")
            assert silent.recv(4096).startswith(b"HTTP/1.1 503")
            body = b""
            while piece := endless.recv(1 << 16):
                body = body[-16:] + piece
            assert not body.endswith(b"0\r\n\r\n")
        again = ngograph("queries", "kill", one["id"], "--releases", published)
        assert (again.code, one["id"] in again.err) == (1, True)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert not list(published.glob(".serving-*"))
    assert ngograph("queries", "running", "--releases", published).out == ""


@workers
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_nobody_outlives_the_service(
    published: Path, tiny: Content, ngograph: Callable[..., Outcome], sent: signal.Signals
) -> None:
    with served(published, tiny, NGOGRAPH_QUERY_SECONDS="3") as (process, address):
        with asking(address, SILENT):
            assert waited(lambda: len(running(published, ngograph)) == 1)
            started = family(process)
            assert len(started) > 3
            process.send_signal(sent)
            process.communicate(timeout=20)
        assert waited(lambda: all(map(gone, started)), 2)
    assert ngograph("queries", "running", "--releases", published).out == ""
    assert not list(published.glob(".serving-*"))


def test_a_port_that_is_taken(published: Path, tiny: Content, ngograph: Callable[..., Outcome]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = ngograph("serve", "--port", port, "--releases", published, "--content", tiny.root)
    assert ended.code == 1
    assert f"127.0.0.1:{port}" in ended.err
    assert "something else listens there already" in ended.err


def test_nothing_published(tiny: Content, tmp_path: Path, ngograph: Callable[..., Outcome]) -> None:
    ended = ngograph("serve", "--releases", tmp_path / "none", "--content", tiny.root)
    assert ended.code == 1
    assert "ngograph build" in ended.err


def test_a_setting_that_is_none(
    published: Path, tiny: Content, ngograph: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NGOGRAPH_PAGE_ROWS", "many")
    ended = ngograph("serve", "--port", 0, "--releases", published, "--content", tiny.root)
    assert ended.code == 1
    assert "NGOGRAPH_PAGE_ROWS" in ended.err


def test_the_release_is_served_though_its_link_is_gone(published: Path, tiny: Content) -> None:
    with served(published, tiny) as (_, address):
        shutil.rmtree(published / "current", ignore_errors=True)
        (published / "current").unlink(missing_ok=True)
        assert "One" in plain.get(f"{address}id/organisation/one?format=nt").text
