"""One release, and what it says: a process, its parties, and what is paid.

What changes from release to release, the time and the status of the process, is taken from the last alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import (
    About,
    Code,
    Name,
    Participation,
    Record,
    Skipped,
    Spot,
    Work,
)
from ngograph.sources.formats.loose import objects, text, within
from ngograph.sources.formats.ocds.parties import body, parties, resolved, roles
from ngograph.sources.formats.ocds.payments import payments
from ngograph.sources.intervals import interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Fact
    from ngograph.sources.formats.ocds.latest import Told
    from ngograph.sources.known import Known

PROCESS: Final = "OCDS process"

_TENDER: Final = {
    "planning": "planned",
    "planned": "planned",
    "active": "active",
    "complete": "",
    "cancelled": "cancelled",
    "unsuccessful": "ended",
    "withdrawn": "cancelled",
}


def record(release: dict[str, Any], told: Told, key: str, locator: str, known: Known) -> Record | Skipped:
    """Return what *release* says, as the record called *key*; of what changes, only what it is *told*."""
    notes = ["contact data dropped" for one in objects(release.get("parties")) if one.get("contactPoint")]
    work = _work(release, known, notes)
    if not told.process:
        work = work._replace(edtf="", status="")
    facts: tuple[Fact, ...] = (
        *_parts(release, work, notes),
        *payments(release, told, work, known, notes),
    )
    if not facts:
        cause = "the release stands elsewhere" if text(release.get("url")) else "no party named"
        return Skipped(locator, cause, tuple(notes))
    return Record(key, locator, facts, tuple(notes))


def _work(release: dict[str, Any], known: Known, notes: list[str]) -> Work:
    """Return the process; it is called after its tender, else after what it is to buy."""
    ocid = text(release.get("ocid"))
    tender = within(release, "tender") or {}
    budget = within(release, "planning", "budget") or {}
    titles = [
        text(within(tender, "title")),
        *(text(one.get("title")) for one in objects(release.get("contracts"))),
    ]
    title = next(filter(None, (*titles, text(within(budget, "description")))), "")
    periods = [one.get("period") for one in objects(release.get("contracts"))]
    periods += [one.get("contractPeriod") for one in objects(release.get("awards"))]
    period: Any = next(filter(None, (*periods, within(tender, "contractPeriod"))), {})
    edtf, problems = interval(text(within(period, "startDate")), text(within(period, "endDate")))
    notes.extend(problems)
    status = text(within(tender, "status"))
    if status and status not in _TENDER:
        notes.append(f"tender status {status} is unknown")
    project = text(within(budget, "project"))
    whole = Work(
        (Name(project),), kind="Project", key=f"project {text(within(budget, 'projectID')) or project}"
    )
    return Work(
        (Name(title),) if title else (),
        (Code(PROCESS, ocid),),
        "Activity",
        edtf=edtf,
        status=_TENDER.get(status, ""),
        part_of=(whole,) if project else (),
        places=tuple(dict.fromkeys(_places(release, known))),
        codes_kept=tuple(dict.fromkeys(_classified(tender))),
    )


def _places(release: dict[str, Any], known: Known) -> Iterator[Spot]:
    for item in objects(within(release, "tender", "items")):
        told = within(item, "deliveryAddress") or {}
        if code := known.country(text(within(told, "country")) or text(within(told, "countryName"))):
            yield Spot(country=code)


def _classified(tender: Any) -> Iterator[str]:
    for item in objects(within(tender, "items")):
        scheme, code = (
            text(within(item, "classification", "scheme")),
            text(within(item, "classification", "id")),
        )
        if scheme and code:
            yield f"{scheme}:{code}"


def _parts(release: dict[str, Any], work: Work, notes: list[str]) -> Iterator[Participation]:
    """Yield who takes part; who buys, procures, tenders or supplies and is no party is named beside them."""
    found = parties(release)
    named: dict[str, dict[str, Any]] = {}
    for role, reference in _named(release):
        if resolved(reference, found) is reference:
            own = text(reference.get("id")) or text(reference.get("name"))
            if own not in named:
                named[own] = {**reference, "roles": []}
                notes += ["contact data dropped"] * bool(reference.get("contactPoint"))
            named[own]["roles"] = [*named[own]["roles"], role]
    for one in (*found.values(), *named.values()):
        known, kept = roles(one)
        if participant := body(one):
            yield Participation(participant, work, known, About(codes_kept=kept))
        else:
            notes.append("a party without a name")


def _named(release: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each role and who is named for it where it is told of: before version 1.1 the only place."""
    for role, told in (
        ("buyer", release.get("buyer")),
        ("procuringEntity", within(release, "tender", "procuringEntity")),
    ):
        if isinstance(told, dict) and told:
            yield role, told
    for one in objects(within(release, "tender", "tenderers")):
        yield "tenderer", one
    for award in objects(release.get("awards")):
        for one in objects(award.get("suppliers")):
            yield "supplier", one
