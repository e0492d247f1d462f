"""Who does what where: a row for each body in each activity and each place of it, each presence and funding.

The columns bear the names that such tables bear in English. One body stands in the cell of a partner; the
donors of an activity stand together in each of its rows, parted by semicolons. A column that such tables lack
says how the source puts it, for what is planned or implied is not what is done. The last columns tell what it
takes to read the same relationships back.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING, Any, Final

from ngograph.exporting.named import Named, edtf, is_timed, span
from ngograph.vocab import CONCEPT, ID, NGO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    Tables = Mapping[str, pl.DataFrame]
    Row = dict[str, str]

COLUMNS: Final = (
    "Organisation",
    "Donor",
    "Programme partner",
    "Implementing partner",
    "Role",
    "Sector",
    "Project",
    "Project code",
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
    "Time",
    "Amount",
    "Currency",
    "Paid on",
    "Through",
    "Inherited",
    "Relationship",
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


def _rows(tables: Tables, chosen: pl.Series | None) -> Iterator[Row]:
    """Yield the rows of the relationships, those of each beside each other."""
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
    for party in parties.filter(parties["organisation"]).iter_rows(named=True):
        tie = ties[party["relationship"]]
        kind = party["property"].removeprefix(NGO)
        if kind in ("participant", "onBehalfOf"):
            cells = _party(named, party)
            own = {"Donor": named.names(sorted(donors[party["thing"]]))} | cells
            if kind == "onBehalfOf":
                body = party["party"].removeprefix(ID)
                own["Relationship"] = f"{tie['relationship'].removeprefix(ID)} on behalf of {body}"
            yield from _placed(named, own, tie, works.get(party["thing"]))
        elif kind == "organisation" and tie["type"] == f"{NGO}Presence":
            own = {"Organisation": named.name(party["party"]), "Role": _key(party["role"])}
            yield from _placed(named, own, tie, None)
    for row in fundings.iter_rows(named=True):
        yield from _paid(named, row, ties[row["funding"]], works)


def _paid(
    named: Named, row: Mapping[str, Any], tie: Mapping[str, Any], works: Mapping[str, Mapping[str, Any]]
) -> Iterator[Row]:
    """Yield the rows of a funding, one for each recipient and activity; one of them has the amount."""
    amount = {
        "Amount": "" if row["amount"] is None else f"{row['amount']:f}",
        "Currency": (row["currency"] or "").removeprefix(f"{CONCEPT}currency/").upper(),
        "Paid on": row["valueDate"].isoformat() if row["valueDate"] else "",
    }
    common = {
        "Donor": named.names(row["funders"] or ()),
        "Role": "; ".join(map(_key, row["kinds"] or ())),
        "Through": named.names(row["through"] or ()),
    }
    for work in row["activities"] or ("",):
        for body in row["recipients"] or (None,):
            received = common | {"Implementing partner": named.name(body)}
            for placed in _placed(named, received, tie, works.get(work)):
                yield placed | amount
                amount = {}


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


def _party(named: Named, party: Mapping[str, Any]) -> Row:
    role = party["role"]
    cell = "Donor" if _key(role) in _DONORS else _CELLS.get(_key(role), "Organisation")
    return {cell: named.name(party["party"]), "Role": named.name(role)}


def _placed(
    named: Named, cells: Row, tie: Mapping[str, Any], work: Mapping[str, Any] | None
) -> Iterator[Row]:
    """Yield *cells* with all that is told of the relationship *tie* or else of its activity *work*."""
    about = work or {}
    first, last = span(tie, work)
    said = {
        "Sector": named.names(tie["topics"] or about.get("topics") or ()),
        "Project": named.name(about.get("activity")),
        "Project code": (about.get("activity") or "").removeprefix(ID),
        "Start date": first,
        "End date": last,
        "Status": named.name(tie["status"] or about.get("status")),
        "Modality": named.name(tie["modality"]),
        "Source": "; ".join(named.sources(tie["sources"])),
        "Time": edtf(tie if is_timed(tie) else about) if is_timed(tie) or about else "",
        "Inherited": "; ".join(_inherited(tie, about)),
        "Relationship": tie["relationship"].removeprefix(ID),
    } | cells
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


def _inherited(tie: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a row says of the activity that says it in place of the relationship *tie*."""
    if about and is_timed(about) and not is_timed(tie):
        yield "time"
    for name, key in (("sector", "topics"), ("place", "places"), ("status", "status")):
        if about.get(key) and not tie[key]:
            yield name


def _key(concept: str | None) -> str:
    """Return the key of *concept* within its scheme."""
    return (concept or "").rpartition("/")[2]
