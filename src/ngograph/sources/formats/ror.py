"""Records of the Research Organization Registry, schema version 2: one record, an array, or one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Affiliation, Body, Code, Name, Presence, Record, Skipped, Spot
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.loose import objects, text, texts, within
from ngograph.sources.opening.json import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Fact
    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample

_ROR: Final = "ROR"
_MARKS: Final = frozenset({"names.item.types.item", "established"})
# What the registry calls a type, and the class that it is; others say nothing of the kind of body.
_KINDS: Final = {"government": "PublicBody", "nonprofit": "NonGovernmentalOrganisation"}
_SHARED: Final = "a code that several bodies bear tells none of them apart: kept as weak"
_SCHEMES: Final = {"wikidata": "Wikidata", "isni": "ISNI", "grid": "GRID", "fundref": "Crossref Funder"}


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of records of the registry."""
    return _prefix(found) is not None


def _prefix(found: Sample) -> str | None:
    """Return where the records stand: the whole file, an array, or an answer; None if there are none."""
    for at in ("", "item", "items.item"):
        if {f"{at}.{mark}".lstrip(".") for mark in _MARKS} <= found.paths:
            return at
    return None


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
    at, keys = _prefix(task.sample) or "", Keys()
    shared = _shared(item for _, item in records(task.sample, at))
    for locator, item in records(task.sample, at, task.progress):
        if cause := _left_out(item):
            yield Skipped(locator, cause)
            continue
        body = _body(item, shared)
        notes = [*_notes(item), *([_SHARED] if any(one.strength == "weak" for one in body.codes) else [])]
        yield Record(keys.of(_short(item["id"])), locator, tuple(_facts(item, body)), tuple(notes))


def _left_out(item: Any) -> str:
    """Return why *item* is no record of a body, empty if it is one."""
    if not text(within(item, "id")):
        return "no ROR identifier"
    if item.get("status") == "withdrawn":
        return "withdrawn by the registry"
    named = any(text(name.get("value")) for name in objects(item.get("names")))
    return "" if named else "no organisation named"


def _shared(items: Iterator[Any]) -> frozenset[Code]:
    """Return the codes of other registers that several bodies bear, which tell none of them apart."""
    bearers = dict[Code, str]()
    return frozenset(
        code
        for item in items
        if not _left_out(item)
        for code in _others(item)
        if bearers.setdefault(code, item["id"]) != item["id"]
    )


def _facts(item: dict[str, Any], body: Body) -> Iterator[Fact]:
    yield body
    for place in objects(item.get("locations")):
        if (spot := _place(place)) is not None:
            yield Presence(body, spot, "headquartered")
    for other in objects(item.get("relationships")):
        if other.get("type") == "parent" and text(other.get("id")):
            yield Affiliation(body, _other(other), "unit")
        elif other.get("type") == "child" and text(other.get("id")):
            yield Affiliation(_other(other), body, "unit")


def _notes(item: dict[str, Any]) -> Iterator[str]:
    if item.get("status") == "inactive":
        yield "the body is no longer active"
    for other in objects(item.get("relationships")):
        if other.get("type") not in ("parent", "child"):
            yield f"a relationship of the type {text(other.get('type')) or '?'} is not kept"


def _body(item: dict[str, Any], shared: frozenset[Code]) -> Body:
    names = [name for name in objects(item.get("names")) if text(name.get("value"))]
    told = [name for name in names if "acronym" not in texts(name.get("types"))] or names
    told.sort(
        key=lambda name: (
            "ror_display" not in texts(name.get("types")),
            "label" not in texts(name.get("types")),
        )
    )
    acronym = next((text(name["value"]) for name in names if "acronym" in texts(name.get("types"))), "")
    kind = next((_KINDS[one] for one in texts(item.get("types")) if one in _KINDS), "Organisation")
    sites = (text(link.get("value")) for link in objects(item.get("links")) if link.get("type") == "website")
    countries = [
        text(within(place, "geonames_details", "country_code")) for place in objects(item.get("locations"))
    ]
    return Body(
        tuple(Name(text(name["value"]), text(name.get("lang"))) for name in told),
        (
            Code(_ROR, _short(item["id"])),
            *(one._replace(strength="weak") if one in shared else one for one in _others(item)),
        ),
        kind,
        acronym,
        country=next(filter(None, countries), ""),
        homepage=next(sites, ""),
    )


def _others(item: dict[str, Any]) -> Iterator[Code]:
    """Yield the codes that other registers have for the body."""
    for other in objects(item.get("external_ids")):
        code = text(other.get("preferred")) or next(iter(texts(other.get("all"))), "")
        scheme = _SCHEMES.get(text(other.get("type")))
        if code and scheme:
            yield Code(scheme, code)


def _other(item: dict[str, Any]) -> Body:
    return Body((Name(text(item.get("label")) or _short(item["id"])),), (Code(_ROR, _short(item["id"])),))


def _place(item: dict[str, Any]) -> Spot | None:
    """Return the place of the seat, in its division where the record names one; None if it has no number."""
    number, details = text(item.get("geonames_id")), within(item, "geonames_details")
    if not number or not text(within(details, "name")):
        return None
    code = text(details.get("country_code"))
    around = Spot(country=code) if code else None
    division, name = (text(details.get(f"country_subdivision_{part}")) for part in ("code", "name"))
    if around and division and name:
        iso = f"{code}-{division}"
        around = Spot((Name(name, "en"),), (Code("ISO 3166-2", iso, "weak"),), key=iso, within=around)
    return Spot(
        (Name(text(details["name"]), "en"),),
        (Code("GeoNames", number),),
        within=around,
        latitude=text(details.get("lat")),
        longitude=text(details.get("lng")),
    )


def _short(iri: str) -> str:
    return text(iri).rstrip("/").rpartition("/")[2]


FORMAT: Final = Format("ror", "Research Organization Registry", "application/json", fits, read)
