"""Words that mean the same across languages, read from the two files beside this one."""

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
from ngograph.names.word import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

WORDS: Final = "lexicon.toml"
COUNTRIES: Final = "countries.toml"
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
    read = _read(WORDS)
    written: dict[str, set[str]] = defaultdict(set)
    stemmed: dict[str, set[str]] = defaultdict(set)
    phrases: list[Phrase] = []
    for entry, meant in (*_entries(read), *_listed(_read(COUNTRIES)["countries"], "@")):
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


def _read(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files("ngograph.names").joinpath(name).read_text("utf-8"))


def _entries(read: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each word or phrase with one of its meanings."""
    for section, sign in (("words", "="), ("forms", "="), ("families", "="), ("countries", "@")):
        yield from _listed(read[section], sign)
    for several, listed in read["compounds"].items():
        for meant in several.split():
            yield from ((word, f"={meant}") for word in listed.split())
        yield from ((word, ALL) for word in listed.split())


def _listed(section: Mapping[str, str], sign: str) -> Iterator[tuple[str, str]]:
    for meant, listed in section.items():
        for word in listed.split():
            yield word, sign + meant


def _frozen(table: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(found) for key, found in table.items()}
