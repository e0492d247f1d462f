"""What is measured of one contestant, each as a short round, so that rounds of several can take turns."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.data import ROOT
from benchmarks.load import request, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.contestants import Contestant

JSON: Final = "application/sparql-results+json"
_NGO: Final = f"{ROOT}ontology#"
_LABEL: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"
_TIE: Final = f"{ROOT}id/partnership/t{{n}}"
SMALL: Final = (
    f"SELECT ?p ?o WHERE {{ <{_TIE}> ?p ?o }}",
    f"SELECT ?party ?label WHERE {{ <{_TIE}> <{_NGO}party> ?party . ?party <{_LABEL}> ?label "
    'FILTER(lang(?label) = "en") }',
    f"ASK {{ <{_TIE}> <{_NGO}modality> <{ROOT}concept/modality/asserted> }}",
)
"""Small questions, each about another partnership: none is asked twice."""
SAME: Final = SMALL[0].replace("{n}", "7")
ALL: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
HEAVY: Final = (
    "SELECT ?topic (COUNT(*) AS ?n) (COUNT(DISTINCT ?party) AS ?parties) WHERE { "
    f"?tie <{_NGO}topic> ?topic ; <{_NGO}party> ?party }} GROUP BY ?topic ORDER BY ?topic"
)
ENDLESS: Final = (
    f"SELECT (COUNT(*) AS ?n) WHERE {{ ?a <{_NGO}party> ?b . ?c <{_NGO}party> ?d . ?e <{_NGO}party> ?f "
    "FILTER(?b != ?d && ?d != ?f) }"
)


@dataclass(frozen=True)
class Streamed:
    """A long answer: how fast, how soon, and by how much the contestant grew (all its processes together)."""

    bytes: int
    seconds: float
    first: float
    growth: int


def load(
    one: Contestant,
    clients: int,
    seconds: float,
    queries: Sequence[str | None],
    *,
    first: int = 0,
    path: str = "",
) -> dict[str, Any]:
    """Let the load generator ask, and return what it saw."""
    plan = {
        "port": one.port,
        "path": path or one.path,
        "accept": JSON,
        "clients": clients,
        "seconds": seconds,
        "queries": list(queries),
        "first": first,
    }
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.load", json.dumps(plan)],
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(said.stdout))


def asked(one: Contestant, query: str, patience: float = 120) -> tuple[int, float]:
    """Ask once; return the status, 0 for an answer that was broken off or never came, and the seconds."""
    began, address = time.perf_counter(), ("127.0.0.1", one.port)
    with suppress(TimeoutError), socket.create_connection(address, timeout=patience) as connection:
        connection.sendall(request(one.path, query, JSON, one.port))
        come = bytearray()
        while (answer := whole(come)) is None:
            if not (piece := connection.recv(1 << 16)):
                return 0, time.perf_counter() - began
            come += piece
        return answer[0], time.perf_counter() - began
    return 0, time.perf_counter() - began


def streamed(one: Contestant, query: str = ALL) -> Streamed:
    """Read a long answer to its end."""
    with _watched(one) as grown:
        began = time.perf_counter()
        with socket.create_connection(("127.0.0.1", one.port), timeout=300) as connection:
            connection.sendall(request(one.path, query, JSON, one.port))
            head = bytearray()
            while (place := head.find(b"\r\n\r\n")) < 0 or len(head) == place + 4:
                head += connection.recv(1 << 16)
            first, size, end = time.perf_counter() - began, len(head), bytes(head[-5:])
            length = head.lower().find(b"content-length:")
            known = int(head[length + 15 :].split(b"\r\n", 1)[0]) + place + 4 if 0 <= length < place else None
            while (size < known) if known is not None else (end != b"0\r\n\r\n"):
                if not (piece := connection.recv(1 << 20)):
                    break
                size += len(piece)
                end = (end + piece[-5:])[-5:]
        seconds = time.perf_counter() - began
    return Streamed(size, seconds, first, grown[0])


@contextmanager
def busy(one: Contestant) -> Iterator[None]:
    """Let the contestant work at a question without end meanwhile."""
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            with (
                suppress(OSError),
                socket.create_connection(("127.0.0.1", one.port), timeout=1) as connection,
            ):
                connection.sendall(request(one.path, ENDLESS, JSON, one.port))
                while not stop.is_set():
                    with suppress(TimeoutError):
                        if not connection.recv(1 << 16):
                            break

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.3)
    try:
        yield
    finally:
        stop.set()
        asking.join()


def stop(one: Contestant) -> None:
    """End the contestant now: it works at a question that it will not give up."""
    os.killpg(one.process, signal.SIGKILL)


def memory(one: Contestant) -> int:
    """Return the bytes that the contestant's processes hold, what they share counted once."""
    total = 0
    for number in _family(one.process):
        with suppress(OSError):
            for line in Path(f"/proc/{number}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def worked(one: Contestant) -> int:
    """Return the ticks that the contestant's processes have worked, those that have ended too."""
    total = 0
    for number in _family(one.process):
        with suppress(OSError):
            fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15]))
    return total


def rest(one: Contestant, patience: float = 120) -> None:
    """Wait until the contestant has nothing left to do."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = worked(one)
        time.sleep(1)
        if worked(one) - before <= 3:
            return


@contextmanager
def _watched(one: Contestant) -> Iterator[list[int]]:
    """Give by how many bytes the contestant grows at most."""
    before, grown, stop = memory(one), [0], threading.Event()

    def watch() -> None:
        while not stop.wait(0.2):
            grown[0] = max(grown[0], memory(one) - before)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield grown
    finally:
        stop.set()
        watching.join()


def _family(process: int) -> list[int]:
    found = [process]
    for number in found:
        with suppress(OSError):
            found += map(int, Path(f"/proc/{number}/task/{number}/children").read_text().split())
    return found
