"""Acronyms: what a name may be shortened to, and whether one is short for another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ngograph.names.words import every

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.names.word import Word

_SHORT: Final = re.compile(r"(?=.*[^\W\d_].*[^\W\d_])[^\W_](?:[-./&]?[^\W_]){1,9}\.?")
_LEAST: Final = 2
_MOST: Final = 12
_HEAD: Final = 3


def is_acronym(text: str) -> bool:
    """Say whether *text* looks like an acronym: one word of few letters, more of them capital than not.

    >>> is_acronym("ICRC"), is_acronym("МККК"), is_acronym("MoWHRD"), is_acronym("Caritas")
    (True, True, True, False)
    """
    if " " in text:
        return False
    capitals = sum(letter.isupper() for letter in text)
    small = sum(letter.islower() for letter in text)
    return _SHORT.fullmatch(text) is not None and capitals >= _LEAST and capitals >= small


def initials(found: Sequence[Word]) -> frozenset[str]:
    """Return the acronyms that may be made of these words, in small Latin letters.

    Words that only join are left out or not, as are forms of law; what stands after an "of" may come first or
    be left out, and a country may have the two letters of its code or its first two.

    >>> sorted(initials(every("Red Cross of Serbia")))
    ['rcos', 'rcrs', 'rcs', 'src']
    """
    kept = [word for word in found if not word.joins]
    told = "".join([word.fold[0] for word in kept])
    ways = {told}
    if len(kept) < len(found):
        ways.add("".join([word.fold[0] for word in found]))
        joint = next((at for at, word in enumerate(found) if at and word.joins), len(found))
        head = sum(not word.joins for word in found[:joint])
        ways.add(told[head:] + told[:head])
        if head >= _HEAD:
            ways.add(told[:head])
    if any(word.meant for word in kept):
        ways.add("".join([word.fold[0] for word in kept if not word.legal]))
        ways.add("".join([_code(word) or word.fold[0] for word in kept]))
        ways.add("".join([word.fold[: 2 if _code(word) else 1] for word in kept]))
    return frozenset(way for way in ways if _LEAST <= len(way) <= _MOST)


def letters(found: Sequence[Word]) -> str:
    """Return the words of an acronym in small Latin letters: "U.N." as "un"."""
    return "".join(word.fold for word in found)


def short_for(acronym: str, text: str) -> bool:
    """Say whether *acronym* is made from *text*: from its initials, or from letters in their order.

    >>> short_for("BADEF", "Banadir Development Foundation"), short_for("HI", "Oxfam")
    (True, False)
    """
    if not is_acronym(acronym):
        return False
    found = every(text)
    wanted, rest = letters(every(acronym)), letters(found)
    if wanted in initials(found):
        return True
    if not rest or rest[0] != wanted[:1]:
        return False
    left = iter(rest)
    return all(letter in left for letter in wanted)


def _code(word: Word) -> str:
    """Return the ISO 3166-1 alpha-2 code of the one country that *word* speaks of, else nothing."""
    codes = [key[1:] for key in word.meant if key[0] == "@"]
    return codes[0] if len(codes) == 1 else ""
