"""The files that hold everything: those of the release, or made now where it has none."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from pyoxigraph import NamedNode

from ngograph.dumps import read, write
from ngograph.media import N_TRIPLES
from ngograph.store.answering import Wanted
from ngograph.web.questions import question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.dumps import Dump
    from ngograph.store.answering import Engine


@runtime_checkable
class Dumped(Protocol):
    """A release that brings its files with it."""

    @property
    def dumps(self) -> Path | None:
        """The folder that they are in, None if it was built without."""


class Dumps:
    """The files of one release, by name."""

    def __init__(self, files: Mapping[str, Dump], folder: Path | None = None) -> None:
        """Keep *files*, which lie in *folder* if they are to go when these do."""
        self.files = files
        if folder is not None:
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)


async def dumps_of(release: object, engine: Engine, graphs: Iterable[str]) -> Dumps:
    """Return the files of *release*, or, if it brings none, of what *engine* knows in *graphs*, written now.

    Raises:
        ReleaseError: those that it brings cannot be read.
    """
    if isinstance(release, Dumped) and release.dumps is not None:
        return Dumps(await asyncio.to_thread(read, release.dumps))
    folder = Path(tempfile.mkdtemp(prefix="ngograph-dumps-"))
    try:
        dump, files = folder / "dump.nq", folder / "dumps"
        lines = [line for graph in graphs for line in await _lines(engine, graph)]
        await asyncio.to_thread(lambda: dump.write_bytes(b"".join(sorted(lines))))
        await asyncio.to_thread(write, dump, files)
        dump.unlink()
        return Dumps(await asyncio.to_thread(read, files), folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


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
