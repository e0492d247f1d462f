"""Transactions as fundings.

Who reports on itself stands in for the side that a transaction leaves out: for the provider of what goes out,
for the receiver of what comes in. What comes in from nobody named comes from the one funder of the activity,
which is then implied. An expenditure without a receiver tells of no second body and is only counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.sources.facts import About, Funding
from ngograph.sources.formats.iati.amounts import amount_of
from ngograph.sources.formats.iati.bodies import body_of
from ngograph.sources.formats.iati.codes import ALIGNED, BACKWARD, EXPENDITURE, FLOWS
from ngograph.sources.formats.iati.parties import called, linked, parted, told_apart, unless_same
from ngograph.sources.formats.iati.subjects import country_of, region_of, topic_of
from ngograph.sources.formats.iati.texts import code_of
from ngograph.sources.formats.iati.times import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from ngograph.sources.facts import Body, Spot
    from ngograph.sources.formats.iati.codes import Flow
    from ngograph.sources.formats.iati.parties import Parties, Parts
    from ngograph.sources.formats.iati.texts import Setting


def transactions_of(elements: Iterable[_Element], parties: Parties, setting: Setting) -> Iterator[Funding]:
    """Yield the fundings that the transactions among *elements* tell of: who pays whom how much when.

    Where that takes two bodies and one is missing, nothing is yielded, and that is noted.
    """
    met: dict[str, int] = {}
    notes = setting.notes
    for number, element in enumerate(elements, start=1):
        parts, subjects = parted(element)
        flow = _flow(parts.get("transaction-type"), notes)
        if flow is None:
            continue
        funder, recipient, modality = _sides(parts, flow, parties, setting)
        if funder is None:
            notes.append("transaction without a provider: left out")
            continue
        if recipient is None and flow.code == EXPENDITURE:
            notes.append("expenditure without a receiver tells of no second body: left out")
            continue
        amount, currency, value_date, kept = amount_of(parts.get("value"), setting)
        day = day_of(parts.get("transaction-date"), notes)
        if "transaction-date" not in parts:
            notes.append("transaction without a date")
        topics, places, codes = _subjects(subjects, setting) if subjects else ((), (), ())
        if flow.code not in ALIGNED:
            codes = (f"TransactionType:{flow.code}", *codes)
        through, paid = linked(parts, parties.work)
        money = (flow.code, element.get("ref") or "", day, amount, currency, value_date)
        key = told_apart((*money, *called(funder), *called(recipient)), met)
        yield Funding(
            (funder,),
            (recipient,) if recipient else (),
            (parties.work, *paid),
            (flow.kind,),
            amount,
            currency,
            value_date,
            through,
            About(
                key,
                day,
                modality,
                "",
                topics,
                places,
                f"{setting.locator}/transaction[{number}]",
                (*kept, *codes),
            ),
        )


def _flow(type_: _Element | None, notes: list[str]) -> Flow | None:
    """Return what a transaction of that type says; None if it is no funding, and that is noted."""
    code = code_of(type_) if type_ is not None else ""
    flow = FLOWS.get(code)
    if flow is not None:
        return flow
    if code in BACKWARD:
        notes.append(f"{BACKWARD[code]} is no funding: left out")
    elif code:
        notes.append(f"transaction of type {code} is unknown: left out")
    else:
        notes.append("transaction without a type: left out")
    return None


def _sides(
    parts: Parts, flow: Flow, parties: Parties, setting: Setting
) -> tuple[Body | None, Body | None, str]:
    """Return who pays, who receives, and the modality: it may be implied who pays."""
    provider = body_of(parts.get("provider-org"), setting)
    receiver = body_of(parts.get("receiver-org"), setting)
    modality = parties.modality
    if flow.incoming:
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
