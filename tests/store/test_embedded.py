"""Stores in memory and on disk, and how they answer."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from ngograph.errors import MissingFile, QueryError, QuerySyntaxError, ReleaseError
from ngograph.store import (
    ask,
    bulk_write,
    bulk_write_dump,
    construct,
    count,
    memory_store,
    named_quads,
    open_store,
    query,
    select,
)

if TYPE_CHECKING:
    from pathlib import Path

EX = "http://example.org/"


def node(name: str) -> NamedNode:
    return NamedNode(EX + name)


def quad(subject: str, value: str, graph: str) -> Quad:
    return Quad(node(subject), node("p"), Literal(value), node(graph))


TWICE = [quad("a", "x", "one"), quad("a", "x", "two"), quad("b", "y", "two")]


def test_a_triple_of_two_graphs_is_found_once() -> None:
    store = memory_store(TWICE)
    rows = select(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert [row["n"].value for row in rows] == ["2"]


def test_graph_patterns_see_each_named_graph_and_not_the_union() -> None:
    store = memory_store(TWICE)
    rows = select(store, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g")
    assert [(row["g"].value, row["n"].value) for row in rows] == [(EX + "one", "1"), (EX + "two", "2")]


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    bulk_write(tmp_path / "store", TWICE)
    store = open_store(tmp_path / "store")
    assert set(named_quads(store)) == set(TWICE)
    assert ask(store, f"ASK {{ <{EX}b> ?p 'y' }}")


def test_several_may_read_at_once(tmp_path: Path) -> None:
    bulk_write(tmp_path / "store", TWICE)
    stores = [open_store(tmp_path / "store") for _ in range(3)]
    assert [len(list(named_quads(store))) for store in stores] == [3, 3, 3]


def test_no_store_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        open_store(tmp_path / "nowhere")


def test_a_folder_that_is_no_store_is_a_release_error(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="expected a store"):
        open_store(tmp_path)


@given(st.text())
def test_a_bound_value_is_a_value_whatever_it_holds(text: str) -> None:
    store = memory_store([])
    (row,) = select(store, "SELECT ?given (STRLEN(?given) AS ?n) { }", {"given": Literal(text)})
    assert row["n"].value == str(len(text))


def test_the_default_graph_can_be_chosen() -> None:
    store = memory_store(TWICE)
    assert not query(store, f"ASK {{ <{EX}b> ?p ?o }}", default_graphs=[node("one")])
    assert not query(store, "ASK { GRAPH ?g { ?s ?p 'y' } }", named_graphs=[node("one")])


def test_each_form_has_its_function() -> None:
    store = memory_store(TWICE)
    assert len(set(construct(store, "CONSTRUCT WHERE { ?s ?p ?o }"))) == 2
    assert set(construct(store, f"DESCRIBE <{EX}b>")) == {TWICE[2].triple}
    with pytest.raises(QueryError, match="expected a SELECT query, found ASK"):
        select(store, "ASK { }")
    with pytest.raises(QueryError, match="expected an ASK query, found SELECT"):
        ask(store, "SELECT * { }")
    with pytest.raises(QueryError, match="expected a CONSTRUCT or DESCRIBE query, found ASK"):
        construct(store, "ASK { }")


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ("SELECT * WHERE { ?s ?p }", 1, 24, "did not expect '}'"),
        ("SELECT ?x\nWHERE {\n  ?x ?p ?o .\n  FOO }", 4, 3, "did not expect 'FOO'"),
        ("", 1, 1, "the end of the text"),
        ("SELECT ?x ?y { ?x ?p ?y } GROUP BY ?x", 1, 38, "unbound"),
        ("SELECT *\n{ ?s nowhere:x ?o }", 2, 16, "Prefix not found, after 'nowhere:x'"),
        ("SELEKT * { }", 1, 1, "did not expect 'SELEKT'"),
        ("SELECT * { ?s ?p 'открыто }", 1, None, "did not expect"),
    ],
)
def test_a_syntax_error_knows_its_place(text: str, line: int, column: int | None, problem: str) -> None:
    with pytest.raises(QuerySyntaxError, match="not a SPARQL query") as raised:
        query(memory_store([]), text)
    assert raised.value.line == line
    assert column is None or raised.value.column == column
    assert problem in str(raised.value)


def test_a_dump_becomes_a_store_with_its_blank_nodes_and_its_union(tmp_path: Path) -> None:
    lines = [
        '<a:b> <a:c> "one _:x"@en <a:g> .\n',
        '<a:b> <a:c> "one _:x"@en <a:h> .\n',
        "<a:b> <a:d> _:kept <a:g> .\n",
        "_:kept <a:e> <a:f> <a:g> .\n",
    ]
    (tmp_path / "dump.nq").write_text("".join(lines))
    assert bulk_write_dump(tmp_path / "store", tmp_path / "dump.nq") == 4
    store = open_store(tmp_path / "store")
    assert sorted(f"{quad} .\n" for quad in named_quads(store)) == lines
    assert count(store) == 4
    assert len(store) == 4 + 3, "what two graphs state stands once in the union"


def test_a_store_that_nobody_needs_any_longer_is_not_written_to_the_end(tmp_path: Path) -> None:
    stopped = Event()
    stopped.set()
    (tmp_path / "dump.nq").write_text("<a:b> <a:c> <a:d> <a:g> .\n")
    with pytest.raises(OSError, match=r"dump\.nq: stopped"):
        bulk_write_dump(tmp_path / "store", tmp_path / "dump.nq", stopped)
