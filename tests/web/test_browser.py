"""Pages in a browser, wide and narrow: accessible, usable by keyboard and without scripts, and safe."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
import uvicorn
from pyoxigraph import Store

from ngograph.cli.analysing import analyst_of
from ngograph.queries import Catalogue, load_catalogue
from ngograph.vocab import GRAPH
from ngograph.web import Settings, create_app

from .conftest import Small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI
    from playwright.sync_api import Browser, Dialog, Page

    from ngograph.content import Content
    from ngograph.release import Release

PAGES = {
    "start": "/",
    "search": "/search?q=crveni+križ",
    "nothing found": "/search?q=zzzqqq",
    "national society": "/id/organisation/fdrs-dba001",
    "federation": "/id/organisation/ifrc",
    "authority": "/id/organisation/municipality-modrica",
    "association": "/id/organisation/kali-sara",
    "part of a page": "/id/organisation/ifrc?part=parts&page=2",
    "project": "/id/activity/nscep",
    "event": "/id/activity/drr-conference-2023-03",
    "agreement": "/id/agreement/kali-sara-memorandum-modrica",
    "partnership": "/id/partnership/uzbekistan-support-since-2013",
    "person": "/id/person/sanja-ratkusic",
    "post": "/id/tenure/uzbekistan-barberis",
    "evidence": "/id/evidence/otaharin-working-groups-992-1060",
    "place": "/id/place/ba",
    "topic": "/concept/topic/migration",
    "list of concepts": "/concept/modality",
    "document": "/id/document/nscep-staff-exchanges",
    "source": "/graph/kali-sara-memoranda",
    "ontology": "/ontology",
    "profile": "/profile/plain",
    "questions": "/queries",
    "answer": "/queries/partners-of-organisation?organisation=id/organisation/fdrs-dba001",
    "question unanswered": "/queries/partners-of-organisation?organisation=Nobody",
    "analyses": "/network",
    "analysis to be filled in": "/network/without",
    "measures": "/network/measures?measure=degree&measure=clustering&as-of=2022-11-25",
    "what if one leaves": "/network/without?node=id/organisation/otaharin",
    "analysis refused": "/network/without?node=Nobody",
    "form": "/sparql",
    "table": "/sparql?query=SELECT+*+WHERE+%7B%3Fs+%3Fp+%3Fo%7D+LIMIT+20",
    "mistake": "/sparql?query=SELECT",
    "not here": "/id/organisation/nobody",
    "not so": "/id/place/ba?format=png",
}
WIDTHS = {"desktop": (1280, 800), "phone": (375, 700)}
LANG = "bs"  # one for both widths, so that each map is drawn once
FOCUSABLE = """() => [...document.querySelectorAll('a, button, input, summary, [tabindex="0"]')]
    .filter(one => one.offsetParent).map(one => one.outerHTML)"""
TONGUELESS = """() => [...document.links].map(one => new URL(one.href))
    .filter(one => one.origin == location.origin && one.pathname != location.pathname)
    .filter(one => !one.searchParams.has('format') && !one.searchParams.has('lang')).map(one => one.href)"""
RUNNING = "document.querySelectorAll('script:not([type]), [onerror], [onload]').length"
UNSAFE = "[...document.links].map(one => one.protocol).filter(one => !/^https?:$/.test(one))"
BROKEN = "[...document.images].filter(one => one.loading != 'lazy' && !one.naturalWidth).map(one => one.src)"
EMPTY = "<svg xmlns='http://www.w3.org/2000/svg'/>"
HOSTILE = (
    '"><img src=x onerror=alert(1)>',
    "</title><script>alert(2)</script>",
    "</textarea><svg onload=alert(3)>",
    "<a href='javascript:alert(4)'>x</a>",
    "{{ 7 * 7 }}",
)


@dataclass
class Seen:
    """A page in the browser, and what the browser had to say of it."""

    page: Page
    said: list[str] = field(default_factory=list)

    def open(self, address: str) -> int:
        """Open *address* and return the status of the answer; an error is nothing to remark on."""
        self.said.clear()
        answer = self.page.goto(address)
        assert answer is not None
        if answer.status >= 400:
            self.said = [text for text in self.said if not text.startswith("Failed to load resource")]
        return answer.status


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve *app* on loopback, and give its address."""
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=lambda: server.run(sockets=[listener]))
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def opened(
    browser: Browser, width: str = "desktop", *, drawn: bool = False, **options: Any
) -> Iterator[Seen]:
    """Give a new tab of *browser*, of a *width* of ours, with maps if they are to be *drawn*."""
    wide, high = WIDTHS[width]
    phone = width == "phone"
    context = browser.new_context(
        viewport={"width": wide, "height": high}, is_mobile=phone, has_touch=phone, **options
    )
    seen = Seen(context.new_page())

    def dismissed(dialog: Dialog) -> None:
        seen.said.append(dialog.message)
        dialog.dismiss()

    seen.page.on("console", lambda message: seen.said.append(message.text))
    seen.page.on("pageerror", lambda error: seen.said.append(str(error)))
    seen.page.on("dialog", dismissed)
    if not drawn:
        seen.page.route("**/map.svg*", lambda route: route.fulfill(body=EMPTY))
    try:
        yield seen
    finally:
        context.close()


