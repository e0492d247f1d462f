"""Transactions, planned disbursements and budgets for one recipient, as fundings.

Who reports on itself stands in for the side that a transaction leaves out: for the provider of what goes out,
for the receiver of what comes in. What comes in from nobody named comes from the one funder of the activity,
which is then implied. An expenditure without a receiver tells of no second body and is only counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ngograph.sources.facts import About, Funding, Work
from ngograph.sources.formats.iati.amounts import amount_of
from ngograph.sources.formats.iati.bodies import body_of, same
from ngograph.sources.formats.iati.codes import ALIGNED, BACKWARD, EXPENDITURE, FLOWS
from ngograph.sources.formats.iati.subjects import country_of, region_of, topic_of
from ngograph.sources.formats.iati.texts import code_of
from ngograph.sources.formats.iati.times import day_of, interval
from ngograph.sources.formats.iati.works import work_called

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from ngograph.sources.facts import Body, Spot
    from ngograph.sources.formats.iati.codes import Flow
    from ngograph.sources.formats.iati.texts import Setting

_ABOUT = ("sector", "recipient-country", "recipient-region")

_Parts = dict[str, "_Element"]
"""The first part of each name that a transaction has."""


class Parties(NamedTuple):
    """Who a transaction may be between.

    Args:
        work: the activity that reports it.
        reporter: the organisation that reports it, if it reports on itself.
        funders: the organisations that take part in the activity as funders.
        modality: planned for an activity that is not under way, else asserted.
    """

    work: Work
    reporter: Body | None
    funders: tuple[Body, ...]
    modality: str


class _Transaction(NamedTuple):
    """A transaction: its kind, its first part of each name, what it is about, and where it is."""

    flow: Flow
    reference: str
    parts: _Parts
    subjects: list[_Element]
    locator: str


def transactions_of(elements: Iterable[_Element], parties: Parties, setting: Setting) -> Iterator[Funding]:
    """Yield the fundings that the transactions among *elements* tell of."""
    met: dict[str, int] = {}
    for number, element in enumerate(elements, start=1):
        parts, subjects = _parted(element)
        type_ = parts.get("transaction-type")
        code = code_of(type_) if type_ is not None else ""
        flow = FLOWS.get(code)
        if flow is None:
            setting.notes.append(_why_not(code))
            continue
        locator = f"{setting.locator}/transaction[{number}]"
        one = _Transaction(flow, element.get("ref") or "", parts, subjects, locator)
        if made := _transaction(one, parties, setting, met):
            yield made


def planned_of(elements: Iterable[_Element], parties: Parties, setting: Setting) -> Iterator[Funding]:
    """Yield the planned disbursements among *elements*."""
    met: dict[str, int] = {}
    for number, element in enumerate(elements, start=1):
        parts, _ = _parted(element)
        funder = body_of(parts.get("provider-org"), setting) or parties.reporter
        if funder is None:
            setting.notes.append("planned disbursement without a provider: left out")
            continue
        recipient = _other(funder, body_of(parts.get("receiver-org"), setting), setting)
        through, paid = _linked(parts, parties.work)
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
    parts, _ = _parted(element)
    money = amount_of(parts.get("value"), setting)
    start, end = (day_of(parts.get(name), setting.notes) for name in ("period-start", "period-end"))
    names = (name for body in (*funding.funders, *funding.recipients) for name in _called(body))
    about = About(
        _key((element.tag, start, end, *money[:3], *names), met),
        interval(start, end, setting.notes),
        "planned",
        locator=locator,
        codes_kept=money.kept,
    )
    return funding._replace(
        amount=money.amount, currency=money.currency, value_date=money.value_date, about=about
    )


def _parted(element: _Element) -> tuple[_Parts, list[_Element]]:
    """Return the first part of each name that *element* has, and all that tell what it is about."""
    parts: _Parts = {}
    subjects = []
    for child in element:
        tag = child.tag
        if tag in _ABOUT:
            subjects.append(child)
        elif tag not in parts:
            parts[tag] = child
    return parts, subjects


def _transaction(
    one: _Transaction, parties: Parties, setting: Setting, met: dict[str, int]
) -> Funding | None:
    """Return who pays whom how much when; nothing where that takes two and one is missing."""
    flow, parts = one.flow, one.parts
    funder, recipient, modality = _sides(parts, flow, parties, setting)
    if funder is None:
        setting.notes.append("transaction without a provider: left out")
        return None
    if recipient is None and flow.code == EXPENDITURE:
        setting.notes.append("expenditure without a receiver tells of no second body: left out")
        return None
    amount, currency, value_date, kept = amount_of(parts.get("value"), setting)
    day = day_of(parts.get("transaction-date"), setting.notes)
    topics, places, codes = _subjects(one.subjects, setting) if one.subjects else ((), (), ())
    if flow.code not in ALIGNED:
        kept = (*kept, f"TransactionType:{flow.code}")
    said = (
        flow.code,
        one.reference,
        day,
        amount,
        currency,
        value_date,
        *_called(funder),
        *_called(recipient),
    )
    through, paid = _linked(parts, parties.work)
    return Funding(
        (funder,),
        (recipient,) if recipient else (),
        (parties.work, *paid),
        (flow.kind,),
        amount,
        currency,
        value_date,
        through,
        About(_key(said, met), day, modality, "", topics, places, one.locator, (*kept, *codes)),
    )


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


def _why_not(code: str) -> str:
    if code in BACKWARD:
        return f"{BACKWARD[code]} is no funding: left out"
    return (
        f"transaction of type {code} is unknown: left out" if code else "transaction without a type: left out"
    )


def _sides(
    parts: _Parts, flow: Flow, parties: Parties, setting: Setting
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
    return provider, _other(provider, receiver, setting), modality


def _other(funder: Body | None, recipient: Body | None, setting: Setting) -> Body | None:
    if funder and recipient and same(funder, recipient):
        setting.notes.append("provider and receiver are one body: receiver left out")
        return None
    return recipient


def _linked(parts: _Parts, work: Work) -> tuple[tuple[Work, ...], tuple[Work, ...]]:
    """Return the activities by way of which the money comes and to which it goes, other than *work*."""
    return (
        _linked_by(parts.get("provider-org"), "provider-activity-id", work),
        _linked_by(parts.get("receiver-org"), "receiver-activity-id", work),
    )


def _linked_by(organisation: _Element | None, attribute: str, work: Work) -> tuple[Work, ...]:
    if organisation is None or not (identifier := (organisation.get(attribute) or "").strip()):
        return ()
    other = work_called(identifier)
    return () if other.codes == work.codes else (other,)


def _called(body: Body | None) -> tuple[str, str]:
    """Return the reference and the name of *body*, to tell what it takes part in from its like."""
    if body is None:
        return "", ""
    return body.codes[0].notation if body.codes else "", body.names[0].text if body.names else ""


def _key(said: tuple[str, ...], met: dict[str, int]) -> str:
    """Return what tells a transaction apart within its record: what it says, and how often that was said."""
    key = "|".join(said)
    met[key] = times = met.get(key, 0) + 1
    return key if times == 1 else f"{key}|{times}"
