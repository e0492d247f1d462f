"""The load: a process of its own that asks as fast as answers come and notes how long each took.

``python -m benchmarks.load PLAN`` with a JSON object; prints one. It has one thread and bare sockets, so that
it can do many times what the contestants do; `python -m benchmarks` checks that on a server of one constant.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

_READ = 1 << 20


@dataclass(eq=False)
class _Client:
    """One connection, with at most one request on its way."""

    connection: socket.socket
    began: float = 0.0
    come: bytearray = field(default_factory=bytearray)


def request(path: str, query: str | None, accept: str, port: int) -> bytes:
    """Return a GET with *query* in the address."""
    address = f"{path}?query={quote(query, safe='')}" if query is not None else path
    return f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {accept}\r\n\r\n".encode()


def whole(come: bytearray) -> tuple[int, bytes] | None:
    """Return the status and the body of the answer in *come* once it is all there, None before."""
    head = come.find(b"\r\n\r\n")
    if head < 0:
        return None
    fields = bytes(come[:head]).lower()
    status = int(fields[9:12])
    place = fields.find(b"\r\ncontent-length:")
    if place >= 0:
        length = int(fields[place + 17 :].split(b"\r\n", 1)[0])
        body = bytes(come[head + 4 : head + 4 + length])
        return (status, body) if len(body) == length else None
    if not come.endswith(b"0\r\n\r\n"):
        return None
    return status, _unchunked(bytes(come[head + 4 :]))


def _unchunked(body: bytes) -> bytes:
    pieces: list[bytes] = []
    place = 0
    while True:
        line = body.index(b"\r\n", place)
        length = int(body[place:line], 16)
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[line + 2 : line + 2 + length])
        place = line + 2 + length + 2


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Ask by *plan* and return what was seen.

    Args:
        plan: `port`, `path`, `accept`, `clients`, `seconds`, and `queries`: texts in which `{n}` stands for a
            number that counts on from `first`; None asks without a query.
    """
    port, queries, number = plan["port"], plan["queries"], plan["first"]
    selector = selectors.DefaultSelector()
    took: list[float] = []
    failed = 0
    size = 0

    def ask(client: _Client) -> None:
        nonlocal number
        text = queries[number % len(queries)]
        query = text.replace("{n}", str(number)) if text is not None else None
        number += 1
        client.began = time.perf_counter()
        client.connection.sendall(request(plan["path"], query, plan["accept"], port))

    begin = time.perf_counter()
    end = begin + plan["seconds"]
    for _ in range(plan["clients"]):
        connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client = _Client(connection)
        selector.register(connection, selectors.EVENT_READ, client)
        ask(client)
    now = begin
    while now < end:
        for key, _ in selector.select(1):
            client = key.data
            piece = client.connection.recv(_READ)
            client.come += piece
            answer = whole(client.come)
            if answer is None and piece:
                continue
            took.append(time.perf_counter() - client.began)
            status, body = answer or (0, b"")
            if status != 200:
                failed += 1
                if not piece:
                    selector.unregister(client.connection)
                    continue
            size += len(body)
            client.come.clear()
            ask(client)
        now = time.perf_counter()
    took.sort()
    return {
        "per_second": len(took) / (now - begin),
        "p50": took[len(took) // 2] if took else 0,
        "p99": took[len(took) * 99 // 100] if took else 0,
        "answers": len(took),
        "failed": failed,
        "bytes": size / max(1, len(took)),
        "next": number,
    }


if __name__ == "__main__":
    print(json.dumps(run(json.loads(sys.argv[1]))))
