"""The statements of a kind of tie, taken from the table of parties: who is tied to what, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ngograph.vocab import NGO

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

TIES: Final = ("partnership", "contact", "funding", "presence")
"""The kinds of tie: `partnership` is by project, programme, agreement or partnership; `contact` is that and
by event; `funding` is who pays for or receives funds for what; `presence` is who is where."""

_TIE: Final[Mapping[str, tuple[str, ...]]] = {
    "participation": ("participant", "onBehalfOf"),
    "party": ("party", "supporter", "impliedParty"),
    "funding": ("funder",),
    "receipt": ("recipient",),
    "presence": ("organisation",),
}
"""What ties a body to a thing, by the properties that say it."""

_TAKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "partnership": ("participation", "party"),
    "contact": ("participation", "party"),
    "funding": ("funding", "receipt"),
    "presence": ("presence",),
}


def taken(parties: pl.DataFrame, tables: Mapping[str, pl.DataFrame], kinds: Collection[str]) -> pl.DataFrame:
    """Return the statements of these *kinds* of tie, with the columns of `Selection.statements`.

    Args:
        parties: The table of that name.
        tables: The others, of which `activities` is read where events are to be left out.
        kinds: Some of `TIES`.
    """
    found = parties.lazy().with_columns(_tie(kinds)).filter("organisation", pl.col("tie").is_not_null())
    if "contact" not in kinds and "partnership" in kinds:
        found = found.filter(pl.col("tie").is_in(_TAKEN["funding"]) | ~_at(_events(tables["activities"])))
    statements = found.select(
        pl.col("party").alias("body"),
        "thing",
        "tie",
        pl.lit(value=False).alias("direct"),
        "modality",
        "relationship",
        "role",
        pl.lit(None, pl.String()).alias("via"),
    )
    if "funding" in kinds:
        statements = _paid(statements, parties.lazy())
    return statements.filter(pl.col("thing").is_not_null()).collect()


def _tie(kinds: Collection[str]) -> pl.Expr:
    """Return the tie that each property makes, null where it makes none of these *kinds*."""
    found = pl.lit(None, pl.String())
    for tie in sorted({tie for kind in kinds for tie in _TAKEN[kind]}):
        of_tie = pl.col("property").is_in([f"{NGO}{name}" for name in _TIE[tie]])
        found = pl.when(of_tie).then(pl.lit(tie)).otherwise(found)
    return found.alias("tie")


def _events(activities: pl.DataFrame) -> pl.Series:
    return activities.filter(pl.col("types").list.contains(f"{NGO}Event"))["activity"]


def _at(events: pl.Series) -> pl.Expr:
    return pl.col("thing").is_in(events.implode()).fill_null(value=False)


def _paid(found: pl.LazyFrame, parties: pl.LazyFrame) -> pl.LazyFrame:
    """Return the statements with the programmes that funds pass through, and with recipients as things.

    Funds that name no activity lead from who pays to who receives them; nothing is shared by that.
    """
    programmes = parties.filter(pl.col("property") == f"{NGO}through")
    through = programmes.group_by("relationship").agg(pl.col("party").min())
    direct = pl.col("property") == f"{NGO}recipient", pl.col("thing").is_null()
    recipients = parties.filter(*direct).select("relationship", "party")
    return (
        found.join(recipients, on="relationship", how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("thing", pl.when(pl.col("tie") == "funding").then("party")).alias("thing"),
            (pl.col("thing").is_null() & (pl.col("tie") == "funding")).alias("direct"),
        )
        .drop("party")
        .join(through, on="relationship", how="left", maintain_order="left")
        .with_columns(pl.when(pl.col("party") != pl.col("thing")).then("party").alias("via"))
        .drop("party")
    )
