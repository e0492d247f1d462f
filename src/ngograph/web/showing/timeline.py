"""What happened when: the dated lines of a page in order, with how certain each date is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ngograph.web.views import Bar, Moment, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.web.views import Line

_BREADTH = 1000
_LEAST = 6


def moments(titled: Iterable[tuple[str, Line]]) -> tuple[tuple[Moment, ...], tuple[str, str]]:
    """Return the dated lines, the earliest first, and the first and the last year among them.

    Lines that say the same of the same at the same time are one.
    """
    seen: dict[object, tuple[str, Line]] = {}
    for title, line in titled:
        if line.span.known:
            seen.setdefault((line.cells, line.when, title), (title, line))
    if not seen:
        return (), ("", "")
    dated = sorted(
        seen.values(), key=lambda pair: (_first(pair[1].span), _last(pair[1].span), pair[1].cells[0].text)
    )
    first = _day(min(_first(line.span) for _, line in dated)[:4] + "-01-01")
    last = _day(max(_last(line.span) for _, line in dated)[:4] + "-12-31")
    found = tuple(Moment(title, line, _bar(line.span, first, last)) for title, line in dated)
    return found, (f"{date.fromordinal(first):%Y}", f"{date.fromordinal(last):%Y}")


def _bar(span: Span, first: int, last: int) -> Bar:
    """Return where *span* lies between the days *first* and *last*; an open end reaches to the edge."""
    start, sure_start = span.start_earliest, span.start_latest or span.end_earliest
    end, sure_end = span.end_latest, span.end_earliest or span.start_latest
    left, right = _at(start, first, last, 0), _at(end, first, last, _BREADTH)
    sure_left, sure_right = _at(sure_start, first, last, left), _at(sure_end, first, last, left)
    return Bar(
        start=min(left, _BREADTH - _LEAST),
        width=max(right - left, _LEAST),
        sure_start=min(sure_left, _BREADTH - _LEAST),
        sure_width=max(sure_right - sure_left, _LEAST) if sure_right >= sure_left and sure_start else 0,
    )


def _at(day: str, first: int, last: int, otherwise: int) -> int:
    return round((_day(day) - first) / (last - first) * _BREADTH) if day else otherwise


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def _first(span: Span) -> str:
    return span.start_earliest or span.start_latest or span.end_earliest or span.end_latest


def _last(span: Span) -> str:
    return span.end_latest or span.end_earliest or span.start_latest or span.start_earliest
