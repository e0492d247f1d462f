"""Why something of an import was left out or noted, in the language of a page (`causes.txt`).

The account of a release holds what readers said in English, with what they found already filled in.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from ngograph.translation import LANGUAGES, read
from ngograph.web.tables import Cell

_FILLED = re.compile(r"\\\{(\w+)\\\}")
"""A place for what is filled in, in a template whose marks are escaped."""


@lru_cache(maxsize=4096)
def cause(text: str, lang: str) -> Cell:
    """Return the cause that an account gives as *text* in *lang*; in English where it is not known.

    >>> cause("country XK is unknown", "ru").text
    'страна XK неизвестна'
    """
    if lang != LANGUAGES[0]:
        for pattern, texts in _patterns():
            if found := pattern.fullmatch(text):
                return Cell(texts[lang].format(**found.groupdict()), lang=lang)
    return Cell(text, lang=LANGUAGES[0])


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Return what each text looks like, those that say most themselves first, with the other languages."""
    known = read([(files("ngograph.web") / "causes.txt").read_text("utf-8")])
    ordered = sorted(known.texts, key=lambda text: (len(re.sub(r"\{.*?\}", "", text)) * -1, text))
    return tuple(
        (re.compile(_FILLED.sub(r"(?P<\1>.+)", re.escape(text))), dict(known.texts[text])) for text in ordered
    )
