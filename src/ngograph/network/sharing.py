"""What is behind the ties of a projection: the things that two bodies share, and the evidence for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.selections import Selection

BEHIND: Final = ("things", "relationships", "evidence")


def shared(selection: Selection) -> dict[tuple[str, str], Mapping[str, tuple[str, ...]]]:
    """Return what is behind each tie of the projection of *selection*, by its two bodies, the lesser first.

    It is `things`, those that both are tied to, and `relationships` and `evidence`, the statements that tie
    either of them to one of these things, and what they rest on: IRIs, sorted, each once.
    """
    ties = (
        selection.ties.filter(~pl.col("direct"))
        .group_by("body", "thing")
        .agg(pl.col(column).list.explode().drop_nulls().unique() for column in BEHIND[1:])
    )
    pairs = ties.join(ties, on="thing", suffix="Other").filter(pl.col("body") < pl.col("bodyOther"))
    both = pairs.with_columns(pl.concat_list(column, f"{column}Other").alias(column) for column in BEHIND[1:])
    found = (
        both.group_by("body", "bodyOther")
        .agg(
            pl.col("thing").unique().sort().alias("things"),
            *(pl.col(column).list.explode().unique().sort() for column in BEHIND[1:]),
        )
        .sort("body", "bodyOther")
    )
    return {
        (one, other): dict(zip(BEHIND, map(tuple, lists), strict=True))
        for one, other, *lists in found.iter_rows()
    }
