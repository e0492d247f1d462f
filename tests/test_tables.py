"""The tables of a release: promises and types, what is in them, equal bytes for equal content."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ngograph import tables
from ngograph.build import build
from ngograph.errors import ContentError, ReleaseError
from ngograph.queries import load_query
from ngograph.release import Release
from ngograph.store import memory_store, select
from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ngograph.content import Content
    from ngograph.queries import Query

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "queries" / "tables"
QUERIES = tables.of_content(FOLDER)
DOCS = (ROOT / "docs" / "tables.md").read_text("utf-8")
ID = "https://w3id.org/ngograph/id/"

every_table = pytest.mark.parametrize("query", QUERIES.queries, ids=lambda query: query.name)


def stated(turtle: str) -> Store:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    triples = parse(prefixes + "@prefix : <https://example.org/> .\n" + turtle, format=RdfFormat.TURTLE)
    return memory_store(Quad(t.subject, t.predicate, t.object, NamedNode("urn:x-test")) for t in triples)


def test_each_query_without_parameters_is_a_table(release: Release) -> None:
    assert tables.listed(release) == tuple(query.name for query in QUERIES)
    assert "ties" not in tables.listed(release)
    assert list(tables.Tables(release)) == list(tables.listed(release))


@every_table
def test_query_head_file_and_docs_name_the_same_columns(query: Query, release: Release) -> None:
    projected = re.search(r"^SELECT (?:DISTINCT )?((?:\s*\?\w+)+)$", query.text, re.MULTILINE)
    assert projected
    columns = [name.removeprefix("?") for name in projected[1].split()]
    assert list(query.columns) == columns
    found = tables.read(release, query.name)
    assert found.columns == columns
    section = re.search(rf"^### {query.name}\n(.*?)(?=^##|\Z)", DOCS, re.MULTILINE | re.DOTALL)
    assert section, f"docs/tables.md does not tell of {query.name}"
    kinds = query.head.get("types", {})
    documented = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*) \|$", section[1], re.MULTILINE)
    assert documented == [
        (column, kinds.get(column, "text"), meaning) for column, meaning in query.columns.items()
    ]


@every_table
def test_a_row_is_there_once_sorted_and_names_where_it_comes_from(query: Query, release: Release) -> None:
    found = tables.read(release, query.name)
    plain = [column for column in found.columns if found.schema[column] != pl.List(pl.String)]
    assert found.select(plain).is_unique().all()
    assert found.equals(found.sort(plain))
    if query.name not in {"concepts", "documents"}:  # which stand in the ontology, and are the sources
        assert found.filter(pl.col("sources").list.len() == 0).is_empty()


@every_table
def test_the_first_column_is_the_key_but_of_long_tables(query: Query, release: Release) -> None:
    found = tables.read(release, query.name)
    unique = found[found.columns[0]].is_unique().all()
    assert unique or query.name in {"parties", "identifiers", "affiliations", "redirects"}


def test_equal_content_gives_equal_bytes(content: Content, release: Release, tmp_path: Path) -> None:
    again = build(content, tmp_path)
    for name in tables.listed(release):
        one, other = (folder.tables / f"{name}.parquet" for folder in (release, again) if folder.tables)
        assert one.read_bytes() == other.read_bytes(), name


def test_relationships_and_parties_are_those_of_the_graph(release: Release) -> None:
    store = release.store()
    stated = {row["r"].value for row in select(store, f"SELECT DISTINCT ?r {{ ?r a <{NGO}Relationship> }}")}
    found = tables.read(release, "relationships")
    assert set(found["relationship"]) == stated
    assert set(tables.read(release, "parties")["relationship"]) == stated


def test_a_most_specific_class_is_no_donor(release: Release) -> None:
    things = tables.read(release, "things")
    types = dict(zip(things["thing"], things["type"], strict=True))
    assert types[f"{ID}organisation/usaid"] == f"{NGO}DevelopmentAgency"
    assert types[f"{ID}agreement/kali-sara-memorandum-jajce"] == f"{NGO}Agreement"
    assert f"{NGO}Donor" not in things["type"].to_list()
    (usaid,) = things.filter(thing=f"{ID}organisation/usaid")["types"]
    assert set(usaid) >= {f"{NGO}Organisation", f"{NGO}PublicBody", f"{NGO}Donor"}


def test_labels_are_in_three_languages_or_null(release: Release) -> None:
    things = tables.read(release, "things").filter(thing=f"{ID}organisation/united-nations")
    assert things.select("labelEn", "labelBs", "labelRu").row(0) == (
        "United Nations",
        "Ujedinjene nacije",
        None,
    )


def test_funds_through_a_programme(release: Release) -> None:
    (row,) = tables.read(release, "fundings").filter(funding=f"{ID}funding/nscep-european-union").to_dicts()
    assert row["funders"] == [f"{ID}organisation/european-union"]
    assert row["through"] == [f"{ID}activity/erasmus-plus"]
    assert (row["amount"], row["currency"]) == (None, None)


MONEY = """
:f a ngo:Funding , ngo:Relationship ; ngo:funder :a , :b ; ngo:activity :x ; ngo:modality :asserted ;
  ngo:amount 1000000000000000.10 ; ngo:currency :EUR ; ngo:valueDate "2020-02-29"^^xsd:date ;
  ngo:evidence :e .
