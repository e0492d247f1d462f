"""The table of who does what where: every participation, presence and funding has its rows."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Quad, Store

from ngograph.exporting.whowhatwhere import COLUMNS
from ngograph.sources.statements import PREF_LABEL, A
from ngograph.store import select
from ngograph.vocab import ID, NGO

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource
    from ngograph.release import Release

Rows = list[dict[str, str]]
ORGANISATION = f"{ID}organisation/"
BODIES = ("Organisation", "Programme partner", "Implementing partner")


def rows_of(text: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(text.decode())))


@pytest.fixture
def rows(release: Release, exported: Callable[..., bytes]) -> Rows:
    return rows_of(exported(release, "3w"))


def names(release: Release, pattern: str) -> set[str]:
    text = f"""PREFIX ngo: <{NGO}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT DISTINCT ?name WHERE {{ {pattern} ?body a ngo:Organisation ; skos:prefLabel ?name .
      FILTER(LANG(?name) = "en") }}"""
    return {row["name"].value for row in select(release.store(), text)}


def test_the_rows_are_sorted_and_each_is_there_once(release: Release, exported: Callable[..., bytes]) -> None:
    lines = list(csv.reader(io.StringIO(exported(release, "3w").decode())))
    assert lines[0] == list(COLUMNS)
    rows = [tuple(line) for line in lines[1:]]
    assert rows == sorted(set(rows))


def test_every_body_that_takes_part_or_is_present_is_there(release: Release, rows: Rows) -> None:
    pattern = """{ ?r a ngo:Participation ; ngo:participant|ngo:onBehalfOf ?body ; ngo:role ?role .
        FILTER(!STRENDS(STR(?role), "/funder")) } UNION { ?r a ngo:Presence ; ngo:organisation ?body }"""
    assert {row[name] for row in rows for name in BODIES if row[name]} == names(release, pattern)


def test_one_body_stands_in_a_row_beside_the_donors(rows: Rows) -> None:
    assert all(sum(bool(row[name]) for name in BODIES) <= 1 for row in rows)


def test_every_donor_of_an_activity_is_there(release: Release, rows: Rows) -> None:
    pattern = "?r a ngo:Funding ; ngo:funder ?body ."
    expected = names(release, pattern)
    assert expected
    assert expected == {name for row in rows for name in row["Donor"].split("; ") if name}


def test_every_recipient_of_funds_is_there(united: Release, exported: Callable[..., bytes]) -> None:
    expected = names(united, "?r a ngo:Funding ; ngo:recipient ?body .")
    assert len(expected) > 50
    rows = rows_of(exported(united, "3w"))
    assert expected <= {row[name] for row in rows for name in BODIES}


def test_a_row_says_where_when_and_who_says_so(rows: Rows) -> None:
    (row,) = [
        row
        for row in rows
        if row["Organisation"].startswith("Klub mladih Roma") and row["Country"] and not row["Project"]
    ]
    assert (row["Country"], row["Admin 1"]) == (
        "Bosnia and Herzegovina",
        "Federation of Bosnia and Herzegovina",
    )
    assert row["Source"] == "kali-sara-memoranda"
    visit, *_ = [
        row
        for row in rows
        if row["Role"] == "visitor"
        and row["Organisation"] == "British Red Cross"
        and "Meeting" in row["Project"]
    ]
    assert visit["Start date"] < visit["End date"]
    assert visit["Modality"] == "asserted"


def test_what_is_planned_is_told_apart(rows: Rows) -> None:
    assert {"asserted", "planned", "implied"} <= {row["Modality"] for row in rows}


def test_a_part_keeps_the_donors_that_other_statements_name(
    release: Release, exported: Callable[..., bytes]
) -> None:
    body = f"{ID}organisation/fdrs-dgb001"
    part = rows_of(exported(release, "3w", organisations=(body,)))
    assert {row[name] for row in part for name in BODIES if row[name]} == {"British Red Cross"}
    assert "European Union" in {row["Donor"] for row in part if "NSCEP" in row["Project"]}


def test_what_was_written_can_be_imported(
    release: Release,
    exported: Callable[..., bytes],
    imported: Callable[[Path], ImportedSource],
    tmp_path: Path,
) -> None:
    file = tmp_path / "who-what-where.csv"
    file.write_bytes(exported(release, "3w"))
    rows = rows_of(file.read_bytes())
    source = imported(file)
    assert source.account["format"] == "3w"
    assert source.account["read"] == len(rows) == source.account["produced"]
    triples = source.triples
    bodies = {t.subject for t in triples if t.predicate == A and ORGANISATION in t.subject.value}  # type: ignore[union-attr]
    found = {t.object.value for t in triples if t.predicate == PREF_LABEL and t.subject in bodies}  # type: ignore[union-attr]
    written = {row[name] for row in rows for name in BODIES} | {
        name for row in rows for name in row["Donor"].split("; ")
    }
    general = {"United Nations"}  # alone it names no body, says the reader of such tables
    assert found == written - {""} - general
    again = Store()
    again.extend(Quad(*triple) for triple in triples)
    text = f"""PREFIX ngo: <{NGO}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT DISTINCT ?name ?role ?how ?work WHERE {{
      ?tie ngo:participant|ngo:onBehalfOf ?body ; ngo:role ?role ; ngo:modality ?how .
      ?tie ngo:activity/skos:prefLabel ?work . ?body skos:prefLabel ?name .
      FILTER(LANG(?name) = "en" && LANG(?work) = "en" && STRSTARTS(STR(?body), "{ORGANISATION}"))
      FILTER(!STRENDS(STR(?role), "/funder")) }}"""
    told, back = (
        {tuple(row[name].value for name in ("name", "role", "how", "work")) for row in store.query(text)}  # type: ignore[union-attr]
        for store in (release.store(), again)
    )
    assert {row for row in told if row[0] not in general} == back
