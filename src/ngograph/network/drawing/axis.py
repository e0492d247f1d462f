"""The axis of a timeline: from days to points, with a tick where a year or a quarter begins."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.network.drawing.spans import Bar

_TICKS: Final = 14  # at most
_FEW: Final = 20  # one bar of so many may reach beyond either end
_QUARTERS: Final = 900  # days up to which quarters are told


class Axis(NamedTuple):
    """Days from *first* to *last* (since the year 1) along *length* points from *left*; others lie beyond."""

    first: int
    last: int
    left: float
    length: float
    ticks: tuple[tuple[int, str], ...]

    @property
    def right(self) -> float:
        """The x at which the axis ends."""
        return self.left + self.length

    def at(self, day: int) -> float:
        """The x of the beginning of a day; of one that lies beyond, the end of the axis."""
        along = (day - self.first) / max(self.last - self.first, 1)
        return self.left + self.length * min(max(along, 0.0), 1.0)

    def holds(self, bar: Bar) -> bool:
        """Whether all of *bar* lies on the axis."""
        return self.first <= bar.begin and bar.end <= self.last

    def moved(self, left: float) -> Axis:
        """The same beginning elsewhere."""
        return self._replace(left=left)


def axis(bars: Sequence[Bar], left: float, length: float) -> Axis:
    """Return the axis that *bars* fit on; without any, one without ticks.

    A few bars that would make it twice as long as the others need reach beyond it.
    """
    if not bars:
        return Axis(0, 1, left, length, ())
    begins, ends = map(date.fromordinal, _reach(bars))
    if (ends - begins).days <= _QUARTERS:
        quarters = range(begins.year * 4 + (begins.month - 1) // 3, ends.year * 4 + (ends.month - 1) // 3 + 2)
        marks = [(date(at // 4, at % 4 * 3 + 1, 1), f"{at // 4}-{at % 4 * 3 + 1:02}") for at in quarters]
    else:
        years = ends.year - begins.year + 1
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if years / step <= _TICKS)
        first = begins.year // step * step
        marks = [
            (date(year, 1, 1), str(year))
            for year in range(max(first, 1), ends.year + step + 1, step)
            if year <= 9999
        ]
    ticks = tuple((day.toordinal(), text) for day, text in marks)
    return Axis(ticks[0][0], max(ticks[-1][0], ends.toordinal()), left, length, ticks[:-1])


def _reach(bars: Sequence[Bar]) -> tuple[int, int]:
    """Return the first and the last day that the axis has to hold."""
    begins, ends = sorted(bar.begin for bar in bars), sorted(bar.end for bar in bars)
    spare = len(bars) // _FEW
    first, last = begins[0], ends[-1]
    if 2 * (last - begins[spare]) < last - first:
        first = begins[spare]
    if 2 * (ends[-1 - spare] - first) < last - first:
        last = ends[-1 - spare]
    return first, last
