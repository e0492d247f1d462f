"""The whole and each source as files, plain and compressed, with their digests."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import heapq
import shutil
import tempfile
import weakref
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from ngograph.media import N_QUADS, N_TRIPLES, TRIG, TURTLE
from ngograph.store.answering import Wanted
from ngograph.vocab import GRAPH, PREFIXES
from ngograph.web.questions import question
from ngograph.web.selfdescription.stating import with_sorted_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad, Triple

    from ngograph.media import Format
    from ngograph.store.answering import Engine

SUMS: Final = "SHA256SUMS"
"""The name of the list of digests, as `sha256sum --check` reads it."""

WHOLE: Final = tuple(f"ngograph.{ending}" for ending in ("nq", "nq.gz", "trig", "trig.gz"))
"""The names of the files that hold everything."""

_FORMATS: Final = {form.name: form for form in (N_QUADS, TRIG, TURTLE)}


def per_source(name: str) -> tuple[str, ...]:
    """Return the names of the files that hold the graph called *name*.

    >>> per_source("alpha")
    ('alpha.ttl', 'alpha.ttl.gz', 'alpha.nq', 'alpha.nq.gz')
    """
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


class Dumps:
    """The files of one release, in a folder of their own that goes when they do."""

    def __init__(self, folder: Path, files: Mapping[str, Dump]) -> None:
        """Keep *files*, which lie in *folder*."""
        self.files = files
        self._goes = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)

    @property
    def sums(self) -> str:
        """The digests, as `sha256sum --check` reads them."""
        return "".join(f"{dump.sha256}  {name}\n" for name, dump in self.files.items())


async def dumps(engine: Engine, graphs: Sequence[str]) -> Dumps:
    """Return the files that hold all that *engine* knows in *graphs*, written now.

    The engine streams; here the statements of one source at a time are in memory, because they are sorted:
    equal releases give equal bytes.
    """
    folder = Path(tempfile.mkdtemp(prefix="ngograph-dumps-"))
    try:
        for graph in graphs:
            lines = await _lines(engine, graph)
            await asyncio.to_thread(_write_source, folder / f"{graph.removeprefix(GRAPH)}.nq", lines)
        files = await asyncio.to_thread(_finish, folder, [graph.removeprefix(GRAPH) for graph in graphs])
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Dumps(folder, files)


async def _lines(engine: Engine, graph: str) -> list[bytes]:
    """Return the statements of *graph*, a line of N-Quads each."""
    answer = await engine.stream(question("graph", graph=NamedNode(graph)), Wanted(None, N_TRIPLES))
    if answer.whole is not None:
        text = answer.whole
    else:
        try:
            text = b"".join([piece async for piece in answer.pieces])
        finally:
            answer.close()
    end = f" <{graph}> .\n".encode()
    return [line.removesuffix(b" .") + end for line in text.split(b"\n") if line]


def _write_source(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(b"".join(sorted(lines)))
    triples = (quad.triple for quad in parse(path=str(path), format=RdfFormat.N_QUADS))
    _serialise(triples, path.with_suffix(".ttl"), RdfFormat.TURTLE)


def _finish(folder: Path, names: Sequence[str]) -> dict[str, Dump]:
    sources = [folder / f"{name}.nq" for name in names]
    whole = folder / WHOLE[0]
    with ExitStack() as stack, whole.open("wb") as out:
        out.writelines(heapq.merge(*(stack.enter_context(path.open("rb")) for path in sources)))

    by_graph = (quad for path in sources for quad in parse(path=str(path), format=RdfFormat.N_QUADS))
    _serialise(by_graph, folder / WHOLE[2], RdfFormat.TRIG)
    for path in list(folder.iterdir()):
        with (
            path.open("rb") as plain,
            (folder / f"{path.name}.gz").open("wb") as raw,
            gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as packed,
        ):
            shutil.copyfileobj(plain, packed)
    return {
        name: _dump(folder / name)
        for name in (*WHOLE, *(file for name in names for file in per_source(name)))
    }


def _serialise(statements: Iterable[Triple] | Iterable[Quad], path: Path, form: RdfFormat) -> None:
    with tempfile.TemporaryFile() as raw, path.open("wb") as out:
        serialize(statements, raw, form, prefixes=PREFIXES)
        raw.seek(0)
        out.writelines(with_sorted_prefixes(raw))


def _dump(path: Path) -> Dump:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Dump(path, path.stat().st_size, digest)
