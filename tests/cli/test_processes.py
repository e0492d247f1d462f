"""`ngograph serve` with several processes: they share the work, one can die, none outlives the first."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from tests import plain

from ngograph.release import listed, publish

from .test_serving import ENDLESS, SILENT, asking, family, gone, running, served, waited

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    from ngograph.content import Content

    from ..conftest import Outcome

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="one process serves elsewhere")

TWO = ("--processes", "2")
QUIET = {"NGOGRAPH_LOG": "off"}


def counted(address: str) -> dict[str, float]:
    """How many requests for the question of this file each process has answered."""
    text = plain.get(f"{address}metrics", timeout=20).text
    found: dict[str, float] = {}
    for labels, number in re.findall(r"^ngograph_requests_total\{(.*)\} (\S+)$", text, re.MULTILINE):
        (process,) = re.findall(r'process="(\d+)"', labels)
        found.setdefault(process, 0)
        found[process] += float(number) if 'route="/sparql"' in labels else 0
    return found


@contextmanager
def loaded(*loads: Callable[[threading.Event], None]) -> Iterator[None]:
    """Do all *loads*, each in a thread, and tell them to stop at the end."""
    stop = threading.Event()
    threads = [threading.Thread(target=load, args=(stop,)) for load in loads]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def serving(process: subprocess.Popen[str], address: str) -> list[int]:
    """Wait for the processes that serve, and return their numbers."""
    assert waited(lambda: len(counted(address)) == 2, 30)
    numbers = [int(number) for number in counted(address)]
    assert set(numbers) < set(family(process))
    return numbers


def ask(http: httpx.Client, address: str, text: str = "ASK {}") -> httpx.Response:
    return http.get(f"{address}sparql", params={"query": text}, timeout=30)


def nurseries(process: subprocess.Popen[str]) -> list[int]:
    """The nurseries: what the first process has started that is no copy of itself."""
    found = []
    for number in family(process):
        with suppress(FileNotFoundError, ProcessLookupError):  # a worker that was just replaced
            parent = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1]
            if parent == str(process.pid) and b"nursery" in Path(f"/proc/{number}/cmdline").read_bytes():
                found.append(number)
    return found


def test_connections_are_spread_over_the_processes_and_the_release_is_in_memory_once(
    two: Path, tiny: Content
) -> None:
    with served(two, tiny, *TWO, **QUIET) as (process, address):
        serving(process, address)
        for _ in range(40):
            with plain.Client() as http:
                assert ask(http, address).status_code == 200
        shares = counted(address).values()
        assert sum(shares) >= 40
        assert min(shares) >= 5  # one in a million is smaller
        assert len(nurseries(process)) == 1


def test_one_that_is_killed_takes_along_what_it_was_answering_and_no_more(two: Path, tiny: Content) -> None:
    with served(two, tiny, *TWO, **QUIET) as (process, address):
        old = serving(process, address)
        clients, failed, done = 6, [0] * 6, [0] * 6

        def load(place: int, stop: threading.Event) -> None:
            with plain.Client() as http:  # which opens a connection anew where it has none
                while not stop.is_set():
                    try:
                        assert ask(http, address).status_code == 200
                        done[place] += 1
                    except httpx.TransportError:
                        failed[place] += 1

        def replaced() -> bool:
            with suppress(httpx.TransportError):
                return len(counted(address)) == 2 and str(old[0]) not in counted(address)
            return False

        with loaded(*(partial(load, place) for place in range(clients))):
            time.sleep(0.5)
            os.kill(old[0], signal.SIGKILL)
            assert waited(replaced, 30)
            time.sleep(0.5)
        assert max(failed) <= 1  # the one request that was on its way
        assert min(done) > 5
        assert old[1] in serving(process, address)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nobody_outlives_the_first_process(
    two: Path, tiny: Content, ngograph: Callable[..., Outcome], sent: signal.Signals
) -> None:
    with served(two, tiny, *TWO, **QUIET, NGOGRAPH_QUERY_SECONDS="3") as (process, address):
        serving(process, address)
        with asking(address, SILENT), asking(address, SILENT):
            assert waited(lambda: len(running(two, ngograph)) == 2)
            started = family(process)
            process.send_signal(sent)
            process.communicate(timeout=30)
        assert waited(lambda: all(map(gone, started)), 5)
        assert process.returncode == (-sent if sent == signal.SIGKILL else 0)


def test_answers_that_have_begun_are_ended_before_the_stop(two: Path, tiny: Content) -> None:
    with served(two, tiny, *TWO, **QUIET) as (process, address):
        serving(process, address)
        codes: list[int] = []
        text = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 400000 } }"

        def question() -> None:
            with plain.Client() as http:
                codes.append(ask(http, address, text).status_code)

        threads = [threading.Thread(target=question) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=30)
        for thread in threads:
            thread.join()
        assert codes == [200] * 4
        assert out.endswith("stopped\n")


def test_each_turns_to_a_new_release_and_no_request_fails(two: Path, tiny: Content) -> None:
    first, second = listed(two)
    with served(two, tiny, *TWO, **QUIET, NGOGRAPH_RELEASE_SECONDS="600") as (process, address):
        serving(process, address)
        failed: list[str] = []

        def load(stop: threading.Event) -> None:
            while not stop.is_set():
                with plain.Client(timeout=30) as http:
                    for path in ("id/organisation/one?format=nt", "sparql?query=ASK%20%7B%7D", "queries"):
                        try:
                            if http.get(address + path).status_code != 200:
                                failed.append(path)
                        except httpx.HTTPError as error:
                            failed.append(repr(error))

        def all_serve(release: str) -> bool:
            text = plain.get(f"{address}metrics", timeout=20).text
            return text.count(f'release="{release}"') == 2

        with loaded(*[load] * 4):
            for release in (second, first, second):
                publish(release)
                process.send_signal(signal.SIGHUP)
                assert waited(lambda release=release: all_serve(release.id), 30)  # type: ignore[misc]
        assert failed == []


def test_an_operator_sees_what_runs_in_each(
    two: Path, tiny: Content, ngograph: Callable[..., Outcome]
) -> None:
    with served(two, tiny, *TWO, **QUIET) as (process, address):
        numbers = serving(process, address)
        assert {path.name for path in two.glob(".serving-*")} == {f".serving-{number}" for number in numbers}
        with asking(address, ENDLESS) as first, asking(address, ENDLESS) as other:
            assert first.recv(16) and other.recv(16)
            assert waited(lambda: len(running(two, ngograph)) == 2)
            for one in running(two, ngograph):
                assert ngograph("queries", "kill", one["id"], "--releases", two).code == 0
        assert waited(lambda: running(two, ngograph) == [])


CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]
several_cores = pytest.mark.skipif(len(CORES) == 1, reason="there is one core to keep to")


def keeps_to(number: int) -> list[int]:
    with suppress(ProcessLookupError):
        return sorted(os.sched_getaffinity(number))
    return []


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The workers: what the nursery has forked."""
    (nursery,) = nurseries(process)
    return [int(one) for one in Path(f"/proc/{nursery}/task/{nursery}/children").read_text().split()]


@several_cores
def test_as_many_as_cores_keep_each_to_one_and_long_questions_do_not(two: Path, tiny: Content) -> None:
    with served(two, tiny, "--processes", str(len(CORES)), **QUIET) as (process, address):
        assert waited(lambda: len(counted(address)) == len(CORES), 30)
        numbers = [int(number) for number in counted(address)]
        assert sorted(keeps_to(number) for number in numbers) == [[core] for core in CORES]

        def all_settled() -> bool:
            return all(len(keeps_to(one)) == 1 for one in workers_of(process))

        assert workers_of(process)
        assert waited(all_settled)
        with asking(address, SILENT):
            assert waited(lambda: CORES in map(keeps_to, workers_of(process)))
        assert waited(all_settled)  # its client has left


@several_cores
def test_the_system_may_be_left_to_place_them(two: Path, tiny: Content) -> None:
    with served(two, tiny, "--processes", str(len(CORES)), NGOGRAPH_PINNED="false") as (process, address):
        assert waited(lambda: len(counted(address)) == len(CORES), 30)
        assert {tuple(keeps_to(number)) for number in family(process)} == {tuple(CORES)}
