"""The templates of the pages: everything in them is escaped unless it is markup of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from ngograph.vocab import curie
from ngograph.web.links import href
from ngograph.web.phrases import kind_in_words, phrase
from ngograph.web.tables import heading
from ngograph.web.words import text

if TYPE_CHECKING:
    from ngograph.web.settings import Settings


def environment(settings: Settings, release: str, built: str) -> Environment:
    """Return the templates, which know the title of the graph and the release that is served."""
    templates = Environment(
        loader=PackageLoader("ngograph.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals |= {"site": settings.title, "release": release, "built": built}
    templates.filters |= {
        "in_words": phrase,
        "kind_in_words": kind_in_words,
        "href": href,
        "curie": curie,
        "text": text,
        "number": "{:,}".format,
        "heading": heading,
    }
    return templates
