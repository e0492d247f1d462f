"""How alike two names are, word by word, each word weighed by how much it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ngograph.names.words import Word

SAME_WORD: Final = 0.97
"""How alike two words are that are inflections or translations of each other."""
_SHORTENED: Final = 0.8
_ALIKE: Final = 0.62
_LEAST: Final = 4
_LONG: Final = 7
_TOLD: Final = 0.9
_RUN_ON: Final = 0.85
_OF_ASKED: Final = 0.6


@dataclass(frozen=True)
class Likeness:
    """How alike a name is to what was asked.

    Args:
        words: how much of the words of both is in the other, weighed, 0–1.
        keys: whether each word of both is in the other in some form or language, none misspelt.
        sure: as `keys`, but a long word may have one letter wrong.
    """

    words: float
    keys: bool
    sure: bool


@dataclass(frozen=True)
class Asked:
    """The words of what is asked, ready to be compared with many names; made once for each question."""

    words: tuple[Word, ...]
    weights: tuple[float, ...]
    seen: dict[tuple[str, str], float] = field(default_factory=dict)

    def like(self, name: Sequence[Word], weights: Sequence[float]) -> Likeness:
        """Return how alike the *name* of these words is, each of which weighs so much."""
        if not self.words or not name:
            return Likeness(0.0, keys=False, sure=False)
        table = [[self._alike(one, other) for other in name] for one in self.words]
        asked, named = [max(row) for row in table], [max(column) for column in zip(*table, strict=True)]
        if min(asked) < _ALIKE <= max(named):
            self._shortened(name, asked, named)
        of_asked, of_name = _share(self.weights, asked), _share(weights, named)
        share = _OF_ASKED * of_asked + (1 - _OF_ASKED) * of_name
        weakest = min(self._weakest(self.words, asked), self._weakest(name, named))
        ordered = self._numbers(self.words) == self._numbers(name)
        if share < SAME_WORD and not self._other_country(name):
            run_on = fuzz.ratio("".join(w.sound for w in self.words), "".join(w.sound for w in name)) / 100
            if run_on >= _RUN_ON:
                share = max(share, run_on * SAME_WORD)
        return Likeness(share, weakest >= SAME_WORD and ordered, weakest >= _TOLD and ordered)

    def _alike(self, one: Word, other: Word) -> float:
        pair = one.fold, other.fold
        found = self.seen.get(pair)
        if found is None:
            found = self.seen[pair] = alike(one, other)
        return found

    def _shortened(self, name: Sequence[Word], asked: list[float], named: list[float]) -> None:
        """Let words of what is asked stand for the words of the name whose initials they are ("TK")."""
        first = "".join(word.fold[0] for word in name)
        for at, word in enumerate(self.words):
            if asked[at] < _ALIKE and 1 < len(word.fold) < len(first) and word.fold in first:
                start = first.index(word.fold)
                asked[at] = _SHORTENED
                for i in range(start, start + len(word.fold)):
                    named[i] = max(named[i], _SHORTENED)

    @staticmethod
    def _weakest(words: Sequence[Word], alike: Sequence[float]) -> float:
        """Return the least of *alike*, forms of law left aside."""
        return min((a for w, a in zip(words, alike, strict=True) if not w.legal), default=1.0)

    @staticmethod
    def _numbers(words: Sequence[Word]) -> list[str]:
        return sorted(word.fold for word in words if any(letter.isdigit() for letter in word.fold))

    def _other_country(self, name: Sequence[Word]) -> bool:
        """Say whether both speak of countries, and of none in common."""
        one, other = countries(self.words), countries(name)
        return bool(one and other and not one & other)


def _share(weights: Sequence[float], alike: Sequence[float]) -> float:
    """Return the weighed mean of *alike*."""
    return sum(weight * one for weight, one in zip(weights, alike, strict=True)) / (sum(weights) or 1.0)


def countries(words: Sequence[Word]) -> set[str]:
    """Return the keys of the countries that *words* speak of."""
    return {key for word in words for key in word.meant if key[0] == "@"}


def alike(one: Word, other: Word) -> float:
    """Return how likely two words are the same, 0–1: 1 as written, less inflected, translated or misspelt."""
    if one.fold == other.fold:
        return 1.0
    if shared := one.keys & other.keys:
        # "Congolese" is of either country, "RDC" of one.
        return SAME_WORD if one.meant == other.meant or not shared <= one.meant else _TOLD
    if one.meant and other.meant:
        return 0.0
    short, long = sorted((one.sound, other.sound), key=len)
    if short == long:
        return SAME_WORD
    if len(short) < _LEAST or short[0].isdigit() or long[0].isdigit():
        return 0.0
    wrong = OSA.distance(short, long)
    if wrong == 1 and len(short) >= _LONG:
        return _TOLD
    likeness = 1 - wrong / len(long)
    if likeness < _ALIKE and long.startswith(short):
        return _SHORTENED
    return min(likeness, 0.89) if likeness >= _ALIKE else 0.0
