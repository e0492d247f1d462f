"""The countries that words of names speak of: by their names and by what is made of these ("bulgare")."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ngograph.names.lexicon import lexicon
from ngograph.names.phrases import Phrase, by_first, marked
from ngograph.names.scripts import is_arabic
from ngograph.names.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ngograph.names.index import Name
    from ngograph.names.word import Word

_COUNTRY: Final = re.compile(r".*/place/([a-z]{2})")
_ALPHA_2: Final = re.compile(r"[A-Za-z]{2}")
_ROOT: Final = 4
_LONGEST: Final = 6


@dataclass(frozen=True)
class Places:
    """Countries by the words that speak of them; made by `places`.

    Args:
        written: by how a word is written.
        roots: by what is left of a word without its ending.
        phrases: by several words together.
        seen: words looked at before.
    """

    written: Mapping[str, frozenset[str]]
    roots: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    seen: dict[Word, Word] = field(default_factory=dict)

    def mark(self, found: tuple[Word, ...]) -> tuple[Word, ...]:
        """Return the words of a name, those that speak of a country with its key ("@bg") too."""
        told = tuple(self._marked(word) for word in found)
        return marked(told, self.phrases)

    def _marked(self, word: Word) -> Word:
        if word.meant or not self.written:
            return word
        if (known := self.seen.get(word)) is not None:
            return known
        spoken = frozenset[str]().union(*(self.written.get(key, ()) for key in word.keys))
        if not spoken:
            spoken = next((self.roots[root] for root in roots(word.fold) if root in self.roots), frozenset())
        known = self.seen[word] = word.meaning(*spoken) if spoken else word
        return known


def places(names: Iterable[Name]) -> Places:
    """Return the countries among *names*: places whose IRI ends in ISO 3166-1 alpha-2."""
    written: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    phrases: list[Phrase] = []
    for name, code in _countries(names):
        found = words(name)
        if len(found) == 1:
            written[found[0].fold].add(code)
            if is_arabic(name):  # whose stems hold what its vowels do elsewhere
                for key in found[0].keys:
                    written[key].add(code)
        elif found:
            phrases.append(Phrase(tuple(word.keys for word in found), code))
            for word in found:
                if len(word.fold) > _ROOT and not word.meant:
                    parts[word.fold].add(code)
    # A word that only one country has in its name speaks of it by itself: "Herzegovina".
    for part, codes in parts.items():
        if len(codes) == 1:
            written[part] |= codes
    rooted: dict[str, set[str]] = defaultdict(set)
    for whole, codes in written.items():
        for root in roots(whole):
            rooted[root] |= codes
    return Places(_frozen(written), _frozen(rooted), by_first(phrases))


def country(text: str) -> str:
    """Return the key of the country whose IRI or ISO 3166-1 alpha-2 code *text* is, empty if it is neither.

    >>> country("https://w3id.org/ngograph/id/place/bg"), country("BG"), country("Bulgaria")
    ('@bg', '@bg', '')
    """
    if found := _COUNTRY.fullmatch(text):
        return f"@{found.group(1)}"
    return f"@{text.lower()}" if _ALPHA_2.fullmatch(text) else ""


def _countries(names: Iterable[Name]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name.kind == "place" and (found := _COUNTRY.fullmatch(name.iri)):
            yield name.text, f"@{found.group(1)}"


def roots(fold: str) -> list[str]:
    """Return *fold* and what is left of it without an ending of countries and adjectives, longest first."""
    left = [fold[:at] for at in range(len(fold) - 1, max(_ROOT, len(fold) - _LONGEST) - 1, -1)]
    return [fold, *(root for root in left if fold[len(root) :] in lexicon().endings)]


def _frozen(table: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(found) for key, found in table.items()}
