"""Pages for people over the project's own release: each kind of thing by role, in three languages, sound."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ngograph.tables import Tables
from ngograph.vocab import ID, NGO, ROOT
from ngograph.web.dates import when
from ngograph.web.drawing import ego_of_tables
from ngograph.web.gathering import read_about, read_index, read_said
from ngograph.web.phrases import LANGUAGES, phrase, phrases
from ngograph.web.showing.choosing import Reader, chosen
from ngograph.web.showing.places import FIRST

if TYPE_CHECKING:
    from ngograph.release import Release
    from ngograph.store.answering import Answer, Engine, Question, Table, Wanted

    from .conftest import Client

PAGES = [
    "/",
    "/search?q=crveni",
    "/search?q=zzzzqqq",
    "/id/organisation/icrc",
    "/id/organisation/ifrc",
    "/id/activity/nscep",
    "/id/activity/nscep-visit-bih",
    "/id/place/ba",
    "/concept/topic/migration",
    "/concept/role/partner",
    "/concept/modality/asserted",
    "/graph/kali-sara-memoranda",
    "/graph/ifrc-go",
    "/graph/ifrc-go?part=Affiliation&page=2",
    "/id/organisation/icrc?source=nscep-staff-exchanges",
    "/void",
    "/catalogue",
    "/queries",
    "/sparql",
    "/nowhere",
]
LARGEST = 200_000
ASSERTED = f"{ROOT}concept/modality/asserted"


@dataclass
class Counting:
    """An engine that counts the rows that it gives."""

    engine: Engine
    rows: int = 0

    async def stream(self, question: Question, wanted: Wanted) -> Answer:
        return await self.engine.stream(question, wanted)

    async def table(self, question: Question, most: int | None = None) -> Table:
        table = await self.engine.table(question, most)
        self.rows += len(table.rows)
        return table


class Page(HTMLParser):
    """What can be said of a page without a browser."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def every(self, *tags: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in tags]


@pytest.mark.parametrize(
    ("path", "lang"), [*((path, "bs") for path in PAGES), ("/", "ru"), ("/id/activity/nscep", "en")]
)
def test_a_page_is_sound(whole: Client, path: str, lang: str) -> None:
    answer = whole.get(path, accept="text/html", headers={"accept-language": lang})
    assert answer.headers["content-language"] == lang
    assert "Accept-Language" in answer.headers["vary"]
    assert len(answer.content) < LARGEST
    page = Page(answer.text)
    assert page.every("html") == [{"lang": lang}]
    for tag in ("h1", "main", "header", "footer"):
        assert len([name for name, attrs in page.tags if name == tag and "class" not in attrs]) <= 1
    assert len(page.every("h1")) == 1
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["aria-labelledby"] for _, attrs in page.tags if "aria-labelledby" in attrs} <= set(ids)
    labelled = {attrs["for"] for attrs in page.every("label")}
    inputs = page.every("input", "textarea", "select")
    assert {attrs.get("id") for attrs in inputs if attrs.get("type") != "hidden"} <= labelled
    assert all(attrs.get("alt") for attrs in page.every("img"))
    assert all(attrs.get("scope") for attrs in page.every("th"))
    assert len(page.every("caption")) == len(page.every("table"))
    # A block of data for search engines is no script.
    assert all(attrs.get("type") == "application/ld+json" for attrs in page.every("script", "style"))
    assert not any(name == "style" or name.startswith("on") for _, attrs in page.tags for name in attrs)
    inside = {link[1:] for attrs in page.every("a") if (link := attrs.get("href") or "").startswith("#")}
    assert inside <= set(ids)


def test_an_organisation_by_role(whole: Client) -> None:
    page = whole.get("/id/organisation/icrc", accept="text/html").text
    for title in ("Works with", "Partnerships", "Takes part in events", "Its parts"):
        assert re.search(rf"<h2 [^>]*>{title} <small>", page), title
    planned = page.index("Continuation of the joint work in 2023")
    assert page.index("not asserted</h3>") < planned < page.index('id="events"')  # set apart
    source = (
        "Article on the cooperation of the Red Crescent Society of Uzbekistan with the ICRC, 15 August 2022"
    )
    assert source in page
    assert "characters 1025–1218" in page


def test_how_often_is_how_many_things_are_shared(whole: Client) -> None:
    page = whole.get("/id/organisation/icrc", accept="text/html").text
    table = page[page.index('id="works-with"') : page.index('id="partnerships"')]
    row = table[table.index("Red Crescent Society of Uzbekistan</a></th>") :]
    number = re.search(r'<td class="number">(\d+)</td><td>(.*?)</td>', row, re.DOTALL)
    assert number is not None
    assert int(number[1]) == number[2].count("<li><a ") == 5


