"""Contracting processes in the Open Contracting Data Standard (OCDS): releases, records, or one a line.

A process is told of in many releases, each of which repeats what was told before. What is told of one award
or contract is taken from the last release that tells of it, so that no amount counts twice.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Body, Name, Skipped
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.loose import objects, text
from ngograph.sources.formats.ocds.latest import Latest
from ngograph.sources.formats.ocds.release import record
from ngograph.sources.intervals import date_of
from ngograph.sources.opening.json import records, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ngograph.sources.facts import Record
    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample

_PREFIXES: Final = ("releases.item", "records.item", "data.item", "results.item", "item", "")
_MARKS: Final = ("tag", "tag.item", "releases", "compiledRelease", "awards", "parties", "contracts")


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of releases or records."""
    return _prefix(found) is not None


def read(task: Task) -> Opened:
    """Open the file of *task*."""
    found = task.sample
    publisher = told(found, "publisher")
    name = text(publisher.get("name")) if isinstance(publisher, dict) else ""
    issued = date_of(text(told(found, "publishedDate")))
    language = next(filter(None, (text(told(found, f"{at}language")) for at in _languages(found))), "")
    return Opened(
        Heading(
            title=f"OCDS: {found.path.name}",
            languages=(language,) if language else (),
            publisher=Body((Name(name),)) if name else None,
            issued=dt.date.fromisoformat(issued) if len(issued) == len("2020-01-01") else None,
            licence=text(told(found, "license")),
        ),
        _records(task),
    )


def _records(task: Task) -> Iterator[Record | Skipped]:
    latest = Latest(release for _, release in _releases(task, lambda _: None))
    keys = Keys()
    for index, (locator, release) in enumerate(_releases(task, task.progress)):
        ocid, number = text(release.get("ocid")), text(release.get("id"))
        if not ocid:
            yield Skipped(locator, "no identifier of a contracting process")
            continue
        own = number if number.startswith(ocid) else " ".join(filter(None, (ocid, number)))
        yield record(release, latest.told_in(index), keys.of(own), locator, task.known)


def _releases(task: Task, progress: Callable[[int], None]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each release stands, and the release; of a record, the compiled one or those it embeds."""
    for locator, item in records(task.sample, _prefix(task.sample) or "", progress):
        yield from _of(item, locator)


def _of(item: Any, locator: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(item, dict):
        yield locator, {}
    elif isinstance(compiled := item.get("compiledRelease"), dict):
        yield f"{locator.rstrip('/')}/compiledRelease", {"ocid": item.get("ocid"), **compiled}
    elif "tag" not in item and (releases := [one for one in objects(item.get("releases")) if "tag" in one]):
        for index, release in enumerate(releases):
            yield f"{locator.rstrip('/')}/releases/{index}", {"ocid": item.get("ocid"), **release}
    else:
        yield locator, item


def _prefix(found: Sample) -> str | None:
    """Return where the releases or records stand; None if there are none."""
    for at in _PREFIXES:
        dot = f"{at}." if at else ""
        if f"{dot}ocid" in found.paths and any(f"{dot}{mark}" in found.paths for mark in _MARKS):
            return at
    return None


def _languages(found: Sample) -> tuple[str, ...]:
    at = _prefix(found) or ""
    dot = f"{at}." if at else ""
    return (dot, f"{dot}compiledRelease.", f"{dot}releases.item.")


FORMAT: Final = Format("ocds", "Contracting processes in the Open Contracting Data Standard", "", fits, read)
