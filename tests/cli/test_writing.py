"""`ngograph serve --writable`, as a process of its own: what is written becomes a release, or nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from tests import plain
from tests.dumping import dumped

from ngograph import tokens
from ngograph.build import build
from ngograph.release import listed, publish, published
from ngograph.vocab import GRAPH, NGO, ROOT

from ..conftest import tiny_in
from .test_serving import family, gone, served, told, waited, workers

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    from ngograph.content import Content
    from ngograph.release import Release

    from ..conftest import Outcome

PREFIXES = f"""PREFIX ngo: <{NGO}>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
BASE <{ROOT}>
"""
GAMMA = f"""@prefix ngo: <{NGO}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> . @base <{ROOT}> .
<graph/gamma> dct:source <id/document/gamma> .
<id/document/gamma> a ngo:Document ; skos:prefLabel "Gamma"@en .
<id/organisation/four> a ngo:Organisation ; skos:prefLabel "Four"@en , "Četiri"@bs .
<id/partnership/one-four> a ngo:Partnership ; ngo:party <id/organisation/one> , <id/organisation/four> .
"""
LONELY = GAMMA.replace("<id/organisation/one> , ", "")
NAMED = PREFIXES + 'INSERT DATA { GRAPH <graph/beta> { <id/organisation/three> skos:altLabel "New"@en } }'
SIX = [NAMED.replace("New", f"New {number}") for number in range(6)]
ENDLESS = PREFIXES + (
    "INSERT { GRAPH <graph/beta> { <id/organisation/three> skos:altLabel ?n } } WHERE { "
    "SELECT (STR(COUNT(*)) AS ?n) "
    "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?f && ?i != ?l) } }"
)
LARGE = PREFIXES + (
    "INSERT { GRAPH <graph/beta> { <id/organisation/three> skos:altLabel ?n } } WHERE { "
    "?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?a), STR(?c), STR(?d), STR(?g), STR(?i)) AS ?n) }"
)


@dataclass(frozen=True)
class Editor:
    """A service that is written to, and a client of it with a token."""

    process: subprocess.Popen[str]
    address: str
    releases: Path
    secret: str

    def send(
        self, method: str, path: str, body: str | bytes = b"", kind: str = "", **headers: str
    ) -> httpx.Response:
        """Send a request that bears the token, unless a header says otherwise."""
        sent = {"authorization": f"Bearer {self.secret}", **({"content-type": kind} if kind else {})}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return plain.request(method, f"{self.address}{path}", content=body, headers=sent, timeout=60)

    def update(self, text: str, **headers: str) -> httpx.Response:
        """Send an update."""
        return self.send("POST", "sparql", text, "application/sparql-update", **headers)

    def put(self, graph: str, text: str, **headers: str) -> httpx.Response:
        """Put a graph."""
        return self.send("PUT", f"graph/{graph}", text, "text/turtle", **headers)

    def ask(self, pattern: str) -> bool:
        """Ask what is served whether *pattern* holds."""
        query = f"{PREFIXES} ASK {{ {pattern} }}"
        return bool(plain.get(f"{self.address}sparql", params={"query": query}).json()["boolean"])

    @property
    def serves(self) -> str:
        """The release that is served."""
        return str(plain.get(f"{self.address}health").json()["release"])


@contextmanager
def editing(content: Content, releases: Path, **limits: str) -> Iterator[Editor]:
    """Give a writable service over *releases*."""
    file = releases / ".tokens.json"
    name = f"editor-{len(tokens.listed(file))}"
    secret = tokens.add(file, name, ["write"])
    with served(releases, content, "--writable", **limits) as (process, address):
        yield Editor(process, address, releases, secret)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Editor, Editor, Release]]:
    """Two services over one folder, and the release that they began with."""
    folder = tmp_path_factory.mktemp("standing")
    content, releases = tiny_in(folder), folder / "releases"
    first = build(content, releases)
    with editing(content, releases) as one, editing(content, releases) as other:
        yield one, other, first


@pytest.fixture
def two(standing: tuple[Editor, Editor, Release]) -> tuple[Editor, Editor]:
    """Two services over one folder, where nothing has been written."""
    *both, first = standing
    publish(first)
    for one in both:
        one.process.send_signal(signal.SIGHUP)
    assert waited(lambda: all(one.serves == first.id for one in both))
    for release in listed(both[0].releases):
        if release != first:
            shutil.rmtree(release.path)
    return both[0], both[1]


@pytest.fixture
def editor(two: tuple[Editor, Editor]) -> Editor:
    """A service that nothing was written to."""
    return two[0]


@pytest.fixture
def releases(tiny: Content, tmp_path: Path) -> Path:
    build(tiny, tmp_path / "releases")
    return tmp_path / "releases"


@pytest.fixture
def own(tiny: Content, releases: Path) -> Iterator[Editor]:
    """A service of this test's own."""
    with editing(tiny, releases) as one:
        yield one


