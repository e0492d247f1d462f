"""What is behind the ties of a projection: the things that two bodies share, when, and what says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ngograph.network.spells import spells, written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ngograph.network.selections import Selection

    Behind = Mapping[str, tuple[str, ...] | str]

_BEHIND: Final = ("things", "relationships", "evidence")
_FIRST, _LAST = "startEarliest", "endLatest"


def shared(selection: Selection) -> dict[tuple[str, str], Behind]:
    """Return what is behind each tie of the projection of *selection*, by its two bodies, the lesser first.

    It is `things`, those that both are tied to, and `relationships` and `evidence`, the statements that tie
    either of them to one of these things, and what they rest on: IRIs, sorted, each once. And it is when they
    may have shared one of them: `spells`, intervals of ISO 8601 in order, with `start` and `end`, the first
    and the last day of all; what is not known is left out, and so is all of it where a thing has no bounds.
    """
    found = (
        _pairs(_ties(selection))
        .group_by("body", "bodyOther")
        .agg(
            pl.col("thing").unique().sort().alias("things"),
            *(pl.col(column).list.explode().unique().sort() for column in _BEHIND[1:]),
            pl.struct("first", "last").unique().alias("times"),
        )
        .sort("body", "bodyOther")
    )
    return {
        (one, other): {
            **dict(zip(_BEHIND, map(tuple, lists), strict=True)),
            **_told([(time["first"], time["last"]) for time in times]),
        }
        for one, other, *lists, times in found.iter_rows()
    }


def _ties(selection: Selection) -> pl.DataFrame:
    """Return a row for each body and each thing that it is tied to, with the widest bounds of its ties."""
    bounds = (
        pl.when(pl.col(bound).is_not_null().all()).then(widest).alias(bound)
        for bound, widest in ((_FIRST, pl.col(_FIRST).min()), (_LAST, pl.col(_LAST).max()))
    )
    return (
        selection.ties.filter(~pl.col("direct"))
        .group_by("body", "thing")
        .agg(*(pl.col(column).list.explode().drop_nulls().unique() for column in _BEHIND[1:]), *bounds)
    )


def _pairs(ties: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each two bodies and each thing that they share, with the time they both may be in it.

    Where one had left before the other came it is all the time from the first to the last day of the two.
    """
    pairs = ties.join(ties, on="thing", suffix="Other").filter(pl.col("body") < pl.col("bodyOther"))
    first, last = (_FIRST, f"{_FIRST}Other"), (_LAST, f"{_LAST}Other")
    apart = pl.max_horizontal(first) > pl.min_horizontal(last)
    return pairs.with_columns(
        *(pl.concat_list(column, f"{column}Other").alias(column) for column in _BEHIND[1:]),
        pl.when(apart).then(pl.min_horizontal(first)).otherwise(pl.max_horizontal(first)).alias("first"),
        pl.when(apart).then(pl.max_horizontal(last)).otherwise(pl.min_horizontal(last)).alias("last"),
    )


def _told(times: list[tuple[date | None, date | None]]) -> dict[str, tuple[str, ...] | str]:
    found = spells(times)
    if not found:
        return {}
    hull = {"start": found[0][0], "end": found[-1][1]}
    return {"spells": tuple(map(written, found)), **{bound: day for bound, day in hull.items() if day}}
