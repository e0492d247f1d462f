"""Updates taken apart: where one operation ends, what leaves this machine, which graphs are read."""

from __future__ import annotations

import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Store

from ngograph.errors import QueryRefused, UpdateSyntaxError
from ngograph.store.updates import operations

A, B = NamedNode("http://example.org/a"), NamedNode("http://example.org/b")

# Each is one operation, and looks at some place like more or fewer than that.
OPERATIONS = (
    "CLEAR ALL",
    "clear silent graph <http://example.org/;insert>",
    "INSERT DATA { GRAPH <x:g> { <x:s> <x:p> <x:o> ; <x:q> '; CLEAR ALL' } }",
    "DELETE DATA { GRAPH <x:g> { <x:s> <x:p> '''}; DROP ALL ; ''' } } # ; DROP ALL",
    "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
    "INSERT { GRAPH <x:g> { ?s ?p ?o } } WHERE { ?s ?p ?o FILTER(?s<?o&&?p>?s) }",
    "WITH <x:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o ; <x:q> ?r }",
    "INSERT {} # WHERE ; CLEAR ALL\n WHERE { { SELECT * WHERE { ?s ?p ' WHERE ' } } }",
    "COPY <x:a> TO <x:b>",
)


def texts(update: str) -> list[str]:
    return [each.text.strip() for each in operations(update)]


GLUE = st.sampled_from(["\n;", "\n;\n# ; x\n", "\n ; # DROP ALL\n\t"])


@given(st.lists(st.sampled_from(OPERATIONS), min_size=1, max_size=8), GLUE)
def test_operations_that_were_joined_come_apart(parts: list[str], glue: str) -> None:
    assert texts(glue.join(parts)) == parts


@given(st.lists(st.sampled_from(OPERATIONS), min_size=1, max_size=5))
def test_a_prologue_goes_on_and_may_grow(parts: list[str]) -> None:
    update = "PREFIX a: <http://a/> # x\n" + "\n; PREFIX b: <http://b/>\n".join(parts)
    found = operations(update)
    assert [each.body.strip() for each in found] == [part.strip() for part in parts]
    assert [each.prologue.count("PREFIX b:") for each in found] == list(range(len(parts)))
    assert all(each.prologue.startswith("PREFIX a: <http://a/> # x\n") for each in found)


@pytest.mark.parametrize(
    "update", ["", "# nothing", "PREFIX a: <http://a/>", "CLEAR ALL;", "CLEAR ALL ; # x"]
)
def test_an_update_may_be_empty_and_end_in_a_semicolon(update: str) -> None:
    assert len(operations(update)) == 1


@pytest.mark.parametrize(
    ("update", "problem"),
    [
        ("CLEAR XYZ", "line 1, column 7: not a SPARQL update: did not expect 'XYZ'"),
        ("SELECT * {}", "line 1, column 1: not a SPARQL update: did not expect 'SELECT'"),
        ("INSERT DATA {\n  <a> <b> }", "line 2, column 11: not a SPARQL update: did not expect '}'"),
        ("INSERT DATA { <x:a> <x:b> ?c }", "Variables are not allowed"),
        ("INSERT DATA { _:b <x:p> 1 } ; INSERT DATA { _:b <x:p> 2 }", "_:b cannot be shared"),
        ("CLEAR ALL ;; CLEAR ALL", "not a SPARQL update"),
        ("CLEAR ALL CLEAR ALL", "not a SPARQL update"),
        ("CLEAR ALL ; }", "not a SPARQL update"),
        ("CLEAR ALL \x00", "not a SPARQL update"),
        ("PREFIX a: <http://a/> ; CLEAR ALL", "not a SPARQL update"),
    ],
)
def test_what_is_no_update(update: str, problem: str) -> None:
    with pytest.raises(UpdateSyntaxError) as raised:
        operations(update)
    assert problem in str(raised.value)


def leaving(port: int) -> list[str]:
    there = f"<http://127.0.0.1:{port}/>"
    return [
        f"LOAD {there}",
        f"lOaD SILENT {there} INTO GRAPH <x:g>",
        f"CLEAR ALL ; # harmless\n LOAD # really\n {there}",
        f"PREFIX load: {there} LOAD load:",
        f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE {there} {{ ?s ?p ?o }} }}",
        f"DELETE {{ ?s ?p ?o }} WHERE {{ SERVICE SILENT {there} {{ ?s ?p ?o }} }}",
        f"INSERT {{}} WHERE {{ FILTER EXISTS {{ service {there} {{ ?s ?p ?o }} }} }}",
        f"INSERT {{}} WHERE {{ {{ SELECT * {{ SERVICE {there} {{ ?s ?p ?o }} }} }} }}",
        f"INSERT {{}} WHERE {{ ?a ?p ?b . ?x ?p ?y FILTER(?a<?b)SERVICE?x#>\n {{ }} }} ; LOAD {there}",
        f"INSERT DATA {{ GRAPH <x:g> {{ <x:s> <x:p> 'LOAD' }} }} ; LOAD {there}",
        f"CLEAR ALL ; PREFIX a: <http://a/> LOAD {there}",
    ]


def test_nothing_leaves_this_machine() -> None:
    dialled: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]

        def listen() -> None:
            try:
                while True:
                    connection, address = listener.accept()
                    dialled.append(address)
                    connection.close()
            except OSError:
                return

        waiting = threading.Thread(target=listen)
        waiting.start()
        for update in leaving(port):
            with pytest.raises(QueryRefused, match="is not run here: a change stays on this machine"):
                operations(update)
        waiting.join()
    assert dialled == []


@pytest.mark.parametrize(
    "update",
    [
        "PREFIX load: <http://load/> INSERT DATA { GRAPH load:service { load:a load:b 'LOAD' } } # LOAD",
        "CLEAR SILENT GRAPH <http://example.org/load/service>",
        "INSERT { GRAPH <x:g> { ?load ?service 1 } } WHERE { ?load ?service 2 }",
    ],
)
def test_words_that_only_look_like_it_are_harmless(update: str) -> None:
    assert texts(update) == [update]


def test_graphs_named_beside_an_update_are_what_it_reads() -> None:
    for update in OPERATIONS:
        if update.startswith("WITH"):
            continue
        (changed,) = operations(update, [A], [B])
        clauses = f"USING {A} USING NAMED {B}"
        reads = "WHERE" in update and "DATA" not in update
        assert changed.text.count(clauses) == int(reads), changed
        Store().update(changed.text) if reads else None


def test_the_short_form_reads_them_too() -> None:
    store = Store()
    store.update(f"INSERT DATA {{ GRAPH {A} {{ <x:s> <x:p> 1 }} GRAPH {B} {{ <x:s> <x:p> 2 }} }}")
    (one,) = operations("DELETE # WHERE { }\n WHERE { GRAPH ?g { ?s ?p ?o } }", [], [B])
    store.update(one.text)
    assert {quad.graph_name for quad in store} == {A}


@pytest.mark.parametrize(
    "update",
    [
        "WITH <x:g> INSERT { ?s ?p 1 } WHERE { ?s ?p 2 }",
        "CLEAR ALL ; INSERT { ?s ?p 1 } USING <x:a> WHERE { ?s ?p 2 }",
        "INSERT { ?s ?p 1 } using named <x:a> WHERE { ?s ?p 2 }",
    ],
)
def test_graphs_are_named_in_an_update_or_beside_it(update: str) -> None:
    assert operations(update)
    with pytest.raises(QueryRefused, match="expected the graphs either in the update or beside it"):
        operations(update, [A])
