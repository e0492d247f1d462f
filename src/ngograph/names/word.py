"""A word of a name, with the keys under which the same word in other forms and languages is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LEGAL: Final = "=legal"
"""The meaning of words that are but the form of law of a body."""
FAMILY: Final = "=family"
"""The mark of words that a family of bodies has in its names: never a key, for the families differ."""
ALL: Final = "=all"
"""The mark of words that say all their meanings at once ("Weltbank"), where others may mean any of theirs."""
MARKS: Final = frozenset((FAMILY, ALL))
"""What is no meaning, and no key."""
HEARD: Final = "!"
"""The sign before the consonants of a word, which are what Arabic letters tell of how a name sounds."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name.

    Args:
        fold: the word in lower case, in Latin letters, without marks.
        keys: what it shares with other forms of itself: ways to write it, stems ("~krst"), meanings
            ("=cross") and countries ("@bg").
        sound: as `fold`, but spellings of one sound agree.
        meant: the meanings and countries among the keys, and the mark of what a family of bodies is called.
        joins: whether it only joins others, as "of" and "und".
        guessed: whether what it means is but a guess.
    """

    fold: str
    keys: frozenset[str]
    sound: str
    meant: frozenset[str]
    joins: bool = False
    guessed: bool = False

    @property
    def legal(self) -> bool:
        """Whether it is but the form of law of a body."""
        return LEGAL in self.meant

    def meaning(self, *more: str) -> Word:
        """Return the word with *more* meanings or countries."""
        keys, meant = self.keys.union(more) - MARKS, self.meant.union(more)
        return replace(self, keys=keys, meant=meant)

    def guess(self, found: Iterable[str]) -> Word:
        """Return the word with what it may mean, if it is not what it seems to be."""
        return replace(self, keys=self.keys.union(found), meant=frozenset(found), guessed=True)