def test_an_activity_says_who_takes_part_and_who_pays(whole: Client) -> None:
    page = whole.get("/id/activity/nscep", accept="text/html").text
    people = page[page.index('id="participants"') : page.index('id="funders"')]
    assert people.count("Tuzla Canton</a>") == 1
    assert "implementer</a>" in people
    assert "begun by" not in people  # the time of the project is said once, above
    funders = page[page.index('id="funders"') :]
    assert "European Union</a>" in funders
    assert "Erasmus+</a>" in funders


def test_an_event_and_its_people(whole: Client) -> None:
    event = whole.get("/id/activity/nscep-visit-bih", accept="text/html").text
    link = re.search(r'href="(/id/person/[^"]+)"', event)
    assert link is not None
    person = whole.get(link[1], accept="text/html").text
    assert "Takes part in events" in person
    assert "21 November 2022 to 15 December 2022" in person


def test_a_topic_a_place_and_a_source(whole: Client) -> None:
    assert "Who works on it" in whole.get("/concept/topic/tracing", accept="text/html").text
    assert "What is within it" in whole.get("/id/place/ba", accept="text/html").text
    source = whole.get("/graph/kali-sara-memoranda", accept="text/html").text
    assert re.search(r'<h3 id="Agreement">Agreement <small>\d', source)
    assert re.search(r"characters \d+–\d+", source)


def test_leafing_through_a_large_node_shows_everything_once(whole: Client) -> None:
    path = "/concept/modality/asserted?part=relations"
    seen: list[str] = []
    page = whole.get(path, accept="text/html").text
    total = int(re.findall(r'<p class="lead">([\d,]+)</p>', page)[0].replace(",", ""))
    while True:
        seen += re.findall(r'<li class="line [^>]*>.*?</li>', page, re.DOTALL)
        after = re.search(r'rel="next" href="([^"]+)"', page)
        if after is None:
            break
        page = whole.get(
            "/concept/modality/asserted" + after[1].replace("&amp;", "&"), accept="text/html"
        ).text
    assert len(seen) == total > 200


def test_a_page_reads_little_more_than_it_shows(whole: Client) -> None:
    engine = Counting(whole.app.state.service.engine)
    about = whole.runner.run(read_about(engine, ASSERTED, 20_000))
    index = whole.runner.run(read_index(engine, ASSERTED, about, lang="en", most=20_000))
    assert len(index.sections["relations"]) > 200
    few = chosen(index, Reader("en"))
    assert len(few.sections["relations"].items) == FIRST
    engine.rows = 0
    said = whole.runner.run(read_said(engine, few.iris, about))
    assert set(said) >= few.iris
    assert engine.rows < 60 * FIRST


def test_no_row_is_left_out_in_silence(whole: Client) -> None:
    path = "/id/organisation/ifrc"
    page = whole.get(path, accept="text/html").text
    parts = page[page.index('<h2 id="parts"') :].partition("</section>")[0]
    assert len(re.findall(r'<li class="line ', parts)) == FIRST
    everything = re.search(r'href="(\?part=parts&amp;lang=en)">Show all (\d+)', page)
    assert everything is not None
    first, second = (
        re.findall(
            r'class="who"><span><a [^>]*>([^<]+)</a>', whole.get(f"{path}{link}", accept="text/html").text
        )
        for link in (everything[1].replace("&amp;", "&"), "?part=parts&page=2")
    )
    assert len(first) + len(second) == int(everything[2])
    assert first + second == sorted(first + second, key=str.casefold)  # by name, where there are no dates


def test_topics_and_a_timeline_of_an_organisation(whole: Client) -> None:
    page = whole.get("/id/organisation/fdrs-dba001", accept="text/html").text
    topics = page[page.index('<h2 id="topics"') : page.index('<h2 id="projects"')]
    assert re.search(r'<a href="/concept/topic/migration">migration</a> <small>3<', topics)
    timeline = page[page.index('<h2 id="timeline"') : page.index('<h2 id="ego"')]
    assert timeline.count('<th scope="row">') == 7
    days = [line for line in re.findall(r'<th scope="row">([^<]+)', timeline) if line[0].isdigit()]
    assert days == ["20 November 2022 to 2 December 2022", "21 November 2022 to 15 December 2022"]
    alone = whole.get("/id/organisation/fdrs-dba001?part=timeline", accept="text/html").text
    assert alone.count('<th scope="row">') == 7


def test_who_works_with_whom_leads_to_what_is_told_of_both(whole: Client) -> None:
    page = whole.get("/id/organisation/icrc", accept="text/html").text
    link = re.search(r'href="(/queries/history-of-partnership\?[^"]+)"', page)
    assert link is not None
    answer = whole.get(link[1].replace("&amp;", "&"), accept="text/html")
    assert answer.status_code == 200
    assert answer.text.count("<tr>") > 5


