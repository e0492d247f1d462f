"""Who funds whom: from the table of fundings to flows, with what is known of the money.

    donor ──► recipient                       level "recipient", through the activity
    donor ──► activity ──► implementer        level "activity"

An amount that is not known stays unknown: it is counted and never taken for nothing. Amounts of different
currencies are never added up. An amount that several funders give or several recipients get is stated of all
of them together: it is unknown for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from ngograph.errors import UnknownChoice
from ngograph.network.collapsing import COLLAPSES, collapsed
from ngograph.network.columns import concepts, holds, of_modalities
from ngograph.network.matrices import OneMode, directed
from ngograph.network.shapes import several
from ngograph.network.twomode import ASSERTED, key
from ngograph.vocab import NGO

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from decimal import Decimal

LEVELS: Final = ("recipient", "activity")
_DOING: Final = concepts("role", ("implementer", "lead"))


@dataclass(frozen=True, order=True)
class Flow:
    """What flows from one to another, by all statements of it.

    Attributes:
        source: IRI of the donor; of the activity, where it goes on from there.
        target: IRI of the recipient, the implementer or the activity.
        via: IRIs of the activities and programmes that it passes through, sorted.
        amounts: The sum of the amounts that are known, by the ISO 4217 code of the currency.
        unknown: How many of the fundings state no amount for these two alone.
        fundings: IRIs of the statements, sorted.
        inferred: Whether the target is not named as recipient, and leads or implements what is paid for.
    """

    source: str
    target: str
    via: tuple[str, ...]
    amounts: tuple[tuple[str, Decimal], ...]
    unknown: int
    fundings: tuple[str, ...]
    inferred: bool = False


def flows(
    tables: Mapping[str, pl.DataFrame],
    *,
    level: str = "recipient",
    modalities: Collection[str] | str | None = ASSERTED,
    kinds: Collection[str] | str | None = None,
    collapse: str = "none",
) -> tuple[Flow, ...]:
    """Return the flows of funds, sorted.

    Where a funding names no recipient, those who lead or implement its activity stand for it (`inferred`),
    with an amount that is unknown if they are several; where nobody is known to, nothing flows but to the
    activity. What flows to itself is left out.

    Args:
        tables: `fundings` and `parties`; `affiliations` where parts are collapsed.
        level: `recipient`: donor to recipient. `activity`: donor to activity, and from there to the
            recipients, or to those who lead or implement it.
        modalities: Keys of the modalities to take, None for all.
        kinds: Keys of the kinds of funding to take, None for all. A pledge, its commitment and its
            disbursements are the same money: take one of them where the amounts are to mean something.
        collapse: As in `selection`.

    Raises:
        UnknownChoice: There is no such level.
    """
    if level not in LEVELS:
        raise UnknownChoice("level of funding", level, LEVELS)
    if collapse not in COLLAPSES:
        raise UnknownChoice("level of collapse", collapse, COLLAPSES)
    steps = _steps(tables, level, several(modalities), several(kinds))
    found = collapsed(steps, tables, collapse, "source", "target").filter(
        pl.col("source") != pl.col("target")
    )
    grouped = found.group_by("source", "target").agg(
        pl.col("via").list.explode().drop_nulls().unique().sort(),
        pl.struct("funding", "currency", "amount").unique().alias("sums"),
        pl.col("funding").unique().sort().alias("fundings"),
        pl.col("inferred").all(),
    )
    return tuple(sorted(_flow(row) for row in grouped.iter_rows(named=True)))


def funding_network(found: Iterable[Flow]) -> OneMode:
    """Return *found* as a directed network: strength is the number of statements from one to the other.

    Amounts are no strength: they are unknown for many and in several currencies. They stay in the flows.
    """
    pairs = {(flow.source, flow.target): float(len(flow.fundings)) for flow in found}
    return directed(pairs, "fundings")


def _steps(
    tables: Mapping[str, pl.DataFrame],
    level: str,
    modalities: Collection[str] | None,
    kinds: Collection[str] | None,
) -> pl.DataFrame:
    """Return a row for each funding and each two that it leads from and to, with amount and way."""
    taken = of_modalities(modalities)
    of_kind = pl.lit(value=True) if kinds is None else holds("kinds", concepts("funding-kind", kinds))
    fundings = (
        tables["fundings"]
        .filter(taken, of_kind)
        .select("funding", "funders", "recipients", "activities", "through", "amount", "currency")
    )
    doing = (
        tables["parties"]
        .filter(
            taken,
            pl.col("property") == f"{NGO}participant",
            pl.col("organisation"),
            pl.col("role").is_in(_DOING),
        )
        .group_by(pl.col("thing").alias("activities"))
        .agg(pl.col("party").unique().sort().alias("doers"))
    )
    named = fundings.with_columns(pl.col("recipients").list.len().alias("named"))
    doers = (
        named.select("funding", "activities")
        .explode("activities")
        .join(doing, on="activities")
        .group_by("funding")
        .agg(pl.col("doers").list.explode().unique().sort())
    )
    told = named.join(doers, on="funding", how="left").with_columns(
        pl.when(pl.col("named") > 0)
        .then("recipients")
        .otherwise(pl.col("doers").fill_null([]))
        .alias("ends"),
        (pl.col("named") == 0).alias("inferred"),
    )
    passed = pl.concat_list("activities", "through")
    no = pl.lit(value=False).alias("inferred")
    if level == "recipient":
        return _between(told, "funders", "ends", passed, pl.col("inferred"))
    first = _between(
        told.filter(pl.col("activities").list.len() > 0), "funders", "activities", pl.col("through"), no
    )
    then = _between(told, "activities", "ends", pl.lit([], pl.List(pl.String())), pl.col("inferred"))
    straight = told.filter(pl.col("activities").list.len() == 0)
    return pl.concat(
        [first, then, _between(straight, "funders", "ends", pl.col("through"), pl.col("inferred"))]
    )


def _between(told: pl.DataFrame, source: str, target: str, via: pl.Expr, inferred: pl.Expr) -> pl.DataFrame:
    alone = (pl.col(source).list.len() == 1) & (pl.col(target).list.len() == 1)
    return (
        told.select(
            "funding",
            pl.col(source).alias("source"),
            pl.col(target).alias("target"),
            via.alias("via"),
            pl.when(alone).then("amount").alias("amount"),
            "currency",
            inferred.alias("inferred"),
        )
        .explode("source")
        .explode("target")
        .drop_nulls(["source", "target"])
    )


def _flow(row: Mapping[str, Any]) -> Flow:
    sums: dict[str, Decimal] = {}
    unknown = 0
    for one in row["sums"]:
        if one["amount"] is None:
            unknown += 1
        else:
            currency = key(one["currency"]).upper()
            sums[currency] = sums[currency] + one["amount"] if currency in sums else one["amount"]
    return Flow(
        row["source"],
        row["target"],
        tuple(one for one in row["via"] if one not in {row["source"], row["target"]}),
        tuple(sorted(sums.items())),
        unknown,
        tuple(row["fundings"]),
        row["inferred"],
    )
