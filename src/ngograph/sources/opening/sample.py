"""The beginning of a file, and what it is by its bytes: names and extensions are not believed."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import ijson
from lxml import etree

from ngograph.errors import MissingFile, UnreadableFile
from ngograph.sources.opening.binaries import is_known_binary
from ngograph.sources.opening.encoding import BOMS, marked

if TYPE_CHECKING:
    from pathlib import Path

Make: TypeAlias = Literal["xml", "json", "json-lines", "xlsx", "xls", "zip", "rdf", "text", "binary", "empty"]

_HEAD: Final = 1 << 16
_PIECE: Final = 1 << 10
_LONGEST_LINE: Final = 1 << 26
_MOST_INFLATED: Final = 1 << 30
_MOST_RATIO: Final = 200
_DEEPEST: Final = 100
_MOST_ZEROS: Final = 0.01
_FEW_ZEROS: Final = 4
_CONTROLS: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_XML: Final = re.compile(rb"\s*<[?!A-Za-z]")
_RDF: Final = re.compile(
    rb"\s*(#[^\n]*\n\s*)*(@prefix\s|@base\s|(?i:prefix)\s+[\w.-]*:\s*<|(?i:base)\s*<|(?i:graph)\s*<|_:\w+\s+<"
    rb"|<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*>\s+(<|a\s|\{)|<[A-Za-z][A-Za-z0-9+.-]*://[^<>\n]*>\s+<)"
)
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_JSON: Final = re.compile(rb"\s*[\[{]")
# What reading an archive raises where its bytes are not what they should be.
_DAMAGES: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, RuntimeError),
    *(EOFError, ValueError, OSError),
)
_MEDIA_TYPES: Final = {
    "xml": "application/xml",
    "json": "application/json",
    "json-lines": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "rdf": "text/turtle",
    "text": "text/csv",
}


@dataclass(frozen=True)
class Sample:
    """The head of the file at *path*, and what it is made of."""

    path: Path
    size: int
    head: bytes
    make: Make

    @property
    def text(self) -> str:
        """The head as text, as far as it can be read."""
        return self.head.decode(marked(self.head) or "utf-8", errors="replace")

    @property
    def media_type(self) -> str:
        """The media type of what it is made of; text that is taken for a table is CSV."""
        return _MEDIA_TYPES.get(self.make, "application/octet-stream")

    @cached_property
    def root(self) -> str:
        """The name of the root element of XML without its namespace, empty for what is no XML."""
        if self.make != "xml":
            return ""
        parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True, huge_tree=False)
        for start in range(0, len(self.head), _PIECE):
            with suppress(etree.XMLSyntaxError):
                parser.feed(self.head[start : start + _PIECE])
            for _, first in parser.read_events():
                return str(first.tag).rpartition("}")[2] if isinstance(first, etree._Element) else ""
        return ""

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of the JSON at the head as ijson writes them, such as "grants.item.id"; else none.

        Raises:
            UnreadableFile: it is nested more deeply than any record, which takes parsers long.
        """
        if self.make not in ("json", "json-lines"):
            return frozenset()
        found, steps = set[str](), list[str]()
        with suppress(ijson.JSONError, ValueError):
            for event, value in ijson.basic_parse(
                self.head.removeprefix(b"\xef\xbb\xbf"), multiple_values=True
            ):
                if event in ("end_map", "end_array"):
                    steps.pop()
                elif event == "map_key":
                    steps[-1] = value
                else:
                    found.add(".".join(steps))
                if event in ("start_map", "start_array"):
                    steps.append("item" if event == "start_array" else "")
                    if len(steps) > _DEEPEST:
                        raise UnreadableFile(
                            self.path, f"expected JSON of records, found it nested over {_DEEPEST} times"
                        )
        return frozenset(found)


def sample(path: Path) -> Sample:
    """Return the head of the file at *path*.

    Raises:
        MissingFile: there is no such file.
        UnreadableFile: it is empty, an archive that would inflate beyond all bounds, or holds no text at all.
    """
    if not path.is_file():
        raise MissingFile(path, "a file to import")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    make = _make(path, head)
    if make == "empty":
        raise UnreadableFile(path, "expected records, found an empty file")
    if make == "json" and _goes_on(path, head):
        make = "json-lines"
    if make in ("json", "json-lines") and (told := marked(head)).startswith("utf-16"):
        head = head.decode(told, errors="ignore").encode()
    return Sample(path, path.stat().st_size, head, make)


def _goes_on(path: Path, head: bytes) -> bool:
    """Say whether another object follows the first, which is a line longer than *head*."""
    if b"\n" in head.strip() or not head.lstrip().startswith(b"{"):
        return False
    with path.open("rb") as file:
        first = file.readline(_LONGEST_LINE)
        return first.endswith(b"\n") and file.read(_PIECE).lstrip()[:1] == b"{"


def _make(path: Path, head: bytes) -> Make:
    bare = next((head.removeprefix(bom) for bom in BOMS if head.startswith(bom)), head)
    if not bare.strip():
        return "empty"
    if head.startswith(b"PK\x03\x04"):
        return _archive(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if is_known_binary(head) or (b"\0" in head and not marked(head) and not _is_stained(bare)):
        return "binary"
    return _made_of_text(bare.replace(b"\0", b""))


def _is_stained(head: bytes) -> bool:
    """Say whether *head* is text with some zeros in it or after it, as broken programs leave them."""
    text = head.rstrip(b"\0")
    return text.count(0) <= max(_FEW_ZEROS, len(text) * _MOST_ZEROS) and not _CONTROLS.search(text)


def _made_of_text(plain: bytes) -> Make:
    if _RDF.match(plain):
        return "rdf"
    if _XML.match(plain):
        return "xml"
    if not _JSON.match(plain):
        return "text"
    lines = [line for line in plain.splitlines()[:3] if line.strip()]
    return "json-lines" if len(lines) > 1 and all(line.lstrip()[:1] == b"{" for line in lines) else "json"


def _archive(path: Path) -> Make:
    """Return whether the archive at *path* is a workbook, after a look at how large it would become.

    What an archive declares can be a lie, so each member is inflated as far as the bound.

    Raises:
        UnreadableFile: it is damaged or would inflate beyond the bound.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            declared = sum(member.file_size for member in members)
            most = min(_MOST_INFLATED, max(1 << 26, path.stat().st_size * _MOST_RATIO))
            if declared > most:
                raise UnreadableFile(
                    path,
                    f"expected an archive of ordinary content, found one of {declared:,} bytes",
                )
            _inflated(archive, members, most, path)
            names = {member.filename for member in members}
            kind = archive.read("mimetype") if "mimetype" in names else b""
    except _DAMAGES as error:
        raise UnreadableFile(path, f"expected a whole archive: {error}") from error
    if kind.startswith(_OPEN_DOCUMENT):
        return "xlsx"
    return "xlsx" if "xl/workbook.xml" in names or "xl/workbook.bin" in names else "zip"


def _inflated(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], most: int, path: Path) -> None:
    total = 0
    for member in members:
        with archive.open(member) as content:
            while chunk := content.read(1 << 20):
                total += len(chunk)
                if total > most:
                    raise UnreadableFile(
                        path,
                        f"expected an archive of ordinary content, found one beyond {most:,} bytes",
                    )
