"""The verbs import and imports, as a person or a script runs them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]

BODY = {
    "id": "https://ror.org/01",
    "established": 1919,
    "types": ["nonprofit"],
    "names": [{"value": "One", "types": ["ror_display"], "lang": "en"}],
}


@pytest.fixture
def bodies(tmp_path: Path) -> Path:
    path = tmp_path / "bodies.json"
    path.write_text(json.dumps([BODY, {"id": "", "names": []}]), "utf-8")
    return path


@pytest.fixture
def options(tmp_path: Path) -> list[object]:
    return ["--imports", tmp_path / "imports"]


def test_it_says_what_was_read_and_why_not_all(ngograph: Run, bodies: Path, options: list[object]) -> None:
    ended = ngograph("import", bodies, *options)
    assert (ended.code, ended.err) == (0, "")
    assert "bodies: bodies.json read as ror: 2 records, 1 produced" in ended.out
    assert "1  skipped: no ROR identifier" in ended.out


def test_a_script_reads_the_account(ngograph: Run, bodies: Path, options: list[object]) -> None:
    (account,) = json.loads(ngograph("import", bodies, "--json", *options).out)
    assert (account["read"], account["produced"], account["skipped"]) == (2, 1, {"no ROR identifier": 1})
    assert json.loads(ngograph("imports", "--json", *options).out) == [account]


def test_a_bad_file_does_not_keep_the_others_out(
    ngograph: Run, bodies: Path, options: list[object], tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    ended = ngograph("import", empty, bodies, *options)
    assert ended.code == 1
    assert "empty.csv: expected records, found an empty file" in ended.err
    assert "1 of 2 files were not imported" in ended.err
    assert "bodies" in ngograph("imports", *options).out


def test_headers_in_brackets_are_told_as_they_are(
    ngograph: Run, options: list[object], tmp_path: Path
) -> None:
    table = tmp_path / "presence.csv"
    table.write_text(
        "Organisation,District,Remarks of those who were there [/b] [red]\nOtaharin,Tuzla,none\n", "utf-8"
    )
    ended = ngograph("import", table, *options)
    assert ended.code == 0
    assert "1  note: column 'Remarks of those who were there [/b] [red]' not used\n" in ended.out


def test_files_that_would_become_one_source_are_refused(
    ngograph: Run, bodies: Path, options: list[object], tmp_path: Path
) -> None:
    other = tmp_path / "other" / bodies.name
    other.parent.mkdir()
    other.write_bytes(bodies.read_bytes())
    ended = ngograph("import", bodies, other, *options)
    assert ended.code == 2
    assert "'bodies'" in ended.err
    assert "nothing has been imported" in ngograph("imports", *options).out


def test_a_source_is_taken_away(ngograph: Run, bodies: Path, options: list[object]) -> None:
    ngograph("import", bodies, *options)
    assert "nothing has been imported" in ngograph("imports", "--remove", "bodies", *options).out
    assert ngograph("imports", "--remove", "bodies", *options).code == 1


def test_the_name_of_a_source_of_the_content_is_not_free(
    ngograph: Run, bodies: Path, options: list[object]
) -> None:
    ended = ngograph("import", bodies, "--source", "ifrc-go", *options)
    assert ended.code == 1
    assert "the content has a source called 'ifrc-go'" in ended.err
