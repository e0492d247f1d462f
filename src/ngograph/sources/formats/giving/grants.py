"""One grant, and what it says: who has granted how much to whom for what, by way of which programme."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.amounts import amount_of
from ngograph.sources.facts import About, Body, Code, Funding, Name, Record, Skipped, Spot, Work
from ngograph.sources.formats.loose import objects, text, texts
from ngograph.sources.formats.others import others
from ngograph.sources.intervals import date_of, fault_of, interval
from ngograph.sources.kinds import kind_of_words
from ngograph.sources.refs import organisation_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.amounts import Amount
    from ngograph.sources.known import Known

_GRANT: Final = "360Giving grant"
_ISSUER: Final = "360Giving"
# The statistical offices of the United Kingdom give each of their areas one code of this form.
_AREA: Final = re.compile(r"[EKNSW]\d{8}")
_AREAS: Final = "ONS geography code"
_NO_CODE: Final = frozenset({"", "n/a", "n.a", "n.a.", "na", "none", "-", "undisclosed"})
_CONTACTS: Final = ("contactName", "email", "telephone")
_ADDRESS: Final = ("streetAddress", "addressLocality", "addressRegion", "addressCountry", "postalCode")
_CHARITY: Final = "non-governmental"
_CHARITIES: Final = re.compile(
    r"charit|voluntary|not.for.profit|non.?profit|community interest", re.IGNORECASE
)
_INDIVIDUAL: Final = re.compile(
    r"(an? )?(private |anonymous )?individuals?( \(.*\)| (recipients?|grants?|awards?))?", re.IGNORECASE
)
_ORGANISATIONS: Final = ("fundingOrganization", "recipientOrganization")
_READ: Final = frozenset(
    {"id", "title", "currency", "amountAwarded", "awardDate", "plannedDates", "actualDates"}
    | {
        "recipientOrganization",
        "beneficiaryLocation",
        "fundingOrganization",
        "grantProgramme",
        "classifications",
    }
    | {"fundingType", "regrantType", "additional_data"}
)


def record(grant: dict[str, Any], key: str, locator: str, known: Known) -> Record | Skipped:
    """Return what *grant* says, as the record called *key*."""
    notes = list(_notes(grant))
    if grant.get("recipientIndividual") or _to_individual(grant):
        return Skipped(locator, "granted to an individual: persons are not taken")
    funders = _bodies(grant, "fundingOrganization")
    recipients = others(_bodies(grant, "recipientOrganization"), funders)
    if not funders:
        return Skipped(locator, "no funding organisation named", tuple(notes))
    if not recipients:
        return Skipped(locator, "no recipient organisation named", tuple(notes))
    amount = amount_of(text(grant.get("amountAwarded")), text(grant.get("currency")), known)
    notes.extend(amount.notes)
    awarded = date_of(text(grant.get("awardDate")))
    if not awarded and text(grant.get("awardDate")):
        notes.append(fault_of(text(grant.get("awardDate"))))
    funding = Funding(
        funders,
        recipients,
        _work(grant, key, known, notes),
        ("commitment",),
        amount.number,
        amount.currency,
        awarded if amount.number and len(awarded) == len("2020-01-01") else "",
        tuple(_programmes(grant, funders[0])),
        _about(grant, awarded, amount, known, notes),
    )
    return Record(key, locator, (funding,), tuple(notes))


def _to_individual(grant: dict[str, Any]) -> bool:
    """Say whether a word stands where the organisation should, as before the standard knew individuals."""
    names = [text(one.get("name")) for one in objects(grant.get("recipientOrganization"))]
    return bool(names) and all(_INDIVIDUAL.fullmatch(name) for name in names)


def _notes(grant: dict[str, Any]) -> Iterator[str]:
    """Yield what is left out: contacts, addresses, and sums that are no grant or part of one."""
    for key in _ORGANISATIONS:
        for one in objects(grant.get(key)):
            yield from ("contact data dropped" for name in _CONTACTS if text(one.get(name)))
            if any(text(one.get(name)) for name in _ADDRESS):
                yield "address of an organisation dropped"
    for name in grant:
        if name not in _READ:
            yield f"field {name} not read"


def _bodies(grant: dict[str, Any], key: str) -> tuple[Body, ...]:
    return tuple(dict.fromkeys(_body(one) for one in objects(grant.get(key)) if text(one.get("name"))))


def _body(one: dict[str, Any]) -> Body:
    """Return an organisation. The numbers of charities and companies are often another's: no proof."""
    name, reference = text(one["name"]), text(one.get("id"))
    codes = list(organisation_codes(reference, _ISSUER))
    for field, scheme in (("charityNumber", "UK charity number"), ("companyNumber", "UK company number")):
        if number := text(one.get(field)):
            codes.append(Code(scheme, number, "weak"))
    own = bool(codes) and codes[0].strength == "weak" and reference == codes[0].notation
    told = text(one.get("organisationType"))
    names = [
        Name(name),
        *(Name(other) for other in texts(one.get("alternateName")) if other != name),
    ]
    return Body(
        tuple(names),
        tuple(codes),
        kind_of_words(_CHARITY if _CHARITIES.search(told) else told, name),
        key=reference if own else "",
        homepage=text(one.get("url")),
    )


