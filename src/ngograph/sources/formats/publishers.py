"""The publishers of the IATI Registry: bodies with their identifier, type and country.

The registry gives them as one object by name, as the list in an answer of its interface, or one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Body, Name, Presence, Record, Skipped, Spot
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.loose import text, texts, within
from ngograph.sources.kinds import is_known_code, kind_of_code
from ngograph.sources.opening.json import items, members
from ngograph.sources.refs import organisation_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Fact
    from ngograph.sources.formats.format import Task
    from ngograph.sources.known import Known
    from ngograph.sources.opening import Sample

_MARK: Final = "publisher_iati_id"
_LIST: Final = "result.item"
_CONTACT: Final = ("publisher_contact", "publisher_contact_email", "users")


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of publishers of the registry."""
    return found.make == "json" and any(path == _MARK or path.endswith(f".{_MARK}") for path in found.paths)


def read(task: Task) -> Opened:
    """Open the file of *task*."""
    notes = ("only name, identifier, type and country of a publisher are kept",)
    return Opened(Heading(title="IATI Registry: publishers", languages=("en",), notes=notes), _records(task))


def _records(task: Task) -> Iterator[Record | Skipped]:
    keys = Keys()
    for locator, item in _publishers(task):
        if not text(within(item, "title")):
            yield Skipped(locator, "no organisation named")
        elif text(item.get("state")) not in ("", "active"):
            yield Skipped(locator, f"the registry calls it {text(item['state'])}")
        else:
            facts, notes = _facts(item, task.known)
            yield Record(keys.of(text(item.get("name")) or locator), locator, facts, notes)


def _publishers(task: Task) -> Iterator[tuple[str, Any]]:
    path, progress = task.sample.path, task.progress
    if f"{_LIST}.{_MARK}" in task.sample.paths:
        for index, item in enumerate(items(path, _LIST, progress)):
            yield f"/result/{index}", item
    elif f"item.{_MARK}" in task.sample.paths:
        for index, item in enumerate(items(path, "item", progress)):
            yield f"/{index}", item
    elif _MARK in task.sample.paths:
        yield from (("/", item) for item in items(path, "", progress))
    else:
        for name, item in members(path, "", progress):
            yield f"/{name.replace('~', '~0').replace('/', '~1')}", item


def _facts(item: dict[str, Any], known: Known) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    ref, kind = text(item.get(_MARK)), text(item.get("publisher_organization_type"))
    country = text(item.get("publisher_country"))
    code, notes = (
        known.country(country),
        [f"{name} dropped: contact data" for name in _CONTACT if item.get(name)],
    )
    codes = organisation_codes(ref)
    if not any(one.strength == "strong" for one in codes):
        notes.append("an identifier that identifies nobody for sure" if ref else "no identifier")
    if kind and not is_known_code(kind):
        notes.append(f"type {kind} is unknown")
    if country and not code:
        notes.append(f"country {country} is unknown")
    title = text(item["title"])
    names = (title, *texts(item.get("historical_publisher_names")))
    body = Body(
        tuple(Name(name) for name in names),
        codes,
        kind_of_code(kind, title),
        key=text(item.get("name")),
        country=code,
    )
    seat = (Presence(body, Spot(country=code), "headquartered"),) if code else ()
    return (body, *seat), tuple(notes)


FORMAT: Final = Format("iati-publishers", "Publishers of the IATI Registry", "application/json", fits, read)
