"""JSON-LD says the same as every other format, in short words, and needs nothing from elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from pyld import jsonld  # type: ignore[import-untyped]
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, Triple, parse
from rdflib import Graph

from ngograph.queries import Catalogue
from ngograph.vocab import NGO, ROOT
from ngograph.web import Settings, create_app
from ngograph.web.jsonld import _FIXED, document

from .conftest import client_of

if TYPE_CHECKING:
    from .conftest import Client, Small

PATHS = [
    "/id/organisation/one",
    "/id/organisation/two",
    "/id/partnership/one-two",
    "/concept/modality",
    "/id/document/alpha",
]


def canonical(body: bytes, form: RdfFormat) -> Dataset:
    dataset = Dataset(parse(body, form))
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def nothing(address: str, _: Any) -> NoReturn:
    raise AssertionError(f"{address} was to be fetched")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("profile", ["labelled", "plain", "schema"])
@pytest.mark.parametrize("path", PATHS)
def test_three_parsers_read_what_turtle_says(client: Client, path: str, profile: str) -> None:
    turtle = client.get(f"{path}?_profile={profile}", accept="text/turtle").content
    answer = client.get(f"{path}?_profile={profile}", accept="application/ld+json")
    expected = canonical(turtle, RdfFormat.TURTLE)
    assert canonical(answer.content, RdfFormat.JSON_LD) == expected
    options = {"documentLoader": nothing, "format": "application/n-quads"}
    by_pyld = jsonld.to_rdf(answer.json(), options)
    assert canonical(by_pyld.encode(), RdfFormat.N_QUADS) == expected
    assert len(Graph().parse(data=answer.text, format="json-ld")) == len(expected)


SAMPLE = [
    "/id/organisation/icrc",
    "/id/activity/nscep",
    "/id/place/ba",
    "/concept/role",
    "/concept/role/partner",
]


@pytest.mark.parametrize("path", SAMPLE)
def test_our_own_content_reads_back(whole: Client, path: str) -> None:
    turtle = whole.get(path, accept="text/turtle").content
    answer = whole.get(path, accept="application/ld+json")
    assert canonical(answer.content, RdfFormat.JSON_LD) == canonical(turtle, RdfFormat.TURTLE)
    assert whole.get(path, accept="application/ld+json").content == answer.content
    assert answer.json()["id"] == f"{ROOT}{path[1:]}"


def test_the_thing_stands_at_the_top_in_short_words(client: Client) -> None:
    said = client.get("/id/organisation/one", accept="application/ld+json").json()
    assert said["id"] == f"{ROOT}id/organisation/one"
    assert "NationalSociety" in said["type"]
    assert said["prefLabel"] == {"en": "One & <b>Only</b>", "sr-cyrl": "Један"}
    (relation,) = [said["@reverse"]["party"]]
    assert relation["id"] == f"{ROOT}id/partnership/one-two"
    assert relation["ngo:edtf"] == "2022-11-20/2022-12-02"  # the small ontology does not define it
    assert set(said["@context"]) >= {"ngo", "party", "NationalSociety", "id", "type"}
    assert "Organisation" in said["@context"]
    assert "altLabel" not in said["@context"]  # only what is used


def test_the_context_is_published_whole(client: Client) -> None:
    answer = client.get("/context.jsonld")
    words = answer.json()["@context"]
    assert answer.headers["content-type"] == "application/ld+json"
    assert words["party"] == {"@id": "ngo:party", "@type": "@id"}
    assert words["Partnership"] == "ngo:Partnership"
    part = client.get("/id/organisation/one", accept="application/ld+json").json()["@context"]
    assert part.items() <= words.items()
    assert client.get("/context.jsonld", accept="text/turtle").status_code == 406
    again = client.get("/context.jsonld", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/graph/alpha", "/graph/derived", f"/graphs?graph={ROOT}graph/ontology"])
def test_a_graph_comes_in_short_words(client: Client, path: str) -> None:
    said = client.get(path, accept="application/ld+json")
    turtle = client.get(path, accept="text/turtle").content
    assert canonical(said.content, RdfFormat.JSON_LD) == canonical(turtle, RdfFormat.TURTLE)
    by_pyld = jsonld.to_rdf(said.json(), {"documentLoader": nothing, "format": "application/n-quads"})
    assert canonical(by_pyld.encode(), RdfFormat.N_QUADS) == canonical(turtle, RdfFormat.TURTLE)
    published = client.get("/context.jsonld").json()["@context"]
    assert said.json()["@context"].items() <= published.items()
    assert client.get(path, accept="application/ld+json").content == said.content


def test_a_graph_too_large_to_be_held_is_streamed(small: Small, catalogue: Catalogue) -> None:
    settings = Settings(description_rows=10)
    app = create_app(release=small, catalogue=catalogue, tables=Catalogue(()), settings=settings)
    for client in client_of(app):
        said = client.get("/graph/alpha", accept="application/ld+json")
        turtle = client.get("/graph/alpha", accept="text/turtle").content
        assert canonical(said.content, RdfFormat.JSON_LD) == canonical(turtle, RdfFormat.TURTLE)
        assert isinstance(said.json(), list)


def test_circles_self_and_nameless_nodes() -> None:
    text = f"""@prefix : <urn:x#> . @prefix ngo: <{NGO}> .
        :a :p :a , :b , [ :q [ :r "x" ] ] . :b :p :a , :c ; :q "1"^^<urn:x#odd> , "1.0"^^<{XSD}decimal> .
        :c a :K , [ :of :a ] ; :p :b . :far :p :away . _:n :p _:n . :K :p "said of a class" .""".encode()
    text += b" :a :p <geo:43,18> , <org:x> ."  # schemes that are prefixes too
    triples = {Triple(quad.subject, quad.predicate, quad.object) for quad in parse(text, RdfFormat.TURTLE)}
    body = document("urn:x#a", triples, _FIXED)
    assert canonical(body, RdfFormat.JSON_LD) == canonical(text, RdfFormat.TURTLE)
    assert json.loads(body)["@graph"][0]["id"] == "urn:x#a"


XSD = "http://www.w3.org/2001/XMLSchema#"
