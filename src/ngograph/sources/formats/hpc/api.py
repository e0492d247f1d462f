"""Registered projects as the API of HPC answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Body, Code, Name, Skipped, Spot
from ngograph.sources.formats.fts.bodies import organisation, plan
from ngograph.sources.formats.hpc.project import Registered, record
from ngograph.sources.formats.keys import REPEATED, Keys
from ngograph.sources.formats.loose import objects, text
from ngograph.sources.intervals import interval
from ngograph.sources.opening.json import records as told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Record, Work
    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample

_PREFIXES: Final = ("data.results.item", "results.item", "data.item", "item", "")
_MARKS: Final = ("versionCode", "currentRequestedFunds", "organizations")
_SEVERAL: Final = re.compile(r"[,;]|\b(or|formerly|part of)\b", re.IGNORECASE)
_CONTACTS: Final = ("contacts", "projectContacts", "leads")


def prefix(found: Sample) -> str | None:
    """Return where the projects stand in the JSON that *found* is the head of; None if there are none."""
    return next(
        (one for one in _PREFIXES if {f"{one}.{mark}".lstrip(".") for mark in _MARKS} <= found.paths), None
    )


def records(task: Task) -> Iterator[Record | Skipped]:
    """Yield a record for each project."""
    keys, at = Keys(), prefix(task.sample) or ""
    for locator, item in told(task.sample, at, task.progress):
        if isinstance(item, dict):
            one = _registered(item, task)
            if keys.repeats(one.number, one):
                yield Skipped(locator, REPEATED)
                continue
            yield record(one, keys.of(one.number or one.code or locator), locator, task.known)
        else:
            yield Skipped(locator, "no project")


def _registered(item: dict[str, Any], task: Task) -> Registered:
    notes = ["contact data dropped" for key in _CONTACTS for _ in objects(item.get(key))]
    status = next((text(one.get("type")) for one in objects(item.get("workflowStatusOptions"))), "")
    return Registered(
        name=text(item.get("name")),
        code=text(item.get("versionCode")),
        number=text(item.get("id")),
        start=text(item.get("startDate")),
        end=text(item.get("endDate")),
        organisations=tuple(_organisation(one, notes) for one in _named(item, "organizations")),
        partners=item["partners"] if isinstance(item.get("partners"), str) else "",
        plans=tuple(_plan(one, notes) for one in _named(item, "plans")),
        clusters=tuple(text(one["name"]) for one in _named(item, "globalClusters")),
        places=tuple(_place(one, task) for one in _named(item, "locations")),
        asked=text(item.get("currentRequestedFunds")),
        status=status,
        notes=tuple(notes),
    )


def _named(item: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [one for one in objects(item.get(key)) if text(one.get("name"))]


def _organisation(one: dict[str, Any], notes: list[str]) -> Body:
    name = text(one["name"])
    if one.get("collectiveInd") is True:
        return Body((Name(name),), kind="UnnamedGroup")
    native = text(one.get("nativeName"))
    if _SEVERAL.search(native):
        notes.append("native name holds several names: not taken")
    return organisation(
        name,
        text(one.get("id")),
        other="" if _SEVERAL.search(native) else native,
        acronym=text(one.get("abbreviation")),
        homepage=text(one.get("url")),
    )


def _plan(one: dict[str, Any], notes: list[str]) -> Work:
    edtf, problems = interval(text(one.get("startDate")), text(one.get("endDate")))
    notes.extend(f"plan: {problem}" for problem in problems)
    return plan(text(one["name"]), text(one.get("id")), text(one.get("code")), edtf)


def _place(one: dict[str, Any], task: Task) -> Spot | str:
    """Return a country by its name, what lies in one by its P-code."""
    name, code = text(one["name"]), text(one.get("pcode"))
    level = text(one.get("adminLevel"))
    if level in ("", "0"):
        return text(one.get("iso3")) or name
    country = task.known.country(text(one.get("iso3")))
    return Spot(
        (Name(name),),
        (Code("P-code", code),) if code else (),
        key="" if code else f"location-{text(one.get('id'))}",
        within=Spot(country=country) if country else None,
        latitude=text(one.get("latitude")),
        longitude=text(one.get("longitude")),
    )
