"""Likeness by shared keys is the cosine that a plain count gives."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.names.postings import postings

TEXTS = [["red", "cross", "serbia"], ["red", "cross"], ["red", "crescent"], [], ["otaharin"]]


def cosine(one: list[str], other: list[str]) -> float:
    """Return the cosine, each key weighed by the logarithm of one more than texts by texts with it."""

    def weight(key: str) -> float:
        return math.log(1 + len(TEXTS) / max(sum(key in text for text in TEXTS), 1))

    def norm(keys: list[str]) -> float:
        return math.sqrt(sum(weight(key) ** 2 for key in keys))

    shared = sum(weight(key) ** 2 for key in set(one) & set(other))
    return shared / (norm(one) * norm(other)) if shared else 0.0


@given(st.lists(st.sampled_from(["red", "cross", "crescent", "serbia", "otaharin"]), unique=True))
def test_likeness_is_the_cosine(asked: list[str]) -> None:
    found = postings(TEXTS).likeness(asked)
    assert found.tolist() == pytest.approx([cosine(asked, text) for text in TEXTS], abs=1e-6)


def test_what_is_unknown_lessens_it() -> None:
    known = postings(TEXTS)
    assert known.likeness(["otaharin"])[4] == pytest.approx(1)
    assert 0 < known.likeness(["otaharin", "dragon"])[4] < 1
    assert known.likeness(["dragon"]).tolist() == [0] * 5
    assert known.likeness([]).tolist() == [0] * 5


def test_nothing_is_like_nothing() -> None:
    assert postings([]).likeness(["red"]).tolist() == []
