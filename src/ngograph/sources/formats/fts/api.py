"""Flows as the API of FTS answers: each end is a list of objects, each with a type, a number and a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Record, Skipped
from ngograph.sources.formats.fts.bodies import organisation, plan, project
from ngograph.sources.formats.fts.flow import End, Flow, record
from ngograph.sources.formats.fts.versions import COLUMN, FORMER, is_former, last
from ngograph.sources.formats.keys import REPEATED, Keys
from ngograph.sources.formats.loose import objects, text, texts
from ngograph.sources.opening.json import records as told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample

_PREFIXES: Final = ("data.flows.item", "flows.item", "data.item", "item", "")
_MARKS: Final = ("sourceObjects", "destinationObjects", "amountUSD")
_SAID: Final = (
    ("id", "FTS flow"),
    ("parentFlowId", "Parent flow"),
    ("budgetYear", "Budget year"),
    ("contributionType", "Contribution type"),
    ("flowType", "Flow type"),
    ("keywords", "Keywords"),
    ("grandBargainEarmarkingType", "Earmarking"),
)
_READ: Final = frozenset(
    {"Organization", "Plan", "Project", "GlobalCluster", "Cluster", "Location", "UsageYear", "Emergency"}
)
_USUAL: Final = frozenset({"financial", "Standard"})


def prefix(found: Sample) -> str | None:
    """Return where the flows stand in the JSON that *found* is the head of; None if there are none."""
    for one in _PREFIXES:
        if {f"{one}.{mark}".lstrip(".") for mark in _MARKS} <= found.paths:
            return one
    return "data.flows.item" if "data.flows" in found.paths else None


def records(task: Task) -> Iterator[Record | Skipped]:
    """Yield a record for each flow."""
    keys, at = Keys(), prefix(task.sample) or ""
    every = (item for _, item in told(task.sample, at) if isinstance(item, dict))
    latest = last(_version(item) for item in every)
    for locator, item in told(task.sample, at, task.progress):
        if isinstance(item, dict):
            flow = _flow(item)
            if is_former(*_version(item), latest):
                yield Skipped(locator, FORMER)
            elif keys.repeats(flow.number, flow):
                yield Skipped(locator, REPEATED)
            else:
                yield record(flow, keys.of(flow.number or locator), locator, task.known)
        else:
            yield Skipped(locator, "no flow")


def _version(item: dict[str, Any]) -> tuple[str, str]:
    return text(item.get("id")), text(item.get(COLUMN))


def _flow(item: dict[str, Any]) -> Flow:
    notes = ["the flow is shared with places or plans that were not asked for"] * (
        item.get("onBoundary") == "shared"
    )
    return Flow(
        number=text(item.get("id")),
        source=_end(objects(item.get("sourceObjects")), notes),
        destination=_end(objects(item.get("destinationObjects")), notes),
        dollars=text(item.get("amountUSD")),
        amount=text(item.get("originalAmount")),
        currency=text(item.get("originalCurrency")),
        date=text(item.get("date")),
        decided=text(item.get("decisionDate")),
        status=text(item.get("status")),
        method=text(item.get("method")),
        said=tuple(
            f"{name}:{value}" for key, name in _SAID for value in texts(item.get(key)) if value not in _USUAL
        ),
        notes=tuple(notes),
    )


def _end(found: list[dict[str, Any]], notes: list[str]) -> End:
    by_type: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        if text(one.get("name")):
            by_type.setdefault(text(one.get("type")), []).append(one)

    def names(*types: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text(one["name"]) for kind in types for one in by_type.get(kind, ())))

    notes += [f"objects of type {kind} were not read" for kind in by_type if kind not in _READ]
    plans = tuple(plan(text(one["name"]), text(one.get("id"))) for one in by_type.get("Plan", ()))
    return End(
        tuple(
            organisation(
                text(one["name"]), text(one.get("id")), "; ".join(texts(one.get("organizationTypes")))
            )
            for one in by_type.get("Organization", ())
        ),
        plans,
        tuple(
            project(text(one["name"]), text(one.get("code")), plans, text(one.get("id")))
            for one in by_type.get("Project", ())
        ),
        names("GlobalCluster") or names("Cluster"),
        names("Location"),
        names("UsageYear"),
        names("Emergency"),
    )
