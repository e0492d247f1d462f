"""What is lost when processes of a running service are killed, and that nothing is when it is to stop."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from tests import plain

from ngograph.build import build

from .test_serving import ENDLESS, family, gone, served, waited, workers

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.content import Content

CLIENTS = 4


@pytest.fixture
def published(tiny: Content, tmp_path: Path) -> Path:
    """A folder with one published release."""
    build(tiny, tmp_path / "releases")
    return tmp_path / "releases"


class Load:
    """Clients that ask one small question after another, each time another one.

    What they ask after the service is `over` is lost to nobody.
    """

    def __init__(self, address: str) -> None:
        self.statuses: list[int] = []
        self.lost = [0] * CLIENTS
        self.over = threading.Event()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(address, one)) for one in range(CLIENTS)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, address: str, one: int) -> None:
        with plain.Client(base_url=address, timeout=30) as client:
            number = 0
            while not self._stop.is_set():
                number += 1
                in_time = not self.over.is_set()
                try:
                    answer = client.get("/sparql", params={"query": f"ASK {{}} # {one} {number}"})
                except httpx.TransportError:
                    self.lost[one] += in_time
                    if not in_time:
                        return
                else:
                    self.statuses.append(answer.status_code)


def digests(folder: Path) -> dict[str, str]:
    """The digests of all files in *folder*."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@workers
def test_a_killed_service_loses_what_it_was_at_and_no_data(published: Path, tiny: Content) -> None:
    release = published / (published / "current").readlink()
    before = digests(release)
    with served(published, tiny) as (process, address), Load(address) as load:
        assert waited(lambda: len(load.statuses) > 20, 60)
        said = plain.get(f"{address}graphs?default&format=nt").text
        started = family(process)
        load.over.set()
        process.kill()
        process.wait()
        assert waited(lambda: all(map(gone, started)), 5)
    assert set(load.statuses) == {200}
    assert max(load.lost) <= 1
    assert digests(release) == before
    with served(published, tiny) as (_, address):
        again = plain.get(f"{address}graphs?default&format=nt").text
        assert sorted(again.splitlines()) == sorted(said.splitlines())


@workers
def test_a_killed_nursery_or_worker_loses_what_it_was_at(published: Path, tiny: Content) -> None:
    with served(published, tiny) as (process, address), Load(address) as load:
        for place in (1, 2, 1, -1):  # the nursery was started first, its workers after it
            answered = len(load.statuses)
            assert waited(lambda many=answered: len(load.statuses) > many + 20, 60)  # type: ignore[misc]
            os.kill(family(process)[place], signal.SIGKILL)
        answered = len(load.statuses)
        assert waited(lambda: len(load.statuses) > answered + 20, 60)
        assert process.poll() is None
        assert plain.get(f"{address}ready").status_code == 200
    assert set(load.statuses) <= {200, 503}
    assert load.statuses.count(503) <= 4 * CLIENTS
    assert sum(load.lost) == 0


def test_what_is_on_its_way_arrives_although_the_service_stops(published: Path, tiny: Content) -> None:
    rows = 200_000
    with served(published, tiny) as (process, address):
        asked = {"query": f"{ENDLESS} LIMIT {rows}", "format": "tsv"}
        with plain.stream("GET", f"{address}sparql", params=asked, timeout=30) as answer:
            pieces = answer.iter_raw() if "content-encoding" not in answer.headers else answer.iter_bytes()
            found = next(pieces).count(b"\n")
            process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            with pytest.raises(httpx.TransportError):
                plain.get(f"{address}health")
            found += sum(piece.count(b"\n") for piece in pieces)
        assert found == rows + 1
        out, _ = process.communicate(timeout=20)
        assert (process.returncode, out.strip()) == (0, "stopped")
