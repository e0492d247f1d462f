"""The time of a record as EDTF, from the dates that a source writes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ngograph.dates import bounds
from ngograph.errors import DateError
from ngograph.sources.characters import with_digits

BAD: Final = "a date that does not exist was dropped"
UNREADABLE: Final = "a date that cannot be read was dropped"
REVERSED: Final = "it ends before it starts: both dates were dropped"

_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: \d\d?:.*)?", re.ASCII)
_MONTHS: Final = 12
_ISO: Final = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ]\d\d?:.*)?", re.ASCII)


@lru_cache(1 << 14)
def date_of(text: str) -> str:
    """Return the ISO date in *text*, without a time of day, as EDTF; empty if it holds none that exists.

    >>> date_of("2013-03-28T10:00:00Z"), date_of("2013"), date_of("2023-02-31")
    ('2013-03-28', '2013', '')
    """
    found = _ISO.fullmatch(with_digits(text.strip()))
    if found is None:
        return ""
    try:
        bounds(found[1])
    except DateError:
        return ""
    return found[1]


def day_first(text: str) -> str:
    """Return a date of which the day stands first in ISO form, and any other text as it is.

    Where only the month can stand first, it does.

    >>> day_first("25/03/2015"), day_first("1.4.2022"), day_first("03/25/2015"), day_first("2015-03-25")
    ('2015-03-25', '2022-04-01', '2015-03-25', '2015-03-25')
    """
    found = _DAY_FIRST.fullmatch(with_digits(text.strip()))
    if not found:
        return text
    day, month = (found[2], found[1]) if int(found[2]) > _MONTHS else (found[1], found[2])
    return f"{found[3]}-{month:0>2}-{day:0>2}"


def fault_of(text: str) -> str:
    """Return what to say of *text*, of which `date_of` makes nothing.

    >>> fault_of("31/02/2023"), fault_of("soon")
    ('a date that does not exist was dropped', 'a date that cannot be read was dropped')
    """
    iso = day_first(text)
    return BAD if _ISO.fullmatch(iso.strip()) and not date_of(iso) else UNREADABLE


@lru_cache(1 << 14)
def interval(start: str, end: str, *, ongoing: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return the time from *start* to *end* as EDTF, empty if nothing is known, and what was dropped.

    Args:
        start: the first date in ISO form, empty if unknown.
        end: the last date, empty if unknown.
        ongoing: whether what has no end is said to go on.

    >>> interval("2013-03-28", "")
    ('2013-03-28/', ())
    >>> interval("2014", "2013-05")
    ('', ('it ends before it starts: both dates were dropped',))
    """
    first, last = date_of(start), date_of(end)
    notes = tuple(fault_of(told) for told, kept in ((start, first), (end, last)) if told.strip() and not kept)
    if first and last:
        if _bound(first, "start_earliest") > _bound(last, "end_latest"):
            return "", (*notes, REVERSED)
        return (first if first == last else f"{first}/{last}"), notes
    if first:
        return f"{first}/{'..' if ongoing else ''}", notes
    return (f"/{last}" if last else ""), notes


def _bound(date: str, name: str) -> str:
    day = getattr(bounds(date), name)
    return day.isoformat() if day else ""
