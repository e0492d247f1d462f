"""Spells: the times in which a tie may have stood, as intervals that hold both their ends.

As a text a spell is what ISO 8601 has for an interval, `2017-02-01/2018-02-28`, with `..` where it is open.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Spell: TypeAlias = "tuple[str, str]"
"""The first and the last day (ISO 8601); empty where no bound is known."""
Interval: TypeAlias = "tuple[int | None, int | None]"
"""The first and the last of some whole numbers, such as years; None where it is open."""

_OPEN: Final = ".."


def united(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the numbers that one of *intervals* or more holds, as few intervals as can be, in order.

    >>> united([(2017, 2018), (2022, None), (2019, 2020)])
    [(2017, 2020), (2022, None)]
    """
    found: list[Interval] = []
    for first, last in sorted(intervals, key=lambda one: (one[0] is not None, one[0] or 0)):
        before, until = found[-1] if found else (None, None)
        if found and (until is None or first is None or first <= until + 1):
            found[-1] = (before, None if until is None or last is None else max(until, last))
        else:
            found.append((first, last))
    return found


def spells(times: Iterable[tuple[date | None, date | None]]) -> tuple[Spell, ...]:
    """Return the days that one of *times* or more holds, as spells in order.

    Args:
        times: First and last day; None where it is not known.

    Returns:
        None if the times leave no day out: there is no bound to tell.
    """
    found = united(
        (first.toordinal() if first else None, last.toordinal() if last else None) for first, last in times
    )
    return tuple((_day(first), _day(last)) for first, last in found if first or last)


def written(spell: Spell) -> str:
    """Return *spell* as one text.

    >>> written(("2013-01-01", ""))
    '2013-01-01/..'
    """
    return "/".join(day or _OPEN for day in spell)


def parted(text: str) -> Spell:
    """Return the spell that `written` wrote as *text*.

    >>> parted("../2022-08-15")
    ('', '2022-08-15')
    """
    first, _, last = text.partition("/")
    return first.removeprefix(_OPEN), last.removeprefix(_OPEN)


def _day(number: int | None) -> str:
    return date.fromordinal(number).isoformat() if number else ""
