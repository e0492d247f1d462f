"""The templates of the pages: everything in them is escaped unless it is markup of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from ngograph.analysis import speaking
from ngograph.translation import LANGUAGES, Catalogue, number
from ngograph.vocab import curie
from ngograph.web.causes import cause
from ngograph.web.dates import in_words
from ngograph.web.links import href
from ngograph.web.phrases import counted, kind_in_words, phrase
from ngograph.web.tables import Cell
from ngograph.web.words import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.queries import Query
    from ngograph.web.settings import Settings


def environment(
    settings: Settings, release: str, built: str, *, asked: Catalogue | None = None, analysed: bool = False
) -> Environment:
    """Return the templates, which know the title of the graph and the release that is served.

    Args:
        settings: of the service.
        release: its id.
        built: when.
        asked: what questions say of themselves in other languages than English.
        analysed: whether the network can be analysed; then they lead there.
    """
    known = asked or Catalogue()
    templates = Environment(
        loader=PackageLoader("ngograph.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals |= {"site": settings.title, "release": release, "built": built, "analysed": analysed}
    templates.filters |= {
        "in_words": phrase,
        "kind_in_words": kind_in_words,
        "href": href,
        "curie": curie,
        "text": text,
        "number": number,
        "counted": counted,
        "with_number": lambda words, value, lang: words.format(number(value, lang)),
        "day": in_words,
        "said": speaking.sentences().say,
        "option_said": speaking.option,
        "choice_said": speaking.choice,
        "cause_in": cause,
        "asked_in": lambda text, lang, otherwise: in_tongue(known, text, lang, otherwise),
        "title_in": lambda query, lang: _titles(query).get(lang, query.title),
        "title_lang": lambda query, lang: lang if lang in _titles(query) else "en",
    }
    return templates


def in_tongue(known: Catalogue, text: str, lang: str, otherwise: str = "") -> Cell:
    """Return what *text* is in *lang* as far as it is *known*, else in English: itself, or *otherwise*."""
    if lang != LANGUAGES[0] and known.knows(text):
        return Cell(known.say(text, lang), lang=lang)
    return Cell(otherwise or text, lang=LANGUAGES[0])


def _titles(query: Query) -> Mapping[str, str]:
    """Return the titles of *query* in other languages than English."""
    titles: Mapping[str, str] = query.head.get("titles", {})
    return titles
