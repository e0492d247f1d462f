"""Whether two names in one row are one that was misspelt: a body is no partner of its own misspelling."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from ngograph.sources.formats.whowhatwhere.wording import worded

if TYPE_CHECKING:
    from ngograph.sources.known import Known

_SHORTEST: Final = 5
"""How many letters a word has at least that may be misspelt: in a shorter one a letter makes another word."""

_LONG: Final = 10
_REMEMBERED: Final = 1 << 14


def are_misspelt(left: str, right: str, known: Known) -> bool:
    """Say whether *left* and *right* differ by a blank, or by letters of one long word that is no country.

    >>> from ngograph.sources.known import Known
    >>> are_misspelt("Save the Children", "Save the Childern", Known())
    True
    >>> are_misspelt("District Hospital North", "District Hospital South", Known())
    False
    """
    words = slip(left, right)
    return words is not None and not (words and all(map(known.country, words)))


@lru_cache(_REMEMBERED)
def slip(left: str, right: str) -> tuple[str, ...] | None:
    """Return the two words by which names differ that are one but for a slip, none for a blank; else None.

    Names that are the same differ by nothing.
    """
    if left == right:
        return None
    first, second = worded(left).split(), worded(right).split()
    if "".join(first) == "".join(second):
        return ()
    unlike = [(one, other) for one, other in zip(first, second, strict=False) if one != other]
    if len(first) != len(second) or len(unlike) != 1:
        return None
    one, other = unlike[0]
    shortest = min(len(one), len(other))
    if shortest < _SHORTEST or one[0] != other[0] or not (one.isalpha() and other.isalpha()):
        return None
    most = 2 if shortest >= _LONG else 1
    return (one, other) if OSA.distance(one, other, score_cutoff=most) <= most else None
