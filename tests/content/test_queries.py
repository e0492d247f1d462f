"""Every query file: its head, its form, and its answer over the data.

The answers in `answers/` are those of each query's example, made anew by `tests/content/keep_answers.py` and
read before they are kept. The answers in `competency/` were written by hand from the questions.
"""

from __future__ import annotations

import csv
import re
import tomllib
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store
from rdflib.plugins.sparql import prepareQuery

from ngograph import names, tabular
from ngograph.content import find_content
from ngograph.queries import Catalogue, Query, bind, load_catalogue
from ngograph.store import query as answer
from ngograph.store import select
from ngograph.vocab import PREFIXES, ROOT

if TYPE_CHECKING:
    from ngograph.release import Release

HERE = Path(__file__).parent
FOLDER = find_content(HERE.parents[1]).queries
CATALOGUE = load_catalogue(FOLDER)
COMPETENCY: dict[str, dict[str, Any]] = tomllib.loads((HERE / "competency.toml").read_text("utf-8"))
WHERE = re.compile(r"\bPREFIX\s+([a-z-]*):\s+<([^>]*)>", re.IGNORECASE)
LOCAL_PREFIXES = {"schema-http": "http://schema.org/"}

every_query = pytest.mark.parametrize("query", CATALOGUE.queries, ids=lambda query: query.name)
every_file = pytest.mark.parametrize(
    "path", sorted(FOLDER.rglob("*.rq")), ids=lambda path: path.relative_to(FOLDER).as_posix()
)


@pytest.fixture(scope="module")
def store(release: Release) -> Store:
    return release.store()


@pytest.fixture(scope="module")
def index(store: Store) -> names.NameIndex:
    rows = tabular.rows(select(store, CATALOGUE.get("names-of-thing").text))
    return names.index(names.read(rows.records()))


def asked(store: Store, index: names.NameIndex, query: Query, values: dict[str, str]) -> tabular.Rows:
    return tabular.rows(select(store, query.text, bind(query, values, index)))


def written(rows: tabular.Rows) -> str:
    file = StringIO()
    tabular.write_csv(rows, file)
    return file.getvalue()


def body(query: Query) -> str:
    """The query without comments, head, prefixes and strings."""
    lines = [line for line in query.text.splitlines() if not line.lstrip().startswith("#")]
    return re.sub(r'"[^"]*"', '""', WHERE.sub("", "\n".join(lines)))


def test_what_they_say_of_themselves_is_in_every_language_and_nothing_else() -> None:
    said = {
        text
        for query in CATALOGUE
        for text in (
            query.description,
            *query.tags,
            *(f"column {name}" for name in query.columns),
            *(f"parameter {one.name}" for one in query.parameters),
            *(one.description for one in query.parameters),
        )
    }
    assert sorted(said ^ CATALOGUE.sentences.texts.keys()) == []
    lines = (FOLDER / "sentences.txt").read_text("utf-8").splitlines()
    assert len([line for line in lines if line and line[0] != "#"]) == len(said)  # each once
    for english, others in CATALOGUE.sentences.texts.items():
        for text in others.values():
            assert text.endswith(".") == english.endswith("."), text


def test_there_are_enough() -> None:
    assert len(CATALOGUE) >= 30


