"""Which format a client gets."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.errors import NoFittingFormat
from ngograph.media import (
    CSV,
    DATASETS,
    GRAPHS,
    HTML,
    JSON_LD,
    RDF_XML,
    RESULTS,
    RESULTS_JSON,
    RESULTS_XML,
    TURTLE,
    choose,
)

_TYPES = [offer.media_type for offer in (*RESULTS, *DATASETS, HTML)]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, RESULTS_JSON),
        ("", RESULTS_JSON),
        ("*/*", RESULTS_JSON),
        ("text/csv", CSV),
        ("text/*", CSV),
        ("application/xml", RESULTS_XML),
        ("application/json", RESULTS_JSON),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", RESULTS_XML),
        ("TEXT/CSV", CSV),
        ("text/csv; charset=utf-8; q=0.9, */*;q=0.1", CSV),
        ("*/*, application/sparql-results+json;q=0", RESULTS_XML),
        ("this is no Accept header;;;", RESULTS_JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", RESULTS_XML),
    ],
)
def test_header(accept: str | None, expected: object) -> None:
    assert choose(accept, RESULTS) is expected


def test_a_browser_gets_a_page_where_there_is_one() -> None:
    assert choose("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", (*RESULTS, HTML)) is HTML


@pytest.mark.parametrize(
    ("name", "expected"), [("ttl", TURTLE), ("jsonld", JSON_LD), ("application/rdf+xml", RDF_XML)]
)
def test_name_outranks_header(name: str, expected: object) -> None:
    assert choose("application/n-triples", GRAPHS, name) is expected


@pytest.mark.parametrize(("accept", "name"), [("image/png", None), ("*/*", "csv"), ("text/turtle;q=0", None)])
def test_nothing_fits(accept: str, name: str | None) -> None:
    with pytest.raises(NoFittingFormat) as refused:
        choose(accept, GRAPHS, name)
    assert "ttl" in refused.value.offers or "text/turtle" in refused.value.offers


def test_names_and_types_are_said_once() -> None:
    for offers in (RESULTS, DATASETS):
        types = [offer.media_type for offer in offers]
        assert len(set(types)) == len(types)
        assert len({offer.name for offer in offers}) == len(types)


@given(
    st.lists(
        st.tuples(st.sampled_from(_TYPES), st.integers(0, 1000)), min_size=1, unique_by=lambda pair: pair[0]
    )
)
def test_what_weighs_most_wins(pairs: list[tuple[str, int]]) -> None:
    offers = (*DATASETS, *RESULTS, HTML)
    weights = dict(pairs)
    header = ", ".join(f"{kind};q={weight / 1000:.3f}" for kind, weight in pairs)
    if not any(weights.values()):
        with pytest.raises(NoFittingFormat):
            choose(header, offers)
        return
    assert weights[choose(header, offers).media_type] == max(weights.values())


@given(st.text())
def test_any_header_is_answered_or_refused(header: str) -> None:
    with suppress(NoFittingFormat):
        assert choose(header, RESULTS) in RESULTS
