"""A service that is attacked, over real sockets, and somebody who asks it something small all the while."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ngograph.content import Content
from ngograph.release import Release, publish
from ngograph.store import bulk_write, named_quads

from ...cli.test_serving import quiet, served
from ..conftest import _QUERIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..conftest import Small

MANY, NODES = 20_000, 60
LIMITS = {
    "NGOGRAPH_QUERY_SECONDS": "1.5",
    "NGOGRAPH_QUERY_MEGABYTES": "128",
    "NGOGRAPH_QUERIES_AT_ONCE": "4",
    "NGOGRAPH_CACHE_BYTES": "0",
    "NGOGRAPH_LOG": "off",
    "NGOGRAPH_REQUEST_SECONDS": "3",
}


@pytest.fixture(scope="session")
def large(small: Small, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Content]:
    """A published release with awkward words, many values, and nodes that are all linked to each other."""
    folder = tmp_path_factory.mktemp("hostile")
    release = Release(folder / "releases" / f"20261122T000000Z-{'0' * 12}")
    release.path.mkdir(parents=True)
    graph, said, to = (NamedNode(f"http://example.org/{name}") for name in ("graph", "said", "to"))
    nodes = [NamedNode(f"http://example.org/node/{number}") for number in range(NODES)]
    quads = [*named_quads(small.graph)]
    quads += [Quad(nodes[0], said, Literal(number), graph) for number in range(MANY)]
    quads += [Quad(one, to, other, graph) for one in nodes for other in nodes]
    bulk_write(release.path / "store", quads)
    release.dump.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    (release.path / "account.json").write_text(json.dumps({"digest": "0" * 64}))
    publish(release)
    content = Content(folder / "content")
    for part in (content.ontology, content.shapes, content.queries, content.data):
        part.mkdir(parents=True)
    for name, text in _QUERIES.items():
        (content.queries / name).write_text(text, "utf-8")
    return folder / "releases", content


@dataclass(frozen=True)
class Attacked:
    """The service: where it is, and how to talk to it without a library's good manners."""

    address: str

    @property
    def place(self) -> tuple[str, int]:
        """Its host and port."""
        parts = urlsplit(self.address)
        return str(parts.hostname), int(parts.port or 80)

    def connect(self) -> socket.socket:
        """Return a new connection to it."""
        return socket.create_connection(self.place, timeout=30)

    def send(self, raw: bytes, seconds: float = 10) -> bytes:
        """Send *raw* as it is; return all that comes until the connection is closed or *seconds* are over."""
        taken, end = b"", time.monotonic() + seconds
        with self.connect() as connection:
            try:
                connection.sendall(raw)
                while time.monotonic() < end:
                    connection.settimeout(max(0.01, end - time.monotonic()))
                    piece = connection.recv(65536)
                    if not piece:
                        break
                    taken += piece
            except (TimeoutError, ConnectionResetError, BrokenPipeError):
                pass
        return taken

    def get(self, path: str, *headers: str, seconds: float = 10) -> bytes:
        """Ask for *path* just as it is written, and return the whole answer."""
        head = [f"GET {path} HTTP/1.1", "Host: x", "Connection: close", *headers, "", ""]
        return self.send("\r\n".join(head).encode("latin-1"), seconds)


@dataclass
class Watch:
    """What a client with one small question after another sees."""

    attacked: Attacked
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def typical(self) -> float:
        """The median of the seconds."""
        return sorted(self.seconds)[len(self.seconds) // 2]

    def ask(self) -> None:
        """Ask until told to stop, each time another question, so that none is answered from what is kept."""
        connection = http.client.HTTPConnection(*self.attacked.place, timeout=30)
        number = 0
        while not self._stop.is_set() or number < 10:
            number += 1
            began = time.monotonic()
            try:
                connection.request("GET", f"/sparql?query=ASK%20%7B%7D%20%23{number}&format=csv")
                answer = connection.getresponse()
                if (answer.status, answer.read()) != (200, b"true"):
                    self.wrong.append(str(answer.status))
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(repr(error))
                connection.close()
            self.seconds.append(time.monotonic() - began)
            self._stop.wait(0.03)
        connection.close()


@pytest.fixture(scope="module")
def attacked(large: tuple[Path, Content]) -> Iterator[Attacked]:
    """The service, started anew for each file of attacks."""
    releases, content = large
    with served(releases, content, **LIMITS) as (process, address):
        assert quiet(process, 60)
        yield Attacked(address)


@contextmanager
def watched(attacked: Attacked) -> Iterator[Watch]:
    """Ask small questions during what is done within; each must be answered, and soon.

    The typical answer takes less than 100 ms. Single ones may take longer, for the attack, the attacker and
    whatever else the machine does share its cores with them; where it is so busy that answers take long even
    before the attack, what they take then is the measure.
    """
    before = Watch(attacked)
    before._stop.set()
    before.ask()
    watch = Watch(attacked)
    thread = threading.Thread(target=watch.ask)
    thread.start()
    try:
        yield watch
    finally:
        watch._stop.set()
        thread.join()
    assert watch.wrong == []
    assert watch.typical < max(0.1, 5 * before.typical), sorted(watch.seconds)
    assert max(watch.seconds) < max(2, 20 * before.typical)
