"""Two stores of other makers, started here on free ports, with a release in each."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Triple

from ngograph.store.remote.access import Access, access
from ngograph.store.remote.loading import Load, graph_store, load
from ngograph.store.remote.stating import answered
from ngograph.vocab import GRAPH, ROOT

from .releases import loadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ngograph.release import Release

PASSWORD = "dba"
_INI = """
[Database]
DatabaseFile = virtuoso.db
TransactionFile = virtuoso.trx
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
ServerThreads = 20
NumberOfBuffers = 10000
MaxDirtyBuffers = 7500
DirsAllowed = .
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 16
[SPARQL]
{sparql}
"""


@dataclass(frozen=True)
class Running:
    """A store that runs: its kind, how it is entered, and its process."""

    kind: str
    access: Access
    process: subprocess.Popen[bytes]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def run(kind: str, folder: Path, sparql: str = "") -> Iterator[Running]:
    """Run an empty store of *kind* in *folder*."""
    port = free_port()
    if kind == "oxigraph":
        command = [str(_oxigraph()), "serve", "--location", "store", "--bind", f"127.0.0.1:{port}"]
        entered = access(f"http://127.0.0.1:{port}/query")
    else:
        ini = _INI.format(port=free_port(), http=port, sparql=sparql)
        (folder / "virtuoso.ini").write_text(ini)
        command = [str(_virtuoso()), "+configfile", "virtuoso.ini", "+wait", "+foreground"]
        entered = access(f"http://127.0.0.1:{port}/sparql", user="dba", password=PASSWORD)
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        _wait(process, entered, folder)
        yield Running(kind, entered, process)
    finally:
        process.kill()
        process.wait()


def _oxigraph() -> Path:
    return Path(sys.executable).with_name("oxigraph")


def _virtuoso() -> str:
    found = shutil.which("virtuoso-t")
    if found is None:
        message = "virtuoso-t is not installed: Debian has it in virtuoso-opensource-7-bin"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


def _wait(process: subprocess.Popen[bytes], entered: Access, folder: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, (folder / "said").read_text()
        try:
            if httpx.post(entered.url, data={"query": "ASK {}"}, trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"{entered.url} did not answer within a minute")


@pytest.fixture(scope="session")
def oxigraph(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The Oxigraph server with the release of the project's own content."""
    with run("oxigraph", tmp_path_factory.mktemp("oxigraph")) as running:
        load(running.access, loadable(release), None, "auto")
        yield running


@pytest.fixture(scope="session")
def virtuoso(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Virtuoso with the same release."""
    with run("virtuoso", tmp_path_factory.mktemp("virtuoso")) as running:
        load(running.access, loadable(release), None, "auto")
        yield running


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest) -> Running:
    """Each of them in turn."""
    found: Running = request.getfixturevalue(request.param)
    return found


def few() -> Load:
    """A release of few statements, which are enough for questions that never end."""
    graph, said = f"{GRAPH}alpha", NamedNode("urn:said")
    triples = [Triple(NamedNode(f"urn:{number}"), said, Literal(number)) for number in range(1000)]
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    return Load("20261122T000000Z-000000000000", moment, "0" * 64, (graph,), lambda _: triples)


@pytest.fixture(params=["oxigraph", "virtuoso"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """Each of them in turn, with few statements: questions that go on for ever end with it."""
    with run(request.param, tmp_path) as running:
        load(running.access, few(), None, "auto")
        yield running


@pytest.fixture(scope="session")
def spare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Running]]:
    """Give a store of a kind that tests may fill as they like: Virtuoso takes its time to start."""
    with ExitStack() as stack:
        running: dict[str, Running] = {}

        def of(kind: str) -> Running:
            if kind not in running:
                running[kind] = stack.enter_context(run(kind, tmp_path_factory.mktemp(f"spare-{kind}")))
            return running[kind]

        yield of


@pytest.fixture(params=["oxigraph", "virtuoso"])
def empty(request: pytest.FixtureRequest, spare: Callable[[str], Running]) -> Running:
    """Each of them in turn, with nothing of ours in it."""
    store = spare(request.param)
    with httpx.Client(**store.access.options) as client:  # type: ignore[arg-type]
        rows, kind = answered(client, store.access, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        place = graph_store(store.access.url, kind.name)
        for graph in (row["g"] for row in rows if row["g"].startswith(ROOT)):
            client.delete(place, params={"graph": graph}).raise_for_status()
        if request.param == "oxigraph":
            client.delete(f"{place}?default").raise_for_status()
    return store
