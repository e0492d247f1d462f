"""A word of a name, with the keys under which the same word in other forms and languages is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LEGAL: Final = "=legal"
"""The meaning of words that are but the form of law of a body."""
FAMILY: Final = "=family"
"""The mark of words that a family of bodies has in its names: never a key, for the families differ."""


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
    """

    fold: str
    keys: frozenset[str]
    sound: str
    meant: frozenset[str]
    joins: bool = False

    @property
    def legal(self) -> bool:
        """Whether it is but the form of law of a body."""
        return LEGAL in self.meant

    def meaning(self, *more: str) -> Word:
        """Return the word with *more* meanings or countries."""
        return Word(
            self.fold, self.keys.union(more) - {FAMILY}, self.sound, self.meant.union(more), self.joins
        )