def debris(releases: Path) -> list[str]:
    return [path.name for path in releases.iterdir() if path.name.startswith((".building", ".current"))]


def ended(editor: Editor) -> str:
    """Stop the service and return all that it wrote down."""
    editor.process.send_signal(signal.SIGTERM)
    out, _ = editor.process.communicate(timeout=20)
    return out + told(editor.releases)


def test_what_is_written_is_a_release_and_is_served_when_it_is_answered(own: Editor, releases: Path) -> None:
    before = published(releases)
    answer = own.update(NAMED)
    after = published(releases)
    assert (answer.status_code, answer.headers["etag"]) == (200, f'"{after.id}"')
    assert answer.json() == {"release": after.id, "graphs": [f"{GRAPH}beta"], "served": True}
    assert own.serves == after.id != before.id
    assert own.ask('<id/organisation/three> skos:altLabel "New"@en')
    assert dumped(after.store()) == after.dump.read_bytes()
    (written,) = after.account["written"]
    assert written["token"] == "editor-0"
    assert (written["change"], written["graphs"], written["release"]) == (
        "update",
        [f"{GRAPH}beta"],
        before.id,
    )
    sources = {source["name"]: source for source in after.account["sources"]}
    assert sources["beta"]["files"] == []
    assert sources["alpha"] == before.account["sources"][0], "what was not written is accounted for as before"
    assert sources["beta"]["triples"] == before.account["sources"][1]["triples"] + 1
    assert own.secret not in ended(own)


def test_graphs_are_put_added_to_and_deleted(editor: Editor) -> None:
    made = editor.put("gamma", GAMMA)
    assert made.status_code == 201, made.text
    edge = "<id/organisation/one> ngo:worksWith <id/organisation/four>"
    assert editor.ask(edge), "derived edges are worked out anew"
    again = editor.put("gamma", GAMMA)
    assert (again.status_code, again.json()["graphs"]) == (200, [])
    assert again.json()["release"] == made.json()["release"] == editor.serves, (
        "nothing changed, so nothing is made"
    )
    label = f'<{ROOT}id/organisation/four> <http://www.w3.org/2004/02/skos/core#altLabel> "4" .'
    added = editor.send("POST", f"graphs?graph={GRAPH}gamma", label, "application/n-triples")
    assert (added.status_code, added.json()["graphs"]) == (200, [f"{GRAPH}gamma"])
    assert editor.ask('<id/organisation/four> skos:altLabel "4"')
    assert editor.put("gamma", GAMMA, if_none_match="*").status_code == 412
    assert editor.send("DELETE", "graph/gamma").status_code == 200
    assert not editor.ask(edge)
    assert plain.get(f"{editor.address}graph/gamma").status_code == 404
    assert editor.send("DELETE", "graph/gamma").status_code == 404
    form = (
        "--b\r\nContent-Type: text/turtle\r\n\r\n" + GAMMA + "\r\n"
        "--b\r\nContent-Type: application/n-triples\r\n\r\n" + label + "\r\n--b--\r\n"
    )
    both = editor.send("POST", "graph/gamma", form, "multipart/form-data; boundary=b")
    assert both.status_code == 201, both.text
    assert editor.ask(f'{edge} . <id/organisation/four> skos:altLabel "4"')


