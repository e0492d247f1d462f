"""Flows as a table: the columns of the files on HDX, of what the API is asked for as CSV, and of exports."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Record, Skipped
from ngograph.sources.formats.columns import heading, rows
from ngograph.sources.formats.fts import exported
from ngograph.sources.formats.fts.bodies import is_unnamed, organisation, plan, project
from ngograph.sources.formats.fts.flow import End, Flow, record
from ngograph.sources.formats.fts.versions import COLUMN, FORMER, is_former, last
from ngograph.sources.formats.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Body, Work
    from ngograph.sources.formats.format import Task

COLUMNS: Final = frozenset({"amountUSD", "srcOrganization", "destOrganization", "status"})
"""The columns by which the table is known."""

# Values in a cell are parted by a comma alone; a name may have a comma, with a blank after it.
_COMMA: Final = re.compile(r",(?=\S)")
_SAID: Final = (
    ("id", "FTS flow"),
    ("budgetYear", "Budget year"),
    ("contributionType", "Contribution type"),
    ("flowType", "Flow type"),
    ("keywords", "Keywords"),
)
_USUAL: Final = frozenset({"financial", "Standard"})


def records(task: Task) -> Iterator[Record | Skipped]:
    """Yield a record for each row.

    A row that repeats another word for word is skipped, and one of which a later version is in the table.
    """
    keys, seen = Keys(), set[bytes]()
    titled = heading(task.sample, COLUMNS.issubset)
    told = rows(task.sample, COLUMNS.issubset, task.progress) if titled else exported.rows_of(task)
    latest = _latest(task) if COLUMN in titled else {}
    for locator, row in told:
        number = row.get("id", "")
        if is_former(number, row.get(COLUMN, ""), latest):
            yield Skipped(locator, FORMER)
            continue
        whole = hashlib.blake2b("\t".join(row.values()).encode(), digest_size=16).digest()
        if number and whole in seen:
            yield Skipped(locator, "the flow is repeated word for word")
            continue
        seen.add(whole)
        yield record(_flow(row), keys.of(number or locator), locator, task.known)


def _latest(task: Task) -> dict[str, int]:
    every = rows(task.sample, COLUMNS.issubset)
    return last((row.get("id", ""), row.get(COLUMN, "")) for _, row in every)


def _flow(row: dict[str, str]) -> Flow:
    notes: list[str] = []
    if row.get("onBoundary") == "shared":
        notes.append("the flow is shared with places or plans that were not asked for")
    return Flow(
        number=row.get("id", ""),
        source=_end(row, "src", notes),
        destination=_end(row, "dest", notes),
        dollars=row.get("amountUSD", ""),
        amount=row.get("originalAmount", ""),
        currency=row.get("originalCurrency", ""),
        date=row.get("date", ""),
        decided=row.get("decisionDate", ""),
        status=row.get("status", ""),
        method=row.get("method", ""),
        said=tuple(
            f"{name}:{row[column]}" for column, name in _SAID if row.get(column) and row[column] not in _USUAL
        ),
        notes=tuple(notes),
    )


def _end(row: dict[str, str], end: str, notes: list[str]) -> End:
    def cell(column: str) -> str:
        return row.get(f"{end}{column}", "")

    plans = _plans(cell("Plan"), cell("PlanId"), cell("PlanCode"), notes)
    projects = (project(cell("Project"), cell("ProjectCode"), plans),) if cell("Project") else ()
    return End(
        _organisations(cell("Organization"), cell("OrganizationTypes"), notes),
        plans,
        projects,
        tuple(filter(None, _COMMA.split(cell("GlobalClusters")))),
        tuple(filter(None, _COMMA.split(cell("Locations")))),
        tuple(filter(None, (cell("UsageYearStart"), cell("UsageYearEnd")))),
        (cell("Emergency"),) if cell("Emergency") else (),
    )


def _organisations(text: str, types: str, notes: list[str]) -> tuple[Body, ...]:
    """Return the organisations in a cell: several where it parts into as many names as there are types."""
    if not text:
        return ()
    names, kinds = _COMMA.split(text), types.split(",")
    if len(names) == len(kinds) > 1:
        notes.append("several organisations in one cell were told apart by their types")
        return tuple(organisation(name, kind=kind) for name, kind in zip(names, kinds, strict=True))
    if (len(kinds) > 1 or len(names) > 1) and not is_unnamed(text):
        notes.append("a cell may name several organisations: kept as one name")
    return (organisation(text, kind=kinds[0]),)


def _plans(text: str, numbers: str, codes: str, notes: list[str]) -> tuple[Work, ...]:
    """Return the plans in a cell: several where each has a number of its own."""
    names, own, short = _COMMA.split(text), numbers.split(","), codes.split(",")
    if text and len(names) == len(own) > 1:
        short = short if len(short) == len(own) else [""] * len(own)
        return tuple(plan(*one) for one in zip(names, own, short, strict=True))
    if len(own) > 1:
        notes.append("a cell may name several plans: kept as one name without a number")
        numbers = codes = ""
    return (plan(text, numbers, codes),) if text else ()
