"""How alike two names are, word by word, each word weighed by how much it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ngograph.names.word import ALL, HEARD, LEGAL, MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.names.word import Word

SAME_WORD: Final = 0.97
"""How alike two words are that are inflections or translations of each other."""
_SHORTENED: Final = 0.8
_ALL_INITIALS: Final = 0.6
_ALIKE: Final = 0.62
_LEAST: Final = 4
_LONG: Final = 7
_TOLD: Final = 0.9
_UNTOLD: Final = 0.89
_RUN_ON: Final = 0.85
_OF_ASKED: Final = 0.6
_LOOSE: Final = frozenset((LEGAL, "=society"))
"""Forms of law, and "society", which comes and goes."""
FORMAL: Final = frozenset(
    ("=society", "=association", "=organisation", "=foundation", "=national", "=republic")
)
"""Forms that bodies have, which tell little of which one is meant."""
FAINT: Final = _LOOSE | {
    "=national",
    "=republic",
    "=international",
    "=world",
    "=global",
    "=agency",
    "=office",
}
"""Words that one body has in its name at times and at times not."""
_NUMBER: Final = re.compile(r"\d|^(?:.|[ivx]{2,4})$")


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
class Said:
    """The words of a name, ready to be compared.

    Args:
        words: the telling ones.
        weights: how much each tells.
        run: all words run together, as they sound.
    """

    words: tuple[Word, ...]
    weights: tuple[float, ...]
    run: str


@dataclass(frozen=True)
class Asked:
    """What is asked, ready to be compared with many names; made once for each question."""

    said: Said
    seen: dict[tuple[str, str], float] = field(default_factory=dict)

    def like(self, name: Said) -> Likeness:
        """Return how alike *name* is to what is asked."""
        words = self.said.words
        if not words or not name.words:
            return Likeness(0.0, keys=False, sure=False)
        table = [[self._alike(one, other) for other in name.words] for one in words]
        asked = [_told_of(word, name.words, max(row)) for word, row in zip(words, table, strict=True)]
        columns = zip(name.words, zip(*table, strict=True), strict=True)
        named = [_told_of(word, words, max(column)) for word, column in columns]
        if min(asked) < _ALIKE <= max(named):
            _shorten(words, name.words, asked, named)
        of_asked, of_name = _share(self.said.weights, asked), _share(name.weights, named)
        share = _OF_ASKED * of_asked + (1 - _OF_ASKED) * of_name
        weakest = min(_weakest(words, asked), _weakest(name.words, named))
        same = _numbers(words) == _numbers(name.words) and not _other_law(words, name.words)
        sure = weakest >= _TOLD and (
            len(name.words) > 1 or max(asked) == 1.0 or _translated(words, name.words)
        )
        if share < SAME_WORD and not _other_country(words, name.words):
            share = max(share, self._run_on(name.run))
            if _swapped(self.said, name):
                share, sure, same = max(share, SAME_WORD), True, True
        if len(words) == len(name.words) == 1 and share < SAME_WORD:
            share *= _TOLD  # there is nothing else that speaks for it
        return Likeness(share, weakest >= SAME_WORD and same, sure and same)

    def twin(self, name: Said) -> bool:
        """Say whether both may be names of one body: what one has more tells hardly anything."""
        words = self.said.words
        if not words or not name.words or _numbers(words) != _numbers(name.words):
            return False
        table = [[self._alike(one, other) for other in name.words] for one in words]
        asked = [_told_of(word, name.words, max(row)) for word, row in zip(words, table, strict=True)]
        columns = zip(name.words, zip(*table, strict=True), strict=True)
        named = [_told_of(word, words, max(column)) for word, column in columns]
        return min(_weakest(words, asked, FAINT), _weakest(name.words, named, FAINT)) >= _TOLD

    def _alike(self, one: Word, other: Word) -> float:
        pair = one.fold, other.fold
        found = self.seen.get(pair)
        if found is None:
            found = self.seen[pair] = alike(one, other)
        return found

    def _run_on(self, run: str) -> float:
        """Return how alike the letters are, words run together, nothing if hardly."""
        found = fuzz.ratio(self.said.run, run, score_cutoff=100 * _RUN_ON) / 100
        return found * SAME_WORD


def _shorten(words: Sequence[Word], name: Sequence[Word], asked: list[float], named: list[float]) -> None:
    """Let words of what is asked stand for the words of the name whose initials they are ("TK").

    For all of them only where another word speaks for the same name ("NRCS Nepal"), and then for less than
    where the acronym is one that a body is known by.
    """
    first = "".join(word.fold[0] for word in name)
    longest = len(first) if max(asked) >= _TOLD else len(first) - 1
    for at, word in enumerate(words):
        if asked[at] < _ALIKE and 1 < len(word.fold) <= longest and word.fold in first:
            start = first.index(word.fold)
            asked[at] = _SHORTENED if len(word.fold) < len(first) else _ALL_INITIALS
            for i in range(start, start + len(word.fold)):
                named[i] = max(named[i], asked[at])


def _swapped(asked: Said, name: Said) -> bool:
    """Say whether two names differ in nothing but a space or two letters swapped.

    Letters swapped in a short word make another word or acronym, unless what comes of it is a known word.
    """
    one, other = asked.run, name.run
    if one == other:
        return len(one) >= _LONG
    if min(len(one), len(other)) < _LONG or sorted(one) != sorted(other) or OSA.distance(one, other) != 1:
        return False
    at = next(i for i, letter in enumerate(one) if letter != other[i])
    if one[at].isdigit() or one[at + 1].isdigit():
        return False
    pairs = zip(asked.words, name.words, strict=False)
    wrong = [right for word, right in pairs if word.sound != right.sound]
    return len(wrong) != 1 or len(wrong[0].sound) > _LEAST or bool(wrong[0].meant - MARKS)


def _weakest(words: Sequence[Word], alike: Sequence[float], loose: frozenset[str] = _LOOSE) -> float:
    """Return the least of *alike*, but for words that mean what is *loose*; 1 if there are no others."""
    return min((a for w, a in zip(words, alike, strict=True) if not w.meant & loose), default=1.0)


def _numbers(words: Sequence[Word]) -> list[str]:
    """Return the numbers and single letters among *words*."""
    return sorted(word.fold for word in words if _NUMBER.search(word.fold))


def _other_law(words: Sequence[Word], name: Sequence[Word]) -> bool:
    """Say whether both tell a form of law, and another one: the firm of another country."""
    one, other = ({word.fold for word in found if word.legal} for found in (words, name))
    return bool(one and other and not one & other)


def _translated(words: Sequence[Word], name: Sequence[Word]) -> bool:
    return bool(words[0].meant & name[0].meant)


def _other_country(words: Sequence[Word], name: Sequence[Word]) -> bool:
    """Say whether both speak of countries, and of none in common."""
    one, other = countries(words), countries(name)
    return bool(one and other and not one & other)


def _told_of(word: Word, others: Sequence[Word], found: float) -> float:
    """Return *found*, of a word that says several things at once the share of them that *others* say."""
    if found > _TOLD or ALL not in word.meant:
        return found
    meanings = word.meant - MARKS
    said = sum(any(meaning in other.meant for other in others) for meaning in meanings)
    return found * said / len(meanings) if said else found


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
    if (one.guessed or other.guessed) and one.keys & other.keys:
        return _UNTOLD
    shared = one.keys & other.keys
    if shared and any(key[0] != HEARD for key in shared):
        if one.meant == other.meant or not shared <= one.meant:
            return SAME_WORD
        # "Congolese" is of either country, "RDC" of one; "Kızılay" is both words of "Red Crescent".
        if not any(key[0] == "@" for key in shared):
            return _TOLD
        return SAME_WORD if countries([one]) == countries([other]) else _UNTOLD
    return 0.0 if one.meant and other.meant else _misspelt(*sorted((one.sound, other.sound), key=len))


def _misspelt(short: str, long: str) -> float:
    """Return how likely one of two sounds is a misspelling or an abbreviation of the other, 0–1."""
    if short == long:
        return SAME_WORD
    if len(short) < _LEAST or short[0].isdigit() or long[0].isdigit():
        return 0.0
    wrong = OSA.distance(short, long)
    if wrong == 1 and len(short) >= _LONG:
        return _TOLD
    likeness = 1 - wrong / len(long)
    if likeness < _ALIKE:
        return _SHORTENED if long.startswith(short) else 0.0
    return min(likeness, _UNTOLD)
