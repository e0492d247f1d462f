"""Planned disbursements of activities, and what organisations plan to pay others, as planned fundings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.sources.facts import About, Funding
from ngograph.sources.formats.iati.amounts import amount_of
from ngograph.sources.formats.iati.bodies import body_of
from ngograph.sources.formats.iati.parties import called, linked, parted, told_apart, unless_same
from ngograph.sources.formats.iati.times import day_of, interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from ngograph.sources.formats.iati.parties import Parties
    from ngograph.sources.formats.iati.texts import Setting


def planned_of(elements: Iterable[_Element], parties: Parties, setting: Setting) -> Iterator[Funding]:
    """Yield the planned disbursements among *elements*."""
    met: dict[str, int] = {}
    for number, element in enumerate(elements, start=1):
        parts, _ = parted(element)
        funder = body_of(parts.get("provider-org"), setting) or parties.reporter
        if funder is None:
            setting.notes.append("planned disbursement without a provider: left out")
            continue
        recipient = unless_same(funder, body_of(parts.get("receiver-org"), setting), setting)
        through, paid = linked(parts, parties.work)
        funding = Funding(
            (funder,),
            (recipient,) if recipient else (),
            (parties.work, *paid),
            ("disbursement",),
            through=through,
        )
        yield planned(element, f"{setting.locator}/planned-disbursement[{number}]", funding, setting, met)


def planned(
    element: _Element, locator: str, funding: Funding, setting: Setting, met: dict[str, int]
) -> Funding:
    """Return *funding* with the period and the amount of *element*, as something planned.

    *met* counts what was planned in the same words within the record.
    """
    parts, _ = parted(element)
    money = amount_of(parts.get("value"), setting)
    start, end = (day_of(parts.get(name), setting.notes) for name in ("period-start", "period-end"))
    names = (name for body in (*funding.funders, *funding.recipients) for name in called(body))
    about = About(
        told_apart((element.tag, start, end, *money[:3], *names), met),
        interval(start, end, setting.notes),
        "planned",
        locator=locator,
        codes_kept=money.kept,
    )
    return funding._replace(
        amount=money.amount, currency=money.currency, value_date=money.value_date, about=about
    )
