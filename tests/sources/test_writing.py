from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ngograph.sources import read_folder
from ngograph.sources.reading import Document, Reading, account
from ngograph.sources.statements import PREF_LABEL, identified, named, thing, typed
from ngograph.sources.writing import files, turtle, write
from ngograph.vocab import PREFIXES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
IRIS = st.sampled_from(
    [
        f"{ROOT}id/organisation/fdrs-dba001",
        f"{ROOT}id/place/ba",
        ROOT,
        f"{PREFIXES['ngo']}Visit",
        f"{PREFIXES['ngo']}9",
        f"{PREFIXES['skos']}",
        "http://www.wikidata.org/entity/Q7178",
        "mailto:nobody@example.org",
    ]
).map(NamedNode)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(
        lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["bs", "sr-Latn", "en-GB"])
    ),
    st.builds(
        lambda text, name: Literal(text, datatype=NamedNode(f"{PREFIXES['xsd']}{name}")),
        st.sampled_from(["1", "-7", "1.50", ".5", "5.", "true", "2023-05-19", ""]),
        st.sampled_from(["integer", "decimal", "boolean", "date", "string"]),
    ),
)
TRIPLES = st.lists(st.builds(Triple, IRIS, IRIS, st.one_of(IRIS, LITERALS)), max_size=8)


def parsed(text: str) -> set[Triple]:
    return {quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE)}


@given(TRIPLES)
def test_parsing_gives_back_what_was_written(triples: list[Triple]) -> None:
    assert parsed(turtle(triples)) == set(triples)


@given(TRIPLES)
def test_the_text_does_not_care_for_order_or_repetition(triples: list[Triple]) -> None:
    assert turtle(triples) == turtle([*reversed(triples), *triples])


def test_things_are_written_below_the_base_and_terms_with_their_prefix() -> None:
    node = thing("place", "ba")
    text = turtle([typed(node, "Place"), named(node, PREF_LABEL, "Bosna i Hercegovina", "bs")])
    assert text.splitlines() == [
        "@base <https://w3id.org/ngograph/> .",
        "@prefix ngo: <https://w3id.org/ngograph/ontology#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "",
        "<id/place/ba> a ngo:Place ;",
        '  skos:prefLabel "Bosna i Hercegovina"@bs .',
    ]


def test_a_language_tag_keeps_the_case_that_bcp_47_recommends() -> None:
    assert '"Toshkent"@uz-Latn' in turtle([named(thing("place", "x"), PREF_LABEL, "Toshkent", "uz-Latn")])


def test_record_nine_stands_before_record_ten() -> None:
    text = turtle([typed(thing("evidence", f"x-{number}"), "Evidence") for number in (10, 9)])
    assert text.index("x-9>") < text.index("x-10>")


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(ValueError, match="blank nodes"):
        turtle([Triple(BlankNode("b"), PREF_LABEL, Literal("nobody"))])


def example() -> Reading:
    node = thing("organisation", "fdrs-dba001")
    document = Document(
        source="example",
        title="An example",
        sha256="0" * 64,
        file_name="example.json",
        media_type="application/json",
        languages=("en", "sr-Latn"),
        publisher="ifrc",
        issued=dt.date(2026, 5, 20),
    )
    triples = (typed(node, "NationalSociety"), *identified(node, "FDRS", "DBA001"))
    return Reading(document, triples, account(1, []))


def test_each_kind_of_thing_has_its_file() -> None:
    assert set(files(example())) == {"identifiers.ttl", "organisations.ttl", "source.ttl"}


def test_a_written_folder_is_a_source(tmp_path: Path) -> None:
    folder = tmp_path / "example"
    write(example(), folder)
    source = read_folder(folder)
    assert source.title == "An example"
    assert set(example().triples) <= set(source.triples)


def test_writing_again_removes_what_is_no_longer_said_and_leaves_other_files(tmp_path: Path) -> None:
    (tmp_path / "places.ttl").write_text("", encoding="utf-8")
    (tmp_path / "NOTES.md").write_text("keep", encoding="utf-8")
    write(example(), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "NOTES.md",
        "identifiers.ttl",
        "organisations.ttl",
        "source.ttl",
    ]