def test_a_graph_without_a_name_gets_one(editor: Editor) -> None:
    body = GAMMA.replace("<graph/gamma>", "<>").replace(f"@base <{ROOT}> .\n", "")
    body = re.sub(r"<id/", f"<{ROOT}id/", body)
    made = editor.send("POST", "graphs", body, "text/turtle")
    assert made.status_code == 201, made.text
    graph = made.headers["location"]
    assert made.json()["graphs"] == [graph]
    found = plain.get(f"{editor.address}graphs", params={"graph": graph}, headers={"accept": "text/turtle"})
    assert "Četiri" in found.text


def test_what_breaks_a_rule_is_refused_with_the_report(editor: Editor) -> None:
    releases = editor.releases
    before = listed(releases), published(releases)
    answer = editor.put("gamma", LONELY)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert problem["error"] == "NonConforming"
    violations = [one for one in problem["findings"] if one["severity"].endswith("#Violation")]
    assert [(one["node"], one["graphs"]) for one in violations] == [
        (f"{ROOT}id/partnership/one-four", [f"{GRAPH}gamma"])
    ]
    assert violations[0]["message"] == "A partnership has two or more parties."
    for accept in ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"):
        report = editor.put("gamma", LONELY, accept=accept)
        assert (report.status_code, report.headers["content-type"].partition(";")[0]) == (422, accept)
        triples = {str(quad.triple) for quad in parse(report.content, RdfFormat.from_media_type(accept))}
        assert any("shacl#focusNode" in one and "partnership/one-four" in one for one in triples)
        assert any("shacl#conforms" in one and '"false"' in one for one in triples)
    page = editor.put("gamma", LONELY, accept="text/html")
    assert "A partnership has two or more parties." in page.text
    broken = editor.update(f"{PREFIXES} DELETE WHERE {{ GRAPH <graph/beta> {{ ?s ngo:party ?o }} }}")
    assert (broken.status_code, broken.json()["error"]) == (422, "NonConforming")
    assert (listed(releases), published(releases)) == before
    assert not debris(releases)
    assert not editor.ask("?s ?p <id/organisation/four>")


UNFIT = [
    ("PUT", "graph/ontology", GAMMA, 403, "change them there, and build"),
    ("DELETE", "graph/derived", "", 403, "it is worked out from the other graphs"),
    ("PUT", "graphs?default", GAMMA, 403, "name the one that is meant"),
    ("PUT", "graph/gamma", "<x:s> <x:p> <x:o> .", 422, "dct:source <DOCUMENT>"),
    ("PUT", "graph/gamma", GAMMA + "[] a ngo:Organisation .", 422, "expected an IRI for every node"),
    ("PUT", "graph/Gamma", GAMMA, 422, "with a name of a-z, 0-9 and single hyphens"),
    ("PUT", "graphs?graph=x:y", GAMMA, 422, "with a name of a-z, 0-9 and single hyphens"),
    ("PUT", "graphs?graph=none", GAMMA, 400, "expected an absolute IRI"),
    ("PUT", "graphs", GAMMA, 400, "Expected either one graph=IRI or default"),
    ("PUT", "graph/gamma", "<x:s> <x:p>", 400, "line 1, column"),
]
VOID = [
    ("INSERT DATA { <x:s> <x:p> <x:o> }", 403, "name the one that is meant"),
    ("INSERT DATA { GRAPH <graph/derived> { <x:s> <x:p> <x:o> } }", 403, "graph/derived is not written"),
    ("CLEAR GRAPH <graph/ontology>", 403, "graph/ontology is not written"),
    ("DELETE WHERE { GRAPH ?g { <id/organisation/one> ?p ?o } }", 403, "FILTER(?g != "),
    ("INSERT DATA { GRAPH <graph/new> { <x:s> <x:p> <x:o> } }", 422, "dct:source <DOCUMENT>"),
    ("CLEAR ALL", 422, "expected something to be left"),
    ("CLEAR XYZ", 400, "column 7: not a SPARQL update"),
    ("LOAD <http://127.0.0.1/>", 400, "LOAD is not run here"),
    ("DROP GRAPH <x:nowhere>", 400, "does not exist"),
    (f"INSERT {{}} WHERE {{ FILTER({'(' * 100_000}1{')' * 100_000}) }}", 400, "less deeply nested"),
]


