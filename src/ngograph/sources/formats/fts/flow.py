"""One flow, whatever file it comes from, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.amounts import amount_of
from ngograph.sources.facts import About, Funding, Record, Skipped
from ngograph.sources.formats.fts.bodies import country, topics
from ngograph.sources.formats.others import others
from ngograph.sources.intervals import date_of, fault_of, interval

if TYPE_CHECKING:
    from ngograph.sources.amounts import Amount
    from ngograph.sources.facts import Body, Work
    from ngograph.sources.known import Known

_KINDS: Final = {
    "paid": "disbursement",
    "paid contribution": "disbursement",
    "commitment": "commitment",
    "pledge": "pledge",
}
_CASH: Final = "cash transfer programming"


class End(NamedTuple):
    """One end of a flow: where the means come from, or where they go."""

    organisations: tuple[Body, ...] = ()
    plans: tuple[Work, ...] = ()
    projects: tuple[Work, ...] = ()
    clusters: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    emergencies: tuple[str, ...] = ()

    @property
    def works(self) -> tuple[Work, ...]:
        """What the flow is attributed to: projects, else plans."""
        return self.projects or self.plans


class Flow(NamedTuple):
    """A flow of means; texts are empty where the file says nothing.

    Args:
        number: what FTS calls it.
        source: where the means come from.
        destination: where they go.
        dollars: the amount in US dollars as FTS has worked it out.
        amount: the amount as it was reported.
        currency: of that amount.
        date: of the flow.
        decided: when the means were decided on.
        status: paid, commitment or pledge.
        method: how the means are passed on.
        said: what else the file says, as "list:code".
        notes: what somebody should know.
    """

    number: str
    source: End
    destination: End
    dollars: str = ""
    amount: str = ""
    currency: str = ""
    date: str = ""
    decided: str = ""
    status: str = ""
    method: str = ""
    said: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def record(flow: Flow, key: str, locator: str, known: Known) -> Record | Skipped:
    """Return what *flow* says, as the record called *key*."""
    notes = list(flow.notes)
    funders = others(flow.source.organisations, ())
    recipients = others(flow.destination.organisations, funders)
    if not funders:
        return Skipped(locator, "no source organisation", tuple(notes))
    if flow.destination.organisations and not recipients:
        notes.append("the means stay with the body that has them: no recipient")
    works = flow.destination.works
    if not recipients and not works:
        return Skipped(locator, "neither recipient nor plan nor project", tuple(notes))
    kind = _KINDS.get(flow.status.lower())
    if kind is None:
        notes.append(f"status {flow.status or '(none)'} is unknown")
    amount = _amount(flow, known, notes)
    return Record(
        key,
        locator,
        (
            Funding(
                funders,
                recipients,
                works,
                (kind or "support",),
                amount.number,
                amount.currency,
                _valued(flow, notes) if amount.number else "",
                tuple(one for one in flow.source.works if one not in (*works, *flow.destination.plans)),
                _about(flow, amount, known, notes),
            ),
        ),
        tuple(notes),
    )


def _amount(flow: Flow, known: Known, notes: list[str]) -> Amount:
    """Return the reported amount, else that in dollars: never both, for they are one."""
    reported = amount_of(flow.amount, flow.currency, known)
    dollars = amount_of(flow.dollars, "USD", known)
    if reported.number and (reported.number.strip("0.") or not dollars.number.strip("0.")):
        return reported
    if reported.number:
        notes.append("the reported amount is 0: the amount in US dollars was taken")
    else:
        notes.extend(reported.notes)
    if reported.codes_kept:  # in a currency that is not known: the dollars that FTS made of it were not paid
        return reported
    notes.extend(dollars.notes)
    return dollars


def _valued(flow: Flow, notes: list[str]) -> str:
    """Return the day of the amount: that of the flow, else of the decision."""
    for text in (flow.date, flow.decided):
        day = date_of(text)
        if len(day) == len("2020-01-01"):
            return day
        if text:
            notes.append(fault_of(text))
    return ""


def _about(flow: Flow, amount: Amount, known: Known, notes: list[str]) -> About:
    end = flow.destination
    kept = [*flow.said]
    told = [*filter(None, [_cash(flow.method, known)]), *topics(end.clusters, known, kept, notes)]
    places = [spot for place in end.places for spot in country(place, known, kept, notes)]
    kept += [f"Emergency:{emergency}" for emergency in end.emergencies]
    edtf, problems = interval(min(end.years, default=""), max(end.years, default=""))
    notes.extend(problems)
    return About(
        key="flow",
        edtf=edtf,
        topics=tuple(dict.fromkeys(told)),
        places=tuple(dict.fromkeys(places)),
        codes_kept=tuple(dict.fromkeys((*kept, *amount.codes_kept))),
    )


def _cash(method: str, known: Known) -> str:
    return known.topic("cash and voucher assistance") if method.lower().startswith(_CASH) else ""
