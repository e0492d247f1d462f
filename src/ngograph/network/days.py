"""Days as a caller gives them: a date, or text such as 2022-11-25."""

from __future__ import annotations

from datetime import date, datetime

from ngograph.errors import NetworkError


def day_of(given: date | str) -> date:
    """Return the day that was *given*; of a time its day.

    Raises:
        NetworkError: It is no date.
    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise NetworkError(f"expected a date such as 2022-11-25, found {given!r}") from None


def interval(since: date | str | None, until: date | str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day of a time; None where it is open.

    Raises:
        NetworkError: One of them is no date, or the last day is before the first.
    """
    first, last = (None if day is None else day_of(day) for day in (since, until))
    if first is not None and last is not None and last < first:
        raise NetworkError(f"expected a time that does not end before it begins, found {first} to {last}")
    return first, last
