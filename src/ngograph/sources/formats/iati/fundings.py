"""Transactions, planned disbursements and budgets for one recipient, as fundings.

Who reports stands in for the side that a transaction leaves out: for the provider of what goes out, for the
receiver of what comes in. What comes in from nobody named comes from the one funder of the activity, which is
then implied. An expenditure without a receiver tells of no second body and is only counted.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.facts import About, Funding, Work
from ngograph.sources.formats.iati.bodies import body_of, same
from ngograph.sources.formats.iati.codes import ALIGNED, BACKWARD, EXPENDITURE, FLOWS
from ngograph.sources.formats.iati.subjects import country_of, region_of, topic_of
from ngograph.sources.formats.iati.texts import code_of, tidied
from ngograph.sources.formats.iati.times import day_of, interval
from ngograph.sources.formats.iati.works import work_called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from ngograph.sources.facts import Body
    from ngograph.sources.formats.iati.codes import Flow
    from ngograph.sources.formats.iati.texts import Setting

_NUMBER: Final = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?", re.ASCII)


class Parties(NamedTuple):
    """Who a transaction may be between.

    Args:
        work: the activity that reports it.
        reporter: the organisation that reports it.
        funders: the organisations that take part in the activity as funders.
        modality: planned for an activity that is not under way, else asserted.
    """

    work: Work
    reporter: Body | None
    funders: tuple[Body, ...]
    modality: str


class Money(NamedTuple):
    """An amount; all is empty if there is none. *kept* is a code that no concept answers to."""

    amount: str = ""
    currency: str = ""
    value_date: str = ""
    kept: tuple[str, ...] = ()


def transactions_of(elements: list[_Element], parties: Parties, setting: Setting) -> Iterator[Funding]:
    """Yield the fundings that the transactions among *elements* tell of."""
    met: Counter[str] = Counter()
    for number, element in enumerate(elements, start=1):
        type_ = element.find("transaction-type")
        code = code_of(type_) if type_ is not None else ""
        if code in BACKWARD:
            setting.notes.append(f"{BACKWARD[code]} is no funding: left out")
        elif code not in FLOWS:
            setting.notes.append(
                f"transaction of type {code} is unknown: left out" if code else "transaction without a type"
            )
        else:
            about = About(locator=f"{setting.locator}/transaction[{number}]", modality=parties.modality)
            yield from _transaction(element, FLOWS[code], parties, about, setting, met)


def _transaction(
    element: _Element, flow: Flow, parties: Parties, about: About, setting: Setting, met: Counter[str]
) -> Iterator[Funding]:
    funder, recipient, implied = _sides(element, flow, parties, setting)
    if funder is None:
        setting.notes.append("transaction without a provider: left out")
        return
    if flow.code == EXPENDITURE and recipient is None:
        setting.notes.append("expenditure without a receiver tells of no second body: left out")
        return
    money = money_of(element.find("value"), setting)
    day = day_of(element.find("transaction-date"), setting.notes)
    topics, kept, places = [], [*money.kept], []
    if flow.code not in ALIGNED:
        kept.append(f"TransactionType:{flow.code}")
    for child in element:
        match child.tag:
            case "sector":
                topic, code = topic_of(child, setting)
                topics.append(topic)
                kept.append(code)
            case "recipient-country":
                places.append(country_of(child, setting))
            case "recipient-region":
                places.append(region_of(child, setting))
    through, paid = _linked(element, parties.work)
    yield Funding(
        (funder,),
        (recipient,) if recipient else (),
        (parties.work, *paid),
        (flow.kind,),
        money.amount,
        money.currency,
        money.value_date,
        through,
        about._replace(
            key=_key(("transaction", flow.code, element.get("ref"), day, *money[:3], *_stated(element)), met),
            edtf=day,
            modality="implied" if implied and about.modality == "asserted" else about.modality,
            topics=tuple(dict.fromkeys(filter(None, topics))),
            codes_kept=tuple(dict.fromkeys(filter(None, kept))),
            places=tuple(dict.fromkeys(place for place in places if place)),
        ),
    )


def planned_of(elements: list[_Element], parties: Parties, setting: Setting) -> Iterator[Funding]:
    """Yield the planned disbursements among *elements*."""
    met: Counter[str] = Counter()
    for number, element in enumerate(elements, start=1):
        funder = body_of(element.find("provider-org"), setting) or parties.reporter
        if funder is None:
            setting.notes.append("planned disbursement without a provider: left out")
            continue
        recipient = _other(funder, body_of(element.find("receiver-org"), setting), setting)
        through, paid = _linked(element, parties.work)
        yield planned(
            element,
            f"{setting.locator}/planned-disbursement[{number}]",
            Funding(
                (funder,),
                (recipient,) if recipient else (),
                (parties.work, *paid),
                ("disbursement",),
                through=through,
            ),
            setting,
            met,
        )


def planned(
    element: _Element, locator: str, funding: Funding, setting: Setting, met: Counter[str]
) -> Funding:
    """Return *funding* with the period and the amount of *element*, as something planned."""
    money = money_of(element.find("value"), setting)
    start = day_of(element.find("period-start"), setting.notes)
    end = day_of(element.find("period-end"), setting.notes)
    said = (element.tag, start, end, *money[:3], *_stated(element))
    about = About(
        _key(said, met),
        interval(start, end, setting.notes),
        "planned",
        locator=locator,
        codes_kept=money.kept,
    )
    return funding._replace(
        amount=money.amount, currency=money.currency, value_date=money.value_date, about=about
    )


def money_of(value: _Element | None, setting: Setting) -> Money:
    """Return the amount of *value*; it is dropped where it is no number or of no known currency."""
    text = "".join((value.text or "").split()) if value is not None else ""
    if value is None or not text:
        setting.notes.append("no amount stated")
        return Money()
    if not _NUMBER.fullmatch(text) or not text[-1].isdigit():
        setting.notes.append("amount is no number: dropped")
        return Money()
    currency = (value.get("currency") or "").strip().upper() or setting.currency
    if currency not in setting.known.currencies:
        setting.notes.append(
            f"currency {currency} is unknown: amount dropped"
            if currency
            else "amount without a currency: dropped"
        )
        return Money(kept=(f"Currency:{currency}",) if currency else ())
    return Money(
        text.replace(",", "").lstrip("+"), currency, day_of(value, setting.notes, attribute="value-date")
    )


def _sides(
    element: _Element, flow: Flow, parties: Parties, setting: Setting
) -> tuple[Body | None, Body | None, bool]:
    """Return who pays, who receives, and whether the first is only implied."""
    provider = body_of(element.find("provider-org"), setting)
    receiver = body_of(element.find("receiver-org"), setting)
    implied = False
    if flow.incoming:
        receiver = receiver or parties.reporter
        if provider is None and len(parties.funders) == 1:
            provider, implied = parties.funders[0], True
    else:
        provider = provider or parties.reporter
    return provider, _other(provider, receiver, setting), implied


def _other(funder: Body | None, recipient: Body | None, setting: Setting) -> Body | None:
    if funder and recipient and same(funder, recipient):
        setting.notes.append("provider and receiver are one body: receiver left out")
        return None
    return recipient


def _linked(element: _Element, work: Work) -> tuple[tuple[Work, ...], tuple[Work, ...]]:
    """Return the activities by way of which the money comes and to which it goes, other than *work*."""
    found = []
    for side, attribute in (("provider", "provider-activity-id"), ("receiver", "receiver-activity-id")):
        organisation = element.find(f"{side}-org")
        identifier = tidied(organisation.get(attribute)) if organisation is not None else ""
        other = work_called(identifier) if identifier else None
        found.append((other,) if other and other.codes != work.codes[:1] else ())
    return found[0], found[1]


def _stated(element: _Element) -> Iterator[str | None]:
    """Yield who provides and who receives as *element* puts it, to tell it from its like."""
    for tag in ("provider-org", "receiver-org", "recipient-org"):
        body = element.find(tag)
        if body is not None:
            yield from (body.get("ref"), tidied(body.text or body.findtext("narrative")))


def _key(said: tuple[str | None, ...], met: Counter[str]) -> str:
    """Return what tells a transaction apart within its record: what it says, and how often that was said."""
    key = "|".join(part or "" for part in said)
    met[key] += 1
    return key if met[key] == 1 else f"{key}|{met[key]}"
