"""Values in the text of a question: each comes through whole, and none gets out of its place."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from ngograph.errors import QueryError
from ngograph.store import memory_store, select
from ngograph.store.remote.substituting import substituted, written

ANY = "SELECT ?x ?other { ?other ?p ?x }"
GRAPH = NamedNode("urn:graph")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.tuples(TEXTS, st.sampled_from(["en", "sr-cyrl", "bs"])).map(
        lambda said: Literal(said[0], language=said[1])
    ),
    TEXTS.map(lambda text: Literal(text, datatype=NamedNode("urn:kind"))),
    st.integers().map(Literal),
)


def iri(text: str) -> NamedNode | None:
    try:
        return NamedNode(f"urn:{text}")
    except ValueError:
        return None


IRIS = TEXTS.map(iri).filter(lambda found: found is not None)


def read(text: str) -> Literal | NamedNode:
    """The one value that a reader of SPARQL finds where *text* stands."""
    results = Store().query(f"SELECT ({text} AS ?x) {{}}")
    assert isinstance(results, QuerySolutions)
    (row,) = list(results)
    term = row[0]
    assert isinstance(term, Literal | NamedNode)
    return term


def read_eagerly(text: str) -> str:
    r"""What *text* is to a reader that undoes ``\u`` before it looks for anything else, as SPARQL allows."""
    out, place = "", 0
    while place < len(text):
        long = {"u": 4, "U": 8}.get(text[place + 1 : place + 2], 0) if text[place] == "\\" else 0
        if long:
            out += chr(int(text[place + 2 : place + 2 + long], 16))
            place += 2 + long
        else:
            out += text[place]
            place += 1
    return out


@given(LITERALS | IRIS)
@example(Literal('" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #'))
@example(Literal("\\"))
@example(Literal("\\u0022 } #"))
@example(Literal("\\\\U00000022"))
@example(Literal("line\r\nfeed\ttab\x00\x7f"))
def test_a_value_comes_through_whole(term: Literal | NamedNode) -> None:
    assert read(written(term)) == term


@given(TEXTS.filter(lambda text: "\\" in text or '"' in text) | TEXTS)
@example("\\u0022")
@example("\\\\u0022\\U00000022")
def test_no_reader_finds_another_end(text: str) -> None:
    token = written(Literal(text))
    assume(not any(f"\\u{code:04X}" in token for code in (*range(32), 127)))  # those an eager reader sees raw
    assert read(read_eagerly(token)) == Literal(text)


@given(LITERALS | IRIS)
def test_a_question_with_a_value_is_the_embedded_engines(term: Literal | NamedNode) -> None:
    other = Literal("something else")
    said, subject = NamedNode("urn:said"), NamedNode("urn:subject")
    store = memory_store([Quad(subject, said, found, GRAPH) for found in {term, other}])
    (row,) = list(select(store, substituted(ANY, {"x": term})))
    (bound,) = list(select(store, ANY, {"x": term}))
    assert [row["x"], row["other"]] == [bound["x"], bound["other"]] == [term, subject]


@pytest.mark.parametrize(
    "term", [BlankNode("x"), Triple(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"))], ids=str
)
def test_what_no_text_can_name_is_refused(term: BlankNode | Triple) -> None:
    with pytest.raises(QueryError, match="expected an IRI or a literal"):
        written(term)


QUESTIONS = {
    "a variable within a word, a string, a comment": (
        'SELECT ?x ?y { ?x ?xx ?y FILTER(?y != "?x") } # ?x',
        'SELECT (<urn:x> AS ?x) ?y { <urn:x> ?xx ?y FILTER(?y != "?x") } # ?x',
    ),
    "the other sign": ("SELECT ?x { $x ?p 1 }", "SELECT (<urn:x> AS ?x) { <urn:x> ?p 1 }"),
    "another name for it": (
        "SELECT ?x (?x AS ?g) { GRAPH ?x { ?s ?p ?o } }",
        "SELECT (<urn:x> AS ?x) (<urn:x> AS ?g) { GRAPH <urn:x> { ?s ?p ?o } }",
    ),
    "groups and order": (
        "SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y } GROUP BY ?x HAVING(?x != 1) ORDER BY ?x",
        "SELECT (<urn:x> AS ?x) (COUNT(?y) AS ?n) { <urn:x> ?p ?y } GROUP BY (<urn:x>) HAVING(<urn:x> != 1) "
        "ORDER BY ?x",
    ),
    "a part that hands it out": (
        "SELECT ?x ?y { { SELECT ?x ?y { ?x ?p ?y } } ?x ?q ?z }",
        "SELECT (<urn:x> AS ?x) ?y { { SELECT  ?y { <urn:x> ?p ?y } } <urn:x> ?q ?z }",
    ),
    "a part that hands out nothing else": (
        "SELECT ?x ?y { { SELECT DISTINCT ?x { ?x ?p 1 } } ?x ?q ?y }",
        "SELECT (<urn:x> AS ?x) ?y { { SELECT DISTINCT (<urn:x> AS ?x_) { <urn:x> ?p 1 } } <urn:x> ?q ?y }",
    ),
    "a part that keeps it to itself": (
        "SELECT ?x ?y { { SELECT ?y { ?x ?p ?y } } ?x ?q ?y }",
        "SELECT (<urn:x> AS ?x) ?y { { SELECT ?y { ?x ?p ?y } } <urn:x> ?q ?y }",
    ),
    "a part with a part": (
        "SELECT ?x { { SELECT * { { SELECT ?x { ?x ?p 1 } } } } ?x ?q 2 }",
        "SELECT (<urn:x> AS ?x) { { SELECT * { { SELECT (<urn:x> AS ?x_) { <urn:x> ?p 1 } } } } "
        "<urn:x> ?q 2 }",
    ),
    "no rows": ("ASK { ?x ?p 1 }", "ASK { <urn:x> ?p 1 }"),
    "statements": ("CONSTRUCT { ?x ?p ?y } { ?x ?p ?y }", "CONSTRUCT { <urn:x> ?p ?y } { <urn:x> ?p ?y }"),
}


@pytest.mark.parametrize("case", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_where_a_value_goes(case: tuple[str, str]) -> None:
    text, expected = case
    assert substituted(text, {"x": NamedNode("urn:x")}) == expected
    Store().query(expected)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { BIND(1 AS ?x) }",
        "SELECT (1 AS ?x) {}",
        "SELECT ?x { VALUES ?x { 1 } }",
        "ASK { VALUES (?y ?x) {} }",
    ],
)
def test_a_question_that_sets_it_itself_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"does not set \?x itself"):
        substituted(text, {"x": NamedNode("urn:x")})


def test_a_question_without_values_stays_as_it_is() -> None:
    text = "SELECT * { ?a?b<c> } # ?"
    assert substituted(text, {}) is text
