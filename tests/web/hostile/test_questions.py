"""Questions that would take all time or memory, or dial out, hurt nobody else and reach nobody."""

from __future__ import annotations

import socket
import sys
import threading
from typing import TYPE_CHECKING

import httpx
import pytest
from tests import plain

from ...store.test_refusal import HIDDEN
from ...store.test_workers import CROSS, HOSTILE
from .conftest import watched

if TYPE_CHECKING:
    from .conftest import Attacked

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers need Linux")

ATTACKS = {
    **HOSTILE,
    "a million rows in order": "PREFIX : <http://example.org/> SELECT * { ?a :to ?b . ?c :to ?d . "
    "FILTER(?a != ?c) } ORDER BY DESC(?d) ?b ?c",
    "ten megabytes": f"ASK {{}} #{'x' * 10_000_000}",
    "a long list": f"ASK {{ VALUES ?x {{ {'1 ' * 400_000} }} }}",
    "deep brackets": f"ASK {{ FILTER({'(' * 20_000}1{')' * 20_000}) }}",
    "deep negation": f"ASK {{ FILTER({'!' * 200_000}true) }}",
    "many unions": f"SELECT * {{ {' UNION '.join(['{ ?a ?b ?c }'] * 3000)} }} ORDER BY ?a",
    "a long path": f"ASK {{ ?a {'/'.join(['<http://example.org/to>*'] * 200)} <x:y> }}",
    "replacing": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f "
    "FILTER(REPLACE(CONCAT(STR(?c), STR(?f)), '(.*)(.*)(.*)(.*)x', '$1') = 'y') }",
}


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_the_hostile_get_an_answer_and_others_theirs(attacked: Attacked, name: str) -> None:
    statuses: list[int] = []

    def attack() -> None:
        with plain.Client(timeout=60) as client:
            sent = {"content-type": "application/sparql-query", "accept": "text/csv,text/turtle"}
            try:
                answer = client.post(f"{attacked.address}sparql", content=ATTACKS[name], headers=sent)
                statuses.append(answer.status_code)
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
                statuses.append(0)  # broken off after it had begun

    with watched(attacked):
        threads = [threading.Thread(target=attack) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(statuses) == 2
    # Some of them are answered after all, where the machine is quick enough or the engine sees through them.
    solved = {"a long list": {200}, "a long path": {200}, "deep negation": {200}, "ten megabytes": {413}}
    assert set(statuses) <= {0, 400, 504, 507} | solved.get(name, set()), statuses


def test_a_worker_that_is_killed_loses_its_own_question_alone(attacked: Attacked) -> None:
    with watched(attacked):
        answer = plain.get(f"{attacked.address}sparql", params={"query": CROSS}, timeout=30)
    assert answer.status_code == 504
    assert answer.headers["ngograph-limit"] == "query_seconds=1.5"


DISGUISED = [
    *HIDDEN,
    "SELECT * { \\u0053ERVICE <@> { ?s ?p ?o } }",
    "SELECT * { \\u0053\\u0045\\u0052\\u0056\\u0049\\u0043\\u0045 SILENT <@> { ?s ?p ?o } }",
    "SELECT * { S\\U00000045RVICE <@> { ?s ?p ?o } }",
    "SELECT * { ſERVICE <@> { ?s ?p ?o } }",
    "SELECT * { SERVİCE <@> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <\\u0068ttp://@> { ?s ?p ?o } }",
    "SELECT * { FILTER NOT EXISTS { SERVICE SILENT <@> { ?s ?p ?o } } }",
    "SELECT * { MINUS { SERVICE SILENT <@> { ?s ?p ?o } } }",
    "SELECT * { GRAPH ?g { SERVICE SILENT <@> { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE SILENT <@> { ?s ?p ?o } } AS ?x) {}",
    "SELECT * {} GROUP BY (EXISTS { SERVICE SILENT <@> { ?s ?p ?o } } AS ?x)",
    "SELECT * { LATERAL { SERVICE <@> { ?s ?p ?o } } }",
    "ASK { VALUES ?x { <@> } { SELECT ?x { SERVICE SILENT ?x { ?s ?p ?o } } } }",
    "LOAD <@>",
    "LOAD SILENT <@> INTO GRAPH <x:y>",
    "lOaD#\n<@>",
    "\\u004cOAD <@>",
    "PREFIX x: <@> LOAD x:",
    "INSERT DATA { <x:a> <x:b> 1 } ; LOAD <@>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <@> { ?s ?p ?o } }",
    "ASK {} ; LOAD <@>",
    "ASK {} LOAD <@>",
]
LOOKING = [
    "SELECT * FROM <@> { ?s ?p ?o }",
    "SELECT * FROM NAMED <@> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH <@> { ?s ?p ?o } }",
    "DESCRIBE <@>",
    "CONSTRUCT { ?s ?p <@> } WHERE { BIND(<@> AS ?s) ?s ?p ?o }",
]


@pytest.mark.parametrize("target", ["http://{}:{}/", "file:///etc/passwd"])
def test_nothing_calls_out_in_any_disguise(attacked: Attacked, target: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, plain.Client(timeout=30) as client:
        listener.setblocking(False)
        there = target.format(*listener.getsockname())
        endpoint = f"{attacked.address}sparql"
        for text in DISGUISED:
            for sent in ({"query": text.replace("@", there)}, {"update": text.replace("@", there)}):
                for answer in (client.post(endpoint, data=sent), client.get(endpoint, params=sent)):
                    assert answer.status_code == 400, text
                    assert "root:" not in answer.text
        for text in LOOKING:
            answer = client.post(endpoint, data={"query": text.replace("@", there)})
            assert answer.status_code == 200, (text, answer.text)
            assert "root:" not in answer.text
        for name in ("default-graph-uri", "named-graph-uri"):
            beside = {"query": "SELECT * { ?s ?p ?o }", name: there}
            assert client.get(endpoint, params=beside).json()["results"]["bindings"] == []
        assert client.get(f"{attacked.address}graphs", params={"graph": there}).status_code == 404
        with pytest.raises(BlockingIOError):
            listener.accept()
