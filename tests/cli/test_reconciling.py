"""`ngograph reconcile`: a table comes back with the things that its rows mean."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

    Run = Callable[..., Outcome]

ORGANISATION = "https://w3id.org/ngograph/id/organisation/"
TEXT = """Partner,Land,Code
Crveni krst Tuzlanskog kantona,BA,
Türk Kızılayı,Turkey,
nobody that is known,,
,,
Red Cross,,
whatever,,DBA001
"""


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "partners.csv"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_table_comes_back_with_what_its_rows_mean(ngograph: Run, releases: Path, table: Path) -> None:
    out = table.with_name("out.csv")
    told = ("--country", "Land", "--identifier", "CODE", "--kind", "organisation")
    done = ngograph("reconcile", table, "--column", "partner", *told, "-o", out, "--releases", releases)
    assert (done.code, done.out) == (0, "")
    rows = records(out.read_text("utf-8"))
    assert [row["Partner"] for row in rows] == [line.split(",")[0] for line in TEXT.splitlines()[1:]]
    tuzla, turkey, nobody, empty, shared, coded = rows
    assert tuzla["iri"] == f"{ORGANISATION}red-cross-tuzla-canton"
    assert tuzla["label"] == "Red Cross of Tuzla Canton"
    assert (turkey["iri"], turkey["match"]) == (f"{ORGANISATION}fdrs-dtr001", "true")
    assert (coded["iri"], coded["score"], coded["match"]) == (f"{ORGANISATION}fdrs-dba001", "100", "true")
    assert nobody["match"] != "true"
    assert shared["match"] != "true"
    assert empty["iri"] == empty["match"] == ""
    for row in rows:
        if row["next_iri"]:
            assert float(row["next_score"]) <= float(row["score"])
    matched = sum(row["match"] == "true" for row in rows)
    assert done.err.startswith(f"6 rows: {matched} matched, ")
    assert done.err.rstrip().endswith("1 empty")


def test_to_standard_output_with_the_count_as_json(ngograph: Run, releases: Path, table: Path) -> None:
    done = ngograph("reconcile", table, "--column", "Partner", "--json", "--releases", releases)
    counts = json.loads(done.err)
    assert counts["rows"] == len(records(done.out)) == 6
    assert counts["matched"] + counts["unsure"] + counts["none"] + counts["empty"] == 6


def test_a_workbook_with_titles_above_and_columns_of_the_same_names(
    ngograph: Run, releases: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Read me"])
    sheet = book.create_sheet("Partners")
    for row in (["Who does what", None], [], ["  Organisation\nname ", "match"], ["ICRC", "x", "beyond"]):
        sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    done = ngograph(
        *("reconcile", tmp_path / "book.xlsx", "--column", "organisation name", "--releases", releases)
    )
    assert done.code == 0, done.err
    lines = list(csv.reader(io.StringIO(done.out)))
    assert lines[0][0] == "Who does what"
    header, row = lines[-2:]
    assert header[:3] == ["Organisation name", "match", ""]
    assert header[header.index("ngograph_match") - 1] == "score"
    assert row[:4] == ["ICRC", "x", "beyond", f"{ORGANISATION}icrc"]


def test_json_with_rows(ngograph: Run, releases: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([{"name": "ICRC"}, {"name": "Otaharin", "more": 1}]), "utf-8")
    done = ngograph("reconcile", path, "--column", "name", "--releases", releases)
    assert [row["iri"] for row in records(done.out)] == [f"{ORGANISATION}icrc", f"{ORGANISATION}otaharin"]


@pytest.mark.parametrize("option", ["--column", "--country", "--identifier"])
def test_a_column_that_is_not_there(ngograph: Run, releases: Path, table: Path, option: str) -> None:
    columns = {"--column": "Partner", option: "Partnr"}
    told = [part for pair in columns.items() for part in pair]
    done = ngograph("reconcile", table, *told, "--releases", releases)
    assert (done.code, done.out) == (1, "")
    assert "expected a table with the column 'Partnr', found none; nearest: Partner" in done.err


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        pytest.param(b"", "found an empty file", id="empty"),
        pytest.param(b"\x00\x01\x02", "expected a table", id="binary"),
        pytest.param(b"<a><b/></a>", "expected a table", id="xml"),
    ],
)
def test_no_table(ngograph: Run, releases: Path, tmp_path: Path, bad: bytes, told: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(bad)
    done = ngograph("reconcile", path, "--column", "name", "--releases", releases)
    assert done.code == 1
    assert told in done.err
    assert "Traceback" not in done.err


def test_no_file_and_no_release(ngograph: Run, releases: Path, table: Path) -> None:
    missing = table.with_name("none.csv")
    assert ngograph("reconcile", missing, "--column", "x", "--releases", releases).code == 1
    assert ngograph("reconcile", table, "--column", "Partner", "--releases", table.parent / "no").code == 1


def test_nothing_is_written_of_what_cannot_be_read_or_kept(
    ngograph: Run, releases: Path, table: Path
) -> None:
    out = table.with_name("out.csv")
    out.write_text("before", "utf-8")
    damaged = table.with_name("damaged.json")
    damaged.write_text('[{"name": "ICRC"}, {"name": "Otah', "utf-8")
    assert ngograph("reconcile", damaged, "-c", "name", "-o", out, "--releases", releases).code == 1
    assert out.read_text("utf-8") == "before"
    nowhere = table.parent / "none" / "out.csv"
    assert ngograph("reconcile", table, "-c", "Partner", "-o", nowhere, "--releases", releases).code == 3
    assert {path.name for path in table.parent.iterdir()} == {"out.csv", "damaged.json", "partners.csv"}
