"""When something was, in words, from what its source allows to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.vocab import NGO
from ngograph.web.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad


def when(quads: Iterable[Quad], lang: str = "en") -> str:
    """Return the time that *quads* state in words of *lang*, empty if they state none."""
    said = {
        quad.predicate.value.removeprefix(NGO): getattr(quad.object, "value", "")
        for quad in quads
        if quad.predicate.value.startswith(NGO)
    }
    if edtf := said.get("edtf"):
        return in_words(edtf, lang)
    start, end = (
        (said.get(f"{side}Earliest", ""), said.get(f"{side}Latest", "")) for side in ("start", "end")
    )
    if start == end and all(start):
        return _worded("within", lang, *start)
    begin = _side(*start, "from", "begun", lang)
    finish = _side(*end, "until", "ended", lang)
    if said.get("ongoing") == "true":
        finish = _worded("ongoing", lang)
    return ", ".join(part for part in (begin, finish) if part)


def in_words(edtf: str, lang: str = "en") -> str:
    """Return an EDTF date or interval as one reads it in *lang*.

    >>> in_words("2022-11-20/2022-12-02")
    '2022-11-20 to 2022-12-02'
    >>> in_words("2013/..", "bs")
    'od 2013 do danas'
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return edtf
    if start in ("", ".."):
        return _worded("until", lang, end)
    if end in ("", ".."):
        return _worded("now" if end else "from", lang, start)
    return _worded("span", lang, start, end)


def _side(earliest: str, latest: str, at: str, done: str, lang: str) -> str:
    if earliest and latest:
        if earliest == latest:
            return _worded(at, lang, earliest)
        return _worded(f"{done}-between", lang, earliest, latest)
    if earliest:
        return _worded(f"{done}-after", lang, earliest)
    return _worded(f"{done}-by", lang, latest) if latest else ""


def _worded(key: str, lang: str, *days: str) -> str:
    return phrase(f"date-{key}", lang).format(*days)
