"""Flows as the website of FTS exports them: titles for people, each end of a flow from its organisation on.

"Organization type" stands there twice, once behind the source and once behind the destination.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.sources.formats.columns import rows
from ngograph.sources.intervals import day_first
from ngograph.sources.known import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.formats.format import Task

_SOURCE: Final = frozenset({"donor", "source-org", "source-organization", "source-organisation"})
_DESTINATION: Final = frozenset(
    {
        *("recipient-organization", "recipient-organisation", "recipient-org"),
        *("destination-org", "destination-organization", "destination-organisation"),
    }
)
_AMOUNT: Final = frozenset({"amount-usd", "amount-us", "amount-in-usd", "amount-us-dollars"})
_FLOW: Final = frozenset({"flow-id", "flow-status", "funding-status", "flow-date"})
# What a title is called in the tables on HDX, whose columns are read.
_TITLES: Final = {
    **dict.fromkeys(_AMOUNT, "amountUSD"),
    **dict.fromkeys(("flow-id", "id"), "id"),
    **dict.fromkeys(("flow-status", "funding-status", "status"), "status"),
    **dict.fromkeys(("flow-date", "date"), "date"),
    **dict.fromkeys(("modality", "aid-modality", "method"), "method"),
    "decision-date": "decisionDate",
    "original-amount": "originalAmount",
    "original-currency": "originalCurrency",
    "budget-year": "budgetYear",
    "contribution-type": "contributionType",
    "flow-type": "flowType",
    "keywords": "keywords",
}
_SIDES: Final = {
    **dict.fromkeys(
        ("organization-type", "organisation-type", "org-type", "organization-types"), "OrganizationTypes"
    ),
    **dict.fromkeys(("location", "locations", "country", "countries"), "Locations"),
    **dict.fromkeys(("cluster", "clusters", "global-cluster", "global-clusters"), "GlobalClusters"),
    **dict.fromkeys(("usage-year", "usage-years"), "UsageYearStart"),
    "emergency": "Emergency",
    "plan": "Plan",
    "plan-code": "PlanCode",
    "project": "Project",
    "project-code": "ProjectCode",
}
_NOTHING: Final = frozenset({"not-specified", "unspecified", "n-a"})
"""What an export writes where a flow has no plan, project, cluster or place."""
_ENDS: Final = {"source": "src", "destination": "dest", "recipient": "dest"}


def is_heading(cells: set[str]) -> bool:
    """Say whether *cells* are the titles of an export."""
    found = {folded(cell) for cell in cells}
    return all(found & one for one in (_SOURCE, _DESTINATION, _AMOUNT, _FLOW))


def rows_of(task: Task) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield where each row of an export stands, and its cells by the titles of the tables on HDX."""
    for locator, row in rows(task.sample, is_heading, task.progress, _named):
        days = {title: day_first(row[title]) for title in ("date", "decisionDate") if title in row}
        nothing = {
            title: ""
            for title, cell in row.items()
            if folded(cell) in _NOTHING and not title.endswith("Organization")
        }
        yield locator, row | days | nothing


def _named(titles: tuple[str, ...]) -> tuple[str, ...]:
    """Return *titles* as the tables on HDX call them; one that they lack stays as it is."""
    found, end = list[str](), ""
    for title in titles:
        form = folded(title)
        first, _, rest = form.partition("-")
        if form in _SOURCE or form in _DESTINATION:
            end = "src" if form in _SOURCE else "dest"
            found.append(f"{end}Organization")
        elif form in _TITLES:
            found.append(_TITLES[form])
        elif first in _ENDS and rest in _SIDES:
            found.append(f"{_ENDS[first]}{_SIDES[rest]}")
        else:
            found.append(f"{end}{_SIDES[form]}" if end and form in _SIDES else title)
    return tuple(found)
