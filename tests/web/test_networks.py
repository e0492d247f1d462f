"""`/network`: the same analyses as on the command line, in three formats, and what is wrong is said."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from ngograph.analysis import ANALYSES
from ngograph.cli.analysing import analyst_of
from ngograph.network import EXPORTS, KINDS
from ngograph.queries import Catalogue, load_catalogue
from ngograph.vocab import ID
from ngograph.web import Settings, create_app
from ngograph.web.leaving import CLOSED_REQUEST

from .conftest import client_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ngograph.content import Content
    from ngograph.release import Release

    from ..conftest import Outcome
    from .conftest import Client

LONG = "/network/brokerage?permutations=2000000000"


def served(release: Release, content: Content, **limits: float) -> Iterator[Client]:
    settings = Settings(analyses_waiting=0, page_rows=3).model_copy(update=limits)
    app = create_app(
        release=release,
        catalogue=load_catalogue(content.queries),
        tables=Catalogue(()),
        settings=settings,
        analyst=analyst_of(release, settings),
    )
    yield from client_of(app)


@pytest.fixture(scope="module")
def hasty(release: Release, content: Content) -> Iterator[Client]:
    """A client of a service where no analysis may take long, or wait."""
    yield from served(release, content, analysis_seconds=2)


@pytest.fixture(scope="module")
def narrow(release: Release, content: Content) -> Iterator[Client]:
    """A client of a service where no analysis may wait, and pages show three rows."""
    yield from served(release, content)


def test_every_analysis_is_listed(whole: Client) -> None:
    listed = whole.get("/network").json()
    assert [one["name"] for one in listed] == list(ANALYSES)
    assert [one["name"] for one in listed[0]["parameters"]] == [
        option.name for option in ANALYSES["measures"].options
    ]
    shown = whole.get("/network", accept="text/html")
    for name in ANALYSES:
        assert f'href="/network/{name}"' in shown.text
    assert 'href="/network"' in whole.get("/", accept="text/html").text
    tag = shown.headers["etag"]
    assert whole.get("/network", accept="text/html", headers={"if-none-match": tag}).status_code == 304
    assert whole.get("/network", accept="image/png").status_code == 406


def test_it_says_what_the_command_line_says(
    whole: Client, releases: Path, ngograph: Callable[..., Outcome]
) -> None:
    told = ("--measure", "degree,strength", "--ties", "contact", "--top", "5")
    printed = ngograph("network", "measures", *told, "--format", "json", "--releases", releases)
    answer = whole.get("/network/measures?measure=degree&measure=strength&ties=contact&top=5")
    said = answer.json()
    links = said.pop("links")
    assert said == json.loads(printed.out)
    assert answer.headers["content-type"] == "application/json"
    assert whole.get(links["json"]).json()["rows"] == said["rows"]


def test_a_sheet_has_the_same_rows(whole: Client) -> None:
    path = "/network/without?node=Otaharin"
    rows = whole.get(path).json()["rows"]
    sheet = whole.get(path, accept="text/csv")
    assert sheet.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row["node"] for row in csv.DictReader(io.StringIO(sheet.text))] == [row["node"] for row in rows]
    assert whole.get(f"{path}&format=csv").text == sheet.text


def test_a_page_has_the_form_and_the_report(whole: Client) -> None:
    path = "/network/measures?measure=degree&as-of=2022-11-25&top=2"
    page = whole.get(path, accept="text/html")
    assert page.status_code == 200
    rows = whole.get(path).json()["rows"]
    for row in rows:
        assert f'href="{row["node"].removeprefix("https://w3id.org/ngograph")}"' in page.text
    assert '<option value="degree" selected>degree</option>' in page.text
    assert 'value="2022-11-25"' in page.text
    assert '<details class="scope" open>' in page.text
    assert 'href="/network/measures?measure=degree&amp;top=2&amp;' in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "<script" not in page.text


def test_a_page_shows_as_many_rows_as_pages_do(narrow: Client) -> None:
    page = narrow.get("/network/change?before=2021-01-01&after=2022-11-25", accept="text/html")
    rows = narrow.get("/network/change?before=2021-01-01&after=2022-11-25").json()["rows"]
    assert len(rows) > 3
    assert len(re.findall("<tr><td", page.text)) == 3


def test_a_form_to_be_filled_in_is_no_mistake_on_a_page_alone(whole: Client) -> None:
    page = whole.get("/network/without", accept="text/html")
    assert (page.status_code, page.text.count('role="alert"')) == (200, 0)
    assert re.search(r'<input id="p-node" [^>]* required', page.text)
    assert whole.get("/network/without").status_code == 400


def test_names_are_in_the_language_that_is_asked_for(whole: Client) -> None:
    path = "/network/measures?measure=degree"
    english, bosnian = (whole.get(f"{path}{lang}").json()["rows"] for lang in ("", "&lang=bs"))
    changed = [row["node"] for row, other in zip(english, bosnian, strict=True) if row != other]
    assert changed
    page = whole.get(path, accept="text/html", headers={"accept-language": "bs"})
    assert page.headers["content-language"] == "bs"
    label = next(row["label"] for row in bosnian if row["node"] == changed[0])
    assert label in page.text.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("bs", ("Šta ako jedan ode", "ostaje na manje od dvoje", ">na dan<", ">program<", "0,8493")),
        ("ru", ("Что, если один уйдёт", "остаётся меньше чем у двоих", ">на день<", ">программа<", "0,8493")),
    ],
)
def test_a_page_is_in_the_language_of_its_reader(whole: Client, lang: str, words: tuple[str, ...]) -> None:
    pages = [
        whole.get(f"{path}lang={lang}", accept="text/html").text
        for path in ("/network?", "/network/without?node=Otaharin&")
    ]
    page = " ".join(pages)
    assert [word for word in words if word not in page] == []
    english = re.sub(r"<nav class=.tongues.*?</nav>", "", page, flags=re.DOTALL)
    assert 'lang="en"' not in re.sub(r"<td>.*?</td>", "", english, flags=re.DOTALL)  # but for names of things


@pytest.mark.parametrize(
    ("path", "status", "error", "evidence"),
    [
        ("/network/mesures", 404, "UnknownAnalysis", {"nearest": ["measures", "suggest"]}),
        ("/network/measures?measure=degre", 400, "UnknownChoice", {}),
        ("/network/measures?mesure=degree", 400, "UnknownParameter", {}),
        ("/network/measures?as-of=soon", 400, "ParameterError", {"found": "soon"}),
        ("/network/measures?top=0", 400, "ParameterError", {"expected": "a whole number from 1 on"}),
        ("/network/measures?top=99999999999", 400, "ParameterError", {"found": "99999999999"}),
        ("/network/communities?resolution=nan", 400, "ParameterError", {"found": "nan"}),
        ("/network/communities?resolution=0", 400, "NetworkError", {}),
        ("/network/without?node=Red+Cross", 400, "AmbiguousName", {}),
        ("/network/without?node=Zzzqqq", 404, "NameNotFound", {}),
        ("/network/without?node=id/place/ba", 404, "NotInNetwork", {}),
        ("/network/measures?place=Uzbekistan&ties=partnership", 404, "EmptySelection", {}),
        ("/network/measures?lang=de", 400, "UnknownChoice", {}),
        ("/network/measures?as-of=2020-01-01&as-of=2021-01-01", 400, "ParameterError", {}),
    ],
)
def test_what_is_wrong_is_said(
    whole: Client, path: str, status: int, error: str, evidence: dict[str, Any]
) -> None:
    answer = whole.get(path)
    said = answer.json()
    assert (answer.status_code, said["error"]) == (status, error), said
    assert answer.headers["content-type"] == "application/problem+json"
    assert evidence.items() <= said.items()
    if path.endswith("degre"):
        assert "degree" in said["nearest"]
    page = whole.get(path, accept="text/html")
    assert page.status_code == status
    if error != "UnknownAnalysis":
        assert page.text.index('<form action="/network/') < page.text.index('role="alert"')


@pytest.mark.parametrize(
    "query",
    [
        "node=%3Cscript%3Ealert(1)%3C/script%3E",
        'node="><img src=x onerror=alert(1)>',
        "node=javascript:alert(1)",
        f"node={ID}organisation/otaharin&place=" + "x" * 5000,
        "node=%00&topic=%F0%9F%92%A5",
        "node=Otaharin&collapse=__class__",
        "node=../../../etc/passwd",
        "=1",
    ],
)
def test_hostile_words_are_only_words(whole: Client, query: str) -> None:
    for accept in ("application/json", "text/html"):
        answer = whole.get(f"/network/without?{query}", accept=accept)
        assert answer.status_code in (400, 404)
        assert "<script" not in answer.text or accept == "application/json"
        assert "<img" not in answer.text or accept == "application/json"


def test_what_was_made_is_kept(whole: Client) -> None:
    path = "/network/suggest?node=Otaharin&top=7"
    first, second = whole.get(path), whole.get(path)
    by_iri = whole.get(f"/network/suggest?node={ID}organisation/otaharin&top=7")
    said = [answer.headers["cache-status"] for answer in (first, second, by_iri)]
    assert said == ["ngograph; fwd=miss", "ngograph; hit", "ngograph; hit"]
    assert first.text == second.text == by_iri.text
    again = whole.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")
    assert whole.get(f"{path}&lang=bs").headers["etag"] != first.headers["etag"]
    assert whole.request("HEAD", path).headers["etag"] == first.headers["etag"]


def test_one_that_takes_too_long_is_ended(hasty: Client) -> None:
    answer = hasty.get(LONG)
    assert (answer.status_code, answer.json()["error"]) == (504, "AnalysisTooLong")
    assert answer.headers["ngograph-limit"] == "analysis_seconds=2"
    assert hasty.get(LONG).status_code == 504, "its turn is free"


def test_who_comes_when_enough_wait_is_told_when_to_come_again(hasty: Client) -> None:
    async def two() -> list[Any]:
        return list(await asyncio.gather(hasty.http.get(LONG), hasty.http.get(f"{LONG}&top=1")))

    answers = sorted(hasty.runner.run(two()), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [503, 504]
    assert answers[0].headers["retry-after"] == "1"
    assert answers[0].headers["ngograph-limit"] == "analyses_waiting=0"


def test_a_client_that_leaves_ends_its_analysis(narrow: Client) -> None:
    async def leave() -> tuple[list[int], float]:
        loop = asyncio.get_running_loop()
        began, sent = loop.time(), list[int]()
        parts = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> dict[str, Any]:
            if (part := next(parts, None)) is None:
                await asyncio.sleep(1)
                return {"type": "http.disconnect"}
            return part

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                sent.append(message["status"])

        path, _, query = LONG.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(b"host", b"test")],
            "client": ("127.0.0.1", 1),
            "server": ("test", 80),
            "root_path": "",
        }
        await narrow.app(scope, receive, send)
        return sent, loop.time() - began

    statuses, seconds = narrow.runner.run(leave())
    assert statuses == [CLOSED_REQUEST]
    assert seconds < 30, "it was ended before its time was up"
    assert narrow.get("/network/dependency").status_code == 200, "its turn is free"


def test_without_tables_there_is_nothing_to_analyse(client: Client) -> None:
    for path in ("/network", "/network/measures", "/network/export?format=gexf"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "a release with tables" in answer.json()["detail"]
    assert "/network" not in client.get("/", accept="text/html").text
    assert "/network/measures" not in client.get("/openapi.json").json()["paths"]


@pytest.mark.parametrize("form", ["gexf", "csv", "cx2", "edges-parquet"])
def test_a_network_is_sent_for_another_tool_as_the_command_line_writes_it(
    whole: Client, ngograph: Callable[..., Outcome], releases: Path, tmp_path: Path, form: str
) -> None:
    file = tmp_path / "network"
    told = ("--network", "projection", "--ties", "contact", "--place", "Bosnia and Herzegovina")
    assert ngograph("network", "export", form, *told, "-o", file, "--releases", releases).code == 0
    path = f"/network/export?format={form}&network=projection&ties=contact&place=Bosnia+and+Herzegovina"
    answer = whole.get(path)
    assert (answer.status_code, answer.content) == (200, file.read_bytes())
    one = EXPORTS[form]
    assert answer.headers["content-type"].partition(";")[0] == one.media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="network{one.ending}"'
    again = whole.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_every_format_of_networks_is_on_the_page(whole: Client) -> None:
    shown = whole.get("/network", accept="text/html").text
    for name in EXPORTS:
        assert f'href="/network/export?format={name}"' in shown


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("format=gefx", 400),
        ("format=gexf&bom=true", 400),
        ("format=gexf&shape=round", 400),
        ("format=gexf&place=Uzbekistan&ties=funding", 404),
    ],
)
def test_what_cannot_be_exported_is_said(whole: Client, query: str, status: int) -> None:
    answer = whole.get(f"/network/export?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_map_is_drawn(whole: Client, kind: str) -> None:
    answer = whole.get(f"/maps/{kind}.svg?of=Otaharin&lang=bs")
    assert answer.status_code == 200, answer.text
    assert (answer.headers["content-type"], answer.headers["content-language"]) == ("image/svg+xml", "bs")
    ElementTree.fromstring(answer.content)
    assert "script-src" not in answer.headers["content-security-policy"]
    tag = answer.headers["etag"]
    again = whole.get(f"/maps/{kind}.svg?of=Otaharin&lang=bs", headers={"if-none-match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("form", "media", "first"),
    [("png", "image/png", b"\x89PNG"), ("pdf", "application/pdf", b"%PDF"), ("html", "text/html", b"<!")],
)
def test_a_map_comes_in_other_forms(whole: Client, form: str, media: str, first: bytes) -> None:
    answer = whole.get(f"/maps/funding.{form}?dpi=72")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == media
    assert answer.content.lower().startswith(first.lower())
    if form == "html":
        carried = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', answer.text)
        assert carried
        assert answer.headers["content-security-policy"].startswith(carried[1].replace("&#39;", "'"))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/maps/globe.svg", 404),
        ("/maps/ego.gif", 404),
        ("/maps/ego.svg", 400),
        ("/maps/ego.svg?of=id/place/fr", 404),
        ("/maps/geo.png?dpi=100000", 400),
        ("/maps/two-mode.svg?as-of=soon", 400),
        ("/maps/two-mode.svg?place=Uzbekistan&ties=funding", 404),
        ("/maps/two-mode.svg?format=png", 400),
    ],
)
def test_what_cannot_be_drawn_is_said(whole: Client, path: str, status: int) -> None:
    answer = whole.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
