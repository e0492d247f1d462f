"""The words of the pages in English, Bosnian and Russian (`phrases.txt`), and which a reader wants."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from webob.acceptparse import create_accept_language_header  # type: ignore[import-untyped]

from ngograph.translation.sentence import filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

LANGUAGES: Final = ("en", "bs", "ru")
"""The languages that pages speak; the first is the one for everybody else."""

OWN_NAMES: Final = MappingProxyType({"en": "English", "bs": "Bosanski", "ru": "Русский"})

PREFERENCE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"en": ("en",), "bs": ("bs", "hr", "sr-latn", "en"), "ru": ("ru", "en")}
)
"""The languages in which a reader wants a label, the best first."""


def phrase(key: str, lang: str) -> str:
    """Return the words of *key* in *lang*.

    >>> phrase("search", "bs")
    'Traži'
    """
    return _table()[key][lang]


def counted(number: int, of: str, lang: str) -> str:
    """Return how many there are in words, the noun in the form that stands beside the number.

    >>> counted(21, "names", "ru"), counted(22, "names", "ru"), counted(25, "names", "bs")
    ('21 имя', '22 имени', '25 imena')
    """
    return filled(phrase(f"count-{of}", lang), {"n": number}, lang)


def has_phrase(key: str) -> bool:
    """Say whether there are words for *key*."""
    return key in _table()


def kind_in_words(kind: str, lang: str) -> str:
    """Return the heading over things of *kind*: the sort of thing, or the key of a list of concepts.

    >>> kind_in_words("organisation", "ru"), kind_in_words("affiliation-kind", "en")
    ('Организации', 'Affiliation kind')
    """
    key = f"kind-{kind}"
    return _table()[key][lang] if key in _table() else kind.replace("-", " ").capitalize()


def phrases() -> tuple[str, ...]:
    """Return the keys of all of them."""
    return tuple(_table())


def named_tongue(request: Request) -> str | None:
    """Return the language of ours that the address of *request* names, if it does."""
    named = request.query_params.get("lang", "")
    return named if named in LANGUAGES else None


def tongue(request: Request) -> str:
    """Return the language of ours that *request* wants: by ``?lang=``, else by its header, else English."""
    if (named := named_tongue(request)) is not None:
        return named
    wanted = create_accept_language_header(request.headers.get("accept-language"))
    return str(wanted.lookup(LANGUAGES, default=LANGUAGES[0]))


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = (files("ngograph.web") / "phrases.txt").read_text(encoding="utf-8")
    return {
        key.strip(): dict(zip(LANGUAGES, (words.strip() for words in texts), strict=True))
        for key, *texts in (line.split("|") for line in text.splitlines() if not line.startswith("#"))
    }
