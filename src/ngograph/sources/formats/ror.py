"""Records of the Research Organization Registry, schema version 2: one record, or an array of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Affiliation, Body, Code, Name, Presence, Record, Skipped, Spot
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.opening.json import items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Fact
    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample

_ROR: Final = "ROR"
_MARKS: Final = frozenset({"names.item.types.item", "established"})
# What the registry calls a type, and the class that it is; others say nothing of the kind of body.
_KINDS: Final = {
    "government": "PublicBody",
    "nonprofit": "NonGovernmentalOrganisation",
    "education": "Organisation",
}
_SCHEMES: Final = {"wikidata": "Wikidata", "isni": "ISNI", "grid": "GRID", "fundref": "Crossref Funder"}


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of records of the registry."""
    return any({f"{prefix}{mark}" for mark in _MARKS} <= found.paths for prefix in ("", "item."))


def read(task: Task) -> Opened:
    """Open the file of *task*."""
    return Opened(
        Heading(
            title="Research Organization Registry",
            licence="https://creativecommons.org/publicdomain/zero/1.0/",
        ),
        _records(task),
    )


def _records(task: Task) -> Iterator[Record | Skipped]:
    many = "item.names.item.types.item" in task.sample.paths
    for index, item in enumerate(items(task.sample.path, "item" if many else "", task.progress)):
        locator = f"/{index}" if many else "/"
        if not isinstance(item, dict) or not item.get("id"):
            yield Skipped(locator, "no ROR identifier")
        elif item.get("status") == "withdrawn":
            yield Skipped(locator, "withdrawn by the registry")
        else:
            yield Record(_short(item["id"]), locator, tuple(_facts(item)))


def _facts(item: dict[str, Any]) -> Iterator[Fact]:
    body = _body(item)
    yield body
    for place in item.get("locations") or ():
        yield Presence(body, _place(place), "headquartered")
    for other in item.get("relationships") or ():
        if other.get("type") == "parent":
            yield Affiliation(body, _other(other), "unit")
        elif other.get("type") == "child":
            yield Affiliation(_other(other), body, "unit")


def _body(item: dict[str, Any]) -> Body:
    names = [name for name in item["names"] if "acronym" not in name["types"]]
    names.sort(key=lambda name: ("ror_display" not in name["types"], "label" not in name["types"]))
    acronym = next((name["value"] for name in item["names"] if "acronym" in name["types"]), "")
    kind = next((_KINDS[one] for one in item.get("types") or () if one in _KINDS), "Organisation")
    site = next((link["value"] for link in item.get("links") or () if link["type"] == "website"), "")
    return Body(
        tuple(Name(name["value"], name.get("lang") or "") for name in names),
        tuple(_codes(item)),
        kind,
        acronym,
        homepage=site,
    )


def _codes(item: dict[str, Any]) -> Iterator[Code]:
    yield Code(_ROR, _short(item["id"]))
    for other in item.get("external_ids") or ():
        code = other.get("preferred") or next(iter(other.get("all") or ()), "")
        if code and other["type"] in _SCHEMES:
            yield Code(_SCHEMES[other["type"]], str(code))


def _other(item: dict[str, Any]) -> Body:
    return Body((Name(item["label"]),), (Code(_ROR, _short(item["id"])),))


def _place(item: dict[str, Any]) -> Spot:
    details = item["geonames_details"]
    country = Spot(country=details["country_code"]) if details.get("country_code") else None
    return Spot(
        (Name(details["name"], "en"),),
        (Code("GeoNames", str(item["geonames_id"])),),
        within=country,
        latitude=str(details.get("lat") or ""),
        longitude=str(details.get("lng") or ""),
    )


def _short(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]


FORMAT: Final = Format("ror", "Research Organization Registry", "application/json", fits, read)
