"""The table of who does what where: every participation, presence and funding has its rows."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Quad, Store

from ngograph.exporting import Wanted, export, form_called
from ngograph.exporting.whowhatwhere import COLUMNS
from ngograph.importing import import_file
from ngograph.store import select
from ngograph.vocab import ID, NGO

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.check import Rules
    from ngograph.imports import ImportedSource
    from ngograph.release import Release
    from ngograph.sources.known import Known

Rows = list[dict[str, str]]
TOLD = (
    *("activity", "role", "funder", "recipient", "through", "organisation", "place", "topic"),
    *("startEarliest", "endLatest", "ongoing", "modality", "status"),
    *("fundingKind", "presenceKind", "amount", "currency", "valueDate"),
)
BODIES = ("Organisation", "Programme partner", "Implementing partner")


def rows_of(text: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(text.decode())))


@pytest.fixture
def rows(release: Release, exported: Callable[..., bytes]) -> Rows:
    return rows_of(exported(release, "3w"))


@pytest.fixture(scope="module")
def table(united: Release) -> bytes:
    out = io.BytesIO()
    export(united, Wanted(), form_called("3w"), out)
    return out.getvalue()


@pytest.fixture(scope="module")
def back(
    table: bytes, rules: Rules, all_known: Known, tmp_path_factory: pytest.TempPathFactory
) -> ImportedSource:
    """What a table of everything says when it is imported."""
    folder = tmp_path_factory.mktemp("back")
    (folder / "who-what-where.csv").write_bytes(table)
    return import_file(folder / "who-what-where.csv", folder / "imports", rules, all_known)


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


def test_an_amount_stands_in_one_row_alone(united: Release, exported: Callable[..., bytes]) -> None:
    rows = rows_of(exported(united, "3w"))
    paid = [row["Relationship"] for row in rows if row["Amount"]]
    assert len(paid) == len(set(paid)) > 100


def test_each_row_can_be_imported(table: bytes, back: ImportedSource) -> None:
    assert back.account["format"] == "3w"
    assert back.account["read"] == len(rows_of(table)) == back.account["produced"]
    assert back.account["notes"] == {"column 'Source' not used": 1}


@pytest.mark.parametrize("kind", ["Participation", "Funding", "Presence"])
def test_the_same_relationships_come_back(kind: str, united: Release, back: ImportedSource) -> None:
    again = Store()
    again.extend(Quad(*triple) for triple in back.triples)
    told, found = (Counter(facts(store, kind).values()) for store in (united.store(), again))
    assert sum(told.values()) > 30
    assert told == found


def facts(store: Store, kind: str) -> dict[tuple[str, str], frozenset[tuple[str, str]]]:
    """Return what *store* says of each relationship of *kind*: its bodies, dates, roles and the like.

    A table has bodies alone, so of a person it tells on whose behalf. Of names the case is left out, for
    bodies that are called the same are one body in a table.
    """
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    text = f"""PREFIX ngo: <{NGO}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT ?tie ?how ?value ?name ?body WHERE {{ ?tie a ngo:{kind} ; ?how ?value .
      VALUES ?how {{ {" ".join(f"ngo:{one}" for one in TOLD)} }}
      OPTIONAL {{ ?tie ngo:participant|ngo:onBehalfOf ?one . ?one skos:prefLabel ?body
        FILTER(STRSTARTS(STR(?one), "{ID}organisation/") && langMatches(LANG(?body), "en")) }}
      OPTIONAL {{ ?value skos:prefLabel ?name
        FILTER(STRSTARTS(STR(?value), "{ID}") && langMatches(LANG(?name), "en")) }} }}"""
    for row in select(store, text):
        body, value = (row[name].value.casefold() if row[name] else "" for name in ("body", "name"))
        key = row["tie"].value, body
        found[key] |= {("body", body), (row["how"].value.removeprefix(NGO), value or row["value"].value)}
    return {key: frozenset(said) for key, said in found.items() if key[1] or kind != "Participation"}
