"""What a buyer pays to suppliers: committed by a contract, else by an award; and what has been paid.

An award that is not final yet is planned, and what was cancelled is said to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ngograph.sources.amounts import amount_of
from ngograph.sources.facts import About, Funding
from ngograph.sources.formats.loose import objects, text, texts, within
from ngograph.sources.formats.ocds.parties import body, parties, resolved
from ngograph.sources.formats.others import others
from ngograph.sources.intervals import date_of, fault_of, interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Body, Work
    from ngograph.sources.formats.ocds.latest import Told
    from ngograph.sources.known import Known

_STATUS: Final = {
    "pending": ("planned", "planned"),
    "active": ("asserted", "active"),
    "cancelled": ("asserted", "cancelled"),
    "unsuccessful": ("asserted", "cancelled"),
    "terminated": ("asserted", "ended"),
}


class Paying(NamedTuple):
    """Who pays whom for what, and what is known beside.

    Args:
        work: the process.
        parties: those of the release, by their numbers in it.
        buyers: who pays unless somebody else is named.
        known: the currencies.
        notes: what somebody should know; it is added to.
    """

    work: Work
    parties: dict[str, dict[str, Any]]
    buyers: tuple[Body, ...]
    known: Known
    notes: list[str]

    def bodies(self, references: Any) -> tuple[Body, ...]:
        """Return the organisations that *references* stand for, each once."""
        listed = references if isinstance(references, list) else [references]
        found = (body(resolved(one, self.parties)) for one in listed)
        return tuple(dict.fromkeys(filter(None, found)))

    def with_role(self, role: str) -> tuple[Body, ...]:
        """Return the parties that have a *role*."""
        return self.bodies([one for one in self.parties.values() if role in texts(one.get("roles"))])


def payments(
    release: dict[str, Any], told: Told, work: Work, known: Known, notes: list[str]
) -> Iterator[Funding]:
    """Yield the payments in *release* of which it is *told*."""
    paying = Paying(work, parties(release), (), known, notes)
    paying = paying._replace(buyers=paying.bodies(release.get("buyer")) or paying.with_role("buyer"))
    if not paying.buyers and (told.awards or told.contracts):
        notes.append("no buyer named: awards and contracts not taken")
        return
    suppliers = {
        text(award.get("id")): paying.bodies(award.get("suppliers"))
        for award in objects(release.get("awards"))
    }
    for award in objects(release.get("awards")):
        number = text(award.get("id"))
        if number in told.awards:
            yield _commitment(award, f"award {number}", suppliers[number], paying)
    for contract in objects(release.get("contracts")):
        number = text(contract.get("id"))
        if number in told.contracts:
            whom = suppliers.get(text(contract.get("awardID")), ()) or paying.with_role("supplier")
            yield _commitment(contract, f"contract {number}", whom, paying)
            for paid in objects(within(contract, "implementation", "transactions")):
                yield _payment(paid, whom, paying)


def _commitment(one: dict[str, Any], key: str, suppliers: tuple[Body, ...], paying: Paying) -> Funding:
    status = text(one.get("status"))
    if status not in _STATUS:
        paying.notes.append(f"status {status or '(none)'} of an award or contract is unknown")
    modality, state = _STATUS.get(status, ("asserted", ""))
    period = one.get("period") or one.get("contractPeriod")
    edtf, problems = interval(text(within(period, "startDate")), text(within(period, "endDate")))
    paying.notes.extend(problems)
    about = About(key, edtf, modality, state)
    date = text(one.get("dateSigned")) or text(one.get("date"))
    return _priced(Funding(paying.buyers, suppliers, kinds=("commitment",), about=about), one, date, paying)


def _payment(paid: dict[str, Any], suppliers: tuple[Body, ...], paying: Paying) -> Funding:
    """Return a payment that was made: by its payer, else the buyer, to its payee, else the suppliers."""
    date = text(paid.get("date"))
    about = About(f"payment {text(paid.get('id')) or date}", date_of(date))
    payer = paying.bodies(paid.get("payer") or paid.get("providerOrganization"))
    payee = paying.bodies(paid.get("payee") or paid.get("receiverOrganization"))
    made = Funding(payer or paying.buyers, payee or suppliers, kinds=("disbursement",), about=about)
    return _priced(made, paid, date, paying)


def _priced(funding: Funding, one: dict[str, Any], date: str, paying: Paying) -> Funding:
    """Return *funding* of the process with the value that *one* gives, as of *date*."""
    value = one.get("value") or one.get("amount")
    amount = amount_of(text(within(value, "amount")), text(within(value, "currency")), paying.known)
    day = date_of(date)
    paying.notes.extend((*amount.notes, *((fault_of(date),) if date and not day else ())))
    return funding._replace(
        recipients=others(funding.recipients, funding.funders),
        activities=(paying.work,),
        amount=amount.number,
        currency=amount.currency,
        value_date=day if amount.number and len(day) == len("2020-01-01") else "",
        about=funding.about._replace(codes_kept=amount.codes_kept),
    )
