"""What is planned to be paid: planned disbursements and budgets of activities, budgets for other bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ngograph.sources.facts import About, Funding
from ngograph.sources.formats.iati.amounts import amount_of
from ngograph.sources.formats.iati.bodies import party_of
from ngograph.sources.formats.iati.parties import linked, parted, told_apart, unless_same
from ngograph.sources.formats.iati.times import day_of, interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from ngograph.sources.facts import Work
    from ngograph.sources.formats.iati.parties import Parties, Parts
    from ngograph.sources.formats.iati.setting import Party, Setting


class Plan(NamedTuple):
    """What is said of a payment beside its period and amount.

    Args:
        funder: who is to pay.
        recipient: who is to receive, if that is said.
        kind: the key of `concept/funding-kind/`.
        modality: planned or implied.
        locator: where it is said.
        activities: what is paid for.
        through: the activities by way of which the money comes.
        codes_kept: codes that there is no concept for.
    """

    funder: Party
    recipient: Party | None
    kind: str
    modality: str
    locator: str
    activities: tuple[Work, ...] = ()
    through: tuple[Work, ...] = ()
    codes_kept: tuple[str, ...] = ()


def planned_of(elements: Iterable[_Element], parties: Parties, setting: Setting) -> list[Funding]:
    """Return the planned disbursements among *elements*."""
    made = []
    met: dict[str, int] = {}
    for number, element in enumerate(elements, start=1):
        parts, _ = parted(element)
        funder = party_of(parts.get("provider-org"), setting) or parties.reporter
        if funder is None:
            setting.notes.append("planned disbursement without a provider: left out")
            continue
        recipient = unless_same(funder, party_of(parts.get("receiver-org"), setting), setting)
        through, paid = linked(parts, parties.work)
        locator = f"{setting.locator}/planned-disbursement[{number}]"
        activities = (parties.work, *paid)
        plan = Plan(funder, recipient, "disbursement", "planned", locator, activities, through)
        made.append(planned(parts, plan, setting, met))
    return made


def budgets_of(elements: Iterable[_Element], parties: Parties, setting: Setting) -> list[Funding]:
    """Return the budgets among *elements* of an activity with one funder.

    No budget says who pays. That the one funder does is implied, and that it is bound to pay is not said.
    """
    made = []
    met: dict[str, int] = {}
    for number, element in enumerate(elements, start=1):
        if len(parties.funders) != 1:
            setting.notes.append("budget of an activity that has not one funder: left out")
            continue
        stated = (("BudgetType", element.get("type")), ("BudgetStatus", element.get("status")))
        kept = tuple([f"{name}:{code.strip()}" for name, code in stated if code and code.strip()])
        locator = f"{setting.locator}/budget[{number}]"
        plan = Plan(parties.funders[0], None, "support", "implied", locator, (parties.work,), codes_kept=kept)
        made.append(planned(parted(element)[0], plan, setting, met))
    return made


def planned(parts: Parts, plan: Plan, setting: Setting, met: dict[str, int]) -> Funding:
    """Return the funding that *plan* is, with the period and the amount among *parts*.

    *met* counts what was planned in the same words within the record.
    """
    funder, recipient, kind, modality, locator, activities, through, codes_kept = plan
    notes = setting.notes
    amount, currency, value_date, kept = amount_of(parts.get("value"), setting)
    start = day_of(parts.get("period-start"), notes)
    end = day_of(parts.get("period-end"), notes)
    manner = "|".join((modality, kind, *codes_kept))
    said = f"{manner}|{start}|{end}|{amount}|{currency}|{value_date}"
    about = About(
        told_apart(said, funder, recipient, met),
        interval(start, end, notes),
        modality,
        locator=locator,
        codes_kept=(*codes_kept, *kept),
    )
    recipients = (recipient.body,) if recipient else ()
    return Funding(
        (funder.body,), recipients, activities, (kind,), amount, currency, value_date, through, about
    )
