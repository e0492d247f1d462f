"""Dates of IATI: days, with or without a time of day, planned or actual."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ngograph.sources.formats.iati.codes import DATES
from ngograph.sources.formats.iati.texts import tidied

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:Z|[+-]\d\d:\d\d|[T ].*)?", re.ASCII)


def day_of(element: _Element | None, notes: list[str], attribute: str = "iso-date") -> str:
    """Return the day that *element* bears as YYYY-MM-DD; empty if it bears none, or one that is none."""
    if element is None:
        return ""
    text = (element.get(attribute) or "").strip()
    if not text:
        text = tidied(element.text) if attribute == "iso-date" else ""
        if not _DAY.fullmatch(text):
            return ""
    day = _day(text)
    if not day:
        notes.append(f"{attribute} is no date")
    return day


def time_of(dates: Iterable[_Element], notes: list[str]) -> str:
    """Return the time that the *dates* of an activity give, as EDTF; empty if they give none.

    What was planned stands where nothing says what came of it.
    """
    said: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for element in dates:
        type_ = (element.get("type") or "").strip().lower()
        if type_ not in DATES:
            notes.append(f"date of type {type_} is unknown" if type_ else "date without a type")
            continue
        side, manner = DATES[type_]
        if (day := day_of(element, notes)) and said[side].setdefault(manner, day) != day:
            notes.append("a date is stated twice")
    start, end = (days.get("actual") or days.get("planned") or "" for days in said)
    for name, days in zip(("start", "end"), said, strict=True):
        if "planned" in days and "actual" not in days:
            notes.append(f"the {name} is a planned one")
    return interval(start, end, notes)


def interval(start: str, end: str, notes: list[str]) -> str:
    """Return the EDTF interval from the day *start* to the day *end*, either of which may be empty."""
    if not start and not end:
        return ""
    if start and end and end < start:
        notes.append("ends before it starts: time dropped")
        return ""
    return f"{start}/{end}"


@lru_cache(1 << 12)
def _day(text: str) -> str:
    match = _DAY.fullmatch(text)
    if not match:
        return ""
    try:
        return dt.date(*map(int, match.groups())).isoformat()
    except ValueError:
        return ""
