"""SERVICE in disguise, and harmless texts that look like it."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions

from ngograph.errors import QueryError, QueryRefused, QuerySyntaxError
from ngograph.store import memory_store, query

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Somebody who would notice a call."""
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.setblocking(False)
        yield server


HIDDEN = [
    "SELECT * { SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { service <@> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE SILENT <@> { ?s ?p ?o } }",
    "SELECT * { SERVICE\n\t<@>{ ?s ?p ?o } }",
    "SELECT * { SERVICE#<comment>\n<@> { ?s ?p ?o } }",
    "SELECT * { ?a ?b 'x'SERVICE<@>{ ?s ?p ?o } }",
    "SELECT * { BIND(1 AS ?x)SERVICE<@>{ ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <@> } SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <@> } FILTER(1<2)SERVICE?x#>\n{ ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <@> } BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE?x#>\n{ ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <@> { ?s ?p ?o } } } }",
    "SELECT * { FILTER EXISTS { SERVICE <@> { ?s ?p ?o } } }",
    "SELECT * { FILTER(?x = 'SERVICE') SERVICE <@> { ?s ?p ?o } }",
    "PREFIX service: <@> SELECT * { SERVICE service: { ?s ?p ?o } }",
    "BASE <@> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a\\'' . SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '''a' ''b''' . SERVICE <@> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <@> { ?s ?p ?o } }",
    "ASK { OPTIONAL { SERVICE <@> { ?s ?p ?o } } }",
    "DESCRIBE ?s { SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<@>{ ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_service_is_refused_and_nobody_is_called(text: str, listener: socket.socket) -> None:
    host, port = listener.getsockname()
    with pytest.raises(QueryError) as raised:
        query(memory_store([]), text.replace("@", f"http://{host}:{port}/"))
    assert isinstance(raised.value, QueryRefused | QuerySyntaxError)
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_the_refusal_says_where() -> None:
    with pytest.raises(QueryRefused, match="line 2, column 3: SERVICE is not run here"):
        query(memory_store([]), "SELECT * {\n  SERVICE <http://localhost/> { ?s ?p ?o } }")


PIECES = [
    *(
        "SERVICE",
        "service",
        "SILENT",
        "<@>",
        "VALUES ?x { <@> }",
        "?x",
        "\\u0053ERVICE",
        "PREFIX ex: <http://e/>",
    ),
    *("{", "}", "(", ")", "<", ">", "'", '"', "'''", '"""', "\\", "#", "\n", " ", ".", "1", "@en", "ex:"),
    *("?s ?p ?o", "?a<?b", "<?b)", "#>\n", "FILTER(", "BIND(1 AS ?x)", "SELECT * {", "ASK {"),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_no_text_makes_a_call(listener: socket.socket, pieces: list[str]) -> None:
    host, port = listener.getsockname()
    text = f"SELECT * {{ {''.join(pieces)} }}".replace("@>", f"http://{host}:{port}/>")
    with contextlib.suppress(QueryError):
        collect(query(memory_store([]), text))
    with pytest.raises(BlockingIOError):
        listener.accept()


def collect(results: object) -> None:
    if isinstance(results, QuerySolutions):
        list(results)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'SERVICE <http://localhost/> { }' }",
        'ASK { ?s ?p """a "quoted" SERVICE <x> { }""" }',
        "ASK { ?s ?p '''it's a SERVICE''' }",
        "ASK { ?s ?p 'it\\'s a SERVICE' }",
        "ASK { ?s ?p 'social service'@en }",
        "ASK { # SERVICE <http://localhost/> { }\n ?s ?p ?o }",
        "ASK { ?s <http://example.org/service/x#SERVICE> ?o }",
        "PREFIX service: <http://example.org/> ASK { ?s service:SERVICE ?o }",
        "PREFIX ex: <http://example.org/> ASK { ?s ex:social-service ?o }",
        "PREFIX ex: <http://example.org/> ASK { ?s ex:service ?o . ?s ex:aaaaaaa ?aaaaaab }",
        "ASK { ?service ?SERVICE $service }",
        "ASK { ?service ?p ?aaaaaaa }",
        "ASK { ?s ?p ?o FILTER(?s<?service&&?o>?s) }",
        "ASK { ?s ?p 'x'@service }",
        "ASK { _:service ?p ?o }",
    ],
)
def test_what_only_looks_like_it_is_answered(text: str) -> None:
    assert not query(memory_store([]), text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("INSERT DATA { <a:b> <a:c> 1 }", "INSERT"),
        ("# hello\nPREFIX a: <http://example.org/> delete where { ?s ?p ?o }", "DELETE"),
        ("LOAD <http://localhost/>", "LOAD"),
        ("CLEAR ALL", "CLEAR"),
        ("WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH"),
    ],
)
def test_an_update_is_refused_as_such(text: str, word: str) -> None:
    with pytest.raises(QueryRefused, match=f"found an update \\({word}\\)"):
        query(memory_store([]), text)


def test_words_of_updates_within_a_query_are_no_update() -> None:
    assert not query(memory_store([]), "PREFIX load: <http://example.org/> ASK { ?s load:DROP 'CLEAR ALL' }")


def test_bad_syntax_beside_the_letters_is_bad_syntax() -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        query(memory_store([]), "SELECT * { ?service ?p }")
    assert (raised.value.line, raised.value.column) == (1, 24)
