"""When something was, in words, from what its source allows to be said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ngograph.vocab import NGO
from ngograph.web.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad


_DAY: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-([0-3]\d))?)?")


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
    if said.get("ongoing") != "true":
        if start[0] and end[1] and not (start[1] or end[0]):
            return _worded("between", lang, start[0], end[1])
        if start[1] and end[0] >= start[1] and not (start[0] or end[1]):
            span = (start[1],) if start[1] == end[0] else (start[1], end[0])
            return _worded("under-way-span" if len(span) > 1 else "under-way", lang, *span)
    begin = _side(*start, "from", "begun", lang)
    finish = _side(*end, "until", "ended", lang)
    if said.get("ongoing") == "true":
        finish = _worded("ongoing", lang)
    return ", ".join(part for part in (begin, finish) if part)


def in_words(edtf: str, lang: str = "en") -> str:
    """Return an EDTF date or interval as one reads it in *lang*.

    >>> in_words("2022-11-20/2022-12-02")
    '20 November 2022 to 2 December 2022'
    >>> in_words("2013/..", "bs")
    'od 2013. do danas'
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return day_in_words(edtf, lang)
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
    return phrase(f"date-{key}", lang).format(*(day_in_words(day, lang) for day in days))


def day_in_words(day: str, lang: str) -> str:
    """Return a day, month or year in the manner of *lang*; anything else as it is.

    >>> day_in_words("2022-11-20", "ru"), day_in_words("2018-02", "en"), day_in_words("2018?", "en")
    ('20.11.2022', 'February 2018', '2018?')
    """
    match = _DAY.fullmatch(day)
    if match is None:
        return day
    year, month, number = (int(part) if part else 0 for part in match.groups())
    form = phrase("day-form" if number else "month-form" if month else "year-form", lang)
    names = phrase("months", lang).split()
    return form.format(year=year, month=month, day=number, name=names[month - 1] if month else "")
