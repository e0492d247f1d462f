"""Descriptions of large things: bounded, and the same as others as long as all of it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ngograph.vocab import ID
from ngograph.web.describing import describe

if TYPE_CHECKING:
    from .conftest import Client

ICRC = f"{ID}organisation/icrc"
PLENTY = 20_000


def test_a_large_thing_is_described_as_any_other_as_long_as_it_fits(whole: Client) -> None:
    engine = whole.app.state.service.engine
    usual = whole.runner.run(describe(engine, ICRC, PLENTY))
    most = len(usual.pointing) * 10 - 1  # more point at it than are asked of at once
    assert max(len(usual.relations), len(usual.parts), len(usual.labels)) <= most
    large = whole.runner.run(describe(engine, ICRC, most))
    assert usual.whole
    assert large.whole
    assert set(large.quads) == set(usual.quads)
    assert (large.relations, set(large.parts)) == (usual.relations, set(usual.parts))


@pytest.mark.parametrize("most", [10, 100])
def test_of_too_much_the_first_is_told_and_said_to_be_not_all(whole: Client, most: int) -> None:
    engine = whole.app.state.service.engine
    few = whole.runner.run(describe(engine, ICRC, most))
    usual = whole.runner.run(describe(engine, ICRC, PLENTY))
    assert not few.whole
    assert 0 < len(few.relations) <= most
    assert len(few.parts) <= most
    assert few.relations == usual.relations[: len(few.relations)]


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