def test_what_a_release_cannot_hold_is_not_written(editor: Editor) -> None:
    releases = editor.releases
    before = published(releases)
    for method, path, body, status, problem in UNFIT:
        answer = editor.send(method, path, body, "text/turtle")
        assert (answer.status_code, problem in answer.json()["detail"]) == (status, True), answer.text
    for text, status, problem in VOID:
        answer = editor.update(PREFIXES + text)
        assert (answer.status_code, problem in answer.json()["detail"]) == (status, True), answer.text
    assert listed(releases) == [before]
    assert debris(releases) == []


def test_the_graphs_that_are_read_may_stand_beside_an_update(editor: Editor) -> None:
    text = PREFIXES + (
        'INSERT { GRAPH <graph/beta> { ?s skos:altLabel "In"@en } } WHERE { ?s a ngo:Organisation }'
    )
    body = {"update": text, "using-graph-uri": f"{GRAPH}alpha"}
    headers = {"authorization": f"Bearer {editor.secret}"}
    assert plain.post(f"{editor.address}sparql", data=body, headers=headers).status_code == 200
    assert editor.ask('<id/organisation/two> skos:altLabel "In"@en')
    assert not editor.ask('<id/organisation/three> skos:altLabel "In"@en')
    twice = plain.post(f"{editor.address}sparql", data={**body, "query": "ASK {}"}, headers=headers)
    assert twice.status_code == 400
    assert plain.get(f"{editor.address}sparql", params={"update": text}, headers=headers).status_code == 400


def test_if_match_names_the_release(editor: Editor) -> None:
    read = plain.get(f"{editor.address}graph/beta", headers={"accept": "text/turtle"}).headers["etag"]
    other = plain.get(f"{editor.address}sparql", params={"query": "ASK {}"}).headers["etag"]
    assert editor.put("gamma", GAMMA, if_match='"another"').status_code == 412
    first = editor.put("gamma", GAMMA, if_match=f'"another", {other}')
    assert first.status_code == 201
    for tag in (read, other, '"another"'):
        late = editor.send("DELETE", "graph/gamma", if_match=tag)
        assert (late.status_code, late.headers["etag"]) == (412, first.headers["etag"])
        assert late.json()["release"] == editor.serves
    assert editor.send("DELETE", "graph/gamma", if_match=first.headers["etag"]).status_code == 200
    assert editor.put("gamma", GAMMA, if_match="*").status_code == 201


def test_of_two_who_start_from_one_release_one_comes_first(two: tuple[Editor, Editor]) -> None:
    one, other = two
    tag = f'"{published(one.releases).id}"'
    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(
                lambda pair: pair[0].update(pair[1], if_match=tag),
                zip([one, other] * 3, SIX, strict=True),
            )
        )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412, 412]
    (won,) = [answer for answer in answers if answer.status_code == 200]
    assert {answer.headers["etag"] for answer in answers} == {won.headers["etag"]}
    assert waited(lambda: one.serves == other.serves == won.json()["release"])


def test_several_services_write_one_after_another(two: tuple[Editor, Editor]) -> None:
    one, other = two
    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(lambda pair: pair[0].update(pair[1]), zip([one, other] * 3, SIX, strict=True))
        )
    assert {answer.status_code for answer in answers} == {200}
    last = published(one.releases)
    assert len({answer.json()["release"] for answer in answers}) == 6
    assert len(last.account["written"]) == 6, "none is lost"
    assert waited(lambda: one.serves == other.serves == last.id)
    assert all(one.ask(f'<id/organisation/three> skos:altLabel "New {n}"@en') for n in range(6))


