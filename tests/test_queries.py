"""The catalogue and the binding of parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

from ngograph.errors import (
    FrontMatterError,
    MissingFile,
    ParameterError,
    UnknownParameter,
    UnknownQuery,
)
from ngograph.queries import Query, bind, load_catalogue, load_query

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """#+ title = "Who?"
#+ description = "All of them."
#+ tags = ["people"]
#+ [parameters.who]
#+ type = "iri"
#+ kind = "person"
#+ description = "Who."
#+ example = "id/person/x"
#+ [parameters.how]
#+ type = "choices"
#+ choices = ["well", "ill"]
#+ description = "How."
#+ [parameters.count]
#+ type = "integer"
#+ description = "How many."
#+ [parameters.share]
#+ type = "decimal"
#+ description = "How much."
#+ [parameters.day]
#+ type = "date"
#+ description = "When."
#+ [parameters.word]
#+ type = "string"
#+ description = "A word."
SELECT ?who WHERE { ?who a ?x } ORDER BY ?who
"""
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def query(tmp_path: Path) -> Query:
    (tmp_path / "who-is-who.rq").write_text(HEAD, encoding="utf-8")
    return load_catalogue(tmp_path).get("who-is-who")


class Phonebook:
    """One name, one thing."""

    def find(self, text: str, kind: str | None = None) -> str:
        return f"https://example.org/{kind}/{text}"


def test_a_query_knows_itself(query: Query) -> None:
    assert (query.title, query.tags) == ("Who?", ("people",))
    assert query.example == {"who": "id/person/x"}
    assert query.text == HEAD


@pytest.mark.parametrize(
    ("name", "value", "term"),
    [
        ("who", "https://example.org/a", NamedNode("https://example.org/a")),
        ("who", "<https://example.org/a>", NamedNode("https://example.org/a")),
        ("how", "ill", Literal("ill")),
        ("count", "-3", Literal("-3", datatype=NamedNode(f"{XSD}integer"))),
        ("share", "2.5", Literal("2.5", datatype=NamedNode(f"{XSD}decimal"))),
        ("day", " 2022-11-25 ", Literal("2022-11-25", datatype=NamedNode(f"{XSD}date"))),
        ("word", '"} DROP ALL #', Literal('"} DROP ALL #')),
    ],
)
def test_a_value_becomes_a_term(query: Query, name: str, value: str, term: object) -> None:
    assert bind(query, {name: value}) == {name: term}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("who", "somebody"),
        ("who", "http://a b"),
        ("who", "http://[::1"),
        ("who", ""),
        ("how", "so-so"),
        ("count", "3.5"),
        ("share", "much"),
        ("share", "."),
        ("day", "2022-11-31"),
        ("day", "20221125"),
        ("day", "yesterday"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(query: Query, name: str, value: str) -> None:
    with pytest.raises(ParameterError) as caught:
        bind(query, {name: value})
    assert (caught.value.query, caught.value.name, caught.value.found) == ("who-is-who", name, value.strip())


def test_a_name_is_looked_up_among_things_of_its_kind(query: Query) -> None:
    assert bind(query, {"who": "Ana"}, Phonebook()) == {"who": NamedNode("https://example.org/person/Ana")}


def test_an_unknown_parameter_names_those_there_are(query: Query) -> None:
    with pytest.raises(UnknownParameter) as caught:
        bind(query, {"whom": "x"})
    assert caught.value.known == ("who", "how", "count", "share", "day", "word")


def test_an_unknown_query_names_the_nearest(query: Query) -> None:
    with pytest.raises(UnknownQuery) as caught:
        load_catalogue(query.path.parent).get("who-is-whom")
    assert caught.value.nearest == ("who-is-who",)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        load_catalogue(tmp_path / "none")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("title", "titel"), "title"),
        (('tags = ["people"]', "tags = []"), "tags"),
        (('type = "iri"', 'type = "thing"'), "expected a type"),
        (('choices = ["well", "ill"]', ""), "choices"),
        (('description = "Who."', ""), "description"),
        (("[parameters.who]", "[parameters.'?who']"), "parameters.name"),
    ],
)
def test_a_poor_head_is_refused(tmp_path: Path, change: tuple[str, str], problem: str) -> None:
    file = tmp_path / "q.rq"
    file.write_text(HEAD.replace(*change, 1), encoding="utf-8")
    with pytest.raises(FrontMatterError, match=problem):
        load_query(file)


@pytest.mark.parametrize("name", ["Who.rq", "who_is.rq", "who-.rq", "who is.rq"])
def test_a_name_is_in_kebab_case(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(HEAD, encoding="utf-8")
    with pytest.raises(FrontMatterError, match="kebab-case"):
        load_catalogue(tmp_path)
