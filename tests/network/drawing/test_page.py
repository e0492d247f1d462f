"""A map as one HTML file in Chromium: bound by its policy, accessible, walked by keyboard to the evidence."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from ngograph.network import KINDS, Network, Source, draw, two_mode
from ngograph.network.drawing.page import CANVAS, policy

from .conftest import town

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

Row = dict[str, str | None]
ID = "https://example.org/id/"
SIZES = {"desktop": (1280, 800), "phone": (375, 700)}
DRAWN: dict[object, bytes] = {}
SOURCE = Source("An article", "https://example.org/id/article", "2022-12-20", "105–313")


@pytest.fixture(name="network")
def _network(rows: list[Row]) -> Network:
    return two_mode([row for row in rows if re.search("memo-jajce|nscep|visit-bih", str(row["target"]))])


@pytest.fixture(params=list(SIZES))
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of each size, cut off from every network, that must have nothing to remark on."""
    wide, high = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": wide, "height": high}, reduced_motion="reduce", offline=True
    )
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    yield tab
    context.close()
    assert said == []


def written(folder: Path, network: Network, kind: str = "two-mode", lang: str = "en") -> str:
    """The address of a page, each of which is drawn once."""
    key = (network.nodes, kind, lang)
    if key not in DRAWN:
        evidence = {iri for tie in network.ties for iri in tie.evidence}
        DRAWN[key] = draw(
            network,
            kind,
            format="html",
            node=f"{ID}eu",
            lang=lang,
            sources=dict.fromkeys(evidence, SOURCE),
            geography=town(network),
        )
    file = folder / "map.html"
    file.write_bytes(DRAWN[key])
    return file.as_uri()


def many(bodies: int) -> Network:
    return two_mode(
        [
            {
                "source": f"{ID}b{number}",
                "sourceType": "o#School",
                "sourceLabel": f"School {number}",
                "target": f"{ID}t{number // 4}",
                "targetType": "o#Project",
                "targetLabel": f"Project {number // 4}",
                "tie": "participation",
                "modality": "asserted",
            }
            for number in range(bodies)
        ]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_in_every_kind(page: Page, network: Network, tmp_path: Path, kind: str) -> None:
    page.goto(written(tmp_path, network, kind, lang="bs"))
    assert page.get_attribute("html", "lang") == "bs"
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0
    page.focus("#sheet")
    page.keyboard.press("ArrowRight")
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


def test_by_keyboard_from_the_map_to_the_evidence(page: Page, network: Network, tmp_path: Path) -> None:
    page.goto(written(tmp_path, network))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "sheet"
    page.keyboard.press("ArrowRight")
    first = page.locator("#told h2").inner_text()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#told h2").inner_text() != first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "told"
    page.locator("#told summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#told details[open] a").first.get_attribute("href") == SOURCE.iri
    assert "2022-12-20, 105–313" in page.locator("#told details[open]").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "sheet"
    page.keyboard.press("Escape")
    assert page.locator(".near").count() == 0
    before = page.get_attribute("svg", "viewBox")
    page.keyboard.press("+")
    closer = page.get_attribute("svg", "viewBox")
    page.keyboard.press("Shift+ArrowRight")
    assert len({before, closer, page.get_attribute("svg", "viewBox")}) == 3
    page.keyboard.press("0")
    assert page.get_attribute("svg", "viewBox") == page.evaluate(
        "(() => { "
        "document.getElementById('whole').click(); "
        "return document.querySelector('svg').getAttribute('viewBox') })()"
    )


def test_search_finds_without_marks_and_shows_neighbours(
    page: Page, network: Network, tmp_path: Path
) -> None:
    page.goto(written(tmp_path, network))
    page.fill("#search", "zivinice CITY")
    assert page.locator("#list button").all_inner_texts() == ["Red Cross of the city of Živinice"]
    page.locator("#list button").click()
    assert page.locator("#told h2").inner_text() == "Red Cross of the city of Živinice"
    neighbours = page.locator("#told li > button").all_inner_texts()
    assert neighbours == ["Visit of a representative to Sarajevo, Tuzla and Živinice"]
    assert page.locator("[data-node].near").count() == 2
    page.locator("#told li > button").click()
    assert page.locator("[data-node].here title").text_content() == f"{neighbours[0]} — Visit"
    page.fill("#search", "zzz")
    assert page.locator("#found").inner_text() == "Nothing is called so."


def test_a_click_on_a_tie_tells_what_it_rests_on(page: Page, network: Network, tmp_path: Path) -> None:
    page.goto(written(tmp_path, network, "projection"))
    page.locator("[data-ties] .reach").first.dispatch_event("click")
    assert page.locator("[data-ties].near").count() == 1
    assert page.locator("[data-node].near").count() == 2
    assert page.locator("#told details[open]").count() >= 2  # what the one and the other have with it


def test_above_some_hundred_nodes_it_is_painted(page: Page, tmp_path: Path) -> None:
    network = many(CANVAS)
    page.goto(written(tmp_path, network))
    assert page.locator("canvas").count() == 1
    assert not page.locator("svg").is_visible()
    drawn = "(() => { const c = document.querySelector('canvas'); const d = c.getContext('2d')"
    drawn += ".getImageData(0, 0, c.width, c.height).data; let n = 0;"
    drawn += " for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n })()"
    page.wait_for_function(f"{drawn} > 1000")
    page.fill("#search", "school 170")
    page.locator("#list button").first.click()
    assert page.locator("#told h2").inner_text() == "School 170"
    page.evaluate("scrollTo(0, 0)")
    box = page.locator("#sheet").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 3, box["y"] + 3)  # beside everything
    assert page.locator("#told h2").count() == 0
    page.locator("#list button").first.click()
    page.evaluate("scrollTo(0, 0)")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator("#told h2").inner_text() == "School 170"  # which was brought to the middle


