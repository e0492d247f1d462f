"""When a row is: its dates, months and periods, in many languages, as EDTF."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from ngograph.dates import bounds
from ngograph.errors import DateError
from ngograph.sources.characters import with_digits
from ngograph.sources.formats.whowhatwhere.wording import meanings, says_nothing, worded
from ngograph.sources.intervals import BAD, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

Order: TypeAlias = Literal["day", "month", ""]

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ]\d{1,2}:\d\d.*)?")
_PARTED: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?: \d{1,2}:\d\d.*)?")
_MONTH: Final = re.compile(r"(\d{1,2})[-/.](\d{4})")
_QUARTER: Final = re.compile(r"(?:q|t|quarter|trimestre|trim) ?([1-4]) (\d{4})|(\d{4}) (?:q|t) ?([1-4])")
_RANGE: Final = re.compile(
    r"\s+[-–—]\s+|\s*[–—]\s*|\s+(?:to|au|a|hasta|ate|até|по|إلى)\s+|(?<=[^\W\d])-(?=[^\W\d])"
)
_BARE: Final = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
# Day, name of the month, two digits of the year, as spreadsheets write it.
_SHORT: Final = re.compile(r"\d{1,2}[-' ’/.]+[^\W\d]+[-' ’/.,]+\d\d")
_SERIALS: Final = range(20_000, 60_000)
_EPOCH: Final = dt.date(1899, 12, 30)
_CENTURY: Final = 2000
_MONTHS: Final = 12
_REMEMBERED: Final = 1 << 14


class Time(NamedTuple):
    """A time as EDTF, empty if there is none, and what somebody should know of it."""

    edtf: str = ""
    notes: tuple[str, ...] = ()


@lru_cache(_REMEMBERED)
def order_told(text: str) -> Order:
    """Return whether the day or the month stands first in *text*, empty if both could.

    >>> order_told("21/07/2021"), order_told("01/07/2021")
    ('day', '')
    """
    found = _PARTED.fullmatch(text.strip())
    if not found:
        return ""
    first, second = int(found[1]), int(found[2])
    return "day" if first > _MONTHS >= second else "month" if second > _MONTHS >= first else ""


@lru_cache(_REMEMBERED)
def moment(text: str, order: Order = "", year: int | None = None) -> Time:
    """Return the day, month or year that *text* states.

    Args:
        text: of one cell.
        order: what stands first in its column where both could; empty if that is not known.
        year: of a month that is stated without one.

    >>> moment("1 March 2015").edtf, moment("31-Dec-23").edtf, moment("août", year=2021).edtf
    ('2015-03-01', '2023-12-31', '2021-08')
    >>> moment("31/02/2023", "day")
    Time(edtf='', notes=('a date that does not exist was dropped',))
    """
    text = with_digits(" ".join(text.split()))
    if found := _ISO.fullmatch(text) or _BARE.fullmatch(text):
        return _told(found[1], found[2], found[3])
    if found := _PARTED.fullmatch(text):
        full = found[3] if len(found[3]) > 2 else str(_CENTURY + int(found[3]))
        order = order_told(text) or order
        if not order and found[1] != found[2]:
            return Time(full, ("day and month cannot be told apart: only the year is kept",))
        return _told(full, *((found[1], found[2]) if order == "month" else (found[2], found[1])))
    if found := _MONTH.fullmatch(text):
        return _told(found[2], found[1])
    if text.isdecimal():
        return _number(int(text), year)
    return _spoken(text, year)


def span(text: str, order: Order = "", year: int | None = None) -> Time:
    """Return the time between two moments that *text* states, or the one moment.

    >>> span("Jan - Mar 2022").edtf, span("Q2 2021").edtf
    ('2022-01/2022-03', '2021-04/2021-06')
    """
    whole = moment(text, order, year)
    if whole.edtf:
        return whole
    if found := _QUARTER.fullmatch(worded(text)):
        number, told = int(found[1] or found[4]), found[2] or found[3]
        return Time(f"{told}-{number * 3 - 2:02}/{told}-{number * 3:02}")
    sides = _RANGE.split(" ".join(text.split()))
    if len(sides) == 2:
        last = moment(sides[1], order, year)
        first = moment(sides[0], order, int(last.edtf[:4]) if last.edtf else year)
        if first.edtf and last.edtf:
            return between(first, last)
    return whole


def between(first: Time, last: Time) -> Time:
    """Return the time from *first* to *last*, either of which may be unknown."""
    notes = (*first.notes, *last.notes)
    if not first.edtf and not last.edtf:
        return Time("", notes)
    if first.edtf == last.edtf:
        return Time(first.edtf, notes)
    edtf = f"{first.edtf}/{last.edtf}"
    return Time(edtf, notes) if _exists(edtf) else Time("", (*notes, "the end is before the start"))


def row_time(cells: Mapping[str, str], orders: Mapping[str, Order], year: int | None) -> Time:
    """Return the time that the *cells* of a row state, by the field they belong to; the most exact first."""
    if cells.get("start") or cells.get("end"):
        return between(
            *(
                moment(cells[side], orders.get(side, "")) if cells.get(side) else Time()
                for side in ("start", "end")
            )
        )
    told = year
    if stated := cells.get("year", ""):
        found = span(stated, orders.get("year", ""))
        if not found.edtf.isdecimal() or not any(cells.get(one) for one in ("month", "period")):
            return found
        told = int(found.edtf)
    for field in ("month", "period", "reported"):
        if cells.get(field):
            return span(cells[field], orders.get(field, ""), told)
    return Time()


def _told(year: str, month: str = "", day: str | None = "") -> Time:
    edtf = "-".join(filter(None, (year, month and f"{int(month):02}", day and f"{int(day):02}")))
    return Time(edtf) if _exists(edtf) else Time("", (BAD,))


def _number(number: int, year: int | None) -> Time:
    """Read a bare number: the day that a spreadsheet counts, a year, or the number of a month."""
    if number in _SERIALS:
        return Time((_EPOCH + dt.timedelta(days=number)).isoformat(), ("a number is read as a day",))
    if 1 <= number <= _MONTHS:
        return _of_month(number, year)
    return _told(str(number)) if 1900 <= number <= 2100 else Time("", (UNREADABLE,))


def _spoken(text: str, year: int | None) -> Time:
    """Read a date with the name of its month."""
    names = meanings("months")
    form = worded(text)
    months = [names[form]] if form in names else [names[word] for word in form.split() if word in names]
    numbers = [int(word) for word in form.split() if word.isdecimal()]
    if len(set(months)) != 1 or len(numbers) > 2:
        return Time("", () if says_nothing(text) else (UNREADABLE,))
    years = [number for number in numbers if number > 31]
    days = [number for number in numbers if number <= 31]
    if not years and len(days) == 1 and re.search(r"[-' ’/]\d\d$", text):
        years, days = [_CENTURY + days[0]], []
    if not years and len(days) == 2 and _SHORT.fullmatch(text):
        days, years = days[:1], [_CENTURY + days[1]]
    if not years:
        return _of_month(int(months[0]), year) if not days else Time("", ("a date without a year",))
    full = years[0] if years[0] > 99 else _CENTURY + years[0]
    return _told(str(full), months[0], str(days[0]) if days else "")


def _of_month(month: int, year: int | None) -> Time:
    return _told(str(year), str(month)) if year else Time("", ("a month without a year",))


def _exists(edtf: str) -> bool:
    try:
        bounds(edtf)
    except DateError:
        return False
    return True
