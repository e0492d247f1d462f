"""Entities of FollowTheMoney, one a line or as an array: bodies, payments, memberships and projects.

Persons are left out with all that they are party to, addresses as contact data. An entity may refer to one
that stands later in the file, so the file is read twice before: for what is referred to, and for that alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.amounts import Amount, amount_of
from ngograph.sources.facts import (
    About,
    Affiliation,
    Body,
    Code,
    Funding,
    Name,
    Participation,
    Record,
    Skipped,
    Work,
)
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.keys import REPEATED, Keys
from ngograph.sources.formats.loose import objects, text, texts, within
from ngograph.sources.intervals import date_of, interval
from ngograph.sources.known import folded
from ngograph.sources.opening.json import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ngograph.sources.facts import Fact
    from ngograph.sources.formats.format import Task
    from ngograph.sources.known import Known
    from ngograph.sources.opening import Sample

_SCHEME: Final = "FollowTheMoney"
_BODIES: Final = {"Organization": "Organisation", "Company": "Organisation", "PublicBody": "PublicBody"}
# A "legal entity" may be a person: it is taken for a body only where it has what persons do not have.
_NO_PERSON: Final = frozenset({"registrationNumber", "leiCode", "legalForm", "incorporationDate", "parent"})
_TIES: Final = {
    "Payment": ("payer", "beneficiary"),
    "Membership": ("member", "organization"),
    "ProjectParticipant": ("participant", "project"),
}
_UNSAID: Final = {
    "Person": "a person",
    "LegalEntity": "a legal entity that may be a person",
    "Address": "an address",
    "Ownership": "ownership is no affiliation",
    "Directorship": "a director is no affiliation",
    "Employment": "employment of a person",
    "Succession": "succession is no affiliation",
    "UnknownLink": "a link that does not say of what kind",
    "Representation": "representation is no affiliation",
    "Debt": "a debt is no funding",
    "Contract": "a contract is told with its award in OCDS, and not here",
    "ContractAward": "a contract is told with its award in OCDS, and not here",
    "Event": "an event does not say who takes part in which role",
    "Position": "a post is told with those who hold it",
    "Occupancy": "a person in a post",
    "Family": "a person",
    "Associate": "a person",
}
_TOPICS: Final = {"gov.igo": "InternationalOrganisation", "gov": "PublicBody"}
_CONTACT: Final = frozenset({"email", "phone", "address", "addressEntity", "website"})
_READ: Final = frozenset(
    {
        *("name", "alias", "abbreviation", "country", "mainCountry", "jurisdiction", "topics", "wikidataId"),
        *("leiCode", "registrationNumber", "parent", "payer", "beneficiary", "amount", "currency"),
        *("amountEur", "amountUsd", "date", "startDate", "endDate", "project", "programme", "member"),
        *("organization", "participant", "legalForm", "incorporationDate"),
    }
)

Others = dict[str, Body | Work | None]
"""What the file says of each entity that another refers to; None of a person and what may be one."""


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of entities."""
    return _prefix(found) is not None


def _prefix(found: Sample) -> str | None:
    """Return where the entities stand: the whole file, an array, or an answer; None if there are none."""
    for at in ("item", "results.item", "entities.item", ""):
        dot = f"{at}." if at else ""
        told = {path.removeprefix(dot).partition(".")[0] for path in found.paths if path.startswith(dot)}
        if {"id", "schema", "properties"} <= told:
            return at
    return None


def read(task: Task) -> Opened:
    """Open the file of *task*."""
    return Opened(Heading(title=f"FollowTheMoney: {task.sample.path.name}"), _records(task))


