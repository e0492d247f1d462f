"""Keys of a name: two spellings of one name share at least one.

An *exact* key does not care for case, script, diacritics or punctuation, nor for the name's own acronym in
brackets.
A *stem* key does not care for inflection, word order, forms of law and words that many names have ("society",
"Društvo", "Общество") either.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from ngograph.names.forms import forms
from ngograph.names.languages import language
from ngograph.names.lexicon import lexicon
from ngograph.names.scripts import is_arabic, is_cyrillic, south
from ngograph.names.stemming import bare_stem, stem
from ngograph.names.word import LEGAL

_APOSTROPHES: Final = re.compile(r"['’ʼʻ`]")
_DOTTED: Final = re.compile(r"\b(\w)\.(?=\w\b)")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_WHOLE: Final = 0.95

# Words that only join others, and stems of words that name the form of a body: alone they tell nothing.
_JOINING: Final = "a al and da de des di dla dos du el for i in iz la le les na o of on the u v z za"
_FORMS: Final = (
    "association drustv nacionaln national obscestv sociedad sociedade societ society udrug udruzenj"
)
_EMPTY: Final = (frozenset(_JOINING.split()), frozenset(_FORMS.split()))
# One word, two standards of one language; stems as the Serbian stemmer leaves them, without diacritics.
_TWINS: Final = {"krst": "kriz", "polumesec": "polumjesec", "opstin": "opcin", "svajcarsk": "svicarsk"}
_STEMMERS: Final = {
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
    "it": "italian",
    "de": "german",
    "nl": "dutch",
    "sv": "swedish",
    "tr": "turkish",
}


@lru_cache(maxsize=1 << 14)
def exact_keys(text: str) -> frozenset[str]:
    """Return the keys that *text* shares with every other way of writing the same name in the same form.

    >>> exact_keys("ЦРВЕНИ КРСТ") & exact_keys("Crveni  krst") != frozenset()
    True
    """
    return frozenset(
        key for form in _whole(text) for key in (_fold(anyascii(form)), _fold(anyascii(south(form)))) if key
    )


@lru_cache(maxsize=1 << 14)
def stem_keys(text: str) -> frozenset[str]:
    """Return the keys that *text* shares with inflected and reordered forms of the same name.

    >>> stem_keys("Crvenog križa Tuzlanskog kantona") == stem_keys("Crveni križ Tuzlanskog kantona")
    True
    """
    return frozenset(key for form in _whole(text) for key in _stemmed(form) if key)


def _whole(text: str) -> list[str]:
    """Return the forms of *text* that stand for all of it."""
    return [form.text for form in forms(text) if form.worth >= _WHOLE]


def _stemmed(form: str) -> tuple[str, ...]:
    """Return the stem keys of one form: with and without its diacritics, and as its language has it."""
    words = _words(form)
    latin = [_latin(word) for word in words]
    ways = [[marked for _, marked, _ in latin], [bared for _, _, bared in latin]]
    if is_cyrillic(form):
        ways.append([anyascii(south(stem("russian", word))) for word in words])
    elif is_arabic(form):
        ways.append([bare_stem(word) for word in words])
    elif (spoken := language(form)) in _STEMMERS:
        ways.append([_stem_in(_STEMMERS[spoken], word) for word in words])
    return tuple(_bag(way, [plain for plain, _, _ in latin]) for way in ways)


@lru_cache(maxsize=1 << 16)
def _latin(word: str) -> tuple[str, str, str]:
    """Return *word* in Latin letters without marks, and its Serbian stem, cut with marks and without."""
    latin = south(word)
    plain = anyascii(latin)
    return plain, anyascii(stem("serbian", latin)), anyascii(stem("serbian", plain))


@lru_cache(maxsize=1 << 16)
def _stem_in(language: str, word: str) -> str:
    """Return the stem of *word* by the stemmer called *language*, without marks."""
    return anyascii(stem(language, word))


def _bag(stems: list[str], words: list[str]) -> str:
    """Return the telling stems, sorted; all of them if none tells anything.

    A word without a Latin transliteration has an empty stem, which is none.
    """
    joining, formal = _EMPTY
    said = [(stem, word) for stem, word in zip(stems, words, strict=True) if stem]
    telling = {
        _TWINS.get(stem, stem)
        for stem, word in said
        if word not in joining and stem not in formal and LEGAL not in lexicon().written.get(word, ())
    }
    return " ".join(sorted(telling or {stem for stem, _ in said}))


def _words(form: str) -> list[str]:
    """Return the words of *form* in lower case, script and diacritics kept."""
    return _NOT_WORD.sub(" ", _DOTTED.sub(r"\1", _APOSTROPHES.sub("", form.casefold()))).split()


def _fold(text: str) -> str:
    """Return *text* in lower case, its words parted by single spaces, without punctuation."""
    return " ".join(_words(text))
