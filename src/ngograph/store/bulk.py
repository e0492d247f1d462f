"""All of a store at once: a store on the disk from a dump, a dump from a store."""

from __future__ import annotations

import io
import re
import tempfile
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path
    from threading import Event

    from _typeshed import WriteableBuffer

_PIECE: Final = 1 << 20
"""How many bytes of a file are read at once."""
_BLANK: Final = re.compile(rb"(?:^| )_:")
"""What stands in each statement with a blank node, and in few others."""


def bulk_write(path: Path, quads: Collection[Quad]) -> None:
    """Write *quads*, and their union, into a new store in the folder *path*, compact it and close it.

    One after the other: mixed, they would take half as long again and twice as much of the disk.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    store = Store(str(path))
    store.bulk_extend(quads)
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)
    store.optimize()
    store.flush()


def bulk_write_dump(path: Path, dump: Path, stopped: Event | None = None) -> int:
    """Write the N-Quads of the file *dump*, and their union, into a new store in the folder *path*.

    As `bulk_write`, without all of them in memory. The engine reads the statements by itself, but for those
    with blank nodes, to which it would give other labels.

    Args:
        path: where to; it must not be there yet.
        dump: what is written.
        stopped: set by another thread when nobody needs the store any longer.

    Returns:
        how many lines the dump has.

    Raises:
        OSError: the disk is full, the folder cannot be written, or it was *stopped*.
    """
    store, lines, blank = Store(str(path)), 0, list[bytes]()

    def named() -> Iterator[bytes]:
        nonlocal lines
        for part in _parts(dump, stopped):
            lines += len(part)
            text = b"".join(part)
            if b"_:" in text:
                blank.extend(filter(_has_blank_node, part))
                text = b"".join([line for line in part if not _has_blank_node(line)])
            yield text

    def union() -> Iterator[bytes]:
        for part in _parts(dump, stopped):
            kept = (line for line in part if not _has_blank_node(line))
            yield b"".join([line[: line.rindex(b" <")] + b" .\n" for line in kept])

    store.bulk_load(_read(named()), RdfFormat.N_QUADS)
    store.bulk_load(_read(union()), RdfFormat.N_TRIPLES)
    store.optimize()
    quads = list(parse(b"".join(blank), format=RdfFormat.N_QUADS))
    store.extend(quads)  # last and not in bulk: after them the engine would write all files anew
    store.extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)
    store.flush()
    return lines


def _parts(dump: Path, stopped: Event | None) -> Iterator[list[bytes]]:
    """Yield the lines of the file *dump* in parts, until it is *stopped*: the engine has no ear for that."""
    with dump.open("rb") as file:
        while part := file.readlines(_PIECE):
            if stopped is not None and stopped.is_set():
                raise OSError(f"{dump}: stopped while it was read")
            yield part


def _has_blank_node(line: bytes) -> bool:
    return b"_:" in line and _BLANK.search(line) is not None


def _read(pieces: Iterator[bytes]) -> io.BufferedReader:
    """Return *pieces* as a file that can be read."""
    return io.BufferedReader(_Pieces(pieces), _PIECE)


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = filter(None, pieces), memoryview(b"")

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill *buffer*; return how many bytes were read, none at the end."""
        self._left = self._left or memoryview(next(self._pieces, b""))
        target = memoryview(buffer)
        count = min(len(target), len(self._left))
        target[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def write_quads(store: Store, file: IO[bytes]) -> None:
    """Write what the named graphs of *store* state to *file* as lines of N-Quads, in no order."""
    for graph in store.named_graphs():
        end = f" {graph} .\n".encode()
        with tempfile.TemporaryFile() as written:
            store.dump(written, RdfFormat.N_TRIPLES, from_graph=graph)
            written.seek(0)
            while part := written.readlines(_PIECE):
                file.write(b"".join(part).replace(b" .\n", end))


def sort_lines(path: Path) -> None:
    """Sort the lines of the file at *path* by their bytes."""
    with path.open("rb") as file:
        lines = file.readlines()
    lines.sort()
    with path.open("wb") as file:
        file.writelines(lines)
