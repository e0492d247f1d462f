"""Whatever a client sends, the answer is one of those documented, and never a failure of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ngograph.media import DATASETS, HTML

if TYPE_CHECKING:
    from .conftest import Client

FAST = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
RANGES = st.sampled_from([*(offer.media_type for offer in (*DATASETS, HTML)), "*/*", "text/*", "image/png"])
QUADS = {"application/trig", "application/n-quads"}  # offered only where there are graphs to tell apart
WEIGHTS = st.integers(0, 1000).map(lambda weight: weight / 1000)
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)
ADDRESSES = ["/id/organisation/one", "/graph/alpha", "/ontology", "/graphs?default", "/concept/modality"]


@FAST
@given(wishes=st.lists(st.tuples(RANGES, WEIGHTS), min_size=1, max_size=5), path=st.sampled_from(ADDRESSES))
def test_the_answer_is_what_was_accepted(client: Client, wishes: list[tuple[str, float]], path: str) -> None:
    answer = client.get(path, accept=", ".join(f"{kind};q={weight:.3f}" for kind, weight in wishes))
    accepted = {kind for kind, weight in wishes if weight > 0}
    if answer.status_code == 406:
        refused = {kind for kind, weight in wishes if weight == 0}
        pages = set() if path == "/graphs?default" else {HTML.media_type}  # all graphs together have none
        assert (
            accepted.isdisjoint(pages) and accepted <= {"image/png", *QUADS, HTML.media_type}
        ) or refused  # what is refused by name is not given by a wildcard
    else:
        assert answer.status_code == 200
        media = answer.headers["content-type"].partition(";")[0]
        kinds = {media, f"{media.partition('/')[0]}/*", "*/*", "text/plain", "application/json"}
        assert accepted & (kinds | {"text/*", "application/xml"})


@FAST
@given(accept=HEADER, profile=HEADER, language=HEADER, path=st.sampled_from(ADDRESSES))
def test_no_header_breaks_it(client: Client, accept: str, profile: str, language: str, path: str) -> None:
    headers = {"accept": accept, "accept-profile": profile, "accept-language": language}
    assert client.get(path, headers=headers).status_code in (200, 406)


@FAST
@given(
    room=st.sampled_from(["/id/organisation", "/concept", "/graph", "/graphs?graph=", "/queries", ""]),
    key=st.text(max_size=20),
    extra=st.dictionaries(st.sampled_from(["format", "_profile", "graph", "default"]), st.text(max_size=10)),
)
def test_no_path_breaks_it(client: Client, room: str, key: str, extra: dict[str, str]) -> None:
    path = f"{room}/{quote(key.encode('utf-8', 'surrogatepass'), safe='')}"
    assert client.get(path, params=extra or None).status_code in (200, 308, 400, 404, 406)


@pytest.mark.parametrize(
    "path",
    [
        "/id/../../etc/passwd",
        "/id/..%2f..%2fetc/passwd",
        "/graph/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/queries/..%2f..%2fpyproject.toml",
        "/id/organisation/%00",
        "/id/organisation/%FF%FE",
        "/id/organisation/%D0%88%D0%B5%D0%B4%D0%B0%D0%BD",
        "/ID/organisation/one",
        "/id/organisation/One",
    ],
)
def test_what_leads_nowhere(client: Client, path: str) -> None:
    answer = client.get(path, accept="text/turtle")
    assert answer.status_code == 404
    assert "root:" not in answer.text


@pytest.mark.parametrize("offer", [*DATASETS, HTML], ids=lambda offer: offer.name)
@pytest.mark.parametrize("path", ADDRESSES)
def test_head_is_get_without_its_body(client: Client, path: str, offer: object) -> None:
    accept = getattr(offer, "media_type", "")
    got, head = (client.request(method, path, accept=accept) for method in ("GET", "HEAD"))
    assert got.status_code == head.status_code
    for name in ("content-type", "etag", "vary", "link", "content-profile"):
        assert got.headers.get(name) == head.headers.get(name)
