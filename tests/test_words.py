"""Words and records in the files of sources."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from ngograph.errors import EvidenceError, MissingFile
from ngograph.explain import Provenance
from ngograph.words import SourceFolder, Span, read_text, spans

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Crveni križ\r\n Tuzlanskog kantona i 🏠 kuća."


def place(data: bytes, name: str = "a.txt", **where: object) -> Provenance:
    return Provenance("d", "D", file=name, sha256=hashlib.sha256(data).hexdigest(), **where)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "b.json").write_bytes(b'[{"fields": {"a/b": [1, "\xc5\xbe"]}}]')
    return tmp_path


def test_words_are_found_below_the_folder_line_ends_untouched(folder: Path) -> None:
    found = SourceFolder(folder).words(place(TEXT.encode(), start=0, end=24))
    assert found == "Crveni križ\r\n Tuzlanskog"


def test_positions_are_code_points(folder: Path) -> None:
    start = TEXT.index("kuća")
    assert SourceFolder(folder).words(place(TEXT.encode(), start=start, end=start + 4)) == "kuća"


def test_another_file_of_that_name_is_refused(folder: Path) -> None:
    with pytest.raises(EvidenceError, match="sha256"):
        SourceFolder(folder).words(place(b"other", start=0, end=2))


def test_of_two_files_of_that_name_the_right_one_is_read(folder: Path) -> None:
    (folder / "a.txt").write_text("other")
    assert SourceFolder(folder).words(place(TEXT.encode(), start=0, end=6)) == "Crveni"


@pytest.mark.parametrize(("start", "end"), [(0, 400), (5, 5), (9, 3)])
def test_a_span_outside_of_the_text_is_refused(folder: Path, start: int, end: int) -> None:
    with pytest.raises(EvidenceError, match="characters"):
        SourceFolder(folder).words(place(TEXT.encode(), start=start, end=end))


def test_a_file_that_is_not_there_has_no_words(folder: Path) -> None:
    assert SourceFolder(folder).words(place(b"x", "z.txt", start=0, end=1)) is None


def test_a_record_is_looked_up(folder: Path) -> None:
    data = (folder / "b.json").read_bytes()
    assert SourceFolder(folder).words(place(data, "b.json", locator="/0/fields/a~1b/1")) == '"ž"'
    with pytest.raises(EvidenceError, match="record"):
        SourceFolder(folder).words(place(data, "b.json", locator="/1/fields"))


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        SourceFolder(tmp_path / "none").words(place(b"x", start=0, end=1))


def test_spans_bridge_white_space() -> None:
    assert spans(TEXT, "križ Tuzlanskog") == [Span(7, 24)]
    assert spans("aXa a.a", "a.a") == [Span(4, 7)]
    assert spans(TEXT, "  ") == []


def test_read_text_gives_text_and_digest(folder: Path, tmp_path: Path) -> None:
    assert read_text(folder / "deep" / "er" / "a.txt") == (TEXT, hashlib.sha256(TEXT.encode()).hexdigest())
    (tmp_path / "c.txt").write_bytes(b"\xff")
    with pytest.raises(EvidenceError, match="UTF-8"):
        read_text(tmp_path / "c.txt")
    with pytest.raises(MissingFile):
        read_text(tmp_path / "none.txt")
