"""Who is compared: how each is started over the same triples, where it answers, and how it is stopped.

All listen on loopback. Each holds the triples in the way that is best for it: those without named graphs have
them in the default graph alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from ngograph import __version__
from ngograph.release import publish, seal, staging
from ngograph.store import bulk_write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

ROOT: Final = Path(__file__).parents[1]
LIMIT: Final = 10.0
"""Seconds that a query may take if nothing else is said, where a contestant can be told so."""
_BEGIN: Final = 600
"""Seconds that a contestant may take to load and to begin to answer."""


@dataclass(frozen=True)
class Contestant:
    """One that answers.

    Args:
        name: what the tables call it.
        version: of what.
        port: where it listens.
        path: of its endpoint.
        process: the process that was started; others may stand below it.
    """

    name: str
    version: str
    port: int
    path: str
    process: int


class Absent(Exception):  # noqa: N818
    """A contestant that is not installed here; the text says what to install."""


def release(folder: Path) -> None:
    """Make the release that ngograph serves of the triples in *folder*."""
    releases = folder / "releases"
    releases.mkdir(exist_ok=True)
    dump = b"".join(sorted((folder / "graph.nq").read_bytes().splitlines(keepends=True)))
    digest, now = hashlib.sha256(dump).hexdigest(), datetime.now(UTC)
    with staging(releases) as staged:
        (staged / "dump.nq").write_bytes(dump)
        (staged / "report.json").write_text("{}")
        (staged / "account.json").write_text(json.dumps({"digest": digest, "built": now.isoformat()}))
        bulk_write(staged / "store", list(parse(dump, format=RdfFormat.N_QUADS)))
        publish(seal(staged, now, digest))


@contextmanager
def ngograph(folder: Path, limit: float = LIMIT) -> Iterator[Contestant]:
    """The service as it is served by default, but for its limit, and with the release in memory."""
    megabytes = (folder / "graph.nq").stat().st_size // 1_000_000 + 1
    with _ngograph(folder, "ngograph", megabytes, limit) as one:
        yield one


@contextmanager
def ngograph_on_disk(folder: Path, limit: float = LIMIT) -> Iterator[Contestant]:
    """The same service over a release that is too large for memory."""
    with _ngograph(folder, "ngograph, on disk", 0, limit) as one:
        yield one


def _ngograph(folder: Path, name: str, in_memory: int, limit: float) -> AbstractContextManager[Contestant]:
    settings = {"NGOGRAPH_IN_MEMORY_MEGABYTES": str(in_memory), "NGOGRAPH_QUERY_SECONDS": str(limit)}
    command = [sys.executable, "-m", "ngograph", "serve", "--releases", str(folder / "releases"), "--port"]
    return _running(folder, name, command, path="/sparql", of=__version__, settings=settings)


@contextmanager
def oxigraph(folder: Path, limit: float = LIMIT) -> Iterator[Contestant]:
    """The native server with its store in memory; it counts whole seconds."""
    command = [_program("oxigraph"), "serve", "--timeout-s", f"{limit:.0f}", "--bind"]
    with _running(folder, "oxigraph serve", command, path="/query", of=_version("oxigraph")) as one:
        _put(f"http://127.0.0.1:{one.port}/store?default", folder / "graph.nt")
        yield one


@contextmanager
def oxigraph_on_disk(folder: Path) -> Iterator[Contestant]:
    """The native server with its store on the disk."""
    location = folder / "oxigraph"
    program = _program("oxigraph")
    if not location.is_dir():
        load = [program, "load", "--location", str(location), "--file", str(folder / "graph.nt")]
        subprocess.run(load, check=True, capture_output=True)
    command = [program, "serve-read-only", "--location", str(location), "--bind"]
    with _running(folder, "oxigraph serve, on disk", command, path="/query", of=_version("oxigraph")) as one:
        yield one


@contextmanager
def plain(folder: Path) -> Iterator[Contestant]:
    """A FastAPI route over pyoxigraph: `benchmarks/plain.py`."""
    command = [sys.executable, "-m", "benchmarks.plain", str(folder / "graph.nt")]
    with _running(folder, "FastAPI route", command, path="/sparql", of=_version("fastapi")) as one:
        yield one


@contextmanager
def rdflib_endpoint(folder: Path) -> Iterator[Contestant]:
    """rdflib-endpoint over the faster of its stores: `benchmarks/endpoint.py`."""
    for package in ("rdflib-endpoint", "oxrdflib"):
        if not _version(package):
            raise Absent(f"pip install --group bench ({package})")
    command = [sys.executable, "-m", "benchmarks.endpoint", str(folder / "graph.nt")]
    with _running(folder, "rdflib-endpoint", command, path="/", of=_version("rdflib-endpoint")) as one:
        yield one


@contextmanager
def virtuoso(folder: Path) -> Iterator[Contestant]:
    """Virtuoso, as Debian has it."""
    program, shell = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or shell is None:
        raise Absent("apt install virtuoso-opensource")
    home = folder / "virtuoso"
    fresh = not home.is_dir()
    home.mkdir(exist_ok=True)
    port, inner = _free_port(), _free_port()
    (home / "virtuoso.ini").write_text(
        f"[Database]\nDatabaseFile={home}/v.db\nErrorLogFile={home}/v.log\nLockFile={home}/v.lck\n"
        f"TransactionFile={home}/v.trx\nxa_persistent_file={home}/v.pxa\n"
        f"[TempDatabase]\nDatabaseFile={home}/t.db\nTransactionFile={home}/t.trx\n"
        f"[Parameters]\nServerPort={inner}\nNumberOfBuffers=170000\nMaxDirtyBuffers=130000\n"
        f"DirsAllowed={folder}\nThreadsPerQuery=2\n"
        f"[HTTPServer]\nServerPort=127.0.0.1:{port}\nServerThreads=40\n"
        "[SPARQL]\nResultSetMaxRows=2000000\nMaxQueryExecutionTime=600\nMaxQueryCostEstimationTime=0\n"
    )
    command = [program, "-f", "-c", str(home / "virtuoso.ini")]
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"Version ([\d.]+)", said.stderr + said.stdout)
    of = found.group(1) if found else ""
    with _running(folder, "Virtuoso", command, path="/sparql", of=of, port=port) as one:
        if fresh:
            load = (
                f"ld_dir('{folder}', 'graph.nt', 'urn:x-bench'); rdf_loader_run(); checkpoint; "
                'grant select on DB.DBA.SPARQL_SINV_2 to "SPARQL";'
            )
            command = [shell, str(inner), "dba", "dba", f"EXEC={load}"]
            said = subprocess.run(command, capture_output=True, text=True, check=False)
            if said.returncode:
                raise Absent(f"did not load: {said.stderr[-500:]}")
        yield one


@contextmanager
def constant(folder: Path) -> Iterator[Contestant]:
    """Always the same few bytes from the same web server: `benchmarks/constant.py`."""
    command = [sys.executable, "-m", "benchmarks.constant"]
    with _running(folder, "a constant", command, path="/", of=_version("uvicorn")) as one:
        yield one


@contextmanager
def _running(
    folder: Path,
    name: str,
    command: Sequence[str],
    *,
    path: str,
    of: str,
    settings: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Iterator[Contestant]:
    """Run *command* until the work is done; a *port* that it is not told yet is its last argument."""
    last: list[str] = []
    if port is None:
        port = _free_port()
        last = [f"127.0.0.1:{port}" if command[-1] == "--bind" else str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **(settings or {})}
    log = (folder / f"{re.sub('[^a-z]+', '-', name.lower())}.log").open("wb")
    with (
        log,
        subprocess.Popen(
            [*command, *last], stdout=log, stderr=log, env=environment, cwd=ROOT, start_new_session=True
        ) as process,
    ):
        try:
            one = Contestant(name, of, port, path, process.pid)
            _answers(one, process, Path(log.name))
            yield one
        finally:
            process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _answers(one: Contestant, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until it answers."""
    query = urllib.parse.urlencode({"query": "ASK {}"})
    request = urllib.request.Request(
        f"http://127.0.0.1:{one.port}{one.path}?{query}",
        headers={"accept": "application/sparql-results+json"},
    )
    end = time.monotonic() + _BEGIN
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(request, timeout=60) as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise Absent(f"did not begin: {log.read_text(errors='replace')[-500:]}")


def _put(address: str, file: Path) -> None:
    with file.open("rb") as body:
        request = urllib.request.Request(
            address,
            body,
            {"content-type": "application/n-triples", "content-length": str(file.stat().st_size)},
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=_BEGIN):
            pass


def _program(name: str) -> str:
    """Return where the program is, beside this Python or on the path."""
    found = shutil.which(name, path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    if found is None:
        raise Absent(f"pip install --group bench ({name})")
    return found


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
