"""What may be meant by words that nobody knows: one letter wrong, or heard in another script."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ngograph.names.lexicon import lexicon
from ngograph.names.places import roots
from ngograph.names.scripts import bones
from ngograph.names.word import HEARD, MARKS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ngograph.names.places import Places
    from ngograph.names.word import Word

_LEAST: Final = 4
_LONG: Final = 5
_SEVERAL: Final = 3


def guess(found: tuple[Word, ...], keys: Collection[str], known: Places) -> tuple[Word, ...]:
    """Return the words *found*, those of which nothing is known with what they may mean.

    Args:
        found: the words that are asked for.
        keys: those of the words of all names.
        known: the countries that words speak of.
    """
    return tuple(
        word
        if word.meant or word.joins or any(key in keys for key in word.keys)
        else _guessed(word, keys, known)
        for word in found
    )


def _guessed(word: Word, keys: Collection[str], known: Places) -> Word:
    """Return *word* with the meanings of the known words that it is like."""
    sound = f"{HEARD}{bones(word.fold)}"
    meant = {sound} if sound in keys else set[str]()
    root = next((root for root in roots(word.fold) if root in _rooted()), None)
    if root is not None:
        meant |= _rooted()[root]
    else:
        for table in (_meanings(), known.written):
            for near in _near(word.fold, table):
                meant |= table[near] - MARKS
    return word.guess(meant) if meant else word


def _near(fold: str, table: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the words of *table* that are *fold* but for a letter, if it is short for the order of two."""
    if len(fold) < _LEAST:
        return []
    found = process.extract(fold, table.keys(), scorer=OSA.distance, score_cutoff=1, limit=_SEVERAL)
    return [near for near, *_ in found if len(fold) >= _LONG or sorted(near) == sorted(fold)]


@cache
def _meanings() -> dict[str, frozenset[str]]:
    """Return the meanings of the words that are long enough to be known by all letters but one."""
    return {word: meant for word, meant in lexicon().written.items() if len(word) >= _LEAST}


@cache
def _rooted() -> dict[str, frozenset[str]]:
    """Return the meanings of the words by what is left of them without an ending."""
    found: dict[str, frozenset[str]] = {}
    for word, meant in _meanings().items():
        for root in roots(word):
            if len(root) >= _LONG:
                found[root] = found.get(root, frozenset()) | (meant - MARKS)
    return found
