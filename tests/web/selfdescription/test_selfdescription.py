"""What the service says of itself is true, valid by the rules of others, and the same each time."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from ngograph.queries import Catalogue
from ngograph.store import select
from ngograph.validation import validate
from ngograph.vocab import GRAPH, PREFIXES, ROOT
from ngograph.web import Settings, create_app
from ngograph.web.selfdescription.stating import WORDS

from ..conftest import Small, client_of

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.release import Release

    from ..conftest import Client

SD = WORDS["sd"]
VOID = WORDS["void"]
A = NamedNode(f"{PREFIXES['rdf']}type")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def triples(client: Client, path: str, accept: str = "text/turtle") -> list[Triple]:
    answer = client.get(path, accept=accept)
    assert answer.status_code == 200, answer.text
    return [quad.triple for quad in parse(answer.content, RdfFormat.from_media_type(accept))]


def asked(found: list[Triple], text: str) -> list[tuple[Any, ...]]:
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in found)
    return values(store, text)


def values(store: Store, text: str) -> list[tuple[Any, ...]]:
    head = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in WORDS.items())
    return [tuple(getattr(term, "value", None) for term in row) for row in select(store, head + text)]


class TestServiceDescription:
    """The three tests of the W3C suite (sparql11/service-description)."""

    def test_returns_rdf(self, whole: Client) -> None:
        for accept in ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"):
            assert triples(whole, "/sparql", accept)

    def test_has_endpoint_triple(self, whole: Client) -> None:
        endpoint = NamedNode("http://test/sparql")
        assert Triple(endpoint, NamedNode(f"{SD}endpoint"), endpoint) in triples(whole, "/sparql")

    def test_conforms_to_schema(self, whole: Client, shared: Path) -> None:
        vocabulary = parse(path=str(shared / "suites/skos-etc/sd.nq"), format=RdfFormat.N_QUADS)
        schema = [quad.triple for quad in vocabulary]
        found = triples(whole, "/sparql")
        known = {str(t.subject) for t in schema}
        used = {str(term) for t in found for term in t if isinstance(term, NamedNode) and SD in term.value}
        assert used <= known
        assert len(used) > 10
        types = {(t.subject, t.object) for t in found if t.predicate == A}
        kinds = {
            (t.subject, t.predicate.value.rpartition("#")[2]): t.object
            for t in schema
            if t.predicate.value.startswith(PREFIXES["rdfs"])
        }
        for t in found:
            domain = kinds.get((t.predicate, "domain"))
            if domain is not None:
                assert (t.subject, domain) in types, t
            if kinds.get((t.predicate, "range")) in {NamedNode(f"{SD}{n}") for n in ("Dataset", "Graph")}:
                assert any(t.object == subject for subject, _ in types), t


def test_a_browser_gets_the_form_and_a_query_is_still_answered(client: Client) -> None:
    assert "<textarea" in client.get("/sparql", accept="text/html,*/*;q=0.8").text
    assert client.get("/sparql", accept="application/sparql-results+json").status_code == 400
    assert client.get("/sparql?query=", accept="text/turtle").status_code == 400
    assert client.get("/sparql?query=ASK%20%7B%7D", accept="*/*").json()["boolean"] is True


def test_void_counts_what_the_store_holds(whole: Client, release: Release) -> None:
    found = triples(whole, "/void")
    store = release.store()
    counted = values(store, "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s ?p ?o }")
    said = asked(found, f"SELECT ?n ?m {{ <{ROOT}void#dataset> void:triples ?n ; void:distinctSubjects ?m }}")
    assert said == counted
    parts = asked(found, "SELECT ?p ?n { ?x void:property ?p ; void:triples ?n }")
    assert sum(int(number) for _, number in parts) == int(said[0][0])
    classes = dict(asked(found, "SELECT ?c ?n { ?x void:class ?c ; void:entities ?n }"))
    ((people,),) = values(store, "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a ngo:Person }")
    assert classes[f"{ROOT}ontology#Person"] == people
    links = dict(asked(found, "SELECT ?t ?n { ?x a void:Linkset ; void:objectsTarget ?t ; void:triples ?n }"))
    assert {f"{ROOT}void#geonames", f"{ROOT}void#wikidata"} <= set(links)


def test_void_uses_only_words_that_there_are(whole: Client, shared: Path) -> None:
    known = {
        str(quad.subject)
        for quad in parse(path=str(shared / "suites/skos-etc/void.nq"), format=RdfFormat.N_QUADS)
    }
    found = triples(whole, "/void")
    used = {str(t) for triple in found for t in triple if isinstance(t, NamedNode) and VOID in t.value}
    assert used - known == set()
    assert triples(whole, "/.well-known/void") == found


def test_what_void_gives_as_examples_and_files_is_there(whole: Client) -> None:
    found = triples(whole, "/void")
    examples = asked(found, "SELECT ?e { ?d void:exampleResource ?e }")
    assert len(examples) > 4
    for (iri,) in examples:
        assert whole.get(f"/{iri.removeprefix(ROOT)}", accept="text/turtle").status_code == 200
    files = asked(found, "SELECT DISTINCT ?f { ?d void:dataDump ?f }")
    listed = {entry["href"] for entry in whole.get("/dumps", accept="application/json").json()}
    assert {file.removeprefix("http://test") for (file,) in files} == listed


@pytest.mark.parametrize("rules", ["dcat-ap-SHACL.ttl", "ranges.ttl"])
def test_the_catalogue_keeps_the_rules_of_dcat_ap(whole: Client, shared: Path, rules: str) -> None:
    shapes = parse(path=str(shared / "suites/dcat-ap/releases/3.0.1/shacl" / rules), format=RdfFormat.TURTLE)
    said = [quad.triple for quad in shapes]
    # Some of the property shapes have no path; pySHACL refuses them, and they say nothing.
    paths = {t.subject for t in said if t.predicate.value == f"{WORDS['sh']}path"}
    said = [t for t in said if t.predicate.value != f"{WORDS['sh']}property" or t.object in paths]
    report = validate(triples(whole, "/catalogue"), ontology=[], shapes=said, engine="pyshacl")
    assert [str(finding) for finding in report.findings] == []
    assert sum(report.looked_at.values()) > 20


def test_the_catalogue_tells_of_each_source(whole: Client, release: Release) -> None:
    found = triples(whole, "/catalogue")
    store = release.store()
    graphs = {iri for (iri,) in values(store, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    datasets = {iri for (iri,) in asked(found, "SELECT ?d { ?c dcat:dataset ?d . ?d a dcat:Dataset }")}
    assert datasets == graphs | {f"{ROOT}void#dataset"}
    licensed = asked(found, f"SELECT ?l {{ <{GRAPH}geonames> dcat:distribution/dct:license ?l }}")
    assert set(licensed) == {("https://creativecommons.org/licenses/by/4.0/",)}
    article = f"<{GRAPH}otaharin-working-groups>"
    (told,) = asked(
        found,
        f"""SELECT ?issued ?language ?start (COUNT(?place) AS ?places) {{
          {article} dct:issued ?issued ; dct:language ?language ; dct:spatial ?place ;
            dct:temporal/dcat:startDate ?start }} GROUP BY ?issued ?language ?start""",
    )
    assert told[1].endswith("iso639-1/bs")
    assert told[2] == "2017-01-01"
    assert int(told[3]) == 4


def test_the_questions_are_examples_for_editors(whole: Client) -> None:
    found = triples(whole, "/queries")
    known = whole.get("/queries", accept="application/json").json()
    texts = dict(asked(found, "SELECT ?q ?t { ?q a sh:SPARQLSelectExecutable ; sh:select ?t }"))
    assert set(texts) == {f"http://test{query['href']}" for query in known}
    for text in texts.values():
        Store().query(text)
    prefixes = dict(asked(found, "SELECT ?p ?n { ?o sh:declare [ sh:prefix ?p ; sh:namespace ?n ] }"))
    assert prefixes == PREFIXES


class TestDumps:
    def test_hold_the_whole(self, whole: Client, release: Release) -> None:
        answer = whole.get("/dumps/ngograph.nq")
        assert answer.content == release.dump.read_bytes()
        assert gzip.decompress(whole.get("/dumps/ngograph.nq.gz").content) == answer.content
        trig = set(parse(whole.get("/dumps/ngograph.trig").content, RdfFormat.TRIG))
        assert trig == set(parse(answer.content, RdfFormat.N_QUADS))

    def test_bear_their_digests(self, client: Client) -> None:
        sums = client.get("/dumps/SHA256SUMS").text.splitlines()
        assert len(sums) == 20
        for line in sums:
            digest, name = line.split("  ")
            answer = client.get(f"/dumps/{name}")
            assert hashlib.sha256(answer.content).hexdigest() == digest
            assert answer.headers["repr-digest"].startswith("sha-256=:")
            held = {"if-none-match": answer.headers["etag"]}
            assert client.get(f"/dumps/{name}", headers=held).status_code == 304

    def test_each_source_by_itself(self, client: Client) -> None:
        turtle = {quad.triple for quad in parse(client.get("/dumps/alpha.ttl").content, RdfFormat.TURTLE)}
        graph = client.get("/graph/alpha", accept="text/turtle").content
        assert turtle == {quad.triple for quad in parse(graph, RdfFormat.TURTLE)}
        quads = list(parse(client.get("/dumps/alpha.nq").content, RdfFormat.N_QUADS))
        assert {quad.graph_name for quad in quads} == {NamedNode(f"{GRAPH}alpha")}

    @pytest.mark.parametrize(
        ("part", "status"),
        [
            ("bytes=0-9", 206),
            ("bytes=-10", 206),
            ("bytes=10-", 206),
            ("bytes=0-9,20-29", 206),
            ("bytes=0-99999999999999999999999", 206),
            ("bytes=99999999999-", 416),
            ("bytes=9-0", 400),
            ("bytes=a-b", 400),
            ("rows=0-9", 400),
            (f"bytes={'0-,' * 5000}0-", 200),
        ],
    )
    def test_in_part(self, client: Client, part: str, status: int) -> None:
        whole = client.get("/dumps/alpha.nq")
        answer = client.get("/dumps/alpha.nq", headers={"range": part})
        assert answer.status_code == status
        assert len(answer.content) < 2 * len(whole.content)
        if part == "bytes=0-9":
            assert answer.content == whole.content[:10]
            assert answer.headers["content-range"] == f"bytes 0-9/{len(whole.content)}"
            stale = {"range": part, "if-range": '"another"'}
            assert client.get("/dumps/alpha.nq", headers=stale).content == whole.content

    def test_say_how_long_they_are(self, client: Client) -> None:
        for dump in client.get("/dumps", accept="application/json").json():
            head = client.request("HEAD", dump["href"])
            assert (head.status_code, head.content) == (200, b"")
            assert int(head.headers["content-length"]) == dump["bytes"]
            kind = "application/gzip" if dump["gzip"] else dump["type"]
            assert head.headers["content-type"].partition(";")[0] == kind

    def test_are_files_of_the_release(self, whole: Client, release: Release) -> None:
        assert release.dumps is not None
        for dump in whole.get("/dumps", accept="application/json").json():
            path = release.dumps / dump["name"]
            assert path.stat().st_mode & 0o777 == 0o444
            assert hashlib.sha256(path.read_bytes()).hexdigest() == dump["sha256"]

    def test_of_a_release_without_them_are_the_same(self, whole: Client, release: Release) -> None:
        old = Small(release.store(), release.id, release.digest, release.built)
        for client in client_of(create_app(release=old, catalogue=Catalogue(()), tables=Catalogue(()))):
            assert client.get("/dumps/SHA256SUMS").text == whole.get("/dumps/SHA256SUMS").text
            for path in ("/void", "/catalogue"):
                assert (
                    client.get(path, accept="text/turtle").text == whole.get(path, accept="text/turtle").text
                )

    @pytest.mark.parametrize("name", ["nothing.nq", "..%2Fdump.nq", "%2e%2e", "alpha", "ALPHA.TTL"])
    def test_nothing_else(self, client: Client, name: str) -> None:
        assert client.get(f"/dumps/{name}").status_code == 404

    def test_on_a_page(self, client: Client) -> None:
        page = client.get("/dumps", accept="text/html").text
        assert 'href="/dumps/beta.ttl.gz"' in page

    def test_are_the_same_when_made_anew(self, whole: Client, release: Release) -> None:
        app = create_app(release=release, catalogue=Catalogue(()), tables=Catalogue(()))
        for other in client_of(app):
            assert other.get("/dumps/SHA256SUMS").text == whole.get("/dumps/SHA256SUMS").text
            for path in ("/void", "/sparql"):
                assert other.get(path).text == whole.get(path).text


def test_the_start_page_says_that_it_is_about_a_dataset(client: Client) -> None:
    answer = client.get("/", accept="text/html")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)
    said = json.loads(block)
    assert (said["@type"], said["url"]) == ("Dataset", "http://test/")
    for file in said["distribution"]:
        answered = client.get(file["contentUrl"].removeprefix("http://test"))
        assert answered.headers["content-type"] == file["encodingFormat"]
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_no_title_breaks_out_of_the_data_in_the_page(small: Small) -> None:
    title = "</script><script>alert(1)</script>&"
    settings = Settings(title=title)
    app = create_app(release=small, catalogue=Catalogue(()), tables=Catalogue(()), settings=settings)
    for client in client_of(app):
        text = client.get("/", accept="text/html").text
        assert text.count("<script") == 1
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert json.loads(block)["name"] == title


def test_every_page_of_the_map_is_there(client: Client) -> None:
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [one.text or "" for one in index.iter(f"{SITEMAP}loc")]
    assert parts == ["http://test/sitemaps/1.xml"]
    pages = ElementTree.fromstring(client.get("/sitemaps/1.xml").content)
    addresses = [one.text or "" for one in pages.iter(f"{SITEMAP}loc")]
    assert "http://test/id/organisation/one" in addresses
    assert len(addresses) == len(set(addresses)) > 10
    for at in addresses:
        if at != "http://test/shapes":  # the small graph has none
            assert client.get(at.removeprefix("http://test"), accept="text/html").status_code == 200, at
    assert client.get("/sitemaps/2.xml").status_code == 404
    assert "Sitemap: http://test/sitemap.xml" in client.get("/robots.txt").text


def test_the_address_is_the_one_that_is_set(small: Small) -> None:
    settings = Settings(address="https://graph.example.org/base")
    app = create_app(release=small, catalogue=Catalogue(()), tables=Catalogue(()), settings=settings)
    for client in client_of(app):
        assert "<https://graph.example.org/base/sparql>" in client.get("/sparql", accept="text/turtle").text


@pytest.mark.parametrize("host", ["a b", "x>y", 'x"y', "x/y?z", "x@y"])
def test_a_host_that_is_none_is_refused(client: Client, host: str) -> None:
    assert client.get("/void", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("path", ["/void", "/catalogue", "/queries", "/dumps", "/sparql", "/sitemap.xml"])
def test_unchanged(client: Client, path: str) -> None:
    first = client.get(path, accept="*/*")
    headers = {"if-none-match": first.headers.get("etag", "")}
    if "etag" in first.headers:
        again = client.get(path, accept="*/*", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
    else:
        assert path == "/queries"
    assert client.request("HEAD", path, accept="*/*").content == b""
