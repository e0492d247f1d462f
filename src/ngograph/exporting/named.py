"""What exports for people say of things: names, kinds, the places they lie in, the days they span."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ngograph.dates import Bounds, written
from ngograph.vocab import GRAPH, ID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    Tables = Mapping[str, pl.DataFrame]

_COUNTRY: Final = re.compile(re.escape(f"{ID}place/") + "[a-z]{2}")
_P_CODE: Final = "P-code"


@dataclass(frozen=True)
class Spot:
    """Where a place lies: its country, and the places from just below that down to it.

    *country* and each of *levels* is an IRI; *code* is the P-code of the place itself, if it has one.
    """

    country: str
    levels: tuple[str, ...]
    code: str


class Named:
    """The names of everything in *tables*, and where places lie."""

    def __init__(self, tables: Tables) -> None:
        self._names: dict[str, str] = {}
        for table in ("concepts", "things"):
            rows = tables[table].select(tables[table].columns[0], "labelEn")
            self._names |= {iri: name for iri, name in rows.iter_rows() if name}
        self._within = dict(tables["places"].select("place", "within").iter_rows())
        codes = tables["identifiers"].filter(tables["identifiers"]["scheme"] == _P_CODE)
        self._codes = dict(codes.sort("notation", descending=True).select("thing", "notation").iter_rows())
        graphs = tables["documents"].select("document", "graphs").explode("graphs").drop_nulls()
        self._sources = {document: graph.removeprefix(GRAPH) for document, graph in graphs.iter_rows()}

    def name(self, iri: str | None) -> str:
        """Return the English name of *iri*, its last part if it has none, nothing of nothing."""
        return self._names.get(iri, iri.rpartition("/")[2]) if iri else ""

    def names(self, iris: Sequence[str]) -> str:
        """Return the names of *iris*, parted by semicolons."""
        return "; ".join(self.name(iri) for iri in iris)

    def sources(self, documents: Sequence[str] | None) -> list[str]:
        """Return what the sources are called that render *documents*."""
        return sorted(self._sources.get(one, one.rpartition("/")[2]) for one in documents or ())

    def spot(self, place: str) -> Spot:
        """Return where *place* lies; of several places around it, in the first by its IRI."""
        chain = [place]
        while not _COUNTRY.fullmatch(chain[-1]) and (around := self._within.get(chain[-1])):
            if around[0] in chain:
                break
            chain.append(around[0])
        country = chain.pop() if _COUNTRY.fullmatch(chain[-1]) else ""
        return Spot(country, tuple(reversed(chain)), self._codes.get(place, ""))


def span(row: Mapping[str, Any], other: Mapping[str, Any] | None = None) -> tuple[str, str]:
    """Return the first and the last day that *row* may span, else those of *other*; empty where not known."""
    timed = row if other is None or is_timed(row) else other
    first, last = timed["startEarliest"], timed["endLatest"]
    return (first.isoformat() if first else "", last.isoformat() if last else "")


def edtf(row: Mapping[str, Any]) -> str:
    """Return the time of *row* as EDTF, empty if none is known or EDTF has no word for it."""
    return written(
        Bounds(
            row["startEarliest"],
            row["startLatest"],
            row["endEarliest"],
            row["endLatest"],
            bool(row["ongoing"]),
        )
    )


def is_timed(row: Mapping[str, Any]) -> bool:
    """Say whether the first or the last day is known that *row* may span."""
    return row["startEarliest"] is not None or row["endLatest"] is not None
