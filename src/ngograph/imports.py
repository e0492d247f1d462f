"""The folder of imported sources: one folder a source, with its statements and the account of its import.

::

    imports/
    └── iati-covid/
        ├── statements.nt.zst   what the source says, settled and checked, sorted, as compressed N-Triples
        └── account.json        what was read, produced, skipped and why

A source gets its name only when it is whole, and takes the place of what was imported under that name before.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import zstandard
from pyoxigraph import NamedNode, RdfFormat, parse

from ngograph.errors import ContentError, MissingFile
from ngograph.sources.statements import thing
from ngograph.vocab import source_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Triple

STATEMENTS: Final = "statements.nt.zst"
ACCOUNT: Final = "account.json"
_LEAVING: Final = ".leaving-"


@dataclass(frozen=True)
class ImportedSource:
    """One imported source, in its folder *path*."""

    path: Path

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.name

    @property
    def graph(self) -> NamedNode:
        """The named graph that it fills."""
        return NamedNode(source_graph(self.name))

    @property
    def document(self) -> NamedNode:
        """The document that it renders."""
        return thing("document", self.name)

    @property
    def title(self) -> str:
        """The title of the document."""
        return str(self.account["title"])

    @cached_property
    def account(self) -> dict[str, Any]:
        """What was read, produced, skipped and why."""
        try:
            return dict(json.loads((self.path / ACCOUNT).read_text("utf-8")))
        except (OSError, ValueError) as error:
            raise ContentError(
                f"{self.path / ACCOUNT}: expected the account of an import: {error}"
            ) from error

    @cached_property
    def statements(self) -> Path:
        """The file that states it."""
        return self.path / STATEMENTS

    @cached_property
    def sha256(self) -> str:
        """The digest of that file."""
        with self._opened() as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def lines(self) -> Iterator[str]:
        """Yield what it states as lines of N-Triples without line ends, sorted, none of them kept in memory.

        Raises:
            MissingFile: there is no such file.
            ContentError: it is damaged.
        """
        try:
            with self._opened() as raw, zstandard.ZstdDecompressor().stream_reader(raw) as plain:
                for line in io.TextIOWrapper(plain, encoding="utf-8", newline="\n"):
                    yield line[:-1]
        except (zstandard.ZstdError, UnicodeDecodeError) as error:
            raise self._damaged(error) from error

    @property
    def triples(self) -> list[Triple]:
        """What it states, each triple once."""
        try:
            return parsed(self.lines())
        except SyntaxError as error:
            raise self._damaged(error) from error

    def _opened(self) -> io.BufferedReader:
        try:
            return self.statements.open("rb")
        except FileNotFoundError as error:
            raise MissingFile(self.statements, "the statements of an import") from error

    def _damaged(self, error: Exception) -> ContentError:
        return ContentError(f"{self.statements}: expected the statements of an import: {error}")


def parsed(lines: Iterable[str]) -> list[Triple]:
    """Return the triples that *lines* of N-Triples state, in their order."""
    return [quad.triple for quad in parse("\n".join(lines).encode(), format=RdfFormat.N_TRIPLES)]


def imported(folder: Path) -> list[ImportedSource]:
    """Return the sources that were imported into *folder*, sorted by name; none without such a folder."""
    if not folder.is_dir():
        return []
    _give_back(folder)
    return [
        ImportedSource(path)
        for path in sorted(folder.iterdir())
        if path.is_dir() and not path.name.startswith(".")
    ]


def remove(folder: Path, name: str) -> None:
    """Take away the imported source called *name*.

    Raises:
        MissingFile: there is none of that name.
    """
    path = folder / name
    if name.startswith(".") or path.parent != folder or not (path / ACCOUNT).is_file():
        raise MissingFile(path, "an imported source")
    removed = folder / f".removed-{name}"
    path.rename(removed)
    shutil.rmtree(removed)


def put(staged: Path, folder: Path, name: str) -> ImportedSource:
    """Give the *staged* folder the *name* in *folder*, in place of what bore it before.

    Killed on the way, it leaves what was there before, or what takes its place.
    """
    path, leaving = folder / name, folder / f"{_LEAVING}{name}"
    while True:
        shutil.rmtree(leaving, ignore_errors=True)
        if path.exists():
            path.rename(leaving)
        try:
            staged.rename(path)
        except OSError:
            if not path.exists():  # else another process gave back what was leaving
                raise
        else:
            break
    shutil.rmtree(leaving, ignore_errors=True)
    return ImportedSource(path)


def _give_back(folder: Path) -> None:
    """Give its name back to what was leaving when an import was killed before another took its place."""
    for leaving in folder.glob(f"{_LEAVING}*"):
        path = folder / leaving.name.removeprefix(_LEAVING)
        with suppress(OSError):
            if not path.exists():
                leaving.rename(path)
