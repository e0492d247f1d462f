"""Changes applied: the default graph stays the union of the others, and what is written stays as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from ngograph.errors import (
    GraphExists,
    NgographError,
    NotWritable,
    QueryError,
    UnknownThing,
    UnreadableBody,
)
from ngograph.store.changes import GraphChange, Update
from ngograph.store.changing import Graphs, change_store, changed, graphs_of

TURTLE = "text/turtle"


def node(name: str) -> NamedNode:
    return NamedNode(f"x:{name}")


def triple(text: str) -> Triple:
    """Return the triple whose terms have names of one letter."""
    return Triple(*(node(letter) for letter in text))


def graphs(**stated: str) -> Graphs:
    return {node(name): frozenset(map(triple, texts.split())) for name, texts in stated.items()}


BEFORE = graphs(a="spo spq", b="spo", own="own")
OWN = [node("own")]


def update(text: str, **named: tuple[str, ...]) -> Graphs:
    return changed(BEFORE, Update(text, **named), OWN)


@pytest.mark.parametrize("text", ["CLEAR ALL", "drop all", "CLEAR NAMED", "CLEAR ALL ; CLEAR ALL"])
def test_clearing_everything_leaves_what_is_nobodys_to_clear(text: str) -> None:
    assert update(text) == graphs(own="own")


def test_after_clearing_everything_others_may_follow() -> None:
    found = update("CLEAR ALL ; INSERT DATA { GRAPH <x:n> { <x:s> <x:p> <x:n> } }")
    assert found == graphs(own="own", n="spn")


@pytest.mark.parametrize(
    "text",
    [
        "CLEAR DEFAULT",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <x:s> <x:p> <x:n> }",
        "DELETE DATA { <x:s> <x:p> <x:o> }",
        "MOVE <x:a> TO DEFAULT",
        "MOVE DEFAULT TO <x:n>",
        "CLEAR ALL ; INSERT DATA { <x:s> <x:p> <x:n> }",
        "INSERT { ?s ?p <x:n> } WHERE { GRAPH <x:a> { ?s ?p ?o } }",
        "INSERT DATA { GRAPH <x:a> { <x:s> <x:p> <x:n> } } ; INSERT DATA { <x:s> <x:p> <x:m> }",
    ],
)
def test_the_default_graph_is_not_changed(text: str) -> None:
    with pytest.raises(NotWritable, match="the union of all graphs"):
        update(text)


def test_each_operation_reads_the_union_as_those_before_it_left_it() -> None:
    asked = "SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }}"
    count = f"INSERT {{{{ GRAPH <x:{{}}> {{{{ <x:s> <x:n> ?n }}}} }}}} WHERE {{{{ {asked} }}}}"
    found = update(
        "; ".join(
            [
                count.format("one"),
                "DELETE DATA { GRAPH <x:a> { <x:s> <x:p> <x:o> } }",
                "INSERT DATA { GRAPH <x:n> { <x:s> <x:p> <x:n> } }",
                "INSERT DATA { GRAPH <x:m> { <x:s> <x:p> <x:n> } }",
                count.format("two"),
                "DROP GRAPH <x:b>",
                count.format("three"),
            ]
        )
    )
    counts = {name: str(next(iter(found[node(name)])).object)[1] for name in ("one", "two", "three")}
    # spo, spq and own; then one more and a count; then another count, and no spo, which was dropped
    assert counts == {"one": "3", "two": "5", "three": "5"}


def test_an_update_may_copy_the_union() -> None:
    assert update("COPY DEFAULT TO <x:n>")[node("n")] == {triple("spo"), triple("spq"), triple("own")}


def test_what_cannot_be_carried_out_is_said() -> None:
    with pytest.raises(QueryError, match="x:nowhere> does not exist"):
        update("DROP GRAPH <x:nowhere>")


LETTERS = st.sampled_from("stuv")
TRIPLES = st.builds("".join, st.tuples(LETTERS, st.just("p"), LETTERS))
NAMES = st.sampled_from(["a", "b", "c"])
STATES = st.dictionaries(NAMES, st.lists(TRIPLES, min_size=1, max_size=4).map(" ".join), max_size=3)


def iris(texts: str) -> str:
    return " . ".join(" ".join(f"<x:{letter}>" for letter in text) for text in texts.split())


STEPS = st.one_of(
    st.builds(lambda g, t: f"INSERT DATA {{ GRAPH <x:{g}> {{ {iris(t)} }} }}", NAMES, TRIPLES),
    st.builds(lambda g, t: f"DELETE DATA {{ GRAPH <x:{g}> {{ {iris(t)} }} }}", NAMES, TRIPLES),
    st.builds(lambda g: f"CLEAR SILENT GRAPH <x:{g}>", NAMES),
    st.builds(lambda g, h: f"COPY SILENT <x:{g}> TO <x:{h}>", NAMES, NAMES),
    st.builds(
        lambda g, h: f"INSERT {{ GRAPH <x:{g}> {{ ?o ?p ?s }} }} WHERE {{ GRAPH <x:{h}> {{ ?s ?p ?o }} }}",
        NAMES,
        NAMES,
    ),
)


@given(STATES, st.lists(STEPS, min_size=1, max_size=6))
def test_what_names_its_graphs_does_the_same_in_any_store(state: dict[str, str], steps: list[str]) -> None:
    """The kept graph is there throughout, so that nothing is ever cleared as a whole."""
    before = {**graphs(**state), **graphs(own="own")}
    store = Store()
    store.extend(
        Quad(one.subject, one.predicate, one.object, name) for name, each in before.items() for one in each
    )
    change = Update(" ;\n".join(steps))
    change_store(store, change)
    assert changed(before, change, OWN) == graphs_of(store)


@given(STATES, NAMES, st.lists(TRIPLES, max_size=4))
def test_a_graph_is_replaced_added_to_and_deleted(state: dict[str, str], name: str, sent: list[str]) -> None:
    before, graph = graphs(**state), node(name)
    stated = {triple(text) for text in sent}
    body = f"{iris(' '.join(sent))} .".encode() if sent else b""
    others = {key: value for key, value in before.items() if key != graph}
    replaced = changed(before, GraphChange("replace", graph.value, TURTLE, body), OWN)
    added = changed(before, GraphChange("add", graph.value, TURTLE, body), OWN)
    assert replaced == others | ({graph: stated} if stated else {})
    assert added == others | ({graph: both} if (both := before.get(graph, frozenset()) | stated) else {})
    if graph in before:
        assert changed(before, GraphChange("delete", graph.value), OWN) == others


def test_literals_of_a_body_stay_as_they_were_written() -> None:
    body = b'<> <x:p> "01"^^<http://www.w3.org/2001/XMLSchema#int> .'
    (stated,) = changed({}, GraphChange("replace", "x:g", TURTLE, body), OWN)[node("g")]
    assert str(stated) == '<x:g> <x:p> "01"^^<http://www.w3.org/2001/XMLSchema#int>'


def test_blank_nodes_of_two_bodies_differ() -> None:
    body = b"[] <x:p> <x:o> ."
    once = changed({}, GraphChange("add", "x:g", TURTLE, body), OWN)
    assert len(changed(once, GraphChange("add", "x:g", TURTLE, body), OWN)[node("g")]) == 2


def form(*parts: bytes) -> bytes:
    return b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def test_a_form_holds_several_files() -> None:
    body = form(
        b"Content-Type: text/turtle\r\n\r\n<x:s> <x:p> <x:o> .",
        b"Content-Type: application/n-triples\r\n\r\n<x:s> <x:p> <x:q> .",
    )
    found = changed({}, GraphChange("replace", "x:g", "multipart/form-data; boundary=b", body), OWN)
    assert found == graphs(g="spo spq")


@pytest.mark.parametrize(
    ("media_type", "body", "problem"),
    [
        (TURTLE, b"<x:s> <x:p>\n <", "line 2, column 2"),
        (TURTLE, b"<x:s> <x:p> << <x:s> <x:p> <x:o> >> .", "not a graph that can be read"),
        (TURTLE, b"\xff", "not a graph that can be read"),
        ("text/turtle; charset=utf-16", b"", "in UTF-8, found text/turtle; charset=utf-16"),
        ("application/ld+json", b"{", "not a graph that can be read"),
        ("application/ld+json", b'{"@context": "http://127.0.0.1:9/"}', "not a graph that can be read"),
        (
            "application/ld+json",
            b'{"@id": "x:g", "@graph": [{"@id": "x:s", "x:p": {"@id": "x:o"}}]}',
            "expected the statements of one graph, found the graph <x:g>",
        ),
        ("application/rdf+xml", b"<a>", "not a graph that can be read"),
        ("multipart/form-data", form(b"\r\n"), "each behind the boundary"),
        ("multipart/form-data; boundary=c", form(b"\r\n"), "each behind the boundary"),
        ("multipart/form-data; boundary=b", form(b"Content-Type: image/png\r\n\r\nx"), "found image/png"),
    ],
)
def test_what_is_no_graph(media_type: str, body: bytes, problem: str) -> None:
    with pytest.raises(UnreadableBody, match=problem.replace("(", r"\(")):
        changed(BEFORE, GraphChange("add", "x:a", media_type, body), OWN)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (GraphChange("delete", "x:nowhere"), UnknownThing),
        (GraphChange("replace", "x:a", TURTLE, only_new=True), GraphExists),
        (GraphChange("add", "no iri", TURTLE), UnreadableBody),
    ],
)
def test_a_graph_that_is_not_as_it_should_be(change: GraphChange, error: type[NgographError]) -> None:
    store = Store()
    store.extend(Quad(one.subject, one.predicate, one.object, node("a")) for one in BEFORE[node("a")])
    with pytest.raises(error):
        changed(BEFORE, change, OWN)
    with pytest.raises(error):
        change_store(store, change)


def test_the_default_graph_of_other_stores_is_a_graph() -> None:
    store = Store()
    change_store(store, GraphChange("replace", None, TURTLE, b"<x:s> <x:p> <x:o> ."))
    change_store(store, Update("INSERT DATA { <x:s> <x:p> <x:q> }"))
    assert {quad.triple for quad in store} == {triple("spo"), triple("spq")}
    assert {quad.graph_name for quad in store} == {DefaultGraph()}
    with pytest.raises(NotWritable):
        changed(BEFORE, GraphChange("replace", None, TURTLE, b""), OWN)
