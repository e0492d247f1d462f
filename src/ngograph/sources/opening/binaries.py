"""What a file is that is neither text nor a workbook, told by its first bytes: it is refused by name."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_PACKED: Final = "{} archive: unpack it first"
_BEGINNINGS: Final = (
    (b"\x1f\x8b", _PACKED.format("a gzip")),
    (b"BZh", _PACKED.format("a bzip2")),
    (b"\xfd7zXZ\0", _PACKED.format("an xz")),
    (b"\x28\xb5\x2f\xfd", _PACKED.format("a zstd")),
    (b"7z\xbc\xaf\x27\x1c", _PACKED.format("a 7z")),
    (b"Rar!\x1a\x07", _PACKED.format("a RAR")),
    (b"%PDF-", "a PDF, which holds pages and no table that could be read for sure"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"PAR1", "Parquet: write it as CSV first"),
    (b"ARROW1", "Arrow: write it as CSV first"),
    (b"SQLite format 3\0", "a database of SQLite: write its tables as CSV first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_DOCUMENTS: Final = {"word/document.xml": "a text document (Word)", "ppt/presentation.xml": "a presentation"}


def is_known_binary(head: bytes) -> bool:
    """Say whether *head* begins like a file that is neither text nor a table."""
    return any(head.startswith(beginning) for beginning, _ in _BEGINNINGS)


def binary(path: Path, head: bytes) -> str:
    """Return what the file at *path*, which begins with *head*, is for people."""
    if head.startswith(b"PK"):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            found = next((what for name, what in _DOCUMENTS.items() if name in names), "")
            return found or _PACKED.format("a zip")
    return next(
        (what for beginning, what in _BEGINNINGS if head.startswith(beginning)), "bytes that are no text"
    )
