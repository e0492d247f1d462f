"""Some cells of rows, picked at once."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ngograph.sources.formats.whowhatwhere.layout import Cells


def picker(columns: Sequence[int | None]) -> Callable[[Cells], Cells]:
    """Return what gives the cells of a row in *columns*: empty for None, and where the row ends before.

    >>> picker([2, None, 0])(("a", "b", "c")), picker([1])(("a",)), picker([])(("a",))
    (('c', '', 'a'), ('',), ())
    """
    if not columns:
        return lambda _: ()
    width = max(-1 if one is None else one for one in columns) + 1
    # An empty cell is put behind those of each row.
    places = [-1 if one is None else one for one in columns]
    # With one place alone the getter gives no tuple: it is given that place twice.
    get = itemgetter(*places, *places[: len(places) == 1])
    count = len(places)

    def picked(cells: Cells) -> Cells:
        lacking = width - len(cells)
        found: Cells = get((*cells, "") if lacking <= 0 else (*cells, *[""] * (lacking + 1)))
        return found if count > 1 else found[:1]

    return picked