@pytest.fixture(scope="module")
def whole_address(release: Release, content: Content) -> Iterator[str]:
    """The address of a server of the project's own content."""
    app = create_app(
        release=release,
        catalogue=load_catalogue(content.queries),
        tables=load_catalogue(content.queries / "tables"),
        analyst=analyst_of(release, Settings()),
    )
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def hostile_address(small: Small, catalogue: Catalogue) -> Iterator[str]:
    """The address of a server of the small graph, in which words are out to do harm."""
    store = Store()
    store.extend(small.graph)
    names = " , ".join(f'"{text}"@en'.replace('"><', '\\"><') for text in HOSTILE)
    store.update(f"""PREFIX ngo: <https://w3id.org/ngograph/ontology#> BASE <https://w3id.org/ngograph/>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        INSERT DATA {{ GRAPH <{GRAPH}alpha> {{
          <id/organisation/one> skos:altLabel {names} ; ngo:post {names} .
          <id/organisation/worst> a ngo:Organisation ; skos:prefLabel {names} .
          <id/partnership/one-two> ngo:party <id/organisation/worst> ; skos:prefLabel {names} .
        }} }}""")
    app = create_app(
        release=Small(store),
        catalogue=catalogue,
        tables=Catalogue(()),
        settings=Settings(title="</script><script>alert(0)</script>"),
    )
    with served(app) as address:
        with suppress(HTTPError):  # there is nothing to draw, which the service finds out when it is asked
            urlopen(f"{address}/map.svg")
        yield address


@pytest.fixture(scope="module", params=list(WIDTHS))
def tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[str, Seen]]:
    """A tab of each width."""
    with opened(browser, request.param, drawn=True, locale=LANG) as seen:
        yield request.param, seen


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_accessible(tab: tuple[str, Seen], whole_address: str, kind: str) -> None:
    _, seen = tab
    seen.open(whole_address + PAGES[kind])
    assert seen.page.get_attribute("html", "lang") == LANG
    assert seen.said == []
    assert seen.page.evaluate(BROKEN) == []
    root = "document.documentElement"
    assert seen.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0
    seen.page.evaluate(_axe())
    found = seen.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


def test_a_map_as_a_page_runs_under_its_own_policy(browser: Browser, whole_address: str) -> None:
    with opened(browser) as seen:
        assert seen.open(f"{whole_address}/maps/two-mode.html?lang=bs") == 200
        assert seen.said == []
        assert seen.page.locator("svg").count() >= 1
        assert seen.page.evaluate(UNSAFE) == []


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    with opened(browser) as seen:
        seen.page.set_content("<html><body><img src='data:,'><input></body></html>")
        seen.page.evaluate(_axe())
        found = seen.page.evaluate("axe.run(document)")
        assert {"image-alt", "label", "html-has-lang"} <= {one["id"] for one in found["violations"]}


def test_by_keyboard(browser: Browser, whole_address: str) -> None:
    with opened(browser) as seen:
        page = seen.page
        seen.open(f"{whole_address}/id/organisation/kali-sara?lang=en")
        page.keyboard.press("Tab")
        first = page.locator(":focus")
        assert first.inner_text() == "Skip to the content"
        box = first.bounding_box()
        assert box is not None
        assert box["x"] >= 0  # it shows itself
        order = page.evaluate(FOCUSABLE)
        reached = []
        for _ in range(25):
            reached.append(page.evaluate("document.activeElement.outerHTML"))
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            page.keyboard.press("Tab")
        assert reached == order[:25]
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
        assert inside


def test_without_scripts(browser: Browser, whole_address: str) -> None:
    with opened(browser, java_script_enabled=False) as seen:
        page = seen.page
        seen.open(f"{whole_address}/?lang=bs")
        page.fill("#find", "Crvenog križa Tuzlanskog kantona")
        page.click("form.find button")
        page.click(".hits a >> nth=0")
        assert page.inner_text("h1") == "Crveni križ Tuzlanskog kantona"
        page.click("nav.doors a >> text=SPARQL")
        page.fill("textarea", "SELECT (1 AS ?one) {}")
        page.click("form.sparql button")
        assert page.inner_text("td") == "1"
        assert page.inner_text("h2 >> nth=0") == "Odgovor"  # still in Bosnian


def test_the_language_stays(browser: Browser, whole_address: str) -> None:
    with opened(browser) as seen:
        for kind, path in list(PAGES.items())[::4]:
            seen.open(whole_address + path)
            before = seen.page.url.removeprefix(whole_address).partition("?")[0]
            seen.page.click("nav.tongues a[hreflang=ru]")
            assert seen.page.get_attribute("html", "lang") == "ru", kind
            assert seen.page.url.removeprefix(whole_address).partition("?")[0] == before, kind
            assert seen.page.evaluate(TONGUELESS) == [], kind


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/id/organisation/one",
        "/id/organisation/two",
        "/id/organisation/worst",
        "/id/partnership/one-two",
        "/graph/alpha",
        *(f"/search?q={text}" for text in HOSTILE),
        *(f"/sparql?query={text}" for text in HOSTILE),
        *(f"/queries/partners?organisation={text}" for text in HOSTILE),
        *(f"/{text}" for text in HOSTILE),
    ],
)
def test_hostile_words_are_only_words(browser: Browser, hostile_address: str, path: str) -> None:
    with opened(browser) as seen:
        seen.open(hostile_address + quote(path, safe="/?="))
        assert seen.said == []  # no dialog, and nothing for the content policy to stop
        assert seen.page.evaluate(RUNNING) == 0
        assert seen.page.evaluate(UNSAFE) == []
        assert seen.page.locator("main h1").count() == 1


def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
