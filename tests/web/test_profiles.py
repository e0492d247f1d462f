"""What a description says depends on its profile, and where a thing has gone is said by its status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from ngograph.vocab import ID, PREFIXES, ROOT

if TYPE_CHECKING:
    from .conftest import Client

PATH = "/id/organisation/two"
LABEL, NAME = f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['schema']}name"


def said(body: bytes) -> set[tuple[str, str]]:
    quads = parse(body, RdfFormat.TURTLE)
    return {(quad.subject.value, quad.predicate.value) for quad in quads if hasattr(quad.subject, "value")}


def iri(name: str) -> str:
    return f"{ROOT}profile/{name}"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (None, "labelled"),
        (f"<{iri('plain')}>", "plain"),
        (f"<{iri('schema')}>;q=0.4, <{iri('plain')}>;q=0.5", "plain"),
        (f"<https://example.org/other>, <{iri('schema')}> ; q=0.1", "schema"),
        ("no header at all", "labelled"),
    ],
)
def test_the_header_decides(moved: Client, asked: str | None, name: str) -> None:
    answer = moved.get(PATH, accept="text/turtle", headers={"accept-profile": asked} if asked else {})
    assert answer.status_code == 200
    assert answer.headers["content-profile"] == f"<{iri(name)}>"
    assert answer.headers["vary"] == "Accept, Accept-Profile, Accept-Encoding"
    assert f'<{iri(name)}>; rel="profile"' in answer.headers["link"]
    for other in {"labelled", "plain", "schema"} - {name}:
        link = f'<{PATH}?_profile={other}>; rel="alternate"; formats="{iri(other)}"'
        assert link in answer.headers["link"]


def test_the_parameter_outranks_the_header(moved: Client) -> None:
    for value in ("plain", iri("plain")):
        answer = moved.get(PATH, params={"_profile": value}, headers={"accept-profile": f"<{iri('schema')}>"})
        assert answer.headers["content-profile"] == f"<{iri('plain')}>"


def test_what_each_holds(moved: Client) -> None:
    plain, labelled, schema = (
        said(moved.get(f"{PATH}?_profile={name}", accept="text/turtle").content)
        for name in ("plain", "labelled", "schema")
    )
    one, two = f"{ID}organisation/one", f"{ID}organisation/two"
    assert plain < labelled
    assert (one, LABEL) in labelled - plain
    assert (two, LABEL) in plain
    assert schema == {(two, f"{PREFIXES['schema']}memberOf"), (two, NAME), (one, NAME)}


def test_each_has_its_tag(moved: Client) -> None:
    tags = {moved.get(f"{PATH}?_profile={name}").headers["etag"] for name in ("plain", "labelled", "schema")}
    assert len(tags) == 3


@pytest.mark.parametrize("name", ["labelled", "plain", "schema"])
def test_the_iri_of_a_profile_says_what_it_is(moved: Client, name: str) -> None:
    link = moved.get(f"{PATH}?_profile={name}", accept="text/turtle").headers["link"]
    assert iri(name) in link
    answer = moved.get(f"/profile/{name}", accept="text/turtle")
    assert said(answer.content) >= {(iri(name), f"{PREFIXES['dct']}title")}
    assert answer.headers["link"].startswith(f'<{iri(name)}>; rel="canonical"')
    page = moved.get(f"/profile/{name}?lang=ru", accept="text/html")
    assert f"<h1>{name}</h1>" in page.text
    assert page.headers["content-language"] == "ru"
    again = moved.get(
        f"/profile/{name}", accept="text/turtle", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304


def test_no_other_profile(moved: Client) -> None:
    assert moved.get("/profile/other").status_code == 404
    assert moved.get("/profile/plain", accept="text/csv").status_code == 406


@pytest.mark.parametrize("options", [{"params": {"_profile": "x"}}, {"headers": {"accept-profile": "<x:x>"}}])
def test_what_is_not_on_offer(moved: Client, options: dict[str, dict[str, str]]) -> None:
    answer = moved.get(PATH, **options)
    assert answer.status_code == 406
    assert answer.json()["offers"] == [iri("labelled"), iri("plain"), iri("schema")]


def test_a_page_has_no_profile(moved: Client) -> None:
    answer = moved.get(PATH, accept="text/html")
    assert "content-profile" not in answer.headers
    assert answer.headers["vary"] == "Accept, Accept-Profile, Accept-Language, Accept-Encoding"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("accept", ["text/turtle", "text/html", "application/ld+json"])
def test_a_merged_thing_leads_to_what_stands_for_it(moved: Client, method: str, accept: str) -> None:
    answer = moved.request(method, "/id/organisation/uno?format=nt&_profile=plain", accept=accept)
    assert answer.status_code == 308
    assert answer.headers["location"] == "/id/organisation/one?format=nt&_profile=plain"
    assert answer.headers["vary"] == "Accept, Accept-Profile"
    assert moved.get(answer.headers["location"]).status_code == 200


def test_what_a_source_calls_replaced_is_still_described(moved: Client) -> None:
    assert moved.get("/id/organisation/two").status_code == 200


def test_a_withdrawn_thing_is_gone(moved: Client) -> None:
    for accept in ("text/turtle", "text/html"):
        assert moved.get("/id/organisation/gone", accept=accept).status_code == 410
    assert moved.get("/id/organisation/gone").json()["error"] == "WithdrawnThing"


def test_a_word_out_of_use_is_still_explained(moved: Client) -> None:
    assert moved.get("/concept/modality/old").status_code == 200


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/id/organisation/one/?format=ttl", "/id/organisation/one?format=ttl"),
        ("/concept/modality/", "/concept/modality"),
        ("/concept/modality/planned/", "/concept/modality/planned"),
        ("/graph/alpha/", "/graph/alpha"),
        ("/ontology/", "/ontology"),
        ("/sparql/?query=ASK%20%7B%7D", "/sparql?query=ASK%20%7B%7D"),
        ("/id/organisation/%0D%0Ax/", "/id/organisation/%0D%0Ax"),
    ],
)
def test_a_slash_too_many(moved: Client, path: str, location: str) -> None:
    answer = moved.get(path)
    assert answer.status_code == 308
    assert answer.headers["location"] == location


def test_a_question_posted_with_a_slash_too_many(moved: Client) -> None:
    assert moved.post("/sparql/", data={"query": "ASK {}"}).status_code == 308
