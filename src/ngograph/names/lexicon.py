"""Words that mean the same across languages, read from `lexicon.toml` beside this file."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ngograph.names.phrases import Phrase, by_first
from ngograph.names.scripts import folds
from ngograph.names.stemming import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHORTEST: Final = 4


@dataclass(frozen=True)
class Lexicon:
    """Meanings ("=cross") and countries ("@bg") of words.

    Args:
        written: by a way to write the word in Latin letters.
        stemmed: by a stem of the word.
        phrases: those of several words, by a key of the first.
        joining: words that only join others ("of", "und").
        endings: what names of countries and adjectives from them end in.
        languages: words that tell the language of a name, by its tag.
    """

    written: Mapping[str, frozenset[str]]
    stemmed: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    joining: frozenset[str]
    endings: frozenset[str]
    languages: Mapping[str, frozenset[str]]

    def meanings(self, ways: Iterable[str], roots: Iterable[str]) -> frozenset[str]:
        """Return what a word means that is written so, else what one means that has one of these stems."""
        found = frozenset[str]().union(*(self.written.get(way, ()) for way in ways))
        return found or frozenset[str]().union(*(self.stemmed.get(root, ()) for root in roots))


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    read = tomllib.loads(files("ngograph.names").joinpath("lexicon.toml").read_text("utf-8"))
    written: dict[str, set[str]] = defaultdict(set)
    stemmed: dict[str, set[str]] = defaultdict(set)
    phrases: list[Phrase] = []
    for entry, meant in _entries(read):
        parts = [keys(part) for part in entry.split("_")]
        if len(parts) > 1:
            phrases.append(Phrase(tuple(parts), meant))
            continue
        for key in parts[0]:
            if key[0] != "~":
                written[key].add(meant)
            elif len(key) > _SHORTEST:
                stemmed[key[1:]].add(meant)
    joining, endings = (frozenset(read[part]["listed"].split()) for part in ("joining", "endings"))
    languages = {tag: frozenset(listed.split()) for tag, listed in read["languages"].items()}
    return Lexicon(_frozen(written), _frozen(stemmed), by_first(phrases), joining, endings, languages)


def keys(word: str) -> frozenset[str]:
    """Return the ways to write *word* in Latin letters, and its stems, each after a "~"."""
    lower = word.casefold().replace("'", "")
    ways = folds(lower)
    return frozenset(ways) | {f"~{root}" for root in stems(lower, ways[0])}


def _entries(read: Mapping[str, Mapping[str, str]]) -> Iterable[tuple[str, str]]:
    """Yield each word or phrase with one of its meanings."""
    for section, sign in (("words", "="), ("forms", "="), ("families", "="), ("countries", "@")):
        for meant, listed in read[section].items():
            for word in listed.split():
                yield word, sign + meant
    for several, listed in read["compounds"].items():
        for word in listed.split():
            for meant in several.split():
                yield word, f"={meant}"


def _frozen(table: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(found) for key, found in table.items()}
