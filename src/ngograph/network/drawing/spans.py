"""When things were, from the rows of the ties to them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ngograph.network.drawing.subject import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ngograph.network.twomode import Row


def spans(rows: Iterable[Row]) -> dict[str, Span]:
    """Return the time of each thing, by its IRI: all that its ties say of it, together.

    Args:
        rows: At least `target`, and `startEarliest`, `startLatest`, `endEarliest`, `endLatest`, `ongoing` as
            far as they are known.
    """
    told: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("target"):
            told[row["target"] or ""].append(row)
    return {
        iri: Span(
            min(_days(same, "startEarliest"), default=""),
            min(_days(same, "startLatest"), default=""),
            max(_days(same, "endEarliest"), default=""),
            max(_days(same, "endLatest"), default=""),
            ongoing=any(row.get("ongoing") == "true" for row in same),
        )
        for iri, same in sorted(told.items())
    }


class Bar(NamedTuple):
    """A span in days since the year 1, ends exclusive: what is sure, what may be, and which ends are open.

    Attributes:
        begin: The first day of which anything is known.
        sure: From when to when it was going on for sure, or None if no day of it is sure.
        end: The day after the last of which anything is known.
        opens: Whether it may have begun earlier than anything known.
        closes: `known`, `open` (it may have ended later than anything known) or `ongoing`.
        text: The time in words.
    """

    begin: int
    sure: tuple[int, int] | None
    end: int
    opens: bool
    closes: str
    text: str = ""


def bar(span: Span) -> Bar | None:
    """Return *span* as a bar, or None if no day is known."""
    days = [_day(day) for day in span[:4] if day]
    if not days:
        return None
    begin, end = min(days), max(days) + 1
    until = _day(span.end_earliest) + 1 if span.end_earliest else end if span.ongoing else 0
    since = _day(span.start_latest) if span.start_latest else until
    closes = "known" if span.end_latest else "ongoing" if span.ongoing else "open"
    return Bar(
        begin, (since, until) if since < until else None, end, not span.start_earliest, closes, said(span)
    )


def said(span: Span) -> str:
    """Return the bounds of *span* in digits.

    >>> said(Span("2017-01-01", "2017-12-31", "2018-05-03", "2018-05-03"))
    '2017 – 2018-05-03'
    >>> said(Span("", "2022-11-20", "2022-12-15", ""))
    '≤ 2022-11-20 – ≥ 2022-12-15'
    """
    begins = _between(span.start_earliest, span.start_latest)
    ends = _between(span.end_earliest, span.end_latest)
    if begins == ends:
        return begins
    if ends:
        return f"{begins or '?'} – {ends}"
    return f"{begins} →" if span.ongoing else f"{begins} – ?"


def _between(low: str, high: str) -> str:
    if not low or not high:
        return f"≥ {low}" if low else f"≤ {high}" if high else ""
    if low == high:
        return low
    if low[:4] == high[:4] and (low[4:], high[4:]) == ("-01-01", "-12-31"):
        return low[:4]
    return f"{low} … {high}"


def _days(rows: Sequence[Row], column: str) -> Iterable[str]:
    return (value for row in rows if (value := _value(row, column)))


def _value(row: Mapping[str, str | None], column: str) -> str:
    return row.get(column) or ""


def _day(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()
