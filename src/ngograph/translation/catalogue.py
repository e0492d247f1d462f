"""Catalogues of sentences: a file of lines, each a text in English and the same in Bosnian and Russian."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ngograph.translation.sentence import Sentence, filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LANGUAGES: Final = ("en", "bs", "ru")
"""The languages that are spoken; the first is the one that all is written in."""


@dataclass(frozen=True)
class Catalogue:
    """What texts are in the other languages.

    Attributes:
        texts: by the English text, or a name in its place, the same by language; of a sentence with values
            the templates, see `Sentence`.
    """

    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def say(self, text: str, lang: str) -> str:
        """Return *text* in *lang*; in English where there is nothing else."""
        if lang == LANGUAGES[0]:
            return text
        if isinstance(text, Sentence):
            template = self.texts.get(text.template, {}).get(lang, text.template)
            return filled(template, text.values, lang, lambda inner: self.say(inner, lang))
        return self.texts.get(text, {}).get(lang, text)

    def called(self, name: str, otherwise: str, lang: str) -> str:
        """Return what *name* stands for in *lang*; in English, or where nothing is known, *otherwise*."""
        return self.texts[name][lang] if lang != LANGUAGES[0] and name in self.texts else otherwise

    def knows(self, text: str) -> bool:
        """Say whether *text* is in the catalogue."""
        return (text.template if isinstance(text, Sentence) else text) in self.texts


def read(texts: Iterable[str]) -> Catalogue:
    """Return the catalogue that *texts* of files make: `English | Bosnian | Russian`, and `#` for remarks."""
    lines = (line for text in texts for line in text.splitlines() if line and not line.startswith("#"))
    parts = ([part.strip() for part in line.split("|")] for line in lines)
    return Catalogue(
        MappingProxyType({key: dict(zip(LANGUAGES[1:], said, strict=True)) for key, *said in parts})
    )