def _entities(
    found: Sample, progress: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each entity stands, and the entity; what is none comes as an empty one."""
    for locator, value in records(found, _prefix(found) or "", progress):
        yield locator, value if _is_whole(value) else {}


def _records(task: Task) -> Iterator[Record | Skipped]:
    others, keys = _others(task.sample), Keys()
    for locator, entity in _entities(task.sample, task.progress):
        if not entity:
            yield Skipped(locator, "no entity with an id and properties")
            continue
        facts, cause, notes = _read(entity, others, task.known)
        if facts and keys.repeats(text(entity["id"]), facts):
            yield Skipped(locator, REPEATED)
        elif facts:
            yield Record(keys.of(text(entity["id"])), locator, facts, (*notes, *_dropped(entity)))
        else:
            yield Skipped(locator, cause)


def _others(found: Sample) -> Others:
    wanted, others = set[str](), Others()
    for _, entity in _entities(found):
        for name in (*_TIES.get(text(entity.get("schema")), ()), "parent", "project"):
            told = within(entity, "properties", name)
            wanted.update(_referred(told))
            # An entity may stand in full where it is referred to.
            others |= {text(one.get("id")): _thing(one) for one in objects(told) if _is_whole(one)}
    return others | {
        text(entity["id"]): _thing(entity)
        for _, entity in _entities(found)
        if entity and text(entity["id"]) in wanted
    }


def _referred(value: object) -> list[str]:
    """Return the identifiers of the entities that *value* refers to or holds."""
    listed = value if isinstance(value, list) else [value]
    return texts([one.get("id") if isinstance(one, dict) else one for one in listed])


def _is_whole(value: object) -> bool:
    return bool(text(within(value, "id"))) and isinstance(within(value, "properties"), dict)


def _thing(entity: dict[str, Any]) -> Body | Work | None:
    return _work(entity) if entity.get("schema") == "Project" else _body(entity)


def _read(
    entity: dict[str, Any], others: Others, known: Known
) -> tuple[tuple[Fact, ...], str, tuple[str, ...]]:
    """Return what *entity* says, or why it says nothing, and notes."""
    schema = text(entity.get("schema"))
    if schema in _TIES:
        return _tie(entity, others, known)
    if schema == "Project":
        return (_work(entity),), "", ()
    body = _body(entity)
    if body is None:
        cause = "no organisation named" if _kind(entity) else _UNSAID.get(schema, f"{schema or '?'}: no body")
        return (), cause, ()
    parents = [others.get(one) for one in _referred(entity["properties"].get("parent"))]
    wholes = [whole for whole in parents if isinstance(whole, Body) and whole != body]
    return (body, *(Affiliation(body, whole, "unit") for whole in wholes)), "", ()


def _kind(entity: dict[str, Any]) -> str:
    """Return the class of the body that *entity* is, empty if it is none or may be a person."""
    schema, facts = text(entity.get("schema")), entity["properties"]
    kind = _BODIES.get(schema, "")
    if not kind and schema == "LegalEntity" and _NO_PERSON & facts.keys():
        kind = "Organisation"
    topic = next((_TOPICS[one] for one in _TOPICS if one in texts(facts.get("topics"))), "")
    return kind and (topic or kind)


def _body(entity: dict[str, Any]) -> Body | None:
    facts, kind = entity["properties"], _kind(entity)
    names = texts(facts.get("name"))
    if not kind or not names:
        return None
    caption = text(entity.get("caption"))
    names.sort(key=lambda name: name != caption)
    countries = {one for name in ("country", "mainCountry", "jurisdiction") for one in texts(facts.get(name))}
    return Body(
        tuple(Name(name) for name in (*names, *texts(facts.get("alias")))),
        tuple(_codes(text(entity["id"]), facts)),
        kind,
        next(iter(texts(facts.get("abbreviation"))), ""),
        text(entity["id"]),
        next(iter(countries)) if len(countries) == 1 else "",
    )


def _codes(own: str, facts: Mapping[str, Any]) -> Iterator[Code]:
    for name, scheme in (("wikidataId", "Wikidata"), ("leiCode", "LEI")):
        told = texts(facts.get(name))
        yield from (Code(scheme, one, "strong" if len(told) == 1 else "weak") for one in told)
    yield Code(_SCHEME, own, "weak")
    yield from (Code("registration number", one, "weak") for one in texts(facts.get("registrationNumber")))


def _work(entity: dict[str, Any]) -> Work:
    facts = entity["properties"]
    names = texts(facts.get("name")) or [text(entity.get("caption")) or text(entity["id"])]
    edtf, _ = _time(facts)
    return Work(
        tuple(Name(name) for name in names),
        (Code(_SCHEME, text(entity["id"]), "weak"),),
        "Project",
        text(entity["id"]),
        edtf,
    )


def _tie(
    entity: dict[str, Any], others: Others, known: Known
) -> tuple[tuple[Fact, ...], str, tuple[str, ...]]:
    schema, facts = text(entity["schema"]), entity["properties"]
    left, right = (
        [(one, others.get(one, "missing")) for one in _referred(facts.get(name))] for name in _TIES[schema]
    )
    if not left or not right:
        return (), "it does not say between whom", ()
    if any(one is None for _, one in (*left, *right)):
        return (), "a party is a person or may be one", ()
    if any(one == "missing" for _, one in (*left, *right)):
        return (), "a party is not in the file", ()
    first, second = [one for _, one in left], [one for _, one in right]
    edtf, notes = _time(facts)
    about = About(edtf=edtf)
    bodies = tuple(one for one in first if isinstance(one, Body))
    if schema == "Payment":
        receivers = tuple(one for one in second if isinstance(one, Body) and one not in bodies)
        if not bodies or not receivers:
            return (), "its parties are not of the kind expected", ()
        funding, more = _paid((bodies, receivers), facts, about, others, known)
        return (funding,), "", (*notes, *more)
    if schema == "Membership":
        pairs = [(part, whole) for part in bodies for whole in second if isinstance(whole, Body)]
        ties: tuple[Fact, ...] = tuple(
            Affiliation(part, whole, "member", about) for part, whole in pairs if part != whole
        )
    else:
        roles, kept = _roles(facts, known)
        ties = tuple(
            Participation(body, work, roles, about._replace(codes_kept=kept))
            for body in bodies
            for work in second
            if isinstance(work, Work)
        )
    return ties, "its parties are not of the kind expected", notes


def _roles(facts: Mapping[str, Any], known: Known) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the roles by the labels of the vocabulary, and the words for them that it does not have."""
    told = {one: known.roles.get(folded(one), "") for one in texts(facts.get("role"))}
    roles = tuple(dict.fromkeys(filter(None, told.values()))) or ("participant",)
    return roles, tuple(f"Role:{one}" for one, role in told.items() if not role)


def _paid(
    parties: tuple[tuple[Body, ...], tuple[Body, ...]],
    facts: Mapping[str, Any],
    about: About,
    others: Others,
    known: Known,
) -> tuple[Funding, tuple[str, ...]]:
    amount = _amount(facts, known)
    works = (others.get(one) for one in _referred(facts.get("project")))
    programmes = tuple(Work((Name(one),), kind="Programme") for one in texts(facts.get("programme")))
    day = date_of(next(iter(texts(facts.get("date"))), ""))
    funding = Funding(
        *parties,
        tuple(work for work in works if isinstance(work, Work)),
        ("disbursement",),
        amount.number,
        amount.currency,
        day if len(day) == len("2023-05-17") and amount.number else "",
        programmes,
        about._replace(codes_kept=amount.codes_kept, key="payment"),  # two alike are two
    )
    return funding, amount.notes


def _amount(facts: Mapping[str, Any], known: Known) -> Amount:
    for name, fixed in (("amount", ""), ("amountEur", "EUR"), ("amountUsd", "USD")):
        amounts = texts(facts.get(name))
        currencies = [fixed] if fixed else texts(facts.get("currency"))
        if len(amounts) > 1 or (amounts and len(currencies) > 1):
            return Amount(notes=("several amounts or currencies: none kept",))
        if amounts and currencies:
            return amount_of(amounts[0], currencies[0], known)
    return Amount()


def _time(facts: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    first, last, day = (next(iter(texts(facts.get(name))), "") for name in ("startDate", "endDate", "date"))
    if first or last:
        return interval(first, last)
    return interval(day, day)


def _dropped(entity: dict[str, Any]) -> Iterator[str]:
    for name in sorted(entity["properties"]):
        if name in _CONTACT:
            yield f"property {name} dropped: contact data"
        elif name not in _READ and (entity["schema"], name) != ("ProjectParticipant", "role"):
            yield f"property {name} is not kept"


FORMAT: Final = Format("followthemoney", "FollowTheMoney entities", "", fits, read)
