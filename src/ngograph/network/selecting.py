"""From the tables of a release to a two-mode network: which ties, of when, where, about what, who says so.

    parties ─┬─ kind of tie ── modality ── place ── topic ── source ── time ── collapse ──► Selection
    activities ┘                                                                             ├── .incidence
    (the order of the filters)                                                               └── .network()

Columns in, columns out: there is no loop over ties, so that a million of them are no matter. The tables are
those that `docs/tables.md` tells of, as a mapping from their names.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

import polars as pl

from ngograph.errors import EmptySelection, NetworkError, UnknownChoice
from ngograph.network.collapsing import COLLAPSES, collapsed
from ngograph.network.columns import holds, of_modalities
from ngograph.network.selections import Selection
from ngograph.network.shapes import several
from ngograph.network.taking import TIES, taken
from ngograph.network.twomode import ASSERTED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

_Step: TypeAlias = Callable[[pl.DataFrame], pl.DataFrame]

_ABOVE: Final[Mapping[str, tuple[str, str]]] = {
    "places": ("places", "within"),
    "topics": ("concepts", "broader"),
}
"""The tables that know what is above what, and in which column."""


def selection(
    tables: Mapping[str, pl.DataFrame],
    *,
    ties: str | Collection[str] = "partnership",
    modalities: Collection[str] | str | None = ASSERTED,
    places: Collection[str] | str = (),
    topics: Collection[str] | str = (),
    sources: Collection[str] | str = (),
    as_of: date | str | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
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
        as_of: The day on which a tie may have stood, a date or text such as 2022-11-25; stands for both
            *since* and *until*.
        since: The first day of the time that is asked for.
        until: The last day of it.
        undated: Whether ties without any bound are kept where a time is asked for.
        collapse: `none`, or `branch`: branches, delegations, departments and units count as the whole that
            they are a part of.

    Raises:
        UnknownChoice: There is no such kind of tie or level of collapse.
        EmptySelection: A filter leaves nothing; knows which.
        NetworkError: A date is none, the time ends before it begins, or a day is asked for beside a time.
    """
    if as_of is not None and (since is not None or until is not None):
        raise NetworkError(
            f"expected a day or a time, found both: as of {as_of}, {since or ''}/{until or ''}"
        )
    kinds, modalities = tuple(sorted(set(several(ties)))), several(modalities)
    _known("kind of tie", kinds, TIES)
    _known("level of collapse", (collapse,), COLLAPSES)
    about = {"places": several(places), "topics": several(topics), "sources": several(sources)}
    found, asked = tables["parties"], list[tuple[str, str]]()
    for name, value, step in _steps(tables, kinds, modalities, about, collapse):
        found = _held(step(found), found.height, (name, value))
        asked.append((name, value))
    made = Selection(found, tables, tuple(asked))
    if not (as_of or since or until):
        return made
    timed = made.during(as_of or since, as_of or until, undated=undated)
    _held(timed.statements, found.height, timed.filters[-2])
    return timed


def _known(what: str, names: Iterable[str], known: tuple[str, ...]) -> None:
    for name in names:
        if name not in known:
            raise UnknownChoice(what, name, known)


def _steps(
    tables: Mapping[str, pl.DataFrame],
    kinds: Sequence[str],
    modalities: Collection[str] | None,
    about: Mapping[str, Collection[str]],
    collapse: str,
) -> Iterator[tuple[str, str, _Step]]:
    """Yield the filters in their order, each with its name and what is asked for."""
    yield "ties", ",".join(kinds), lambda parties: taken(parties, tables, kinds)
    if modalities is not None:
        fits = of_modalities(modalities)
        yield "modalities", ",".join(sorted(modalities)), lambda found: found.filter(fits)
    for column, iris in about.items():
        if iris:
            wanted = _with_lower(tables, column, iris)
            yield column, ",".join(sorted(iris)), partial(_about, tables, column, wanted)
    if collapse != "none":
        yield "collapse", collapse, partial(_collapsed, tables, collapse)


def _about(
    tables: Mapping[str, pl.DataFrame], column: str, wanted: Collection[str], found: pl.DataFrame
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


def _collapsed(tables: Mapping[str, pl.DataFrame], level: str, found: pl.DataFrame) -> pl.DataFrame:
    """Return the statements with parts as their wholes; what ties a whole to itself is none."""
    return collapsed(found, tables, level, "body", "thing").filter(pl.col("body") != pl.col("thing"))


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


def _held(found: pl.DataFrame, before: int, asked: tuple[str, str]) -> pl.DataFrame:
    if found.is_empty():
        raise EmptySelection("=".join(asked), before)
    return found