def _work(grant: dict[str, Any], key: str, known: Known, notes: list[str]) -> tuple[Work, ...]:
    """Return what is granted for; a grant without a title is for nothing that could be named."""
    title, number = text(grant.get("title")), text(grant.get("id"))
    if not title:
        return ()
    dates = objects(grant.get("actualDates"))
    if not dates and (dates := objects(grant.get("plannedDates"))):
        notes.append("its time is that of the planned dates")
    first = dates[0] if dates else {}
    edtf, problems = interval(text(first.get("startDate")), text(first.get("endDate")))
    notes.extend(problems)
    if len(dates) > 1:
        notes.append("several times: the first was taken")
    codes = (Code(_GRANT, number),) if number else ()
    places = tuple(dict.fromkeys(_places(grant, known, notes)))
    return (Work((Name(title),), codes, "Activity", "" if number else key, edtf, places=places),)


def _programmes(grant: dict[str, Any], funder: Body) -> Iterator[Work]:
    """Yield the programmes; each belongs to its funder, for many have a "Main Grants Programme"."""
    known = next((code.notation for code in funder.codes if code.strength == "strong"), "")
    own = known or funder.key or funder.names[0].text
    for one in objects(grant.get("grantProgramme")):
        title, code = text(one.get("title")), text(one.get("code"))
        if title.casefold() not in _NO_CODE:
            more = "" if code.casefold() in _NO_CODE else f" {code}"
            yield Work((Name(title),), kind="Programme", key=f"{own} {title}{more}")


def _about(grant: dict[str, Any], awarded: str, amount: Amount, known: Known, notes: list[str]) -> About:
    topics, kept = dict[str, None](), list(amount.codes_kept)
    for one in objects(grant.get("classifications")):
        title, code = text(one.get("title")), text(one.get("code"))
        if topic := known.topic(title):
            topics[topic] = None
        elif title or code:
            kept.append(f"{text(one.get('vocabulary')) or 'Classification'}:{code or title}")
            notes.append("a classification is no topic")
    kept += [
        f"Funding type:{text(one.get('title'))}"
        for one in objects(grant.get("fundingType"))
        if text(one.get("title"))
    ]
    if regrant := text(grant.get("regrantType")):
        kept.append(f"Regrant type:{regrant}")
    places = tuple(dict.fromkeys(_places(grant, known, [])))
    return About("grant", awarded, topics=tuple(topics), places=places, codes_kept=tuple(dict.fromkeys(kept)))


def _places(grant: dict[str, Any], known: Known, notes: list[str]) -> Iterator[Spot]:
    """Yield where the grant is to do good."""
    for one in objects(grant.get("beneficiaryLocation")):
        name, area = text(one.get("name")), text(one.get("geoCode"))
        told = text(one.get("countryCode"))
        country = Spot(country=code) if (code := known.country(told)) else None
        if told and not country:
            notes.append(f"country {told} is unknown")
        if name or area:
            yield Spot(
                (Name(name),) if name else (),
                tuple(_area(area, text(one.get("geoCodeType")))),
                within=country,
                latitude=text(one.get("latitude")),
                longitude=text(one.get("longitude")),
            )
        elif country:
            yield country


def _area(code: str, kind: str) -> Iterator[Code]:
    if _AREA.fullmatch(code):
        yield Code(_AREAS, code)
    elif code:
        yield Code(kind or "geographic code", code, "weak")