def test_who_may_write(own: Editor, releases: Path) -> None:
    file = releases / ".tokens.json"
    some = tokens.add(file, "some", ["write:graph/gamma*"])
    before = own.serves
    for path, kind, body in (
        ("sparql", "application/sparql-update", NAMED),
        ("sparql", "application/x-www-form-urlencoded", "update=CLEAR%20ALL"),
        ("graph/gamma", "text/turtle", GAMMA),
    ):
        for given, error in (("", ""), ("Basic eDp5", ""), ("Bearer", ""), ("Bearer ngo_x", "invalid_token")):
            answer = own.send("POST", path, body, kind, authorization=given)
            assert answer.status_code == 401
            challenge = answer.headers["www-authenticate"]
            assert challenge.startswith('Bearer realm="ngograph"')
            assert (f'error="{error}"' in challenge) is bool(error)
    theirs = {"authorization": f"Bearer {some}"}
    for answer in (
        own.update(NAMED, **theirs),
        own.put("beta", GAMMA, **theirs),
        own.send("DELETE", "graph/alpha", **theirs),
    ):
        assert (answer.status_code, answer.json()["error"]) == (403, "OutOfScope")
        challenge = answer.headers["www-authenticate"]
        assert 'error="insufficient_scope"' in challenge
        assert f'scope="write:{answer.json()["graph"]}"' in challenge
    assert own.serves == before
    assert own.put("gamma", GAMMA, **theirs).status_code == 201
    deleting = f"{PREFIXES} DELETE WHERE {{ GRAPH <graph/gamma> {{ ?s ?p ?o }} }}"
    assert own.update(deleting, **theirs).status_code == 200, "a scope is about what changes"
    tokens.remove(file, "some")
    assert own.put("gamma", GAMMA, **theirs).status_code == 401
    file.chmod(0o644)
    assert own.put("gamma", GAMMA).status_code == 500
    said = ended(own)
    assert "found mode 644" in said
    assert some not in said
    assert own.secret not in said


def test_reading_stays_open_and_writing_is_off_unless_it_is_on(
    tiny: Content, releases: Path, editor: Editor
) -> None:
    secret = tokens.add(releases / ".tokens.json", "editor", ["write"])
    with served(releases, tiny) as (process, address):
        one = Editor(process, address, releases, secret)
        assert one.update(NAMED).status_code == 400
        assert one.put("gamma", GAMMA).status_code == 405
        assert one.ask("?s ?p ?o")
        assert "SPARQL11Update" not in plain.get(f"{address}sparql", headers={"accept": "text/turtle"}).text
        paths = plain.get(f"{address}openapi.json").json()["paths"]
        assert list(paths["/graphs"]) == ["get"]
    assert editor.ask("?s ?p ?o")
    service = plain.get(f"{editor.address}sparql", headers={"accept": "text/turtle"}).text
    assert "sd:SPARQL11Update" in service
    assert set(plain.get(f"{editor.address}openapi.json").json()["paths"]["/graphs"]) == {
        *("get", "put", "post", "delete")
    }


def test_bodies_are_bounded_and_of_known_kinds(tiny: Content, releases: Path) -> None:
    with editing(tiny, releases, NGOGRAPH_WRITE_BYTES="2000", NGOGRAPH_REQUEST_BYTES="500") as one:
        assert one.put("gamma", GAMMA).status_code == 201
        assert one.put("gamma", GAMMA + "#" * 2000).status_code == 413
        assert one.update("#" * 2001).status_code == 413
        assert (
            one.send("POST", "sparql", "update=" + "x" * 500, "application/x-www-form-urlencoded").status_code
            == 413
        )
        for kind in ("", "image/png", "text/turtle; charset=utf-16", "application/n-quads"):
            answer = one.send("PUT", "graph/gamma", GAMMA, kind)
            assert answer.status_code == 415
        assert "text/turtle" in answer.headers["accept-post"]
        assert (
            one.send(
                "POST", "sparql", NAMED.encode("utf-16"), "application/sparql-update; charset=utf-16"
            ).status_code
            == 415
        )
        assert one.put("gamma", GAMMA, content_encoding="gzip").status_code == 415
        assert one.update("\xff".encode("latin-1").decode("latin-1")).status_code == 400
        assert one.send("POST", "sparql", b"\xff", "application/sparql-update").status_code == 400