def test_the_policy_forbids_what_the_page_did_not_bring(
    browser: Browser, network: Network, tmp_path: Path
) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(written(tmp_path, network))
    tab.evaluate(
        "(() => { const one = document.createElement('script'); one.textContent = 'window.harmed = 1';"
        " document.body.append(one) })()"
    )
    assert tab.evaluate("window.harmed") is None
    assert tab.locator("#list button").count() > 0  # its own script did run
    context.close()


def test_without_scripts_the_picture_is_there(browser: Browser, network: Network, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(written(tmp_path, network))
    box = tab.locator("svg").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) > 100
    assert not tab.locator("#search").is_visible()
    context.close()


class _Read(HTMLParser):
    """What a page would load, and what it would run."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.runs: list[str] = []
        self.styled: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.loads += [value or "" for name, value in attrs if name in {"src", "srcset", "poster", "data"}]
        self.runs += [name for name in found if name.startswith("on")]
        self.styled += [tag] if "style" in found else []
        if tag == "script" and found.get("type") != "application/json":
            self.runs.append(tag)
        if tag == "link":
            self.loads.append(tag)


def test_it_loads_nothing_and_runs_one_script(network: Network) -> None:
    page = draw(network, format="html").decode()
    read = _Read()
    read.feed(page)
    assert (read.loads, read.runs, read.styled) == ([], ["script"], [])
    assert "default-src 'none'" in policy()
    assert policy().replace("'", "&#x27;") in page or policy() in page
    assert "unsafe" not in policy()


def test_hostile_words_stay_words(page: Page, tmp_path: Path) -> None:
    network = two_mode(
        [
            {
                "source": f"javascript:alert({number})",
                "sourceType": "o#School",
                "sourceLabel": f"</script><script>alert({number})</script><img src=x onerror=alert(1)>",
                "target": f"{ID}x",
                "targetType": "o#Project",
                "targetLabel": "<!--<script>",
                "tie": "participation",
                "modality": "asserted",
                "relationship": "javascript:alert(9)",
                "evidence": "javascript:alert(8)",
            }
            for number in range(2)
        ]
    )
    page.goto(written(tmp_path, network))
    page.locator("#list button").first.click()
    page.locator("#told summary").first.click()
    assert (
        page.evaluate("[...document.links].map(one => one.protocol)")
        == ["https:"] * page.locator("a").count()
    )
    assert page.evaluate("document.querySelectorAll('img, script').length") == 2


def test_the_same_network_gives_the_same_page(network: Network) -> None:
    assert draw(network, format="html") == draw(network, format="html")