:g a ngo:Funding , ngo:Relationship ; ngo:funder :a ; ngo:activity :x ; ngo:modality :asserted ;
  ngo:evidence :e .
:e oa:hasSource :d .
"""


def test_an_amount_is_exact_once_and_null_where_it_is_not_known() -> None:
    found = tables.made(stated(MONEY), QUERIES.get("fundings"))
    assert found["amount"].to_list() == [Decimal("1000000000000000.10"), None]
    assert found["funders"].to_list() == [
        ["https://example.org/a", "https://example.org/b"],
        ["https://example.org/a"],
    ]
    assert found["ongoing"].to_list() == [None, None]
    parties = tables.made(stated(MONEY), QUERIES.get("parties"))
    assert parties["property"].unique().to_list() == [f"{NGO}funder"]
    assert parties.height == 3


TWO_SOURCES = """
:x a ngo:Project , ngo:Activity ; ngo:modality :asserted ; ngo:evidence :e1 , :e2 ;
  ngo:startEarliest "2020-01-01"^^xsd:date , "2019-01-01"^^xsd:date ; ngo:ongoing true , false ;
  ngo:status :b , :a .
:e1 oa:hasSource :d1 . :e2 oa:hasSource :d2 .
"""


def test_a_thing_of_two_sources_is_one_row_with_the_widest_bounds() -> None:
    (row,) = tables.made(
        stated(TWO_SOURCES + f"<{NGO}Project> rdfs:subClassOf <{NGO}Activity> ."), QUERIES.get("activities")
    ).to_dicts()
    assert row["type"] == f"{NGO}Project"
    assert str(row["startEarliest"]) == "2019-01-01"
    assert row["ongoing"] is True
    assert row["status"] == "https://example.org/a"
    assert row["sources"] == ["https://example.org/d1", "https://example.org/d2"]


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ('a = "colour"', "expected columns of the types text, date"),
        ('b = "date"', "found b"),
        ('a = "date"', "expected rows of the types it names"),
        ('a = "number"', "expected rows of the types it names"),
        ('a = "boolean"', "expected rows of the types it names"),
    ],
)
def test_a_value_of_another_type_is_told_with_the_file(head: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "strange.rq"
    path.write_text(
        '#+ title = "T"\n#+ description = "D."\n#+ tags = ["table"]\n#+ [columns]\n#+ a = "A."\n#+ [types]\n'
        f'#+ {head}\nSELECT ?a {{ VALUES ?a {{ "no such thing" }} }}',
        "utf-8",
    )
    with pytest.raises(ContentError, match=rf"strange\.rq.*{problem}"):
        tables.made(stated(""), load_query(path))


def test_a_release_without_tables_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="found none: build it again"):
        tables.read(Release(tmp_path), "things")


def test_an_unknown_table_is_told_with_those_there_are(release: Release) -> None:
    with pytest.raises(ReleaseError, match=r"activities, affiliations.*found 'people'"):
        tables.read(release, "people")


def test_content_without_tables_makes_none(tmp_path: Path) -> None:
    assert len(tables.of_content(tmp_path / "tables")) == 0


def test_the_examples_of_the_docs_run(
    releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "releases").symlink_to(releases)
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"^```python\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)
    assert len(examples) >= 3
    for example in examples:
        exec(example, {})
    assert "fdrs-dba001" in capsys.readouterr().out
