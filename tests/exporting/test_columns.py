"""Tables for others: every row where it belongs, the same as in the release."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import polars as pl
import pytest

from ngograph.exporting import Wanted, choose, export, form_called
from ngograph.exporting.columns import filtered
from ngograph.store import select
from ngograph.tables import Tables
from ngograph.vocab import ID, NGO

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ngograph.release import Release

BRITISH = f"{ID}organisation/fdrs-dgb001"


@pytest.fixture(scope="module")
def tables(release: Release) -> Mapping[str, pl.DataFrame]:
    return dict(Tables(release))


@pytest.fixture(scope="module")
def sheets(release: Release, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    """The CSV files of the whole release, by name."""
    folder = tmp_path_factory.mktemp("csv")
    export(release, Wanted(), form_called("csv"), folder)
    return {
        path.stem: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        for path in folder.glob("*.csv")
    }


def test_the_tables_of_the_whole_are_those_of_the_release(
    release: Release, tables: Mapping[str, pl.DataFrame], tmp_path: Path
) -> None:
    export(release, Wanted(), form_called("parquet"), tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == tables.keys()
    for name, table in tables.items():
        assert pl.read_parquet(tmp_path / f"{name}.parquet").equals(table), name


def test_a_part_has_the_same_columns_and_fewer_rows(tables: Mapping[str, pl.DataFrame]) -> None:
    part = filtered(tables, choose(tables, Wanted(organisations=(BRITISH,))))
    assert part.keys() == tables.keys()
    for name, table in tables.items():
        assert part[name].schema == table.schema, name
        assert name in ("concepts", "redirects", "fundings") or 0 < len(part[name]) < len(table), name
        assert part[name].join(table.unique(), on=table.columns[0], how="anti").is_empty(), name


def test_every_thing_and_relationship_has_one_row(
    release: Release, sheets: Mapping[str, list[dict[str, str]]]
) -> None:
    kinds = {
        **{
            name: f"ngo:{name.title()}"
            for name in ("organisation", "person", "place", "activity", "document")
        },
        **{
            name: f"ngo:{name.title()}"
            for name in ("participation", "funding", "affiliation", "tenure", "presence")
        },
        "agreement": "ngo:Agreement",
    }
    for name, kind in kinds.items():
        text = f"PREFIX ngo: <{NGO}> SELECT DISTINCT ?x WHERE {{ ?x a {kind} }}"
        expected = {row["x"].value for row in select(release.store(), text)}
        key = next(iter(sheets[name][0]))
        assert expected
        assert sorted(row[key] for row in sheets[name]) == sorted(expected), name
    assert sheets.keys() == {*kinds, "partnership"}


def test_a_row_tells_the_names_of_its_parties(sheets: Mapping[str, list[dict[str, str]]]) -> None:
    rows = {row["relationship"].rpartition("/")[2]: row for row in sheets["funding"]}
    row = rows["drr-switzerland"]
    assert row["funderLabel"] == "Government of Switzerland"
    assert row["type"] == "Funding"
    assert row["sources"] == f"{ID}document/drr-conference-sarajevo"
    assert row["recipient"] == row["places"] == ""


def test_names_of_several_are_parted_by_semicolons(sheets: Mapping[str, list[dict[str, str]]]) -> None:
    places = {row["thing"].rpartition("/")[2]: row for row in sheets["place"]}
    assert places["ba"]["identifiers"].split("; ") == sorted(places["ba"]["identifiers"].split("; "))
    assert "ISO 3166-1 alpha-2 BA" in places["ba"]["identifiers"].split("; ")
    assert places["ba"]["labelBs"] == "Bosna i Hercegovina"
