"""On lists that others have sorted by body, what is taken unasked is right.

The lists stand as they are: what they have twice counts as wrong. Of the longer one a part is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.identity import LISTS, Aliases, accepted, answers, digest, found_by_name, joined, read

if TYPE_CHECKING:
    from pathlib import Path

ALIASES, PRESENCE = LISTS


def part(shared: Path, name: str, *, beginning: str) -> Aliases:
    """The bodies of a list with those other names whose digests begin so."""
    whole = read(shared / "data" / name, *LISTS[name])
    own = set(whole.bodies.values())
    texts = {text: of for text, of in whole.texts.items() if text in own or digest(text)[0] in beginning}
    return Aliases(whole.bodies, texts)


@pytest.mark.parametrize(
    ("name", "beginning", "least"), [(ALIASES, "01", 0.4), (PRESENCE, "0123456789abcdef", 0.27)]
)
def test_a_match_is_right(shared: Path, name: str, beginning: str, least: float) -> None:
    aliases = part(shared, name, beginning=beginning)
    found, right = found_by_name(aliases)
    for figures in (answers(found, right, None), joined(found, aliases)):
        assert figures.precision >= 0.99
    assert answers(found, right, None).recall >= least


@pytest.mark.parametrize(
    ("name", "beginning", "least"), [(ALIASES, "0", 0.35), (PRESENCE, "0123456789abcdef", 0.25)]
)
def test_what_is_accepted_as_safe_is_right(shared: Path, name: str, beginning: str, least: float) -> None:
    _, figures = accepted(part(shared, name, beginning=beginning))
    assert figures.precision >= 0.99
    assert figures.recall >= least
