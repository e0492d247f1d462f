"""The Graph Store Protocol for reading: graphs by their IRI, and nothing that writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import RdfFormat, parse

from ngograph.media import DATASETS
from ngograph.vocab import GRAPH

if TYPE_CHECKING:
    from ngograph.media import Format

    from .conftest import Client


def triples(body: bytes, offer: Format) -> set[object]:
    return {quad.triple for quad in parse(body, RdfFormat.from_media_type(offer.media_type))}


@pytest.mark.parametrize("offer", DATASETS, ids=lambda offer: offer.name)
def test_both_ways_of_naming_have_one_answer(client: Client, offer: Format) -> None:
    direct = client.get("/graph/beta", accept=offer.media_type)
    indirect = client.get("/graphs", params={"graph": f"{GRAPH}beta"}, accept=offer.media_type)
    assert direct.status_code == indirect.status_code == 200
    assert direct.headers["content-type"] == indirect.headers["content-type"] == offer.content_type
    assert direct.headers["etag"] == indirect.headers["etag"]
    assert triples(direct.content, offer) == triples(indirect.content, offer)
    assert len(triples(direct.content, offer)) == 5


@pytest.mark.parametrize("offer", DATASETS, ids=lambda offer: offer.name)
def test_the_default_graph_is_the_union(client: Client, offer: Format) -> None:
    union = triples(client.get("/graphs?default", accept=offer.media_type).content, offer)
    for graph in ("alpha", "beta", "derived"):
        part = triples(client.get(f"/graph/{graph}", accept=offer.media_type).content, offer)
        assert part < union


@pytest.mark.parametrize("path", ["/graphs?graph=https://w3id.org/ngograph/graph/beta", "/graphs?default"])
def test_head_is_get_without_its_body(client: Client, path: str) -> None:
    got, head = (client.request(method, path, accept="text/turtle") for method in ("GET", "HEAD"))
    assert got.status_code == head.status_code == 200
    for name in ("content-type", "etag", "vary", "link"):
        assert got.headers.get(name) == head.headers.get(name)
    again = client.get(path, accept="text/turtle", headers={"if-none-match": got.headers["etag"]})
    assert again.status_code == 304


def test_other_formats_of_the_same_graph(client: Client) -> None:
    path = "/graphs?graph=https%3A%2F%2Fw3id.org%2Fngograph%2Fgraph%2Fbeta"
    answer = client.get(path, accept="text/turtle")
    assert f'<{GRAPH}beta>; rel="canonical"' in answer.headers["link"]
    assert f'<{path}&format=nq>; rel="alternate"; type="application/n-quads"' in answer.headers["link"]
    assert client.get(f"{path}&format=nq").headers["content-type"] == "application/n-quads"
    assert 'href="/graphs?graph=https%3A%2F%2Fw3id.org' in client.get(path, accept="text/html").text


@pytest.mark.parametrize(
    ("status", "options"),
    [
        (400, {"params": {}}),
        (400, {"params": {"graph": f"{GRAPH}beta", "default": ""}}),
        (400, {"params": {"graph": [f"{GRAPH}alpha", f"{GRAPH}beta"]}}),
        (404, {"params": {"graph": "no iri at all"}}),
        (404, {"params": {"graph": ""}}),
        (404, {"params": {"graph": f"{GRAPH}gamma"}}),
        (404, {"params": {"graph": f"{GRAPH}beta\r\nx-evil: 1"}}),
        (406, {"params": {"graph": f"{GRAPH}beta"}, "accept": "image/png"}),
        (406, {"params": {"default": "", "format": "csv"}}),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_asking_wrongly(client: Client, method: str, status: int, options: dict[str, Any]) -> None:
    assert client.request(method, "/graphs", **options).status_code == status


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/graphs?default", "GET, HEAD"),
        ("/graph/beta", "GET, HEAD"),
        ("/id/organisation/one", "GET, HEAD"),
        ("/sparql", "GET, HEAD, POST"),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_nothing_is_written(client: Client, method: str, path: str, allowed: str) -> None:
    if method in allowed:
        return
    answer = client.request(method, path, content="<a:a> <a:b> <a:c> .")
    assert answer.status_code == 405
    assert answer.headers["allow"] == allowed
