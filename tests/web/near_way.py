"""A service with the near way, in a thread of this process, and what a client says to it and hears."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO
from urllib.parse import quote

import uvicorn
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ngograph.queries import Catalogue
from ngograph.store import bulk_write
from ngograph.store.workers.limits import Limits
from ngograph.store.workers.pool import Workers
from ngograph.web import Settings, create_app, write_logs
from ngograph.web.near.protocol import Near, near
from ngograph.web.patience import patient
from ngograph.web.switching import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .conftest import Small

LONG_WAY = "Forwarded: for=x"
"""A header that changes nothing but the way."""


@dataclass
class Served:
    """A service with the near way in a thread of this process, and how many requests went which way."""

    place: tuple[str, int]
    engine: Workers
    house: House
    log: TextIO
    protocol: type[Near] = Near
    long: int = 0
    near: int = 0

    def connect(self) -> socket.socket:
        """Return a new connection; the log is written by our own handler alone, whoever listens to it too."""
        write_logs("json", self.log)
        return socket.create_connection(self.place, timeout=20)

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines of the log that are of questions."""
        self.log.seek(0)
        lines = [json.loads(line) for line in self.log.read().splitlines()]
        return [line for line in lines if line.get("path") == "/sparql"]

    def ask(
        self, path: str, *headers: str, body: bytes | None = None
    ) -> tuple[str, list[tuple[str, str]], bytes]:
        """Ask for *path* and return the status line, the headers and the body, freed of its chunks."""
        with self.connect() as connection:
            connection.sendall(request(path, *headers, body=body))
            return answer(connection)


def request(path: str, *headers: str, body: bytes | None = None) -> bytes:
    """Return a request as most clients send it: by POST if it has a *body*."""
    method, length = ("GET", ()) if body is None else ("POST", (f"Content-Length: {len(body)}",))
    lines = [f"{method} {path} HTTP/1.1", "Host: x", *headers, *length, "", ""]
    return "\r\n".join(lines).encode() + (body or b"")


def answer(connection: socket.socket) -> tuple[str, list[tuple[str, str]], bytes]:
    """Read one answer from *connection*."""
    return read(connection.makefile("rb"))


def read(file: BinaryIO) -> tuple[str, list[tuple[str, str]], bytes]:
    """Read one answer from *file*."""
    status = file.readline().decode().strip()
    headers = []
    while line := file.readline().decode().strip():
        name, _, value = line.partition(": ")
        headers.append((name, value))
    said = dict(headers)
    if status.split()[1] == "304":
        return status, headers, b""
    if "content-length" in said:
        return status, headers, file.read(int(said["content-length"]))
    body = b""
    while size := int(file.readline(), 16):
        body += file.read(size)
        file.readline()
    file.readline()
    return status, headers, body


def of(text: str, form: str = "") -> str:
    """Return the address of the question *text*."""
    return f"/sparql?query={quote(text, safe='')}{f'&format={form}' if form else ''}"


@contextmanager
def serving(small: Small, folder: Path, *, terms: str = "", seconds: float = 1.5) -> Iterator[Served]:
    """Serve two thousand statements out of *folder*, lending connections on *terms* if any are named."""
    graph, said = NamedNode("http://example.org/graph"), NamedNode("http://example.org/said")
    quads = [Quad(graph, said, Literal(f"number {number}"), graph) for number in range(2000)]
    bulk_write(folder / "store", quads)
    (folder / "dump.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    limits = Limits(at_once=2, seconds=seconds)
    with (
        Workers(folder / "store", folder / "dump.nq", limits, terms=terms) as engine,
        (folder / "log").open("w+") as log,
        socket.create_server(("127.0.0.1", 0)) as listener,
    ):
        app = create_app(
            release=small,
            catalogue=Catalogue(()),
            tables=Catalogue(()),
            settings=Settings(address_bytes=4000, header_bytes=1500),
            engine=engine,
        )
        seen = Served(listener.getsockname(), engine, House(app), log)

        async def long_way(scope: Any, receive: Any, send: Any) -> None:
            seen.long += 1
            await app(scope, receive, send)

        def current() -> House:
            seen.near += 1
            return seen.house

        seen.protocol = near(patient(20, 20_000), current)
        config = uvicorn.Config(
            long_way,
            http=seen.protocol,
            log_config=None,
            lifespan="off",
            server_header=False,
            timeout_keep_alive=1,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: server.run(sockets=[listener]))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            while seen.ask(of("ASK {}"))[0] != "HTTP/1.1 200 OK":  # workers are on their way
                time.sleep(0.01)
            yield seen
        finally:
            server.should_exit = True
            thread.join()
            write_logs("off")


def unlike(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return *headers* in their order, without what no two answers have alike."""
    return [(name, "" if name in ("date", "x-request-id") else value) for name, value in headers]
