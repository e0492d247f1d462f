"""What maps know beside the ties, out of the tables of a release: times, amounts, sources, days of issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ngograph.network.drawing.subject import Amount, Source, Span
from ngograph.network.twomode import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.network.values import Network

    Tables = Mapping[str, pl.DataFrame]

_BOUNDS: Final = ("startEarliest", "startLatest", "endEarliest", "endLatest")


def spans_in(tables: Tables) -> dict[str, Span]:
    """Return when each activity and each relationship was, by its IRI, where any of its bounds is known."""
    found = {}
    for name, column in (("relationships", "relationship"), ("activities", "activity")):
        rows = tables[name].select(
            column, *(pl.col(bound).cast(pl.String()).fill_null("") for bound in _BOUNDS), "ongoing"
        )
        for iri, begin, begun, ends, ended, ongoing in rows.iter_rows():
            span = Span(begin, begun, ends, ended, bool(ongoing))
            if any(span):
                found[iri] = span
    return found


def amounts_in(tables: Tables) -> dict[str, Amount]:
    """Return the amount of each funding, by its IRI, where one is known; currencies by ISO 4217 codes."""
    rows = tables["fundings"].select("funding", "amount", "currency").drop_nulls("amount")
    return {iri: Amount(float(amount), key(currency).upper()) for iri, amount, currency in rows.iter_rows()}


def sources_in(tables: Tables, network: Network) -> dict[str, Source]:
    """Return where the evidence of *network* stands, by its IRI: document and place, in digits."""
    wanted = sorted({iri for tie in network.ties for iri in tie.evidence})
    rows = (
        tables["evidence"]
        .filter(pl.col("evidence").is_in(wanted))
        .explode("sources")
        .unique("evidence", keep="first", maintain_order=True)
        .join(_documents(tables), left_on="sources", right_on="document", how="left", maintain_order="left")
        .select("evidence", "start", "end", "locator", "sources", "title", "issued")
    )
    return {
        evidence: Source(title or key(document), document, issued or "", locator or _place(start, end))
        for evidence, start, end, locator, document, title, issued in rows.iter_rows()
    }


def words_in(tables: Tables, lang: str) -> dict[str, str]:
    """Return what roles are called in *lang* (en, bs or ru), by their keys."""
    roles = tables["concepts"].filter(pl.col("concept").str.contains("/role/", literal=True))
    called = pl.coalesce(f"label{lang.capitalize()}", "labelEn")
    return {key(iri): text for iri, text in roles.select("concept", called).drop_nulls().iter_rows()}


def issues_in(tables: Tables, documents: Iterable[str]) -> tuple[str, ...]:
    """Return the days on which *documents* were issued, sorted, each once."""
    told = _documents(tables).filter(pl.col("document").is_in(list(documents)))
    return tuple(told["issued"].drop_nulls().unique().sort())


def _documents(tables: Tables) -> pl.DataFrame:
    return tables["documents"].select("document", "title", pl.col("issued").cast(pl.String()))


def _place(start: float | None, end: float | None) -> str:
    return "" if start is None or end is None else f"{start:.0f}–{end:.0f}"
