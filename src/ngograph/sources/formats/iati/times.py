"""Dates of IATI: days, with or without a time of day, planned or actual."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ngograph.sources.formats.iati.codes import DATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:Z|[+-]\d\d:\d\d|[T ].*)?", re.ASCII)
_REMEMBERED: Final = 1 << 14


def day_of(element: _Element | None, notes: list[str], attribute: str = "iso-date") -> str:
    """Return the day that *element* bears as YYYY-MM-DD; empty if it bears none, or one that is none.

    Version 1 has the day as text, and text beside the day. An *attribute* of another name may be left out;
    any other lack is noted.
    """
    if element is None:
        return ""
    text = element.get(attribute)
    if text and (day := _day(text)):
        return day
    if text and text.strip():
        notes.append(f"{attribute} is no date")
    elif attribute == "iso-date":
        if day := _day(element.text or ""):
            return day
        notes.append("date without a day")
    return ""


def time_of(dates: Iterable[_Element], notes: list[str]) -> str:
    """Return the time that the *dates* of an activity give, as EDTF; empty if they give none.

    What was planned stands where nothing says what came of it.
    """
    said: dict[str, str] = {}
    for element in dates:
        stated = element.get("type") or ""
        type_ = DATES.get(stated) or DATES.get(stated.strip().lower())
        if not type_:
            notes.append(f"date of type {stated.strip()} is unknown" if stated else "date without a type")
            continue
        day = _day(element.get("iso-date") or "") or day_of(element, notes)
        if day and said.setdefault(type_, day) != day:
            notes.append("a date is stated twice")
    start, end = said.get("start", ""), said.get("end", "")
    if not start and (start := said.get("planned start", "")):
        notes.append("the start is a planned one")
    if not end and (end := said.get("planned end", "")):
        notes.append("the end is a planned one")
    return interval(start, end, notes)


def interval(start: str, end: str, notes: list[str]) -> str:
    """Return the EDTF interval from the day *start* to the day *end*, either of which may be empty."""
    if not start and not end:
        return ""
    if start and end and end < start:
        notes.append("ends before it starts: time dropped")
        return ""
    return f"{start}/{end}"


@lru_cache(_REMEMBERED)
def _day(text: str) -> str:
    match = _DAY.fullmatch(text.strip())
    if not match:
        return ""
    try:
        return dt.date(*map(int, match.groups())).isoformat()
    except ValueError:
        return ""