@pytest.mark.parametrize(
    "path", ["/", "/id/organisation/icrc", "/id/agreement/kali-sara-memorandum-modrica", "/id/place/ba"]
)
def test_every_link_leads_somewhere(whole: Client, path: str) -> None:
    page = whole.get(f"{path}?lang=bs", accept="text/html").text
    links = {html.unescape(link).partition("#")[0] for link in re.findall(r'<a [^>]*href="(/[^"]*)"', page)}
    assert len(links) > 10
    for link in sorted(links):
        answer = whole.get(link, accept="*/*" if "format=" in link else "text/html")
        assert answer.status_code == 200, link


def test_every_line_says_where_and_how(whole: Client) -> None:
    for path in ("/id/organisation/kali-sara", "/id/activity/nscep", "/id/place/ba"):
        page = whole.get(path, accept="text/html").text
        lines = re.findall(r'<li class="line [^>]*>(.*?)\n  </li>', page, re.DOTALL)
        assert lines
        for line in lines:
            assert '<a class="source" href="/' in line


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", {"19 May 2023", "written as", "ten municipalities"}),
        ("bs", {"19. 5. 2023.", "pisano i kao", "Borba protiv trgovine ljudima"}),
        ("ru", {"19.05.2023", "встречается как"}),
    ],
)
def test_words_and_days_are_in_the_language(whole: Client, lang: str, said: set[str]) -> None:
    page = whole.get(f"/id/organisation/kali-sara?lang={lang}", accept="text/html").text
    assert {text for text in said if text not in page} <= {"ten municipalities"}


def test_a_chosen_language_is_kept_by_links(whole: Client) -> None:
    page = whole.get("/id/organisation/icrc?lang=bs", accept="text/html").text
    assert 'href="/id/organisation/fdrs-duz001?lang=bs"' in page
    assert 'href="/#map' not in page
    assert 'href="/?lang=bs#map"' in page
    assert 'href="/id/organisation/icrc?format=ttl"' in page  # which is in no language
    header = whole.get("/id/organisation/icrc", accept="text/html", headers={"accept-language": "bs"}).text
    assert 'href="/id/organisation/fdrs-duz001"' in header


def test_questions_are_asked_in_the_language(whole: Client) -> None:
    page = whole.get("/queries/who-met-whom?lang=ru", accept="text/html").text
    assert "<h1>Кто с кем встречался" in page
    assert 'lang="ru"' not in re.sub(r"<html[^>]*>|<nav class=.tongues.*?</nav>", "", page, flags=re.DOTALL)
    answer = whole.get("/queries/partners-of-organisation?organisation=ICRC&lang=ru", accept="text/html").text
    assert "Общество Красного Полумесяца Узбекистана</a>" in answer
    for query in whole.app.state.service.catalogue:
        assert set(query.head["titles"]) == {"bs", "ru"}, query.name


def test_evidence_shows_what_rests_on_it(whole: Client) -> None:
    page = whole.get("/id/agreement/kali-sara-memorandum-modrica", accept="text/html").text
    link = re.search(r'class="source" href="(/id/evidence/[^"]+)"', page)
    assert link is not None
    evidence = whole.get(link[1], accept="text/html").text
    assert re.search(r"<h1>Article on memoranda .*, 19 May 2023, characters \d+–\d+</h1>", evidence)
    rests = evidence[evidence.index('<h2 id="rests"') :]
    assert 'href="/id/agreement/kali-sara-memorandum-modrica"' in rests


def test_a_format_that_there_is_not_is_a_page_for_who_likes_pages(whole: Client) -> None:
    answer = whole.get("/id/place/ba?format=png&lang=ru", accept="text/html,*/*;q=0.8")
    assert (answer.status_code, answer.headers["content-type"]) == (406, "text/html; charset=utf-8")
    assert "<h1>Не в этом формате</h1>" in answer.text
    assert whole.get("/id/place/ba?format=png").json()["status"] == 406


def test_only_what_has_ties_has_a_map(whole: Client) -> None:
    for path, drawn in (("activity/nscep", True), ("person/sanja-ratkusic", False), ("place/ba", False)):
        page = whole.get(f"/id/{path}", accept="text/html").text
        assert ("/map.svg" in page) == drawn
        assert whole.get(f"/id/{path}/map.svg").status_code == (200 if drawn else 404)


