"""Grants in the standard of 360Giving: a package as JSON, or a table with the titles of the standard."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Body, Name, Skipped
from ngograph.sources.formats.columns import heading, rows, titles
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.giving.grants import record
from ngograph.sources.formats.giving.table import is_heading, nested, unread
from ngograph.sources.formats.keys import REPEATED, Keys
from ngograph.sources.formats.loose import text
from ngograph.sources.intervals import date_of
from ngograph.sources.opening.json import records, told
from ngograph.sources.refs import organisation_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Record
    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample

_MARKS: Final = frozenset({"fundingOrganization", "amountAwarded"})
_PREFIXES: Final = ("grants.item", "item", "")


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of grants."""
    return _prefix(found) is not None or is_heading(set(titles(found)))


def read(task: Task) -> Opened:
    """Open the file of *task*."""
    found = task.sample
    about = _package(found) if _prefix(found) else _table(found)
    return Opened(about, _records(task))


def _records(task: Task) -> Iterator[Record | Skipped]:
    keys = Keys()
    for locator, grant in _grants(task):
        number = text(grant.get("id"))
        if keys.repeats(number, repr(grant)):
            yield Skipped(locator, REPEATED)
        else:
            yield record(grant, keys.of(number or locator), locator, task.known)


def _grants(task: Task) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each grant stands, and the grant."""
    at = _prefix(task.sample)
    if at is None:
        for locator, row in rows(task.sample, is_heading, task.progress):
            yield locator, nested(row)
        return
    for locator, item in records(task.sample, at, task.progress):
        yield locator, item if isinstance(item, dict) else {}


def _prefix(found: Sample) -> str | None:
    """Return where the grants stand in JSON; None if there are none."""
    return next(
        (at for at in _PREFIXES if {f"{at}.{mark}".lstrip(".") for mark in _MARKS} <= found.paths), None
    )


def _table(found: Sample) -> Heading:
    notes = unread(heading(found, is_heading))
    return Heading(title=f"360Giving grants: {found.path.name}", languages=("en",), notes=notes)


def _package(found: Sample) -> Heading:
    """Return what the package says of itself."""
    publisher = told(found, "publisher")
    name = text(publisher.get("name")) if isinstance(publisher, dict) else ""
    issued = date_of(text(told(found, "issued")))
    return Heading(
        title=text(told(found, "title")) or f"360Giving grants: {found.path.name}",
        languages=("en",),
        publisher=_publisher(publisher, name) if name else None,
        issued=dt.date.fromisoformat(issued) if len(issued) == len("2020-01-01") else None,
        licence=text(told(found, "license")),
    )


def _publisher(publisher: dict[str, Any], name: str) -> Body:
    reference = text(publisher.get("org_id")) or text(publisher.get("identifier"))
    return Body((Name(name),), organisation_codes(reference, "360Giving"))


FORMAT: Final = Format("360giving", "Grants in the standard of 360Giving", "", fits, read)
