"""What of a network a map shows: the ties that stand out, and the times that it is taken apart into."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ngograph.errors import DrawingError
from ngograph.network import backbone, begun, ended, periods, thinned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.analysis.scope import Scope
    from ngograph.network import Network, OneMode, Selection

AUTO: Final = "auto"
"""What thins a projection only where it is large."""

_LARGE: Final = 200
"""Ties from which on a projection is a tangle."""
_BY_TWO_MODES: Final = ("sdsm", "fdsm")


def standing_out(
    chosen: Selection, projection: OneMode, told: Mapping[str, Any], lang: str
) -> tuple[OneMode, Sequence[str]]:
    """Return the ties of *projection* that are drawn, and what the caption has to say of them.

    Args:
        chosen: what was projected.
        projection: all ties.
        told: `backbone`, the name of a method, `none` or `auto`; `alpha` and `seed`.
        lang: of the caption.

    Raises:
        DrawingError: no tie stands out by the method that was asked for.
        NetworkError: what was told does not fit.
    """
    asked, ties = told["backbone"], projection.strength.nnz // 2
    method = asked
    if asked == AUTO:
        method = "disparity" if ties > _LARGE else "none"
    if method == "none":
        return projection, ()
    ground = chosen.incidence if method in _BY_TWO_MODES else projection
    found = backbone(ground, method, told["alpha"], **({"seed": told["seed"]} if method == "fdsm" else {}))
    if not found.kept and asked == AUTO:
        return projection, (thinned(found, lang),)
    if not found.kept:
        raise DrawingError(
            f"expected a tie that stands out against chance, found none among {ties}; draw all of them, or "
            f"take another method or a greater alpha. {' '.join(found.notes)}"
        )
    return found.of(projection), (thinned(found, lang),)


def times(shown: Network, meant: Scope, step: str) -> Sequence[tuple[date, date]]:
    """Return the periods of the time that is *meant*, else of all days that ties are known by.

    Args:
        shown: the ties.
        meant: the scope, with a time or without.
        step: how long each period is; see `network.STEPS`.

    Raises:
        DrawingError: no tie has a date.
    """
    days = [date.fromisoformat(day) for tie in shown.ties for day in (tie.start, tie.end) if day]
    if not days:
        raise DrawingError("expected ties with a date, found none to show by time")
    since = meant.as_of or meant.since or min(days)
    until = max(meant.as_of or meant.until or ended(max(days), step), since)
    return tuple(periods(begun(since, step), until, step=step))
