"""Descriptions of large things: bounded, and the same as others as long as all of it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ngograph.queries import Catalogue
from ngograph.vocab import ID
from ngograph.web import Settings, create_app
from ngograph.web.describing import describe

from .conftest import client_of

if TYPE_CHECKING:
    from ngograph.web.description import Description

    from .conftest import Client, Small

ICRC = f"{ID}organisation/icrc"
PLENTY = 20_000


def pages_of(client: Client, most: int) -> list[Description]:
    """Describe the ICRC in as many pages as that takes."""
    engine = client.app.state.service.engine
    found = [client.runner.run(describe(engine, ICRC, most))]
    while found[-1].more:
        found.append(client.runner.run(describe(engine, ICRC, most, len(found) + 1)))
    return found


def test_all_pages_of_a_large_thing_tell_what_one_would(whole: Client) -> None:
    (usual,) = pages_of(whole, PLENTY)
    most = len(usual.pointing) * 10 - 1  # more point at it than are asked of at once
    pages = pages_of(whole, most)
    assert len(pages) > 1
    assert usual.whole
    assert not any(page.whole for page in pages)
    assert {quad for page in pages for quad in page.quads} == set(usual.quads)
    assert tuple(quad for page in pages for quad in page.relations) == usual.relations
    assert all(set(page.relations) & set(page.quads) for page in pages)


@pytest.mark.parametrize("most", [10, 100])
def test_of_too_much_the_first_is_told_and_said_to_be_not_all(whole: Client, most: int) -> None:
    engine = whole.app.state.service.engine
    few = whole.runner.run(describe(engine, ICRC, most))
    usual = whole.runner.run(describe(engine, ICRC, PLENTY))
    assert not few.whole
    assert few.more
    assert 0 < len(few.relations) <= most
    assert len(few.parts) <= most
    assert few.relations == usual.relations[: len(few.relations)]


def test_one_page_leads_to_the_next(small: Small, catalogue: Catalogue) -> None:
    settings = Settings(description_rows=5)
    for client in client_of(
        create_app(release=small, catalogue=catalogue, tables=Catalogue(()), settings=settings)
    ):
        path = "/id/organisation/two"
        told = client.get(path, accept="text/turtle")
        assert told.headers["ngograph-limit"] == "description_rows=5"
        assert 'rel="next"' not in told.headers["link"]  # it is in one relationship alone
        after = client.get(f"{path}?page=2&format=nt")
        assert after.content == b""
        assert f'<{path}?format=nt&page=1>; rel="prev"' in after.headers["link"]


def test_what_there_is_to_show_of_a_large_thing_is_kept_for_its_next_page(whole: Client) -> None:
    kept = whole.app.state.service.indexes
    path = "/concept/modality/asserted"
    first = whole.get(f"{path}?part=relations&lang=bs", accept="text/html").text
    iri = f"{ID.removesuffix('id/')}concept/modality/asserted"
    index = kept.get((iri, "")) or kept.get((iri, "bs"))
    assert index is not None
    assert 0 < kept.bytes <= kept.most
    assert whole.get(f"{path}?part=relations&lang=bs", accept="text/html").text == first
    assert whole.get(f"{path}?part=relations&page=2&lang=bs", accept="text/html").text != first


def test_small_things_are_not_kept(whole: Client) -> None:
    assert whole.get("/id/activity/nscep?lang=ru", accept="text/html").status_code == 200
    kept = whole.app.state.service.indexes
    assert {kept.get((f"{ID}activity/nscep", lang)) for lang in ("", "ru")} == {None}