def test_a_map_says_what_it_leaves_out(whole: Client, release: Release) -> None:
    tables, icrc = Tables(release), f"{ID}organisation/icrc"
    drawn = whole.runner.run(ego_of_tables(tables, icrc, release, "bs", held=3)).decode()
    said = re.search(r"Od (\d+) s kojima je povezano, prikazano je 3", re.sub(r"<[^>]+>\s*", " ", drawn))
    assert said is not None
    assert int(said[1]) > 3
    assert "prikazano je" not in whole.runner.run(ego_of_tables(tables, icrc, release, "bs")).decode()


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        (
            {"startEarliest": "2022-11-21", "endLatest": "2022-12-15"},
            "between 21 November 2022 and 15 December 2022",
        ),
        ({"startLatest": "2022-08-15", "endEarliest": "2022-08-15"}, "under way on 15 August 2022"),
        (
            {"startLatest": "2022-08-15", "endEarliest": "2022-08-20"},
            "under way from 15 August 2022 to 20 August 2022",
        ),
        ({"startLatest": "2022-08-15", "ongoing": "true"}, "begun by 15 August 2022, going on"),
        ({"edtf": "2017-02/2018-02"}, "February 2017 to February 2018"),
        ({"edtf": "2018-02~"}, "2018-02~"),
    ],
)
def test_a_time_in_words(bounds: dict[str, str], said: str) -> None:
    thing = NamedNode("urn:thing")
    quads = [Quad(thing, NamedNode(NGO + name), Literal(value)) for name, value in bounds.items()]
    assert when(quads) == said


@pytest.mark.parametrize("number", ["0", "-1", "x", "999999999999", "２"])
def test_any_page_number_is_some_page(whole: Client, number: str) -> None:
    answer = whole.get(f"/graph/ifrc-go?part=Affiliation&page={number}", accept="text/html")
    assert answer.status_code == 200
    assert answer.text.count('class="line ') > 1


def test_languages(whole: Client) -> None:
    bosnian = whole.get(
        "/id/activity/nscep?lang=bs", accept="text/html", headers={"accept-language": "ru"}
    ).text
    assert "<h1>Platforma za razmjenu" in bosnian
    assert "Ko učestvuje i u kojoj ulozi" in bosnian
    fallen = whole.get("/id/organisation/icrc?lang=bs", accept="text/html").text
    assert re.search(r'<a href="/id/organisation/[^"]+" lang="en">', fallen)  # back to English, and said so
    assert 'href="/id/activity/nscep?lang=ru"' in bosnian
    asked = whole.get("/search?q=a&lang=bs", accept="text/html").text
    assert 'href="/search?q=a&amp;lang=ru"' in asked  # the switch keeps the page
    tags = {
        whole.get(f"/id/activity/nscep?lang={lang}", accept="text/html").headers["etag"] for lang in LANGUAGES
    }
    assert len(tags) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("header", "lang"),
    [(None, "en"), ("de", "en"), ("bs-BA, en;q=0.5", "bs"), ("de, ru;q=0.4", "ru"), (";;", "en")],
)
def test_the_header_decides_where_the_address_does_not(whole: Client, header: str | None, lang: str) -> None:
    headers = {"accept-language": header} if header else {}
    assert whole.get("/", accept="text/html", headers=headers).headers["content-language"] == lang


def test_every_phrase_is_in_every_language() -> None:
    for key in phrases():
        assert all(phrase(key, lang) for lang in LANGUAGES), key
        assert len({phrase(key, lang).count("{}") for lang in LANGUAGES}) == 1


@pytest.mark.parametrize(
    "text", ["ОКП Узбекистана", "Црвени крст", "Crvenog križa Tuzlanskog kantona", "icrc"]
)
def test_search_in_any_script(whole: Client, text: str) -> None:
    answer = whole.get("/search", params={"q": text}).json()
    assert answer["query"] == text
    assert {"iri", "href", "label", "kind", "classes", "name", "match"} <= set(answer["results"][0])
    assert any(result["kind"] == "organisation" for result in answer["results"])


def test_search_says_how_a_thing_was_found(whole: Client) -> None:
    page = whole.get("/search", params={"q": "МККК"}, accept="text/html").text
    assert 'href="/id/organisation/icrc?lang=en"' in page
    assert '<q lang="und">МККК</q>' in page
    assert whole.get("/search").json()["results"] == []
    assert "&lt;b&gt;" in whole.get("/search", params={"q": "<b>"}, accept="text/html").text
    near = whole.get("/search", params={"q": "Crvenni krsst"}).json()["results"]
    assert near
    assert {one["match"] for one in near} == {"near"}


def test_the_map_of_one_organisation(whole: Client) -> None:
    answer = whole.get("/id/organisation/icrc/map.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert 'href="/id/organisation/icrc?lang=en"' in answer.text
    assert "Kali Sara" not in answer.text
    assert (
        'src="/id/organisation/icrc/map.svg?lang=en"'
        in whole.get("/id/organisation/icrc", accept="text/html").text
    )
    assert whole.get("/id/organisation/nobody/map.svg").status_code == 404
    again = whole.get("/id/organisation/icrc/map.svg", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
