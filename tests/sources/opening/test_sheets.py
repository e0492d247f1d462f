"""Tables in any dress become rows of text; how they are written is found out from the bytes."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from ngograph.errors import UnreadableFile
from ngograph.sources.opening import sample, sheets
from ngograph.sources.opening.encoding import written_in
from ngograph.sources.opening.tabular import first_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def cells(tmp_path: Path) -> Callable[..., list[list[tuple[str, ...]]]]:
    """Return the cells of each table in what is written to a file."""

    def read(content: bytes, *, lines: bool = False) -> list[list[tuple[str, ...]]]:
        path = tmp_path / "file"
        path.write_bytes(content)
        return [[row.cells for row in sheet.rows] for sheet in sheets(sample(path), lines=lines)]

    return read


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Organização,Província,Situação", "cp1252"),
        ("Côte d’Ivoire,œuvre,Début", "cp1252"),
        ("Організація,Область", "cp1251"),
        ("НАЗВАНИЕ ОРГАНИЗАЦИИ,район", "cp1251"),
        ("المنظمة,المحافظة,القطاع", "cp1256"),
        ("Općina,Područje,Sjedište,Žene", "cp1250"),
        ("Организация,Область", "utf-8"),
        ("Организация,Область", "utf-16"),
    ],
)
def test_the_encoding_is_told_by_the_words_it_makes(text: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("\n".join([text, *["a,b,c"] * 50_000, text]).encode(encoding))
    assert written_in(path).encoding == encoding


def test_a_broken_byte_in_much_utf_8_leaves_it_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("Организация,Область\n".encode() * 9 + b"\xff,x\n")
    assert written_in(path).encoding == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["name;place\nOxfam;Kabul\n", "Организация;Район\nКрасный Крест;Ош\n"])
def test_two_bytes_a_character_need_no_mark(
    text: str, encoding: str, cells: Callable[..., list[list[tuple[str, ...]]]]
) -> None:
    assert cells(text.encode(encoding)) == [[tuple(line.split(";")) for line in text.splitlines()]]


def test_lines_in_two_encodings_are_each_read_as_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("Région,Thiès\n".encode() * 4 + "Été,Dédougou\n".encode("cp1252") * 2)
    (sheet,) = sheets(sample(path))
    assert [row.cells for row in sheet.rows] == [("Région", "Thiès")] * 4 + [("Été", "Dédougou")] * 2
    assert sheet.notes == ("some of its lines are written in another encoding than the others",)


def test_zeros_in_a_text_are_left_out_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"name,place\nOxfam,Ka\0bul\n" + b"\0" * 500)
    (sheet,) = sheets(sample(path))
    assert [row.cells for row in sheet.rows] == [("name", "place"), ("Oxfam", "Kabul"), ("",)]
    assert sheet.notes == ("characters without meaning (NUL) are left out",)


def test_characters_that_nobody_sees_are_no_part_of_a_name(
    cells: Callable[..., list[list[tuple[str, ...]]]],
) -> None:
    content = "name,place\nOx\u200bfam\u202e,\u00adKabul\ufeff\n"
    assert cells(content.encode()) == [[("name", "place"), ("Oxfam", "Kabul")]]


@pytest.mark.parametrize("content", [b'a,b\n1,"2\n3,4\n5,6\n', b'a,b\n1,2\n3,"4 and so'])
def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    line = content[: content.index(b'"')].count(b"\n") + 1
    with pytest.raises(UnreadableFile, match=rf"file\.csv:{line}: a quotation mark that is never closed"):
        [list(sheet.rows) for sheet in sheets(sample(path))]


def test_accents_far_down_are_seen(cells: Callable[..., list[list[tuple[str, ...]]]]) -> None:
    (rows,) = cells(b"name,place\n" * 30_000 + "Médecins,Île\n".encode("cp1252"))
    assert rows[-1] == ("Médecins", "Île")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_mark_between_cells_is_found(
    mark: str, cells: Callable[..., list[list[tuple[str, ...]]]]
) -> None:
    assert cells(f"a{mark}b{mark}c\n1{mark}  2  x{mark}#N/A\n".encode()) == [
        [("a", "b", "c"), ("1", "2 x", "")]
    ]


def test_lines_within_a_cell_are_kept_apart_only_where_they_are_wanted(
    cells: Callable[..., list[list[tuple[str, ...]]]],
) -> None:
    content = b'a,b\n"one\n two ",3\n'
    assert cells(content) == [[("a", "b"), ("one two", "3")]]
    assert cells(content, lines=True) == [[("a", "b"), ("one\ntwo", "3")]]


def test_late_keys_of_json_are_columns(cells: Callable[..., list[list[tuple[str, ...]]]]) -> None:
    items = [{"a": 1, "b": None}, {"b": [1, "x"], "c": 2.5}]
    expected = [("a", "b", "c"), ("1", "", ""), ("", "1; x", "2.5")]
    assert cells(json.dumps(items).encode()) == [expected]
    assert cells("\n".join(map(json.dumps, items)).encode()) == [expected]
    assert cells(json.dumps({"status": "ok", "rows": items, "none": []}).encode()) == [expected]


def test_places_in_json_are_pointers(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text('{"rows": [{"a": 1}, {"a": 2}], "more": [["a"], [1]]}')
    held = {sheet.name: [sheet.locator(row.number) for row in sheet.rows] for sheet in sheets(sample(path))}
    assert held["rows"][1:] == ["/rows/0", "/rows/1"]
    assert held["more"] == ["/more/0", "/more/1"]


def test_values_of_a_workbook_become_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("day", "whole", "part", "truth", "sum"))
    sheet.append((dt.date(2023, 1, 5), 3.0, 2.5, True, "=1+1"))
    sheet.append(("below", None, None, None, None))
    sheet.merge_cells("B2:B3")
    book.create_sheet("more").sheet_state = "hidden"
    path = tmp_path / "file"
    book.save(path)
    first, second = sheets(sample(path))
    assert [row.cells for row in first.rows] == [
        ("day", "whole", "part", "truth", "sum"),
        ("2023-01-05", "3", "2.5", "true", ""),
        ("below", "3", "", "", ""),
    ]
    assert (first.hidden, second.hidden) == (False, True)
    assert (first.notes, second.notes) == (("a formula has no kept value",), ())
    assert first.locator(2) == "Sheet!2"


def test_an_open_document_is_a_workbook(tmp_path: Path) -> None:
    table = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="one"><table:table-row><table:table-cell office:value-type="string">'
        "<text:p>Oxfam</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "file"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", table)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    (sheet,) = sheets(sample(path))
    assert [row.cells for row in sheet.rows] == [("Oxfam",)]


def test_the_first_rows_are_those_of_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for content in ("a;b\n1;2\n" * 9, json.dumps([{"a": "1", "b": "2"}] * 9)):
        path.write_text(content)
        found = sample(path)
        (whole,) = sheets(found)
        assert [row.cells for row in first_rows(found, 5)][:5] == [row.cells for row in whole.rows][:5]


@pytest.mark.parametrize("content", [b'[{"a": 1}, {"a"', b'{"a": [[1], [2', b'[{"a": 1}]]'])
def test_json_that_is_cut_off_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="not well-formed JSON"):
        [list(sheet.rows) for sheet in sheets(sample(path))]


def test_an_archive_of_something_else_is_no_table(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("table.csv", "a,b")
    path = tmp_path / "file.xlsx"
    path.write_bytes(held.getvalue())
    with pytest.raises(UnreadableFile, match="expected a table, found zip"):
        list(sheets(sample(path)))


def far(row: int, column: int, *, stated: bool) -> bytes:
    """Return a workbook with a word in that cell, and whether it has *stated* how far it reaches."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.cell(row=2, column=3, value="here")
    sheet.cell(row=row, column=column, value="there")
    whole, bare = io.BytesIO(), io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(bare, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(name, content if stated else re.sub(rb"<dimension[^>]*/>", b"", content))
    return bare.getvalue()


@pytest.mark.parametrize("stated", [True, False])
def test_a_word_in_the_last_cell_makes_no_billions_of_empty_ones(
    cells: Callable[..., list[list[tuple[str, ...]]]], stated: bool
) -> None:
    with pytest.raises(UnreadableFile, match="1,048,576 rows by 16,384 columns"):
        cells(far(1_048_576, 16_384, stated=stated))


@pytest.mark.parametrize("stated", [True, False])
def test_cells_stand_where_they_are_beside_empty_ones(
    cells: Callable[..., list[list[tuple[str, ...]]]], stated: bool
) -> None:
    (rows,) = cells(far(4, 5, stated=stated))
    assert rows == [("",) * 5, ("", "", "here", "", ""), ("",) * 5, ("", "", "", "", "there")]
