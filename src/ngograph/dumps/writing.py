"""The writing of the files: the dump taken apart by graph, each graph as Turtle, all of them packed."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import dropwhile
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad, RdfFormat

from ngograph.dumps.files import SUMS, WHOLE, of_graph
from ngograph.dumps.turtle import as_turtle, is_prefix, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LEVEL: Final = 3
"""How hard gzip tries: at 6 it takes more than twice as long for a seventh of the size."""
_TOGETHER: Final = 1 << 24
"""How many bytes are sorted by graph together."""


def write(dump: Path, folder: Path) -> None:
    """Write the files made of *dump* into the new folder *folder*, and the list of their digests.

    Args:
        dump: sorted N-Quads, each in a named graph.
        folder: where to; it must not be there yet.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    folder.mkdir()
    graphs = _split(dump, folder)
    shutil.copyfile(dump, folder / WHOLE[0])
    with (folder / WHOLE[2]).open("wb") as trig:
        for graph in graphs:
            turtle, _, quads, _ = of_graph(graph)
            with (folder / quads).open("rb") as lines, (folder / turtle).open("wb") as out:
                out.writelines(as_turtle(lines, graph))
            *prefixes, opening, _, _ = written((Quad(*[NamedNode(graph)] * 4),), RdfFormat.TRIG)
            trig.writelines((*(prefixes if trig.tell() == 0 else ()), opening))
            trig.writelines(_further_in(folder / turtle))
            trig.write(b"}\n")
    plain = [name for names in (WHOLE, *map(of_graph, graphs)) for name in names[::2]]
    with ThreadPoolExecutor(2) as pool:  # who packs and digests lets the other work meanwhile
        found = pool.map(lambda name: _packed(folder / name), plain)
        sums = [f"{digest}  {name}\n" for files in found for name, digest in files]
    (folder / SUMS).write_text("".join(sums), "ascii")


def _split(dump: Path, folder: Path) -> list[str]:
    """Write the quads of each graph in *dump* to its file in *folder*; return the graphs, sorted by IRI."""
    graphs = set[bytes]()
    with dump.open("rb") as file:
        while lines := file.readlines(_TOGETHER):
            waiting: dict[bytes, list[bytes]] = defaultdict(list)
            for line in lines:
                waiting[line[line.rindex(b" <") :]].append(line)
            graphs.update(waiting)
            _append(waiting, folder)
    return sorted(map(_graph, graphs))


def _graph(end: bytes) -> str:
    """Return the IRI of the graph of the quads whose lines end in *end*.

    >>> _graph(b" <https://example.org/a> .\\n")
    'https://example.org/a'
    """
    return end[2:-4].decode()


def _append(lines: Mapping[bytes, list[bytes]], folder: Path) -> None:
    """Write *lines*, by how they end, at the end of the files of their graphs."""
    for end, quads in lines.items():
        with (folder / of_graph(_graph(end))[2]).open("ab") as file:
            file.writelines(quads)


def _further_in(turtle: Path) -> Iterator[bytes]:
    """Yield what the file *turtle* states as it stands within a block of TriG."""
    with turtle.open("rb") as lines:
        for line in dropwhile(is_prefix, lines):
            yield b"\t" + line


def _packed(path: Path) -> list[tuple[str, str]]:
    """Pack the file at *path*; return the names and the digests of both."""
    packed = path.with_name(f"{path.name}.gz")
    with (
        path.open("rb") as plain,
        packed.open("wb") as raw,
        gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as out,
    ):
        shutil.copyfileobj(plain, out)
    return [(one.name, _digest(one)) for one in (path, packed)]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
