"""The head of a file: what a damaged archive is told as."""

from __future__ import annotations

import gzip
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from ngograph.errors import UnknownFormat, UnreadableFile
from ngograph.sources.formats import format_of
from ngograph.sources.opening import sample

if TYPE_CHECKING:
    from pathlib import Path


def test_a_damaged_member_of_an_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "".join(map(str, range(5000))))
    content = bytearray(path.read_bytes())
    content[60:400] = b"\xff" * 340
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="expected a whole archive"):
        sample(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (gzip.compress(b"Organisation,Sector\nOxfam,Health\n", mtime=0), "a gzip archive: unpack it first"),
        (b"%PDF-1.7\n1 0 obj\n<<>>\n", "a PDF"),
        (b"PAR1\x15\x04\x15", "Parquet: write it as CSV first"),
        (b"SQLite format 3\0\x10\x00", "a database of SQLite"),
        (bytes(range(256)), "bytes that are no text"),
        (b"<html><table><tr><td>Oxfam</td></tr></table></html>", "a web page"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:x"/>',
            "XML of an old spreadsheet",
        ),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_is(content: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(UnknownFormat, match=f"found .*{what}"):
        format_of(sample(path))


def test_a_document_in_an_archive_is_told_by_its_members(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(UnknownFormat, match=r"found a text document \(Word\)"):
        format_of(sample(path))


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_json_nested_beyond_measure_is_refused_at_once(opening: str, tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text(opening * 100_000)
    with pytest.raises(UnreadableFile, match="nested over 100 times"):
        format_of(sample(path))


def test_the_paths_of_json_are_those_that_ijson_writes(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text(json.dumps({"a": [{"b": 1, "c": {"d": []}}, [2]], "e": {}}))
    assert sample(path).paths == {"", "a", "a.item", "a.item.b", "a.item.c", "a.item.c.d", "a.item.item", "e"}
