"""Registered projects as a table: the columns of the files on HDX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ngograph.sources.formats.columns import rows
from ngograph.sources.formats.fts.bodies import organisation, plan
from ngograph.sources.formats.hpc.project import Registered, record
from ngograph.sources.formats.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Body, Record, Skipped, Work
    from ngograph.sources.formats.format import Task

COLUMNS: Final = frozenset({"versionCode", "currentRequestedFunds", "organizations"})
"""The columns by which the table is known."""

_PLAN_CODE: Final = "Response plan code"
# Values in a cell are parted by a comma alone; a name may have a comma, with a blank after it.
_COMMA: Final = re.compile(r",(?=\S)")


def records(task: Task) -> Iterator[Record | Skipped]:
    """Yield a record for each row."""
    keys = Keys()
    for locator, row in rows(task.sample, COLUMNS.issubset, task.progress):
        code = row.get("versionCode", "")
        yield record(_registered(row), keys.of(code or locator), locator, task.known)


def _registered(row: dict[str, str]) -> Registered:
    notes: list[str] = []
    return Registered(
        name=row.get("name", ""),
        code=row.get("versionCode", ""),
        start=row.get("startDate", ""),
        end=row.get("endDate", ""),
        organisations=_organisations(row.get("organizations", ""), notes),
        partners=row.get("partners", ""),
        plans=_plans(row.get("plans", ""), row.get(_PLAN_CODE, ""), notes),
        clusters=tuple(filter(None, _COMMA.split(row.get("globalClusters", "")))),
        places=tuple(filter(None, _COMMA.split(row.get("locations", "")))),
        asked=row.get("currentRequestedFunds", ""),
        notes=tuple(notes),
    )


def _organisations(text: str, notes: list[str]) -> tuple[Body, ...]:
    parts = [part for part in _COMMA.split(text) if part]
    if len(parts) > 1:
        notes.append("several organisations in one cell, parted by commas without a blank")
    return tuple(organisation(part) for part in parts)


def _plans(text: str, code: str, notes: list[str]) -> tuple[Work, ...]:
    """Return the plan that the row names; its *code* is its own only where the row names one."""
    names = [part for part in _COMMA.split(text) if part]
    if len(names) > 1:
        notes.append("several plans in one cell: their code was not taken")
        code = ""
    return tuple(plan(name, code=code) for name in names)
