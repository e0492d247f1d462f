"""What is said of relationships: their parties, what belongs to their kind alone, and their circumstances."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import Literal

from ngograph.sources.facts import (
    Affiliation,
    Agreement,
    Funding,
    Participation,
    Partnership,
    Presence,
    Tenure,
)
from ngograph.sources.statements import concept, tidy
from ngograph.sources.stating.blocks import plain, typed, value, word
from ngograph.sources.stating.calling import tag
from ngograph.sources.stating.times import when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ngograph.sources.facts import About, Tie
    from ngograph.sources.stating.things import Speaker, Thing

_REMEMBERED: Final = 1 << 14
Own: TypeAlias = tuple[str, str]
"""A property as a CURIE, and its value as N-Triples writes it."""


def parties(tie: Tie) -> tuple[Thing, ...]:
    """Return the things that *tie* joins."""
    found: tuple[Thing | None, ...]
    if isinstance(tie, Participation):
        found = (tie.participant, tie.activity, tie.on_behalf_of)
    elif isinstance(tie, Partnership):
        found = (*tie.parties, tie.activity)
    elif isinstance(tie, Agreement):
        found = (*tie.parties, tie.activity, tie.signed_at)
    elif isinstance(tie, Funding):
        found = (*tie.funders, *tie.recipients, *tie.activities, *tie.through)
    elif isinstance(tie, Affiliation):
        found = (tie.part, tie.whole)
    elif isinstance(tie, Tenure):
        found = (tie.holder, tie.organisation)
    else:
        found = (tie.organisation, tie.place)
    return tuple(item for item in found if item)


def own(tie: Tie, by: Speaker) -> tuple[Own, ...]:
    """Return what is said of this kind of relationship alone."""
    match tie:
        case Participation():
            found = _participation(tie, by.node_of)
        case Partnership():
            found = _partnership(tie, by.node_of)
        case Agreement():
            found = _agreement(tie, by.node_of)
        case Funding():
            found = _funding(tie, by.node_of)
        case Affiliation():
            found = _affiliation(tie, by.node_of)
        case Tenure():
            found = _tenure(tie, by)
        case Presence():
            found = _presence(tie, by.node_of)
    return tuple(found)


def digest(tie: Tie, said: tuple[Own, ...], record: str, by: Speaker) -> str:
    """Return what tells *tie*, of which its kind alone says *said*, apart from others of its source."""
    kind, about = type(tie).__name__, tie.about
    if about.called:
        apart = [kind, about.called]
    elif about.key:
        apart = [kind, record, about.key]
    else:
        apart = [kind, *sorted((*map(repr, said), *_circumstances(about, by)))]
    return hashlib.sha256("\n".join(apart).encode()).hexdigest()[:20]


def statements(tie: Tie, said: tuple[Own, ...], by: Speaker) -> tuple[str, ...]:
    """Return all that is said of *tie* but its evidence."""
    about = tie.about
    return (
        typed(type(tie).__name__),
        *[f"{word(curie)} {one} ." for curie, one in said],
        *_stated(about.edtf, about.modality, about.status, about.topics, about.codes_kept)[0],
        *[f"{word('ngo:place')} {by.node_of(place)} ." for place in about.places],
    )


def _circumstances(about: About, by: Speaker) -> list[str]:
    """Return the circumstances of a relationship, each in a form that is its own."""
    apart = _stated(about.edtf, about.modality, about.status, about.topics, about.codes_kept)[1]
    return [*apart, *[repr(("place", by.node_of(place)[1:-1])) for place in about.places]]


@lru_cache(_REMEMBERED)
def _stated(
    edtf: str, modality: str, status: str, topics: tuple[str, ...], codes: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is said of circumstances that many relationships share, and what tells these apart."""
    said = [f"{word('ngo:modality')} {concept('modality', modality)} ."]
    if status:
        said.append(f"{word('ngo:status')} {concept('status', status)} .")
    said += when(edtf)
    said += [f"{word('ngo:topic')} {concept('topic', topic)} ." for topic in topics]
    said += [plain("ngo:statedCode", tidy(code)) for code in codes]
    apart = [("edtf", edtf), ("modality", modality), ("status", status)]
    apart += [("topic", topic) for topic in topics] + [("code", code) for code in codes]
    return tuple(said), tuple(map(repr, apart))


@lru_cache(_REMEMBERED)
def _concept(scheme: str, key: str) -> str:
    return str(concept(scheme, key))


_NodeOf: TypeAlias = "Callable[[Thing], str]"


def _participation(tie: Participation, of: _NodeOf) -> Iterator[Own]:
    yield "ngo:participant", of(tie.participant)
    yield "ngo:activity", of(tie.activity)
    yield from (("ngo:role", _concept("role", role)) for role in tie.roles)
    if tie.on_behalf_of:
        yield "ngo:onBehalfOf", of(tie.on_behalf_of)


def _partnership(tie: Partnership, of: _NodeOf) -> Iterator[Own]:
    for party in tie.parties:
        yield ("ngo:supporter" if party in tie.supporters else "ngo:party"), of(party)
    if tie.activity:
        yield "ngo:activity", of(tie.activity)


def _agreement(tie: Agreement, of: _NodeOf) -> Iterator[Own]:
    yield from (("ngo:party", of(party)) for party in tie.parties)
    yield from (("ngo:agreementKind", _concept("agreement-kind", kind)) for kind in tie.kinds)
    if tie.activity:
        yield "ngo:activity", of(tie.activity)
    if tie.signed_at:
        yield "ngo:signedAt", of(tie.signed_at)


def _funding(tie: Funding, of: _NodeOf) -> Iterator[Own]:
    yield from (("ngo:funder", of(funder)) for funder in tie.funders)
    yield from (("ngo:recipient", of(recipient)) for recipient in tie.recipients)
    yield from (("ngo:activity", of(activity)) for activity in tie.activities)
    yield from (("ngo:through", of(activity)) for activity in tie.through)
    yield from (("ngo:fundingKind", _concept("funding-kind", kind)) for kind in tie.kinds)
    if tie.amount:
        yield "ngo:amount", value(tie.amount, "xsd:decimal")
        if tie.currency:
            yield "ngo:currency", _concept("currency", tie.currency.lower())
        if tie.value_date:
            yield "ngo:valueDate", value(tie.value_date, "xsd:date")


def _affiliation(tie: Affiliation, of: _NodeOf) -> Iterator[Own]:
    yield "ngo:part", of(tie.part)
    yield "ngo:whole", of(tie.whole)
    yield "ngo:affiliationKind", _concept("affiliation-kind", tie.kind)


def _tenure(tie: Tenure, by: Speaker) -> Iterator[Own]:
    yield "ngo:holder", by.node_of(tie.holder)
    yield "ngo:organisation", by.node_of(tie.organisation)
    for post in tie.posts:
        yield "ngo:post", str(Literal(tidy(post.text), language=tag(post, by.language)))


def _presence(tie: Presence, of: _NodeOf) -> Iterator[Own]:
    yield "ngo:organisation", of(tie.organisation)
    yield "ngo:place", of(tie.place)
    yield "ngo:presenceKind", _concept("presence-kind", tie.kind)
