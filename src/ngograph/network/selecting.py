"""From the tables of a release to a two-mode network: which ties, of when, where, about what, who says so.

    parties ─┬─ kind of tie ── modality ── place ── topic ── source ── time ── collapse ──► Selection
    activities ┘                                                                             ├── .incidence
    (the order of the filters)                                                               └── .network()

Columns in, columns out: there is no loop over ties, so that a million of them are no matter. The tables are
those that `docs/tables.md` tells of, as a mapping from their names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ngograph.errors import EmptySelection, UnknownChoice
from ngograph.network.collapsing import COLLAPSES, collapsed
from ngograph.network.columns import holds, of_modalities
from ngograph.network.selections import Selection
from ngograph.network.twomode import ASSERTED
from ngograph.vocab import NGO

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

TIES: Final = ("partnership", "contact", "funding", "presence")
"""The kinds of tie: `partnership` is by project, programme, agreement or partnership; `contact` is that and
by event; `funding` is who pays for or receives funds for what; `presence` is who is where."""

_TIE: Final[Mapping[str, str]] = {
    f"{NGO}participant": "participation",
    f"{NGO}onBehalfOf": "participation",
    f"{NGO}party": "party",
    f"{NGO}supporter": "party",
    f"{NGO}impliedParty": "party",
    f"{NGO}funder": "funding",
    f"{NGO}recipient": "receipt",
    f"{NGO}organisation": "presence",
}
_TAKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "partnership": ("participation", "party"),
    "contact": ("participation", "party"),
    "funding": ("funding", "receipt"),
    "presence": ("presence",),
}

_ABOVE: Final[Mapping[str, tuple[str, str]]] = {
    "places": ("places", "within"),
    "topics": ("concepts", "broader"),
}
"""The tables that know what is above what, and in which column."""


def selection(
    tables: Mapping[str, pl.DataFrame],
    *,
    ties: str | Collection[str] = "partnership",
    modalities: Collection[str] | None = ASSERTED,
    places: Collection[str] = (),
    topics: Collection[str] = (),
    sources: Collection[str] = (),
    as_of: date | None = None,
    since: date | None = None,
    until: date | None = None,
    undated: bool = True,
    collapse: str = "none",
) -> Selection:
    """Return the ties of organisations to things that fit every filter.

    A thing that many sources report is one thing, and each tie keeps all statements behind it with their
    evidence. A bound of time that a tie does not give itself is that of the activity. It is kept if it may
    have stood at some moment of the time that is asked for: bounds that are not known exclude nothing. Ties
    without any bound are the layer `undated`: they are kept unless asked otherwise, and counted either way.

    Args:
        tables: `parties`, `activities`, `relationships`, and by what is asked `places`, `concepts` and
            `affiliations`; a table that is not needed is not read, nor are the columns `evidence` and
            `sources` of `parties`.
        ties: One of `TIES`, or several.
        modalities: Keys of the modalities to take, None for all: only what is asserted, unless asked
            otherwise.
        places: IRIs; what lies within one, however deep, counts as it. The place of the statement or its
            activity.
        topics: IRIs; what is narrower, however deep, counts as it. The topic of the statement or its
            activity.
        sources: IRIs of documents, one of which says it.
        as_of: The day on which a tie may have stood; stands for both *since* and *until*.
        since: The first day of the time that is asked for.
        until: The last day of it.
        undated: Whether ties without any bound are kept where a time is asked for.
        collapse: `none`, or `branch`: branches, delegations, departments and units count as the whole that
            they are a part of.

    Raises:
        UnknownChoice: There is no such kind of tie or level of collapse.
        EmptySelection: A filter leaves nothing; knows which.
    """
    kinds = (ties,) if isinstance(ties, str) else tuple(sorted(set(ties)))
    for kind in kinds:
        if kind not in TIES:
            raise UnknownChoice("kind of tie", kind, TIES)
    if collapse not in COLLAPSES:
        raise UnknownChoice("level of collapse", collapse, COLLAPSES)
    asked = [("ties", ",".join(kinds))]
    found = _held(_taken(tables, kinds), tables["parties"].height, asked)
    if modalities is not None:
        asked.append(("modalities", ",".join(sorted(modalities))))
        found = _held(found.filter(of_modalities(modalities)), found.height, asked)
    for column, iris in (("places", places), ("topics", topics), ("sources", sources)):
        if iris:
            asked.append((column, ",".join(sorted(iris))))
            found = _held(
                _about(found, tables, column, _with_lower(tables, column, iris)), found.height, asked
            )
    if collapse != "none":
        asked.append(("collapse", collapse))
        found = collapsed(found, tables, collapse, "body", "thing")
        found = _held(found.filter(pl.col("body") != pl.col("thing")), found.height, asked)
    made = Selection(found, tables, tuple(asked))
    if not (as_of or since or until):
        return made
    timed = made.during(as_of or since, as_of or until, undated=undated)
    _held(timed.statements, found.height, timed.filters[:-1])
    return timed


def _taken(tables: Mapping[str, pl.DataFrame], kinds: Collection[str]) -> pl.DataFrame:
    """Return the statements of the *kinds* of tie that are asked for."""
    properties = [one for one, tie in _TIE.items() if any(tie in _TAKEN[kind] for kind in kinds)]
    parties = tables["parties"].drop("evidence", "sources", strict=False)
    taken = parties.filter(pl.col("property").is_in(properties), "organisation")
    if "contact" not in kinds and "partnership" in kinds:
        event = pl.col("types").list.contains(f"{NGO}Event")
        events = tables["activities"].filter(event)["activity"]
        paid = pl.col("property").is_in([f"{NGO}funder", f"{NGO}recipient"])
        taken = taken.filter(paid | ~pl.col("thing").is_in(events.implode()).fill_null(value=False))
    found = taken.select(
        pl.col("party").alias("body"),
        "thing",
        _tie(properties).alias("tie"),
        pl.lit(value=False).alias("direct"),
        "modality",
        "relationship",
        "role",
        pl.lit(None, pl.String()).alias("via"),
    )
    if "funding" in kinds:
        found = _paid(found, parties)
    return found.filter(pl.col("thing").is_not_null())


def _tie(properties: Collection[str]) -> pl.Expr:
    """Return the kind of tie that each property of *properties* makes."""
    found = pl.lit(None, pl.String())
    for kind in sorted({_TIE[one] for one in properties}):
        of_kind = [one for one in properties if _TIE[one] == kind]
        found = pl.when(pl.col("property").is_in(of_kind)).then(pl.lit(kind)).otherwise(found)
    return found


def _paid(found: pl.DataFrame, parties: pl.DataFrame) -> pl.DataFrame:
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


def _about(
    found: pl.DataFrame, tables: Mapping[str, pl.DataFrame], column: str, wanted: Collection[str]
) -> pl.DataFrame:
    """Return the statements of which, or of whose activity, *column* holds one of what is *wanted*.

    A document is asked for by what it says: an activity that it tells of too says nothing about a statement.
    """
    fits = holds(column, wanted)
    told = tables["relationships"].filter(fits)["relationship"]
    kept = pl.col("relationship").is_in(told.implode())
    if column != "sources":
        kept |= pl.col("thing").is_in(tables["activities"].filter(fits)["activity"].implode())
    if column == "places":
        kept |= (pl.col("tie") == "presence") & pl.col("thing").is_in(list(wanted))
    return found.filter(kept)


def _with_lower(tables: Mapping[str, pl.DataFrame], column: str, iris: Collection[str]) -> list[str]:
    """Return *iris* and what lies below them in the table that knows of it."""
    if column not in _ABOVE:
        return sorted(iris)
    table, above = _ABOVE[column]
    return _below(tables[table], above, iris)


def _below(table: pl.DataFrame, column: str, iris: Collection[str]) -> list[str]:
    """Return *iris* and all that names one of them, or of what was found so, in the lists of *column*."""
    steps = table.select(pl.col(table.columns[0]).alias("lower"), pl.col(column).alias("upper")).explode(
        "upper"
    )
    found, latest = set(iris), set(iris)
    while latest:
        lower = steps.filter(pl.col("upper").is_in(sorted(latest)))["lower"]
        latest = set(lower) - found
        found |= latest
    return sorted(found)


def _held(found: pl.DataFrame, before: int, asked: Sequence[tuple[str, str]]) -> pl.DataFrame:
    if found.is_empty():
        raise EmptySelection("=".join(asked[-1]), before)
    return found
