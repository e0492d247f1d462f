"""Small tables as a release has them, from a few rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from ngograph.vocab import CONCEPT, NGO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row = dict[str, Any]
Types = dict[str, Any]
LIST = pl.List(pl.String)
BOUNDS: Types = dict.fromkeys(("startEarliest", "startLatest", "endEarliest", "endLatest"), pl.Date)
PARTIES: Types = dict.fromkeys(
    ("relationship", "property", "party", "role", "thing", "modality"), pl.String
) | {
    "organisation": pl.Boolean,
    "evidence": LIST,
    "sources": LIST,
}
ABOUT: Types = {"topics": LIST, "places": LIST, "evidence": LIST, "sources": LIST, **BOUNDS}


def party(relationship: str, property: str, party: str, thing: str | None, modality: str = "asserted") -> Row:
    return {
        "relationship": relationship,
        "property": f"{NGO}{property}",
        "party": party,
        "thing": thing,
        "modality": f"{CONCEPT}modality/{modality}",
        "organisation": not party.startswith("person"),
        "evidence": [f"e-{relationship}"],
        "sources": ["d1"],
    }


def columns(
    parties: Iterable[Row],
    relationships: Mapping[str, Row] | None = None,
    activities: Mapping[str, Row] | None = None,
    within: Mapping[str, list[str]] | None = None,
    parts: Mapping[str, tuple[str, str]] | None = None,
) -> dict[str, pl.DataFrame]:
    """Tables of these rows; a relationship or activity that is not described is there without properties."""
    rows = list(parties)
    empty: Row = {column: [] for column in ("topics", "places")}
    told = {row["relationship"]: {"evidence": row["evidence"], "sources": row["sources"]} for row in rows}
    things = {row["thing"]: {"types": [f"{NGO}Project"]} for row in rows if row["thing"]}
    steps = {iri: {"upper": upper} for iri, upper in (within or {}).items()}

    def table(name: str, keyed: Mapping[str, Row], more: Mapping[str, Row], types: Types) -> pl.DataFrame:
        return pl.DataFrame(
            [{name: iri, **empty, **row, **more.get(iri, {})} for iri, row in keyed.items()],
            {name: pl.String, **types},
        )

    return {
        "parties": pl.DataFrame(rows, PARTIES),
        "relationships": table("relationship", told, relationships or {}, ABOUT),
        "activities": table("activity", things, activities or {}, {"types": LIST, **ABOUT}),
        "places": pl.DataFrame(
            {"place": list(steps), "within": [row["upper"] for row in steps.values()]},
            {"place": pl.String, "within": LIST},
        ),
        "concepts": pl.DataFrame(
            {"concept": list(steps), "broader": [row["upper"] for row in steps.values()]},
            {"concept": pl.String, "broader": LIST},
        ),
        "affiliations": pl.DataFrame(
            [
                {
                    "part": part,
                    "whole": whole,
                    "kinds": [f"{CONCEPT}affiliation-kind/{kind}"],
                    "modality": f"{CONCEPT}modality/asserted",
                }
                for part, (whole, kind) in (parts or {}).items()
            ],
            {"part": pl.String, "whole": pl.String, "kinds": LIST, "modality": pl.String},
        ),
    }