@every_file
def test_prefixes_are_used_and_are_ours(path: Path) -> None:
    text = path.read_text("utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    declared = dict(WHERE.findall(code))
    known = {**PREFIXES, **LOCAL_PREFIXES}
    for prefix, iri in declared.items():
        assert known.get(prefix, f"{ROOT}concept/{prefix}/") == iri, f"{prefix}: is another one elsewhere"
        assert re.search(rf"(?<![\w-]){prefix}:", WHERE.sub("", code)), f"{prefix}: is declared and not used"
    assert list(declared) == sorted(declared)


@every_file
def test_another_tool_reads_it_too(path: Path) -> None:
    prepareQuery(path.read_text("utf-8"))


@every_query
def test_it_is_an_ordered_select(query: Query) -> None:
    assert re.match(r"\s*SELECT\b", body(query))
    assert re.search(r"\bORDER BY\b[^}]*\Z", body(query)), "expected ORDER BY at the end"


@every_query
def test_its_words_are_whole(query: Query) -> None:
    assert query.title.endswith("?")
    assert query.description.endswith(".")
    assert all(parameter.description.endswith(".") for parameter in query.parameters)
    assert all(text.endswith(".") for text in query.columns.values())


@every_query
def test_columns_are_described_and_parameters_projected(query: Query, store: Store) -> None:
    results = answer(store, query.text)
    assert isinstance(results, QuerySolutions)
    columns = [variable.value for variable in results.variables]
    plain = [column for column in columns if not (column.endswith("Label") and column[:-5] in columns)]
    assert plain == [column for column in columns if column in query.columns]
    assert set(query.columns) <= set(columns)
    assert {parameter.name for parameter in query.parameters} <= set(columns)


@every_query
def test_every_iri_parameter_says_what_kind_it_takes(query: Query, index: names.NameIndex) -> None:
    kinds = {name.kind for name in index.names}
    assert {p.kind for p in query.parameters if p.kind is not None} <= kinds


@every_query
def test_without_values_it_answers_for_all(query: Query, store: Store, index: names.NameIndex) -> None:
    everything = written(asked(store, index, query, {})).splitlines()
    example = written(asked(store, index, query, query.example)).splitlines()
    assert len(example) <= len(everything)
    assert len(set(everything)) == len(everything), "a row is said twice"


@every_query
def test_its_example_is_answered_as_kept(query: Query, store: Store, index: names.NameIndex) -> None:
    found = asked(store, index, query, query.example)
    assert written(found) == (HERE / "answers" / f"{query.name}.csv").read_text("utf-8")


def test_every_kept_answer_has_its_query() -> None:
    kept = {path.stem for path in (HERE / "answers").glob("*.csv")}
    assert kept == {query.name for query in CATALOGUE}


def test_most_examples_have_an_answer() -> None:
    empty = [
        q.name
        for q in CATALOGUE
        if len((HERE / "answers" / f"{q.name}.csv").read_text("utf-8").splitlines()) < 2
    ]
    assert set(empty) <= {"conflicts-about-amounts", "conflicts-between-sources"}


def test_a_working_group_is_not_told_of_where_it_is_not(store: Store, index: names.NameIndex) -> None:
    query = CATALOGUE.get("working-groups-and-supporters")
    everywhere = [row["place"] for row in asked(store, index, query, {}).records()]
    there = [row["place"] for row in asked(store, index, query, {"place": everywhere[0]}).records()]
    assert set(there) == {everywhere[0]}
    assert len(there) < len(everywhere)
    assert not asked(store, index, query, {"place": "Afghanistan"}).records()
    assert not asked(store, index, query, {"topic": "first aid"}).records()


def test_planned_amounts_are_not_held_against_actual_ones() -> None:
    told = (("a", "asserted", 100), ("a", "planned", 50), ("b", "asserted", 100), ("c", "implied", 70))
    assert differing(*told) == []
    found = [("a", "asserted", "100"), ("b", "asserted", "90")]
    assert differing(*told[:2], ("b", "asserted", 90), told[3]) == found


def differing(*told: tuple[str, str, int]) -> list[tuple[str, str, str]]:
    """Return on which amounts sources differ that tell of them by source, modality and amount."""
    turtle = "".join(
        f"""<x:graph/{source}> dct:source <x:{source}> . GRAPH <x:graph/{source}> {{
          <x:{source}-{how}> ngo:funder <x:donor> ; ngo:recipient <x:body> ; ngo:fundingKind <x:kind> ;
            ngo:currency <x:eur> ; ngo:modality <x:{how}> ; ngo:amount {amount} . }}"""
        for source, how, amount in told
    )
    store = Store()
    store.load(
        f"@prefix ngo: <{PREFIXES['ngo']}> . @prefix dct: <{PREFIXES['dct']}> . {turtle}".encode(),
        format=RdfFormat.TRIG,
    )
    rows = tabular.rows(select(store, CATALOGUE.get("conflicts-about-amounts").text)).records()
    return [tuple(row[one].removeprefix("x:") for one in ("source", "modality", "amount")) for row in rows]  # type: ignore[misc]


def test_no_two_queries_are_one() -> None:
    for read in (lambda query: " ".join(body(query).split()), lambda query: query.title):
        told: dict[str, list[str]] = {}
        for query in CATALOGUE:
            told.setdefault(read(query), []).append(query.name)
        assert [twins for twins in told.values() if len(twins) > 1] == []


def test_all_competency_questions_are_mapped() -> None:
    assert list(COMPETENCY) == [str(number) for number in range(1, 25)]


@pytest.mark.parametrize("number", COMPETENCY)
def test_competency(number: str, store: Store, index: names.NameIndex) -> None:
    question = COMPETENCY[number]
    query = CATALOGUE.get(question["query"])
    with (HERE / "competency" / f"{int(number):02}.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    found = asked(store, index, query, question["values"]).records()
    columns = list(expected[0])
    assert {tuple(row.get(column, "") for column in columns) for row in found} == {
        tuple(row.values()) for row in expected
    }


def test_every_relationship_says_where_it_comes_from(store: Store, index: names.NameIndex) -> None:
    """Question 22 for all: the relationships are counted from the quads, not by a query."""
    typed = f"{PREFIXES['rdf']}type"
    stated = {
        quad.subject.value
        for quad in store
        if quad.predicate.value == typed and quad.object.value == f"{PREFIXES['ngo']}Relationship"
    }
    rows = asked(store, index, CATALOGUE.get("who-says-so"), {}).records()
    assert {row["relationship"] for row in rows} == stated
    assert all("start" in row or "locator" in row for row in rows)


def test_a_bad_catalogue_would_be_seen(tmp_path: Path) -> None:
    """The checks above look at something: a query without ORDER BY has none."""
    text = CATALOGUE.get("delegations").text.split("ORDER BY")[0]
    (tmp_path / "delegations.rq").write_text(text, encoding="utf-8")
    changed: Catalogue = load_catalogue(tmp_path)
    with pytest.raises(AssertionError):
        test_it_is_an_ordered_select(changed.get("delegations"))
