"""The words of a source: found by file name, believed by digest, pointed at by position.

The words themselves are not part of the graph. Who holds the sources can see and check them.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from ngograph.errors import EvidenceError, MissingFile

if TYPE_CHECKING:
    from pathlib import Path


class Place(Protocol):
    """A place in a source: of words from `start` to `end`, else of the record at `locator`."""

    @property
    def file(self) -> str:
        """The name of the file."""

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""

    @property
    def start(self) -> int:
        """The first character, negative for a record."""

    @property
    def end(self) -> int:
        """The character after the last."""

    @property
    def locator(self) -> str:
        """Where the record stands, empty for words."""


@dataclass(frozen=True)
class Span:
    """A run of text in a file: Unicode code points of the file decoded as UTF-8, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class SourceFolder:
    """A folder below which the files of sources lie; each file is read and checked once."""

    folder: Path
    _read: dict[tuple[str, str], bytes | None] = field(default_factory=dict, repr=False, compare=False)

    def words(self, place: Place) -> str | None:
        """Return the words, or the record as JSON, to which *place* points.

        Returns:
            None where no file of that name lies below the folder, or the record cannot be looked up in it.

        Raises:
            EvidenceError: the file is not the one that was read, or the place is not in it.
        """
        data = self.content(place.file, place.sha256)
        if data is None:
            return None
        if place.locator:
            return _record(data, place)
        if place.start < 0:
            return None
        text = data.decode("utf-8")
        if not 0 <= place.start < place.end <= len(text):
            raise EvidenceError(
                f"{place.file}: expected characters {place.start} to {place.end}, found a text of {len(text)}"
            )
        return text[place.start : place.end]

    def content(self, name: str, sha256: str) -> bytes | None:
        """Return the bytes of the file *name*, None if there is none; EvidenceError if the digest differs."""
        if (name, sha256) not in self._read:
            self._read[name, sha256] = _checked(self.folder, name, sha256)
        return self._read[name, sha256]


def spans(text: str, words: str) -> list[Span]:
    """Return every place of *words* in *text*; a run of white space in *words* stands for any.

    >>> spans("one two one", "one")
    [Span(start=0, end=3), Span(start=8, end=11)]
    """
    parts = [re.escape(part) for part in words.split()]
    return [Span(*found.span()) for found in re.finditer(r"\s+".join(parts), text)] if parts else []


def read_text(path: Path) -> tuple[str, str]:
    """Return the text of the file at *path*, line ends untouched, and the digest of its bytes.

    Raises:
        MissingFile: there is no such file.
        EvidenceError: the file is not UTF-8.
    """
    if not path.is_file():
        raise MissingFile(path, "a source's file")
    data = path.read_bytes()
    try:
        return data.decode("utf-8"), hashlib.sha256(data).hexdigest()
    except UnicodeDecodeError as problem:
        raise EvidenceError(
            f"{path}: expected UTF-8, found {problem.reason} at byte {problem.start}"
        ) from None


def _checked(folder: Path, name: str, sha256: str) -> bytes | None:
    """Return the bytes of the file *name* below *folder* whose digest is *sha256*."""
    if not folder.is_dir():
        raise MissingFile(folder, "a folder of sources")
    found = sorted(path for path in folder.rglob("*") if path.name == name and path.is_file()) if name else []
    digests = []
    for path in found:
        data = path.read_bytes()
        digests.append(hashlib.sha256(data).hexdigest())
        if digests[-1] == sha256:
            return data
    if found:
        raise EvidenceError(f"{found[0]}: expected a file with sha256 {sha256}, found {digests[0]}")
    return None


def _record(data: bytes, place: Place) -> str | None:
    """Return the record at a JSON pointer as JSON, None where the locator is of another kind."""
    if not place.locator.startswith("/") or not place.file.endswith(("json", "geojson")):
        return None
    value: Any = json.loads(data)
    try:
        for step in place.locator.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            value = value[int(key)] if isinstance(value, list) else value[key]
    except (KeyError, IndexError, ValueError, TypeError):
        raise EvidenceError(f"{place.file}: expected a record at {place.locator}, found none") from None
    return json.dumps(value, ensure_ascii=False)
