"""What an EDTF date allows: the earliest and latest days on which a thing began and ended.

Levels 0 and 1 of the Extended Date/Time Format (Library of Congress, 2019) are read by a grammar of our own.
The ``edtf`` package takes days that do not exist (2021-02-29), adds ten years where a side of an interval is
unknown, fails on ``2022-XX/2023`` and warns while it is imported; the tests compare what it reads rightly.

>>> bounds("2017-02/2018-02").end_latest
datetime.date(2018, 2, 28)
>>> bounds("2013/..").ongoing
True
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from itertools import product
from typing import Final

from ngograph.errors import DateError

OPEN: Final = ".."

# A level 1 qualifier stands at the end and speaks of the whole date; it does not move its bounds.
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)[?~%]?", re.ASCII)
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(Z|[+-]\d\d(:\d\d)?)?", re.ASCII)
_MONTH: Final = re.compile(r"(\d{4})-(\d\d)(-XX)?[?~%]?", re.ASCII)
_YEARS: Final = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)[?~%]?|(\d{4})-XX(-XX)?[?~%]?", re.ASCII)
_FAR: Final = re.compile(r"-\d{4}.*|Y-?\d{5,}", re.ASCII)
_LEVEL_2: Final = re.compile(r"[XES?~%\[{]")
# EDTF names no months for its seasons 21 to 24; these are the meteorological ones of the northern half of the
# world, where winter runs into the next year.
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


@dataclass(frozen=True)
class Bounds:
    """The days between which something began and ended, all inclusive; None where nothing is known.

    Args:
        start_earliest: the first day on which it can have begun.
        start_latest: the last day on which it can have begun.
        end_earliest: the first day on which it can have ended.
        end_latest: the last day on which it can have ended.
        ongoing: it is said to go on.
    """

    start_earliest: date | None = None
    start_latest: date | None = None
    end_earliest: date | None = None
    end_latest: date | None = None
    ongoing: bool = False


def bounds(edtf: str) -> Bounds:
    """Return the bounds that the EDTF date or interval *edtf* gives.

    A date that is no interval, D, says that the thing lies somewhere within D and is read as D/D. The time of
    a dateTime and the qualifiers ``?``, ``~`` and ``%`` move nothing. An open or unknown side has no bounds.

    Raises:
        DateError: *edtf* is not of level 0 or 1, names a day that does not exist, lies outside of the years
            0001 to 9999, or ends before it starts.
    """
    left, slash, right = edtf.partition("/")
    if not slash:
        first, last = _span(edtf, edtf, with_time=True)
        return Bounds(first, last, first, last)
    if not left and not right:
        raise DateError(edtf, "this interval has neither a start nor an end")
    start, end = _side(edtf, left), _side(edtf, right)
    if start[0] and end[1] and start[0] > end[1]:
        raise DateError(edtf, f"it ends on {end[1]} at the latest, before it starts")
    return Bounds(start[0], start[1], end[0], end[1], ongoing=right == OPEN)


def written(days: Bounds) -> str:
    """Return the EDTF date or interval of days, months, years, decades or centuries that gives *days*.

    Empty if there is none: "last week" has bounds that no such date has.

    >>> written(bounds("2017-02/2018")), written(bounds("201X")), written(bounds("2013/.."))
    ('2017-02/2018', '201X', '2013/..')
    """
    starts = _sides(days.start_earliest) if days.start_earliest else [""]
    ends = _sides(days.end_latest) if days.end_latest else [OPEN if days.ongoing else ""]
    tried = (start if start == end else f"{start}/{end}" for start, end in product(starts, ends))
    return next((edtf for edtf in tried if edtf and edtf != "/" and _gives(edtf, days)), "")


def _sides(day: date) -> list[str]:
    """Return the day, month, year, decade and century that *day* is in."""
    iso = day.isoformat()
    return [iso, iso[:7], iso[:4], f"{iso[:3]}X", f"{iso[:2]}XX"]


def _gives(edtf: str, days: Bounds) -> bool:
    try:
        return bounds(edtf) == days
    except DateError:
        return False


def _side(edtf: str, text: str) -> tuple[date, date] | tuple[None, None]:
    """Return the first and last day of one side of an interval; nothing where it is open or unknown."""
    return (None, None) if text in ("", OPEN) else _span(edtf, text)


def _span(edtf: str, text: str, *, with_time: bool = False) -> tuple[date, date]:
    """Return the first and last day of the date *text*, which stands in *edtf*."""
    if with_time and (timed := _TIME.fullmatch(text)):
        text = timed[1]
    if match := _DAY.fullmatch(text):
        day = _day(edtf, *map(int, match.groups()))
        return day, day
    if match := _MONTH.fullmatch(text):
        return _months(edtf, int(match[1]), int(match[2]), has_day=match[3] is not None)
    if match := _YEARS.fullmatch(text):
        year = match[1] or match[2]
        return _day(edtf, int(year.replace("X", "0")), 1, 1), _day(edtf, int(year.replace("X", "9")), 12, 31)
    raise DateError(edtf, _why_not(text))


def _months(edtf: str, year: int, month: int, *, has_day: bool) -> tuple[date, date]:
    """Return the first and last day of a month or season; a season has no day within it."""
    if month in _SEASONS and not has_day:
        first, last = _SEASONS[month]
        return _day(edtf, year, first, 1), _month_end(edtf, year + (last < first), last)
    if 25 <= month <= 41 and not has_day:
        raise DateError(edtf, f"{month} as a month is a season of level 2")
    return _day(edtf, year, month, 1), _month_end(edtf, year, month)


def _month_end(edtf: str, year: int, month: int) -> date:
    _in_calendar(edtf, year)
    return date(year, month, monthrange(year, month)[1])


def _day(edtf: str, year: int, month: int, day: int) -> date:
    _in_calendar(edtf, year)
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(edtf, f"there is no day {year:04}-{month:02}-{day:02}") from None


def _in_calendar(edtf: str, year: int) -> None:
    if not MINYEAR <= year <= MAXYEAR:
        raise DateError(edtf, f"year {year} lies outside of the years 0001 to 9999 that a bound can have")


def _why_not(text: str) -> str:
    if _FAR.fullmatch(text):
        return f"{text!r} lies outside of the years 0001 to 9999 that a bound can have"
    if _LEVEL_2.search(text):
        return f"{text!r} is of level 2, or no date at all"
    return f"{text!r} is no date of level 0 or 1"
