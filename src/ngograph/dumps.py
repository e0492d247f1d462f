"""The files that hold everything, to be taken away: the whole and each graph, with their digests.

They are made of a dump, which is sorted N-Quads, and of nothing else: equal dumps give equal bytes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import shutil
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import dropwhile
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from ngograph.errors import ReleaseError
from ngograph.media import N_QUADS, TRIG, TURTLE
from ngograph.vocab import GRAPH, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ngograph.media import Format

SUMS: Final = "SHA256SUMS"
"""The name of the list of digests, as `sha256sum --check` reads it."""

_STEM: Final = "ngograph"

WHOLE: Final = tuple(f"{_STEM}.{ending}" for ending in ("nq", "nq.gz", "trig", "trig.gz"))
"""The names of the files that hold everything."""

_LEVEL: Final = 6
"""How hard gzip tries: beyond, it takes three times as long for a hundredth of the size."""
_TOGETHER: Final = 1 << 24
"""How many bytes are sorted by graph together."""
_PREFIX: Final = b"@prefix "
_FORMATS: Final = {form.name: form for form in (N_QUADS, TRIG, TURTLE)}
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SUM: Final = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]*)")


def of_graph(iri: str) -> tuple[str, ...]:
    """Return the names of the files that hold the graph *iri* alone.

    A graph of ours gives its own name to its files. One whose name could be none of a file, or that of
    another, gives its digest.

    >>> of_graph("https://w3id.org/ngograph/graph/alpha")
    ('alpha.ttl', 'alpha.ttl.gz', 'alpha.nq', 'alpha.nq.gz')
    >>> of_graph("http://example.org/../x")[0]
    'graph-5c862249e6c6184e.ttl'
    """
    name = iri.removeprefix(GRAPH)
    if name in (iri, _STEM) or name.startswith("graph-") or not _PLAIN.fullmatch(name):
        name = f"graph-{hashlib.sha256(iri.encode()).hexdigest()[:16]}"
    return tuple(f"{name}.{ending}" for ending in ("ttl", "ttl.gz", "nq", "nq.gz"))


@dataclass(frozen=True)
class Dump:
    """One file: where it is, how large, and its digest."""

    path: Path
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """Its name."""
        return self.path.name

    @property
    def compressed(self) -> bool:
        """Whether it is compressed by gzip."""
        return self.path.suffix == ".gz"

    @property
    def format(self) -> Format:
        """How it is written, beneath the compression."""
        return _FORMATS[self.name.removesuffix(".gz").rpartition(".")[2]]

    @property
    def media_type(self) -> str:
        """What it is sent as."""
        return "application/gzip" if self.compressed else self.format.content_type

    @property
    def repr_digest(self) -> str:
        """Its digest as RFC 9530 writes it."""
        return f"sha-256=:{base64.b64encode(bytes.fromhex(self.sha256)).decode()}:"


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
            with (folder / turtle).open("wb") as out:
                out.writelines(_lines(_parsed(folder / quads, graph), RdfFormat.TURTLE))
            *prefixes, opening, _, _ = _lines((Quad(*[NamedNode(graph)] * 4),), RdfFormat.TRIG)
            trig.writelines((*(prefixes if trig.tell() == 0 else ()), opening))
            trig.writelines(_further_in(folder / turtle))
            trig.write(b"}\n")
    plain = [name for names in (WHOLE, *map(of_graph, graphs)) for name in names[::2]]
    with ThreadPoolExecutor(2) as pool:  # who packs and digests lets the other work meanwhile
        found = pool.map(lambda name: _packed(folder / name), plain)
        sums = [f"{digest}  {name}\n" for files in found for name, digest in files]
    (folder / SUMS).write_text("".join(sums), "ascii")


def read(folder: Path) -> dict[str, Dump]:
    """Return the files in *folder* by name, in the order of the list of their digests.

    Raises:
        ReleaseError: there is no such list, or what it names is not there.
    """
    try:
        listed = (folder / SUMS).read_text("ascii").splitlines()
        found = [_SUM.fullmatch(line) for line in listed]
        if None in found:
            raise ValueError(f"line {found.index(None) + 1} is none of a digest and a name")
        dumps = [Dump(path := folder / one[2], path.stat().st_size, one[1]) for one in found if one]
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{folder / SUMS}: expected digests of the files beside it: {error}") from error
    return {dump.name: dump for dump in dumps}


def sums(dumps: Mapping[str, Dump]) -> str:
    """Return the digests of *dumps* as `sha256sum --check` reads them."""
    return "".join(f"{dump.sha256}  {name}\n" for name, dump in dumps.items())


def with_sorted_prefixes(written: Iterable[bytes]) -> Iterator[bytes]:
    """Return the lines *written* with the prefixes at their head sorted: the engine shuffles them.

    >>> list(with_sorted_prefixes([b"@prefix b: <b> .", b"@prefix a: <a> .", b"a:x a b:y ."]))
    [b'@prefix a: <a> .', b'@prefix b: <b> .', b'a:x a b:y .']
    """
    lines = iter(written)
    head: list[bytes] = []
    for line in lines:
        if not line.startswith(_PREFIX):
            yield from sorted(head)
            yield line
            break
        head.append(line)
    else:
        yield from sorted(head)
    yield from lines


def _split(dump: Path, folder: Path) -> list[str]:
    """Write the quads of each graph in *dump* to its file in *folder*; return the graphs, sorted by IRI."""
    waiting: dict[str, list[bytes]] = defaultdict(list)
    graphs, size = set[str](), 0
    with dump.open("rb") as lines:
        for line in lines:
            waiting[line.rstrip(b" .\n").rpartition(b" <")[2].rstrip(b">").decode()].append(line)
            size += len(line)
            if size >= _TOGETHER:
                graphs.update(waiting)
                _append(waiting, folder)
                waiting, size = defaultdict(list), 0
    _append(waiting, folder)
    return sorted(graphs.union(waiting))


def _append(lines: Mapping[str, list[bytes]], folder: Path) -> None:
    """Write *lines* at the end of the files of their graphs."""
    for graph, quads in lines.items():
        with (folder / of_graph(graph)[2]).open("ab") as file:
            file.writelines(quads)


def _parsed(path: Path, graph: str) -> Iterator[Quad]:
    """Yield what the file of quads at *path* states of its one *graph*, as triples, which take less work."""
    end = f" <{graph}> .\n".encode()
    with path.open("rb") as file:
        while lines := file.readlines(_TOGETHER):
            yield from parse(b"".join(lines).replace(end, b" .\n"), format=RdfFormat.N_TRIPLES)


def _lines(statements: Iterable[Quad], form: RdfFormat) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as raw:
        serialize(statements, raw, form, prefixes=PREFIXES)
        raw.seek(0)
        yield from with_sorted_prefixes(raw)


def _further_in(turtle: Path) -> Iterator[bytes]:
    """Yield what the file *turtle* states as it stands within a block of TriG."""
    with turtle.open("rb") as lines:
        for line in dropwhile(lambda line: line.startswith(_PREFIX), lines):
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
