"""Names that hardly can be of one body, where a code says that they are."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ngograph.names import Name, candidates, exact_keys, match_index, stem_keys

_REMEMBERED: Final = 1 << 12
_LEAST: Final = 60.0
"""The score from which on two names may be of one body."""


@lru_cache(_REMEMBERED)
def contradict(one: str, other: str) -> bool:
    """Say whether two names share no word in any form or language, and neither is short for the other.

    >>> contradict("Oxfam", "Ministry of Health"), contradict("UNICEF", "United Nations Children's Fund")
    (True, False)
    """
    words, others = (
        {word for key in exact_keys(text) | stem_keys(text) for word in key.split()} for text in (one, other)
    )
    if words & others:
        return False
    found = candidates(match_index([Name("urn:one", one, "organisation")]), other)
    return not found or found[0].score < _LEAST
