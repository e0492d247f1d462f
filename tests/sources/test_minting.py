"""Parts of IRIs: codes stay apart, names that differ in writing alone do not."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ngograph.sources.minting import minted, slug

PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@given(st.text(min_size=1), st.text(min_size=1))
def test_codes_that_differ_in_more_than_case_give_different_parts(one: str, other: str) -> None:
    assert (minted(one) == minted(other)) == (one.casefold() == other.casefold())


@given(st.text(min_size=1))
def test_every_part_is_fit_for_an_iri(text: str) -> None:
    assert PART.fullmatch(minted(text))
    assert PART.fullmatch(slug(text))


def test_names_that_differ_in_writing_alone_give_the_same_part() -> None:
    assert slug("CRVENI KRIŽ") == slug("Crveni  krìz")
    assert slug("Médecins Sans Frontières (MSF)") == "medecins-sans-frontieres-msf"


def test_long_names_stay_apart() -> None:
    long = "ministry of everything " * 8
    assert slug(f"{long}north") != slug(f"{long}south")
    assert len(slug(long)) <= 80
