"""Pages of an answer: they neither overlap nor leave a gap, and lead to one another."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ngograph.queries import load_catalogue
from ngograph.web.paging import PARAMETERS

if TYPE_CHECKING:
    import httpx

    from .conftest import Client

QUERIES = Path(__file__).parents[2] / "queries"
NAMES = [query.name for query in load_catalogue(QUERIES)]


def links(answer: httpx.Response) -> dict[str, str]:
    return {rel: at for at, rel in re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers["link"])}


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_are_the_whole(whole: Client, name: str) -> None:
    head, *rows = whole.get(f"/queries/{name}", accept="text/csv").text.splitlines(keepends=True)
    found: list[str] = []
    at: str | None = f"/queries/{name}?limit={max(1, -(-len(rows) // 2))}"
    for _ in range(3):
        answer = whole.get(at or "", accept="text/csv")
        first, *part = answer.text.splitlines(keepends=True)
        assert first == head
        found += part
        at = links(answer).get("next")
        if at is None:
            break
    assert at is None
    assert found == rows


def test_pages_lead_to_one_another_and_keep_the_values(client: Client) -> None:
    first = client.get("/queries/partners?organisation=&limit=1&least=3&format=json")
    assert len(first.json()["results"]["bindings"]) == 1
    there = links(first)
    assert set(there) == {"first", "next"}
    second = client.get(there["next"], accept="application/sparql-results+json")
    assert second.json()["results"]["bindings"] != first.json()["results"]["bindings"]
    assert links(second)["prev"] == links(first)["first"] == "/queries/partners?least=3&limit=1&page=1"
    assert "next" not in links(second)
    beyond = client.get("/queries/partners?page=7", accept="application/sparql-results+json")
    assert beyond.json()["results"]["bindings"] == []


def test_no_links_where_all_is_asked(client: Client) -> None:
    assert "link" not in client.get("/queries/partners?page=&limit=").headers


def test_a_page_for_people_leads_on(client: Client) -> None:
    page = client.get("/queries/partners?limit=1", accept="text/html").text
    assert 'href="/queries/partners?limit=1&amp;page=2" rel="next"' in page
    last = client.get("/queries/partners?limit=1&page=2", accept="text/html").text
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize(
    "part", ["page=0", "limit=0", "limit=10001", "page=-1", "page=x", "limit=٣", "page=1e3"]
)
@pytest.mark.parametrize("accept", ["text/csv", "text/html"])
def test_what_is_no_page_is_refused(client: Client, part: str, accept: str) -> None:
    answer = client.get(f"/queries/partners?{part}", accept=accept)
    assert answer.status_code == 400
    assert "a number from 1 to" in answer.text


def test_no_question_takes_these_names() -> None:
    taken = {"format", *PARAMETERS}
    named = {(query.name, one.name) for query in load_catalogue(QUERIES) for one in query.parameters}
    assert {pair for pair in named if pair[1] in taken} == set()
