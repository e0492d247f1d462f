"""What is planned to be paid: planned disbursements and budgets of activities, budgets for other bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.sources.facts import About, Funding
from ngograph.sources.formats.iati.amounts import amount_of
from ngograph.sources.formats.iati.bodies import party_of
from ngograph.sources.formats.iati.parties import linked, parted, told_apart, unless_same
from ngograph.sources.formats.iati.times import day_of, interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from ngograph.sources.formats.iati.parties import Parties, Parts
    from ngograph.sources.formats.iati.setting import Party, Setting


def planned_of(elements: Iterable[_Element], parties: Parties, setting: Setting) -> Iterator[Funding]:
    """Yield the planned disbursements among *elements*."""
    met: dict[str, int] = {}
    for number, element in enumerate(elements, start=1):
        parts, _ = parted(element)
        funder = party_of(parts.get("provider-org"), setting) or parties.reporter
        if funder is None:
            setting.notes.append("planned disbursement without a provider: left out")
            continue
        recipient = unless_same(funder, party_of(parts.get("receiver-org"), setting), setting)
        through, paid = linked(parts, parties.work)
        about = About(modality="planned", locator=f"{setting.locator}/planned-disbursement[{number}]")
        funding = Funding((), (), (parties.work, *paid), ("disbursement",), through=through, about=about)
        yield planned(parts, (funder, recipient), funding, setting, met)


def budgets_of(elements: Iterable[_Element], parties: Parties, setting: Setting) -> Iterator[Funding]:
    """Yield the budgets among *elements* of an activity with one funder.

    No budget says who pays. That the one funder does is implied, and that it is bound to pay is not said.
    """
    met: dict[str, int] = {}
    for number, element in enumerate(elements, start=1):
        if len(parties.funders) != 1:
            setting.notes.append("budget of an activity that has not one funder: left out")
            continue
        stated = (("BudgetType", element.get("type")), ("BudgetStatus", element.get("status")))
        kept = tuple([f"{name}:{code.strip()}" for name, code in stated if code and code.strip()])
        about = About(modality="implied", locator=f"{setting.locator}/budget[{number}]", codes_kept=kept)
        parts, _ = parted(element)
        funding = Funding((), (), (parties.work,), about=about)
        yield planned(parts, (parties.funders[0], None), funding, setting, met)


def planned(
    parts: Parts,
    sides: tuple[Party, Party | None],
    funding: Funding,
    setting: Setting,
    met: dict[str, int],
) -> Funding:
    """Return *funding* with its *sides*, payer and payee, and the period and the amount among *parts*.

    *met* counts what was planned in the same words within the record.
    """
    funder, recipient = sides
    _, _, activities, kinds, *_, through, about = funding
    notes = setting.notes
    amount, currency, value_date, kept = amount_of(parts.get("value"), setting)
    start = day_of(parts.get("period-start"), notes)
    end = day_of(parts.get("period-end"), notes)
    manner = "|".join((about.modality, kinds[0], *about.codes_kept))
    said = f"{manner}|{start}|{end}|{amount}|{currency}|{value_date}"
    told = About(
        told_apart(said, funder, recipient, met),
        interval(start, end, notes),
        about.modality,
        locator=about.locator,
        codes_kept=(*about.codes_kept, *kept),
    )
    recipients = (recipient.body,) if recipient else ()
    return Funding((funder.body,), recipients, activities, kinds, amount, currency, value_date, through, told)
