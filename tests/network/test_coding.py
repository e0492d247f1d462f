"""Names as numbers: in order, the same for the same name, whatever place their hashes give them."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ngograph.network.coding import coded

NAMES = st.lists(st.sampled_from([f"https://example.org/{word}" for word in "aäbčdж"]) | st.text(max_size=30))


@given(NAMES)
def test_names_are_numbered_in_their_order(names: list[str]) -> None:
    distinct, numbers = coded(pl.Series(names, dtype=pl.String))
    assert list(distinct) == sorted(set(names))
    assert [distinct[number] for number in numbers] == names


def test_many_names_meet_others_and_are_told_apart() -> None:
    names = [f"https://example.org/{number * 7919 % 5000}" for number in range(20_000)]
    distinct, numbers = coded(pl.Series(names))
    assert len(distinct) == 5000
    assert [distinct[number] for number in numbers] == names
