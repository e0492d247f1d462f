"""What was selected from the tables: its statements as columns, and what is made of them.

A statement is one row: who (`body`) is tied to what (`thing`) by what kind of tie, according to which
relationship, in which role. A tie is all statements of the same body, thing and kind.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy.sparse import coo_array, csr_array

from ngograph.network.coding import coded
from ngograph.network.days import interval
from ngograph.network.matrices import Incidence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

BOUNDS: Final = ("startEarliest", "startLatest", "endEarliest", "endLatest")
TIE: Final = ("body", "thing", "tie")


@dataclass(frozen=True, eq=False)
class Selection:
    """The ties that fit some filters.

    Attributes:
        statements: Columns `body`, `thing`, `tie` (participation, party, funding, receipt or presence),
            `direct` (the thing is the organisation that receives funds), `modality`, `relationship`, `role`,
            `via` (the programme that funds pass through).
        tables: Those that it was taken from.
        filters: What was asked for, by name, in order: for captions.
        left: How many ties the time that was asked for left out: those `outside` it, and those `undated`.
    """

    statements: pl.DataFrame
    tables: Mapping[str, pl.DataFrame] = field(repr=False)
    filters: tuple[tuple[str, str], ...] = ()
    left: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def incidence(self) -> Incidence:
        """Bodies by things, one where at least one statement ties them; without what is paid to a body."""
        pairs = self.statements.select(pl.col("body", "thing").filter(~pl.col("direct")))
        with ThreadPoolExecutor(2) as pool:
            (bodies, rows), (things, columns) = pool.map(coded, (pairs["body"], pairs["thing"]))
        ones = coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(bodies), len(things)))
        matrix = csr_array(ones)
        matrix.data[:] = 1  # what several statements say was added up
        return Incidence(bodies, things, matrix)

    @cached_property
    def ties(self) -> pl.DataFrame:
        """One row a tie, sorted: `body`, `thing`, `tie`, `direct`, `modality`, `via`, and what is behind it.

        `roles`, `relationships`, `evidence` and `sources` are sorted lists, and the four bounds the widest;
        one statement without a bound leaves the tie without it: unknown is not narrower than known. `layer`
        is `dated` or `undated`.
        """
        columns = ("evidence", "sources")
        told = self.tables["relationships"].select("relationship", *columns)
        statements = self.timed.join(told, on="relationship", how="left", maintain_order="left")
        widest = [
            pl.when(pl.col(bound).is_null().any()).then(None).otherwise(way(pl.col(bound))).alias(bound)
            for bound, way in zip(BOUNDS, (pl.Expr.min, pl.Expr.max) * 2, strict=True)
        ]
        grouped = statements.group_by(*TIE, "direct", "modality", "via").agg(
            pl.col("role").drop_nulls().unique().sort().alias("roles"),
            pl.col("relationship").unique().sort().alias("relationships"),
            *(pl.col(column).list.explode().drop_nulls().unique().sort() for column in columns),
            *widest,
        )
        return grouped.with_columns(_layer()).sort(*TIE, "modality", "via")

    @cached_property
    def timed(self) -> pl.DataFrame:
        """The statements with their four bounds: their own, else those of the activity."""
        own = self.tables["relationships"].select("relationship", *BOUNDS)
        shared = self.tables["activities"].select(
            pl.col("activity").alias("thing"), *(pl.col(bound).alias(f"{bound}Shared") for bound in BOUNDS)
        )
        joined = self.statements.join(own, on="relationship", how="left", maintain_order="left").join(
            shared, on="thing", how="left", maintain_order="left"
        )
        return joined.with_columns(
            pl.coalesce(bound, f"{bound}Shared").alias(bound) for bound in BOUNDS
        ).drop(f"{bound}Shared" for bound in BOUNDS)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many `bodies`, `things` and ties there are, `dated` or `undated`, and what a time left out.

        A tie that several statements bear is dated if one of them is.
        """
        layers = self.timed.with_columns(_layer()).group_by(TIE).agg((pl.col("layer") == "dated").any())
        dated = int(layers["layer"].sum())
        return {
            "bodies": self.statements["body"].n_unique(),
            "things": self.statements.filter(~pl.col("direct"))["thing"].n_unique(),
            "ties": layers.height,
            "dated": dated,
            "undated": layers.height - dated,
            **{f"left out, {why}": number for why, number in self.left.items()},
        }

    def during(
        self, since: date | str | None = None, until: date | str | None = None, *, undated: bool = True
    ) -> Selection:
        """Return the ties that may have stood at some moment from *since* to *until*, both included.

        A bound that is not known excludes nothing. It may be that none is left.

        Args:
            since: The first day; None is the beginning of time.
            until: The last day; None is its end.
            undated: Whether ties without any bound are kept.

        Raises:
            NetworkError: One of them is no date, or the last day is before the first.
        """
        since, until = interval(since, until)
        timed = self.timed.with_columns(_layer())
        dated = pl.col("layer") == "dated"
        fits = pl.lit(value=True)
        if since is not None:
            fits &= pl.coalesce(pl.col("endLatest") >= since, pl.lit(value=True))
        if until is not None:
            fits &= pl.coalesce(pl.col("startEarliest") <= until, pl.lit(value=True))
        kept = timed.filter(dated & fits | (~dated & undated))
        left = {
            "outside": _ties(timed.filter(dated & ~fits)),
            "undated": 0 if undated else _ties(timed.filter(~dated)),
        }
        asked = (("time", _interval(since, until)), ("undated", "kept" if undated else "left out"))
        return replace(
            self,
            statements=kept.select(self.statements.columns),
            filters=(*self.filters, *asked),
            left=left,
        )


def _layer() -> pl.Expr:
    """Whether any bound is known."""
    known = pl.any_horizontal(pl.col(bound).is_not_null() for bound in BOUNDS)
    return pl.when(known).then(pl.lit("dated")).otherwise(pl.lit("undated")).alias("layer")


def _ties(statements: pl.DataFrame) -> int:
    return statements.select(TIE).n_unique()


def _interval(since: date | None, until: date | None) -> str:
    """Return the time as ISO 8601 writes it: a day, or an interval with `..` where it is open."""
    if since == until and since is not None:
        return since.isoformat()
    return "/".join(day.isoformat() if day else ".." for day in (since, until))
