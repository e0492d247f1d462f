"""The words of a name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ngograph.names.lexicon import lexicon
from ngograph.names.phrases import marked
from ngograph.names.scripts import bones, folds, is_arabic, plain, skeleton
from ngograph.names.stemming import stems
from ngograph.names.word import HEARD, MARKS, Word

_ELIDED: Final = re.compile(r"\b(?:[cdjlmnst]|qu|dell|nell|sull|all|dall|degl)['’ʼʻ`](?=\w{2})")
_ENDING: Final = re.compile(r"(?<=\w{3})['’ʼʻ`](?:\w{1,4})\b")
_BENT: Final = re.compile(r"\b([A-ZČĆŠŽĐ]{2,}|[А-ЯЂЈЉЊЋЏ]{2,})-(?:a|u|e|om|em|ov|i|а|у|е|ом|ем|ов|и)\b")
_DOTTED: Final = re.compile(r"\b(\w)\.\s?(?=\w\b)")
_APOSTROPHES: Final = re.compile(r"['’ʼʻ`´]")
_WORD: Final = re.compile(r"[^\W_]+")
_HEARD: Final = 3


def words(text: str) -> tuple[Word, ...]:
    """Return the telling words of *text* in their order; all its words if none tells anything.

    >>> [word.fold for word in words("Croix-Rouge de Côte d'Ivoire")]
    ['croix', 'rouge', 'cote', 'ivoire']
    """
    return telling(every(text))


def telling(found: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return those of the words found that do not only join others; all of them if none tells anything."""
    kept = tuple(word for word in found if not word.joins)
    # A single letter at the end is a number or a mark: "Hospital I", "Vitamin A".
    if kept and len(found[-1].fold) == 1 and kept[-1] is not found[-1]:
        kept = (*kept, found[-1])
    return kept or found


def every(text: str) -> tuple[Word, ...]:
    """Return all words of *text* in their order, those that only join others too."""
    found = tuple(word for part in _parts(text) if (word := _word(part)) is not None)
    return marked(found, lexicon().phrases)


def _parts(text: str) -> list[str]:
    """Return the words of *text* as written, in lower case."""
    kept = plain(text)
    if "-" in kept:
        kept = _BENT.sub(r"\1", kept)
    kept = kept.casefold()
    if _APOSTROPHES.search(kept):
        kept = _APOSTROPHES.sub("", _ENDING.sub("", _ELIDED.sub(" ", kept)))
    if "." in kept:
        kept = _DOTTED.sub(r"\1", kept)
    return _WORD.findall(kept)


@lru_cache(maxsize=1 << 16)
def _word(part: str) -> Word | None:
    """Return the word written *part*, None if no letter or digit of it is known."""
    ways = folds(part)
    if not ways:
        return None
    roots = stems(part, ways[0])
    keys = frozenset(ways) | {f"~{root}" for root in roots}
    meant = lexicon().meanings(ways, roots)
    if is_arabic(part) and len(heard := bones(ways[0])) >= _HEARD:
        keys |= {f"{HEARD}{heard}"}
    return Word(ways[0], (keys | meant) - MARKS, skeleton(ways[0]), meant, ways[0] in lexicon().joining)
