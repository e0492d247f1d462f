"""`ngograph publish` and `ngograph serve --store`, with two stores of other makers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

import httpx
import pytest
import typer
from pyoxigraph import RdfFormat, parse

from ngograph.build import build
from ngograph.cli import create_app
from ngograph.errors import ReleaseError, StoreUnfinished
from ngograph.release import published
from ngograph.store.remote import stated
from ngograph.store.remote.access import access
from ngograph.store.remote.loading import load
from ngograph.store.remote.stating import answered
from ngograph.vocab import GRAPH, RELEASE_GRAPH, UNION_GRAPH
from ngograph.web import Settings

from .conftest import PASSWORD, few, free_port, run
from .releases import loadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from pyoxigraph import Triple

    from ngograph.content import Content
    from ngograph.release import Release
    from ngograph.store.remote.loading import Load

    from ...conftest import Outcome
    from .conftest import Running

ROOT = Path(__file__).parents[3]
ALL = "SELECT ?g ?s ?p ?o { { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o } }"
OURS = re.compile(f"{re.escape(GRAPH)}.+|{re.escape(UNION_GRAPH)}|{re.escape(RELEASE_GRAPH)}|")


def held(store: Running) -> dict[str, int]:
    """How many statements each graph of ours has in *store*."""
    text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    with httpx.Client() as client:
        rows, _ = answered(client, store.access, text)
    return {row["g"]: int(row["n"]) for row in rows if OURS.fullmatch(row["g"])}


@pytest.fixture
def entered(empty: Running, monkeypatch: pytest.MonkeyPatch) -> Running:
    """An empty store, and the settings that let us in."""
    monkeypatch.setenv("NGOGRAPH_STORE_USER", "dba")
    monkeypatch.setenv("NGOGRAPH_STORE_PASSWORD", PASSWORD)
    return empty


@pytest.fixture
def made(tiny: Content, tmp_path: Path) -> Path:
    """A folder with a release of few statements."""
    build(tiny, tmp_path / "releases")
    return tmp_path / "releases"


def counts(release: Release) -> dict[str, int]:
    found: dict[str, int] = {}
    for quad in parse(path=str(release.dump), format=RdfFormat.N_QUADS):
        name = getattr(quad.graph_name, "value", "")
        found[name] = found.get(name, 0) + 1
    return found


def test_a_release_is_published_and_stated(
    entered: Running, made: Path, ngograph: Callable[..., Outcome]
) -> None:
    release = published(made)
    outcome = ngograph("publish", "--to", entered.access.url, "--releases", made)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"{release.id}: published to {entered.access.url}")
    found = stated(entered.access)
    assert (found.id, found.digest, found.built) == (release.id, release.digest, release.built)
    graphs = held(entered)
    assert {name: graphs[name] for name in counts(release)} == counts(release)
    beside = {RELEASE_GRAPH, UNION_GRAPH} if entered.kind == "virtuoso" else {RELEASE_GRAPH}
    assert set(graphs) - set(counts(release)) == beside

    again = ngograph("publish", "--to", entered.access.url, "--releases", made)
    assert again.out.strip() == f"{release.id}: {entered.access.url} holds it already"
    anew = ngograph("publish", "--to", entered.access.url, "--releases", made, "--force")
    assert anew.code == 0
    assert held(entered) == graphs
    assert PASSWORD * 2 not in outcome.out + outcome.err + again.out


def test_what_is_gone_goes(entered: Running, made: Path, tiny: Content) -> None:
    load(entered.access, loadable(published(made)), None, "auto")
    assert f"{GRAPH}beta" in held(entered)
    for path in (tiny.root / "data" / "beta").iterdir():
        path.unlink()
    (tiny.root / "data" / "beta").rmdir()
    build(tiny, made)
    load(entered.access, loadable(published(made)), None, "auto")
    assert f"{GRAPH}beta" not in held(entered)
    assert stated(entered.access).id == published(made).id


def broken(what: Load) -> Load:
    """*what*, which breaks off at its last graph."""

    def triples(graph: str | None) -> Iterable[Triple]:
        if graph == what.graphs[-1]:
            raise OSError("the disk is gone")
        return what.triples(graph)

    return replace(what, triples=triples)


def test_what_was_broken_off_does_not_pass_for_whole(
    entered: Running, made: Path, ngograph: Callable[..., Outcome]
) -> None:
    whole = loadable(published(made))
    load(entered.access, few(), None, "auto")
    with pytest.raises(OSError, match="the disk is gone"):
        load(entered.access, broken(whole), None, "auto")
    with pytest.raises(StoreUnfinished, match=f"found part of {whole.id}"):
        stated(entered.access)
    refused = ngograph("serve", "--store", entered.access.url, "--port", "0")
    assert refused.code == 1
    assert "expected a whole release" in refused.err
    assert ngograph("publish", "--to", entered.access.url, "--releases", made).code == 0
    assert stated(entered.access).id == whole.id


def test_who_may_not_write_is_told(virtuoso: Running, made: Path, ngograph: Callable[..., Outcome]) -> None:
    outcome = ngograph("publish", "--to", virtuoso.access.url, "--releases", made)
    assert outcome.code == 1
    assert "to be taken, found 401" in outcome.err


def test_a_named_release_can_be_published(
    oxigraph: Running, release: Release, ngograph: Callable[..., Outcome]
) -> None:
    folder = release.path.parent
    outcome = ngograph("publish", "--to", oxigraph.access.url, "--release", release.id, "--releases", folder)
    assert "holds it already" in outcome.out
    outcome = ngograph("publish", "--to", oxigraph.access.url, "--release", "nothing", "--releases", folder)
    assert (outcome.code, "expected a release called 'nothing'" in outcome.err) == (1, True)


def test_who_is_not_there_is_told(made: Path, ngograph: Callable[..., Outcome]) -> None:
    url = f"http://127.0.0.1:{free_port()}/query"
    for verb in (("publish", "--to", url, "--releases", made), ("serve", "--store", url)):
        outcome = ngograph(*verb)
        assert outcome.code == 1
        assert f"{url}: expected a store that answers, found none" in outcome.err


def test_a_store_that_is_busy_is_given_the_graph_again(made: Path) -> None:
    class Busy(BaseHTTPRequestHandler):
        got: ClassVar[list[tuple[str, str, bytes]]] = []

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            self.got.append((self.command, self.path, body))
            self.send_response(503 if len(self.got) % 2 else 204)
            self.end_headers()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"head":{"vars":["graph"]},"results":{"bindings":[]}}')

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    what = loadable(published(made))
    with ThreadingHTTPServer(("127.0.0.1", 0), Busy) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        load(access(f"http://127.0.0.1:{server.server_port}/query"), what, None, "own")
        server.shutdown()
    asked = [path for _, path, _ in Busy.got]
    named = [RELEASE_GRAPH, *what.graphs, RELEASE_GRAPH]
    assert asked == [f"/store?graph={quote(name, safe='')}" for name in named for _ in range(2)]
    assert all(first == second for first, second in zip(Busy.got[::2], Busy.got[1::2], strict=True))


def test_the_guide_names_every_option_and_setting() -> None:
    guide = (ROOT / "docs" / "engines.md").read_text("utf-8")
    verbs = getattr(typer.main.get_command(create_app()), "commands", {})
    options = {name for option in verbs["publish"].params for name in option.opts} - {"--releases"}
    assert {name for name in options if f"`{name}" not in guide} == set()
    settings = {f"NGOGRAPH_{name.upper()}" for name in Settings.model_fields if name.startswith("store_")}
    assert settings
    assert {name for name in settings if f"`{name}`" not in guide} == set()


# Served ----------------------------------------------------------------------------------------------------


@contextmanager
def serving(*options: str, **settings: str) -> Iterator[httpx.Client]:
    """Run the service; give a client to it."""
    command = [sys.executable, "-m", "ngograph", "serve", "--port", "0", "--processes", "1"]
    command += ["--content", str(ROOT), *options]
    paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": paths, **settings},
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        with httpx.Client(base_url=found.group(), timeout=60, trust_env=False) as client:
            yield client
    finally:
        process.terminate()
        process.communicate()


def served(url: str, **settings: str) -> AbstractContextManager[httpx.Client]:
    """Serve the store at *url*; give a client to the service."""
    return serving("--store", url, **settings)


PAGES = {
    "/": "text/html",
    "/id/organisation/icrc": "text/html",
    "/id/activity/nscep": "text/html",
    "/concept/role/partner": "text/html",
    "/graph/nscep-staff-exchanges": "text/html",
    "/ontology": "text/html",
    "/shapes": "text/html",
    "/queries": "text/html",
    "/queries/partners-of-organisation?organisation=icrc": "text/html",
    "/search?q=ОКП": "text/html",
    "/id/organisation/icrc ": "application/n-triples",
    "/id/activity/nscep?_profile=schema": "application/ld+json",
    "/graphs?graph=https://w3id.org/ngograph/graph/nscep-staff-exchanges": "application/n-triples",
    "/queries/sources": "text/csv",
    "/void": "application/n-triples",
    "/sparql": "application/n-triples",
    "/sitemap.xml": "application/xml",
    "/dumps/nscep-staff-exchanges.nq": "*/*",
    "/map.svg": "image/svg+xml",
    "/context.jsonld": "application/ld+json",
    "/docs": "text/html",
}
# What the files of all statements measure depends on the names of blank nodes, which each store chooses.
MEASURED = {"/catalogue": "text/turtle", "/dumps": "text/html", "/dumps/SHA256SUMS": "*/*"}
# What Virtuoso answers otherwise, as test_answers.py says in full: rows that it does not sort, and the map.
OTHERWISE = {"/", "/graph/nscep-staff-exchanges", "/map.svg"}


@pytest.fixture(scope="module")
def services() -> Iterator[Callable[[str], httpx.Client]]:
    """Give the service over a store."""
    with ExitStack() as stack:
        clients: dict[str, httpx.Client] = {}

        def service(url: str) -> httpx.Client:
            if url not in clients:
                clients[url] = stack.enter_context(served(url))
            return clients[url]

        yield service


@pytest.fixture(scope="module")
def own(release: Release) -> Iterator[httpx.Client]:
    """The service over the release itself."""
    with serving("--releases", str(release.path.parent)) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_that_of_the_release(
    path: str, store: Running, services: Callable[[str], httpx.Client], own: httpx.Client
) -> None:
    accept = {"accept": PAGES[path]}
    found = services(store.access.url).get(path.strip(), headers=accept)
    expected = own.get(path.strip(), headers=accept)
    assert found.status_code == expected.status_code == 200, found.text[:500]
    assert found.headers["content-type"] == expected.headers["content-type"]
    if store.kind == "virtuoso" and path in OTHERWISE:
        return
    if path == "/docs":  # what needs tables is not offered there
        assert "/network/measures" in expected.text
        assert "/network/measures" not in found.text
        assert "/sparql" in found.text
        return
    assert comparable(found) == comparable(expected)


@pytest.mark.parametrize("path", MEASURED)
def test_what_is_measured_is_there(
    path: str, store: Running, services: Callable[[str], httpx.Client], own: httpx.Client
) -> None:
    accept = {"accept": MEASURED[path]}
    found, expected = services(store.access.url).get(path, headers=accept), own.get(path, headers=accept)
    assert found.status_code == expected.status_code == 200, found.text[:500]
    assert len(found.text.splitlines()) == len(expected.text.splitlines())


def comparable(reply: httpx.Response) -> object:
    """The body of *reply* without addresses and without the door to what needs tables; of RDF, in order."""
    text = reply.text.replace(str(reply.url.copy_with(raw_path=b"/")), "/")
    text = re.sub(r' *<a href="/network">[^<]*</a>', "", text)
    text = "\n".join(line for line in text.splitlines() if line.strip())
    unordered = any(kind in reply.headers["content-type"] for kind in ("n-triples", "csv"))
    return sorted(text.splitlines()) if unordered else text


def test_tags_stay_as_long_as_the_release(store: Running, services: Callable[[str], httpx.Client]) -> None:
    client = services(store.access.url)
    first = client.get("/queries/foundings?format=csv")
    assert first.headers["cache-status"] == "ngograph; fwd=miss"
    assert client.get("/queries/foundings?format=csv").headers["cache-status"] == "ngograph; hit"
    again = client.get("/queries/foundings?format=csv", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert client.get("/health").json()["digest"] == stated(store.access).digest
    assert "ngograph_queries_running" in client.get("/metrics").text


def test_service_and_updates_are_refused(store: Running, services: Callable[[str], httpx.Client]) -> None:
    client = services(store.access.url)
    for text in ("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "CLEAR ALL"):
        reply = client.get("/sparql", params={"query": text})
        assert (reply.status_code, reply.json()["error"]) == (400, "QueryRefused")
    reply = client.get("/sparql", params={"query": "ASK {\n ?s ?p"})
    assert (reply.status_code, reply.json()["line"]) == (400, 2)


def test_it_turns_to_a_release_that_is_published_later(entered: Running, made: Path, tiny: Content) -> None:
    load(entered.access, loadable(published(made)), None, "auto")
    with served(entered.access.url, NGOGRAPH_RELEASE_SECONDS="0.2") as client:
        assert client.get("/health").json()["release"] == published(made).id
        (tiny.root / "data" / "gamma").mkdir()
        for path in (tiny.root / "data" / "beta").iterdir():
            text = path.read_text("utf-8").replace("beta", "gamma").replace("Beta", "Gamma")
            (tiny.root / "data" / "gamma" / path.name).write_text(text, "utf-8")
        build(tiny, made)
        load(entered.access, loadable(published(made)), None, "auto")
        end = time.monotonic() + 20
        while client.get("/health").json()["release"] != published(made).id and time.monotonic() < end:
            time.sleep(0.1)
        assert client.get("/health").json()["release"] == published(made).id
        assert client.get("/graph/gamma?format=nt").status_code == 200
        assert client.get("/ready").status_code == 200


def test_a_store_that_says_nothing_is_served_and_nothing_kept(entered: Running) -> None:
    with served(entered.access.url) as client:
        health = client.get("/health").json()
        assert (health["release"], health["digest"]) == ("store-127.0.0.1", "")
        for path in ("/", "/queries/sources?format=csv", "/void?format=nt", "/sparql?query=ASK%20%7B%7D"):
            reply = client.get(path, headers={"if-none-match": "*"})
            assert reply.status_code == 200
            assert "etag" not in reply.headers
            assert "cache-status" not in reply.headers
            assert reply.headers["cache-control"] == "no-store"


def test_when_its_store_dies_an_answer_is_broken_off_and_the_service_says_so(tmp_path: Path) -> None:
    long = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with run("oxigraph", tmp_path) as store:
        load(store.access, few(), None, "auto")
        with served(store.access.url) as client:
            with client.stream("GET", "/sparql", params={"query": long, "format": "csv"}) as begun:
                coming = begun.iter_bytes()
                assert next(coming).startswith(b"a,b,c,d,e,f")
                store.process.kill()
                store.process.wait()
                with pytest.raises(httpx.RemoteProtocolError):
                    for _ in coming:
                        pass
            reply = client.get("/sparql", params={"query": "ASK {}"})
            assert (reply.status_code, reply.json()["error"]) == (502, "StoreError")
            assert client.get("/ready").status_code == 503
            assert client.get("/health").status_code == 200


def test_a_statement_is_read_as_it_was_written(empty: Running) -> None:
    load(empty.access, few(), None, "auto")
    found = stated(empty.access)
    assert found.graphs == few().graphs
    assert found.built == datetime(2026, 11, 22, tzinfo=UTC)
    assert found.union == (UNION_GRAPH if empty.kind == "virtuoso" else None)
    with pytest.raises(ReleaseError, match="expected a release on this machine"):
        found.store()
    assert access("http://127.0.0.1/sparql").url == "http://127.0.0.1/sparql"
