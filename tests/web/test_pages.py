"""The start page, the questions, what every answer carries, and what goes wrong politely."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ngograph import errors
from ngograph.web.statuses import STATUS

if TYPE_CHECKING:
    from .conftest import Client

PAGES = [
    "/",
    "/sparql",
    "/queries",
    "/queries/partners",
    "/id/organisation/one",
    "/graph/alpha",
    "/ontology",
    "/nowhere",
]


def test_start(client: Client) -> None:
    page = client.get("/").text
    assert re.search(r"<dt>organisations</dt>\s*<dd>2</dd>", page)
    assert "Alpha paper" in page
    assert "19 May 2023" in page
    assert "/queries/partners" in page
    assert page.count("<script") == page.count('<script type="application/ld+json">') == 1  # data, not run


def test_nothing_to_draw_is_no_map(client: Client) -> None:
    assert client.get("/map.svg").status_code == 404
    assert "/map.svg" not in client.get("/").text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_a_page(client: Client, path: str) -> None:
    answer = client.get(path, accept="text/html")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.count("<h1") == 1
    assert answer.text.count("<main") == 1
    assert '<html lang="en">' in answer.text
    assert 'name="viewport"' in answer.text
    for loaded in re.findall(r'(?:src="|<link rel="(?:stylesheet|icon)" href=")([^"]+)"', answer.text):
        assert re.match(r"/[a-z]", loaded), loaded  # from here and nowhere else
    for link in re.findall(r'href="([^"]+)"', answer.text):
        assert link.startswith(("/", "#", "?", "https://", "http://")), link
    assert not re.search(r"<[^>]+ (?:style|on\w+)=", answer.text)
    labelled = re.findall(r'<(?:textarea|select|input)\b(?![^>]*type="hidden")[^>]*id="([^"]+)"', answer.text)
    for name in labelled:
        assert f'for="{name}"' in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/sparql?query=ASK{}", "/health", "/static/style.css", "/nowhere", "/id/organisation/one"]
)
def test_every_answer_is_guarded(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "script" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


def test_health(client: Client) -> None:
    assert client.get("/health").json() == {
        "status": "ok",
        "release": "20261122T000000Z-000000000000",
        "digest": "0123456789abcdef" * 4,
    }


def test_questions_are_listed(client: Client) -> None:
    listed = client.get("/queries").json()
    assert [query["name"] for query in listed] == ["names-of-thing", "partners"]
    assert listed[1]["parameters"][0]["example"] == "id/organisation/one"


def test_a_question_by_iri_by_path_and_by_name(client: Client) -> None:
    texts = {
        client.get("/queries/partners", params={"organisation": given_}, accept="text/csv").text
        for given_ in ("https://w3id.org/ngograph/id/organisation/one", "id/organisation/one", "Један")
    }
    assert len(texts) == 1
    rows = list(csv.DictReader(io.StringIO(texts.pop())))
    assert [row["partner"] for row in rows] == ["https://w3id.org/ngograph/id/organisation/two"]


def test_a_question_without_a_value_asks_about_all(client: Client) -> None:
    rows = client.get("/queries/partners?organisation=&format=json").json()["results"]["bindings"]
    assert len(rows) == 2


def test_a_value_is_a_value_and_not_text(client: Client) -> None:
    answer = client.get("/queries/partners", params={"organisation": "urn:x> ?p ?o } #"})
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("/queries/partner", 404, "UnknownQuery"),
        ("/queries/partners?organisation=Nobody", 404, "NameNotFound"),
        ("/queries/partners?least=many", 400, "ParameterError"),
        ("/queries/partners?most=1", 400, "UnknownParameter"),
    ],
)
def test_a_question_asked_wrongly(client: Client, path: str, status: int, error: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    page = client.get(path, accept="text/html")
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")


def test_the_page_of_a_question(client: Client) -> None:
    page = client.get("/queries/partners?organisation=id/organisation/one", accept="text/html").text
    assert '<th scope="col">partner</th>' in page
    assert "partnerLabel</th>" not in page  # a thing and its label are one column
    assert 'href="/id/organisation/two"' in page
    assert "<script>" not in page


def test_every_error_has_a_status() -> None:
    def leaves(kind: type[errors.NgographError]) -> list[type[errors.NgographError]]:
        return [kind, *(leaf for below in kind.__subclasses__() for leaf in leaves(below))]

    for kind in leaves(errors.NgographError):
        assert any(base in STATUS for base in kind.__mro__)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40),
    accept=st.text(st.characters(min_codepoint=32, max_codepoint=126)),
)
def test_no_path_and_no_header_breaks_anything(client: Client, path: str, accept: str) -> None:
    from urllib.parse import quote

    for start in ("/", "/id/organisation/", "/queries/", "/graph/", "/static/"):
        answer = client.get(start + quote(path, safe=""), headers={"accept": accept})
        assert answer.status_code in (200, 308, 404, 405, 406), (start, path)


def test_no_way_out_of_the_static_folder(client: Client) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
        assert client.get(path).status_code == 404
