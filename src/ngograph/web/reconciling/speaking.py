"""In which languages an answer is: the words of the service in one of ours, names in whichever is wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webob.acceptparse import (  # type: ignore[import-untyped]
    AcceptLanguageValidHeader,
    create_accept_language_header,
)

from ngograph.vocab import NGO
from ngograph.web.phrases import PREFERENCE, phrase, tongue

if TYPE_CHECKING:
    from starlette.requests import Request

    from ngograph.reconciling import Entity
    from ngograph.web.service import Service
    from ngograph.web.words import Words

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MOST: Final = 10
_FROM_RIGHT: Final = ("ar", "fa", "he", "ur", "ps", "dv", "yi", "ckb", "ug")


@dataclass(frozen=True)
class Speech:
    """How one client is answered.

    Args:
        lang: the language of ours in which the service speaks.
        languages: those in which names are wanted, by tag in small letters, the best first.
        words: what classes and properties are called.
        named: the language that the address names, empty if it names none.
    """

    lang: str
    languages: tuple[str, ...]
    words: Words
    named: str = ""

    def of_class(self, name: str) -> str:
        """Return what the class called *name* is called."""
        return str(self.words.label(f"{NGO}{name}").value)

    def phrase(self, key: str) -> str:
        """Return the words of *key*."""
        return phrase(key, self.lang)

    def of(self, entity: Entity) -> dict[str, str]:
        """Return what *entity* is called, with the language and its direction where they are known."""
        text, tag = entity.label(self.languages)
        return {"name": text, **direction(tag)}


async def speech(service: Service, request: Request) -> Speech:
    """Return how *request* is answered: as ``?lang=`` says, else as its header does, else in English."""
    lang = tongue(request)
    named = request.query_params.get("lang", "")
    if _TAG.fullmatch(named):
        wanted = [named.lower()]
    else:
        named = ""
        header = create_accept_language_header(request.headers.get("accept-language"))
        valid = header.parsed if isinstance(header, AcceptLanguageValidHeader) else ()
        wanted = [
            tag.lower() for tag, weight in sorted(valid, key=lambda one: -one[1]) if tag != "*" and weight
        ]
    languages = [
        other
        for tag in wanted[:_MOST]
        for other in (tag, tag.partition("-")[0], *PREFERENCE.get(tag.partition("-")[0], ())[:-1])
    ]
    return Speech(lang, tuple(dict.fromkeys((*languages, "en"))), await service.tongues[lang](), named)


def direction(tag: str) -> dict[str, str]:
    """Return the language *tag* and the direction of its writing, as the API has them; nothing for no tag."""
    if not tag:
        return {}
    first = tag.partition("-")[0]
    right = (first in _FROM_RIGHT and "-latn" not in tag and "-cyrl" not in tag) or "-arab" in tag
    return {"lang": tag, "dir": "rtl" if right else "ltr"}
