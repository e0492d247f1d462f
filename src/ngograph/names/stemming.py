"""Stems of words, by the Snowball stemmers of the languages that a word may be of."""

from __future__ import annotations

from functools import cache
from typing import Final

import Stemmer  # type: ignore[import-not-found]  # the wheel has no types
from anyascii import anyascii

from ngograph.names.scripts import bare, is_arabic, is_cyrillic, south

_LATIN: Final = ("english", "french", "spanish", "german")
_SHORTEST: Final = 3


def stem(language: str, word: str) -> str:
    """Return the stem of *word*, which is in lower case, by the stemmer called *language*."""
    return str(_stemmer(language).stemWord(word))


def stems(word: str, fold: str) -> frozenset[str]:
    """Return the stems of *word* in every language that it may be of, in Latin letters without marks.

    Args:
        word: in lower case, in its own script.
        fold: the same in Latin letters without marks.
    """
    if is_arabic(word):
        found = {bare_stem(word)}
    elif is_cyrillic(word):
        found = {anyascii(south(stem("russian", word))), anyascii(stem("serbian", south(word)))}
    else:
        found = {anyascii(stem("serbian", word)), stem("serbian", fold)}
        found |= {one for language in _LATIN if len(one := anyascii(stem(language, word))) > _SHORTEST}
    # Of a short word little may be cut: "Fidži" and "FIDA" have nothing in common.
    return frozenset(
        one.lower() for one in found if len(one) > _SHORTEST or len(one) == _SHORTEST >= len(fold) - 1
    )


def bare_stem(word: str) -> str:
    """Return the stem of an Arabic *word* in Latin letters."""
    return anyascii(stem("arabic", bare(word)).replace("ا", "a"))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    """Return the Snowball stemmer of *language*: made when first needed, kept because making one is dear.

    It keeps no stems itself, for those who ask do.
    """
    return Stemmer.Stemmer(language, 0)
