"""Who does what where: a row for each body in each activity and each place of it, and for each presence.

The columns bear the names that such tables bear in English. One body stands in the cell of a partner; the
donors of an activity stand together in each of its rows, parted by semicolons. A column that such tables lack
says how the source puts it, for what is planned or implied is not what is done.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING, Any, Final

from ngograph.exporting.named import Named, span
from ngograph.vocab import CONCEPT, NGO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    Tables = Mapping[str, pl.DataFrame]

COLUMNS: Final = (
    "Organisation",
    "Donor",
    "Programme partner",
    "Implementing partner",
    "Role",
    "Sector",
    "Project",
    "Country",
    "Admin 1",
    "Admin 2",
    "Location",
    "P-code",
    "Start date",
    "End date",
    "Status",
    "Modality",
    "Source",
)
_DONORS: Final = ("funder", "donor")
_CELLS: Final = {
    "implementer": "Implementing partner",
    "lead": "Programme partner",
    "partner": "Programme partner",
    "accountable": "Programme partner",
    "extending": "Programme partner",
}


def write(tables: Tables, chosen: pl.Series | None, out: IO[bytes]) -> None:
    """Write the rows that the relationships in *tables* make as CSV, in UTF-8, sorted.

    Args:
        tables: of the whole release, for the donors of an activity may be in no relationship that is chosen.
        chosen: IRIs of relationships; None for all.
        out: where to.
    """
    rows = sorted({tuple(row.get(column, "") for column in COLUMNS) for row in _rows(tables, chosen)})
    text = TextIOWrapper(out, "utf-8", newline="", write_through=True)
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(rows)
    text.detach()


def _rows(tables: Tables, chosen: pl.Series | None) -> Iterator[dict[str, str]]:
    named, donors = Named(tables), _donors(tables)
    works = {row["activity"]: row for row in tables["activities"].iter_rows(named=True)}
    relationships, parties, fundings = (
        tables[name] if chosen is None else tables[name].filter(tables[name][key].is_in(chosen.implode()))
        for name, key in (
            ("relationships", "relationship"),
            ("parties", "relationship"),
            ("fundings", "funding"),
        )
    )
    ties = {row["relationship"]: row for row in relationships.iter_rows(named=True)}
    taking: dict[str, set[str]] = defaultdict(set)
    for party in parties.filter(parties["organisation"]).iter_rows(named=True):
        tie = ties[party["relationship"]]
        kind = party["property"].removeprefix(NGO)
        if kind in ("participant", "onBehalfOf") and _key(party["role"]) not in _DONORS:
            taking[party["thing"]].add(party["party"])
            cells = _party(named, party) | {"Donor": named.names(sorted(donors[party["thing"]]))}
            yield from _placed(named, cells, tie, works.get(party["thing"]))
        elif kind == "organisation" and tie["type"] == f"{NGO}Presence":
            yield from _placed(named, {"Organisation": named.name(party["party"])}, tie, None)
    for row in fundings.iter_rows(named=True):
        cells = {"Donor": named.names(row["funders"] or ())}
        for work in row["activities"] or ("",):
            others = [body for body in row["recipients"] or () if body not in taking[work]]
            for body in others or ([None] if not taking[work] else []):
                received = cells | {"Implementing partner": named.name(body)}
                yield from _placed(named, received, ties[row["funding"]], works.get(work))
    for party in parties.filter(parties["organisation"]).iter_rows(named=True):
        if _key(party["role"]) in _DONORS and not taking[party["thing"]]:
            cells = {"Donor": named.name(party["party"])}
            yield from _placed(named, cells, ties[party["relationship"]], works.get(party["thing"]))


def _donors(tables: Tables) -> dict[str, set[str]]:
    """Return who pays for each activity: those who fund it, and those who take part in it as funders."""
    found: dict[str, set[str]] = defaultdict(set)
    for funders, activities in tables["fundings"].select("funders", "activities").iter_rows():
        for activity in activities or ():
            found[activity].update(funders or ())
    for party in tables["parties"].select("party", "role", "thing").iter_rows():
        body, role, thing = party
        if _key(role) in _DONORS and thing:
            found[thing].add(body)
    return found


def _party(named: Named, party: Mapping[str, Any]) -> dict[str, str]:
    role = party["role"]
    cell = _CELLS.get(_key(role), "Organisation")
    return {cell: named.name(party["party"]), "Role": named.name(role)}


def _placed(
    named: Named, cells: dict[str, str], tie: Mapping[str, Any], work: Mapping[str, Any] | None
) -> Iterator[dict[str, str]]:
    """Yield *cells* with all that is told of the relationship *tie* or else of its activity *work*."""
    about = work or {}
    first, last = span(tie, work)
    topics = tie["topics"] or about.get("topics") or ()
    said = cells | {
        "Sector": named.names(topics),
        "Project": named.name(about.get("activity")),
        "Start date": first,
        "End date": last,
        "Status": named.name(tie["status"] or about.get("status")),
        "Modality": named.name(tie["modality"]),
        "Source": "; ".join(named.sources(tie["sources"])),
    }
    for place in tie["places"] or about.get("places") or (None,):
        if place is None:
            yield said
            continue
        spot = named.spot(place)
        levels = [*(named.name(level) for level in spot.levels), "", ""]
        yield said | {
            "Country": named.name(spot.country),
            "Admin 1": levels[0],
            "Admin 2": levels[1],
            "Location": named.name(place) if len(spot.levels) > len(levels[:2]) else "",
            "P-code": spot.code,
        }


def _key(concept: str | None) -> str:
    return (concept or "").removeprefix(f"{CONCEPT}role/")
