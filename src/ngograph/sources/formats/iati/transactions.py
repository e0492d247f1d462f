"""Transactions as fundings.

Who reports on itself stands in for the side that a transaction leaves out: for the provider of what goes out,
for the receiver of what comes in. What comes in from nobody named comes from the one funder of the activity,
which is then implied. An expenditure without a receiver tells of no second body and is only counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.sources.facts import About, Funding
from ngograph.sources.formats.iati.amounts import amount_of
from ngograph.sources.formats.iati.bodies import party_of
from ngograph.sources.formats.iati.codes import ALIGNED, BACKWARD, EXPENDITURE, FLOWS
from ngograph.sources.formats.iati.parties import linked, parted, told_apart, unless_same
from ngograph.sources.formats.iati.subjects import country_of, region_of, topic_of
from ngograph.sources.formats.iati.texts import code_of
from ngograph.sources.formats.iati.times import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from ngograph.sources.facts import Spot
    from ngograph.sources.formats.iati.codes import Flow
    from ngograph.sources.formats.iati.parties import Parties, Parts
    from ngograph.sources.formats.iati.setting import Party, Setting


def transactions_of(elements: Iterable[_Element], parties: Parties, setting: Setting) -> list[Funding]:
    """Return the fundings that the transactions among *elements* tell of: who pays whom how much when.

    Where that takes two bodies and one is missing, nothing is returned, and that is noted.
    """
    made = []
    met: dict[str, int] = {}
    notes = setting.notes
    for number, element in enumerate(elements, start=1):
        parts, subjects = parted(element)
        flow = _flow(parts.get("transaction-type"), notes)
        if flow is None:
            continue
        code, kind, incoming = flow
        funder, recipient, modality = _sides(parts, incoming, parties, setting)
        if funder is None:
            notes.append("transaction without a provider: left out")
            continue
        if recipient is None and code == EXPENDITURE:
            notes.append("expenditure without a receiver tells of no second body: left out")
            continue
        amount, currency, value_date, kept = amount_of(parts.get("value"), setting)
        dated = parts.get("transaction-date")
        if dated is None:
            notes.append("transaction without a date")
        day = day_of(dated, notes)
        topics, places, codes = _subjects(subjects, setting) if subjects else ((), (), ())
        if code not in ALIGNED:
            codes = (f"TransactionType:{code}", *codes)
        through, paid = linked(parts, parties.work)
        said = f"{code}|{element.get('ref') or ''}|{day}|{amount}|{currency}|{value_date}"
        about = About(
            told_apart(said, funder, recipient, met),
            day,
            modality,
            "",
            topics,
            places,
            f"{setting.locator}/transaction[{number}]",
            kept + codes if kept else codes,
        )
        made.append(
            Funding(
                (funder.body,),
                (recipient.body,) if recipient else (),
                (parties.work, *paid) if paid else (parties.work,),
                (kind,),
                amount,
                currency,
                value_date,
                through,
                about,
            )
        )
    return made


def _flow(type_: _Element | None, notes: list[str]) -> Flow | None:
    """Return what a transaction of that type says; None if it is no funding, and that is noted."""
    code = ""
    if type_ is not None:
        flow = FLOWS.get(type_.get("code") or "") or FLOWS.get(code := code_of(type_))
        if flow:
            return flow
    if code in BACKWARD:
        notes.append(f"{BACKWARD[code]} is no funding: left out")
    elif code:
        notes.append(f"transaction of type {code} is unknown: left out")
    else:
        notes.append("transaction without a type: left out")
    return None


def _sides(
    parts: Parts, incoming: bool, parties: Parties, setting: Setting
) -> tuple[Party | None, Party | None, str]:
    """Return who pays, who receives, and the modality: it may be implied who pays."""
    provider = party_of(parts.get("provider-org"), setting)
    receiver = party_of(parts.get("receiver-org"), setting)
    modality = parties.modality
    if incoming:
        receiver = receiver or parties.reporter
        if provider is None and len(parties.funders) == 1:
            provider = parties.funders[0]
            modality = "implied" if modality == "asserted" else modality
    else:
        provider = provider or parties.reporter
    return provider, unless_same(provider, receiver, setting), modality


def _subjects(
    elements: list[_Element], setting: Setting
) -> tuple[tuple[str, ...], tuple[Spot, ...], tuple[str, ...]]:
    """Return the topics and the places of a transaction, and its codes that no topic answers to."""
    topics, kept, places = [], [], []
    for child in elements:
        if child.tag == "sector":
            topic, code = topic_of(child, setting)
            topics.append(topic)
            kept.append(code)
        else:
            places.append((country_of if child.tag == "recipient-country" else region_of)(child, setting))
    return (
        tuple(dict.fromkeys(filter(None, topics))),
        tuple(dict.fromkeys(filter(None, places))),
        tuple(dict.fromkeys(filter(None, kept))),
    )