def test_nobody_is_dialled(editor: Editor) -> None:
    dialled: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        there = f"<http://127.0.0.1:{listener.getsockname()[1]}/>"

        def listen() -> None:
            try:
                while True:
                    connection, address = listener.accept()
                    dialled.append(address)
                    connection.close()
            except OSError:
                return

        waiting = threading.Thread(target=listen, daemon=True)
        waiting.start()
        gamma = "GRAPH <graph/gamma> { ?s ?p ?o }"
        for text in (
            f"LOAD {there}",
            f"CLEAR SILENT GRAPH <x:g> ; load # here\n SILENT {there} INTO GRAPH <graph/gamma>",
            f"LO\\u0041D {there}",
            f"INSERT {{ {gamma} }} WHERE {{ SERVICE {there} {{ ?s ?p ?o }} }}",
            f"INSERT {{ {gamma} }} WHERE {{ ?s ?p ?o FILTER EXISTS {{ SERVICE {there} {{ ?s ?p ?o }} }} }}",
            f"INSERT {{ {gamma} }} WHERE {{ ?s ?p ?o . ?a ?p ?b FILTER(?a<?b)SERVICE?x#>\n {{ ?s ?p ?o }} }}",
        ):
            assert editor.update(PREFIXES + text).status_code == 400
        remote = there[1:-1]
        for kind, body in (
            ("application/ld+json", json.dumps({"@context": remote, "@id": "x:s", "name": "x"})),
            ("application/rdf+xml", f'<!DOCTYPE a [<!ENTITY b SYSTEM "{remote}">]><a>&b;</a>'),
            ("application/rdf+xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        ):
            assert editor.send("PUT", "graph/gamma", body, kind).status_code == 400
        listener.shutdown(socket.SHUT_RDWR)
        waiting.join(5)
    assert dialled == []


def working(editor: Editor) -> list[int]:
    """The processes that make changes for the service."""
    found = []
    for number in family(editor.process):
        try:
            command = Path(f"/proc/{number}/cmdline").read_bytes()
        except OSError:
            continue
        if b"ngograph.writing.process" in command:
            found.append(number)
    return found


@workers
def test_limits_of_time_and_memory_and_turns(tiny: Content, releases: Path) -> None:
    before = published(releases)
    with editing(tiny, releases, NGOGRAPH_WRITE_SECONDS="3", NGOGRAPH_WRITES_WAITING="0") as one:
        with ThreadPoolExecutor(1) as pool:
            slow = pool.submit(one.update, ENDLESS)
            assert waited(lambda: bool(working(one)))
            busy = one.update(NAMED)
            assert (busy.status_code, busy.headers["ngograph-limit"]) == (503, "writes_waiting=0")
            assert int(busy.headers["retry-after"]) >= 1
            assert one.ask("?s ?p ?o"), "questions are answered meanwhile"
            late = slow.result()
        assert (late.status_code, late.headers["ngograph-limit"]) == (504, "write_seconds=3")
        assert waited(lambda: not working(one))
        assert published(releases) == before
        assert one.update(NAMED).status_code == 200
    with editing(tiny, releases, NGOGRAPH_WRITE_MEGABYTES="32") as two:
        large = two.update(LARGE)
        assert (large.status_code, large.headers["ngograph-limit"]) == (507, "write_megabytes=32")
        assert debris(releases) == []


@workers
@pytest.mark.parametrize("killed", ["service", "work"])
def test_killed_amid_a_change(tiny: Content, releases: Path, killed: str) -> None:
    before = published(releases)
    with editing(tiny, releases) as one, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(one.update, ENDLESS)
        assert waited(lambda: bool(working(one)))
        (work,) = working(one)
        os.kill(one.process.pid if killed == "service" else work, signal.SIGKILL)
        if killed == "service":
            with pytest.raises(httpx.HTTPError):
                answer.result()
        else:
            assert (answer.result().status_code, answer.result().json()["error"]) == (503, "WriteEnded")
        assert waited(lambda: gone(work))
        assert published(releases) == before
    with editing(tiny, releases) as two:
        assert two.serves == before.id
        assert two.update(NAMED).status_code == 200
        assert debris(releases) == []


def test_a_build_does_not_throw_away_what_was_written(
    own: Editor, tiny: Content, releases: Path, ngograph: Callable[..., Outcome]
) -> None:
    def built(*options: str) -> Outcome:
        return ngograph("build", "--content", tiny.root, "--releases", releases, *options)

    assert own.put("gamma", GAMMA).status_code == 201
    assert own.update(NAMED).status_code == 200
    refused = built()
    assert refused.code == 1
    assert "was written to 2 times" in refused.err
    assert f"{GRAPH}beta, {GRAPH}gamma" in refused.err
    assert "--discard-written" in refused.err
    assert "written 2" in ngograph("releases", "--releases", releases).out
    home = {name: plain.get(f"{own.address}graph/{name}?format=ttl").text for name in ("beta", "gamma")}
    (tiny.data / "gamma").mkdir()
    (tiny.data / "gamma" / "source.ttl").write_text(home["gamma"], "utf-8")
    assert f"says otherwise of {GRAPH}beta:" in built().err
    (tiny.data / "beta" / "statements.ttl").unlink()
    (tiny.data / "beta" / "source.ttl").write_text(home["beta"], "utf-8")
    written = published(releases)
    assert built().code == 0, "what was taken home is not lost"
    assert published(releases).digest == written.digest
    assert "written" not in published(releases).account
    assert own.send("DELETE", "graph/gamma").status_code == 200
    assert built().code == 1
    assert built("--discard-written").code == 0
    assert published(releases).digest == written.digest


def test_few_releases_are_left_behind(tiny: Content, releases: Path) -> None:
    first = published(releases)
    with editing(tiny, releases, NGOGRAPH_WRITTEN_RELEASES="1") as one:
        made = [one.update(NAMED.replace("New", str(number))).json()["release"] for number in range(4)]
        assert [release.id for release in listed(releases)] == [first.id, *made[-2:]]
        assert one.ask('<id/organisation/three> skos:altLabel "0"@en , "3"@en')
    assert len(published(releases).account["written"]) == 4


def test_scripts_of_other_origins_may_write(editor: Editor) -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "PUT"}
    allowed = plain.options(f"{editor.address}graph/gamma", headers=asked).headers
    assert "PUT" in allowed["access-control-allow-methods"]
    assert "Authorization" in allowed["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in allowed


def test_tokens_are_added_listed_and_removed(tmp_path: Path, ngograph: Callable[..., Outcome]) -> None:
    made = ngograph(
        "tokens", "add", "editor", "--scope", "write:graph/a", "--scope", "write:x:b*", "--releases", tmp_path
    )
    secret = made.out.strip()
    assert made.code == 0
    assert "shown once" in made.err
    found = tokens.found(tmp_path / ".tokens.json", secret)
    assert found is not None
    assert found.scopes == (f"write:{GRAPH}a", "write:x:b*")
    shown = ngograph("tokens", "list", "--releases", tmp_path)
    assert f"editor  {found.created}  write:{GRAPH}a write:x:b*" in shown.out
    assert secret not in shown.out
    (row,) = json.loads(ngograph("tokens", "list", "--json", "--releases", tmp_path).out)
    assert row == {"name": "editor", "created": found.created, "scopes": list(found.scopes)}
    assert ngograph("tokens", "add", "editor", "--scope", "write", "--releases", tmp_path).code == 1
    assert ngograph("tokens", "remove", "editor", "--releases", tmp_path).out == "removed editor\n"
    assert ngograph("tokens", "remove", "editor", "--releases", tmp_path).code == 1
    assert tokens.found(tmp_path / ".tokens.json", secret) is None


def test_the_place_of_the_tokens_is_a_setting(
    tiny: Content,
    releases: Path,
    tmp_path: Path,
    ngograph: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "elsewhere.json"
    monkeypatch.setenv("NGOGRAPH_TOKENS", str(file))
    secret = ngograph("tokens", "add", "editor", "--scope", "write").out.strip()
    assert tokens.found(file, secret) is not None
    with served(releases, tiny, "--writable") as (process, address):
        assert Editor(process, address, releases, secret).update(NAMED).status_code == 200
    file.chmod(0o604)
    ended = ngograph("serve", "--writable", "--releases", releases, "--content", tiny.root, "--port", 0)
    assert (ended.code, "found mode 604" in ended.err) == (1, True)
