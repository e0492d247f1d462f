"""Keys of a name: two spellings of one name share at least one.

An *exact* key does not care for case, script, diacritics or punctuation. A *stem* key does not care for
inflection, word order and words that many names have ("society", "Društvo", "Общество") either.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

import Stemmer  # type: ignore[import-not-found]  # the wheel has no types
from anyascii import anyascii

# Latin letters of Serbian for Cyrillic ones; letters that only Russian has are treated likewise (щ → šč).
_SOUTH: Final = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџшйыэёьъщюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "dj",
            "e",
            "ž",
            "z",
            "i",
            "j",
            "k",
            "l",
            "lj",
            "m",
            "n",
            "nj",
            "o",
            "p",
            "r",
            "s",
            "t",
            "ć",
            "u",
            "f",
            "h",
            "c",
            "č",
            "dž",
            "š",
            "j",
            "i",
            "e",
            "e",
            "",
            "",
            "šč",
            "ju",
            "ja",
        ],
        strict=True,
    )
)
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_APOSTROPHES: Final = re.compile(r"['’ʼʻ`]")
_DOTTED: Final = re.compile(r"\b(\w)\.(?=\w\b)")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_SLASHED: Final = re.compile(r"[^\s/]+(?:/[^\s/]+)+")
_MOST_FORMS: Final = 16

# Words that only join others, and stems of words that name the form of a body: alone they tell nothing.
_JOINING: Final = "a al and da de des di dla dos du el for i in iz la le les na o of on the u v z za"
_FORMS: Final = (
    "association drustv nacionaln national obscestv sociedad sociedade societ society udrug udruzenj"
)
_EMPTY: Final = (frozenset(_JOINING.split()), frozenset(_FORMS.split()))
# One word, two standards of one language; stems as the Serbian stemmer leaves them, without diacritics.
_TWINS: Final = {"krst": "kriz", "polumesec": "polumjesec", "opstin": "opcin", "svajcarsk": "svicarsk"}


def exact_keys(text: str) -> frozenset[str]:
    """Return the keys that *text* shares with every other way of writing the same name in the same form.

    >>> exact_keys("ЦРВЕНИ КРСТ") & exact_keys("Crveni  krst") != frozenset()
    True
    """
    return frozenset(
        key for form in _forms(text) for key in (_fold(anyascii(form)), _fold(anyascii(_south(form)))) if key
    )


def stem_keys(text: str) -> frozenset[str]:
    """Return the keys that *text* shares with inflected and reordered forms of the same name.

    >>> stem_keys("Crvenog križa Tuzlanskog kantona") == stem_keys("Crveni križ Tuzlanskog kantona")
    True
    """
    return frozenset(key for form in _forms(text) for key in _stemmed(form) if key)


def _stemmed(form: str) -> tuple[str, ...]:
    """Return the stem keys of one form, with and without the help of its diacritics."""
    words = _words(form)
    south = [_south(word) for word in words]
    ways = [
        [anyascii(_stem("serbian", word)) for word in south],
        [anyascii(_stem("serbian", anyascii(word))) for word in south],
    ]
    if _CYRILLIC.search(form):
        ways.append([anyascii(_south(_stem("russian", word))) for word in words])
    return tuple(_bag(way, [anyascii(word) for word in south]) for way in ways)


def _bag(stems: list[str], words: list[str]) -> str:
    """Return the telling stems, sorted; all of them if none tells anything.

    A word without a Latin transliteration has an empty stem, which is none.
    """
    joining, forms = _EMPTY
    said = [(stem, word) for stem, word in zip(stems, words, strict=True) if stem]
    telling = {_TWINS.get(stem, stem) for stem, word in said if word not in joining and stem not in forms}
    return " ".join(sorted(telling or {stem for stem, _ in said}))


def _forms(text: str) -> list[str]:
    """Return *text* and, where words are given as "krst/križ", each way of choosing among them."""
    plain = unicodedata.normalize("NFKC", text).strip()
    forms = [plain]
    alternatives = max((len(found.split("/")) for found in _SLASHED.findall(plain)), default=0)
    for choice in range(min(alternatives, _MOST_FORMS)):
        forms.append(_SLASHED.sub(lambda found, at=choice: _chosen(found.group().split("/"), at), plain))  # type: ignore[misc]
    return forms


def _chosen(words: list[str], at: int) -> str:
    """Return the word at place *at*, or the last where there are fewer."""
    return words[min(at, len(words) - 1)]


def _words(form: str) -> list[str]:
    """Return the words of *form* in lower case, script and diacritics kept."""
    return _NOT_WORD.sub(" ", _DOTTED.sub(r"\1", _APOSTROPHES.sub("", form.casefold()))).split()


def _fold(text: str) -> str:
    """Return *text* in lower case, its words parted by single spaces, without punctuation."""
    return " ".join(_words(text))


def _south(text: str) -> str:
    """Return *text* with Cyrillic letters as the Latin letters of Serbian."""
    return "".join(_SOUTH.get(letter, letter) for letter in text.casefold()).replace("đ", "dj")


def _stem(language: str, word: str) -> str:
    """Return the stem of *word*."""
    return str(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    """Return the Snowball stemmer of *language*: made when first needed, kept because making one is dear."""
    return Stemmer.Stemmer(language)
