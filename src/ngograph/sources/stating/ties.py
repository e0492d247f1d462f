"""What is said of relationships: their parties, what belongs to their kind alone, and their circumstances."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeAlias

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

    from pyoxigraph import NamedNode

    from ngograph.sources.facts import About, Tie
    from ngograph.sources.stating.things import Speaker, Thing

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
        apart = [kind, *sorted(map(repr, (*said, *_circumstances(about, by))))]
    return hashlib.sha256("\n".join(apart).encode()).hexdigest()[:20]


def statements(tie: Tie, said: tuple[Own, ...], by: Speaker) -> Iterator[str]:
    """Yield all that is said of *tie* but its evidence."""
    about = tie.about
    yield typed(type(tie).__name__)
    yield from (f"{word(curie)} {one} ." for curie, one in said)
    yield f"{word('ngo:modality')} {concept('modality', about.modality)} ."
    if about.status:
        yield f"{word('ngo:status')} {concept('status', about.status)} ."
    yield from when(about.edtf)
    yield from (f"{word('ngo:topic')} {concept('topic', topic)} ." for topic in about.topics)
    yield from (f"{word('ngo:place')} {by.node_of(place)} ." for place in about.places)
    yield from (plain("ngo:statedCode", tidy(code)) for code in about.codes_kept)


def _circumstances(about: About, by: Speaker) -> Iterator[Own]:
    yield from (("edtf", about.edtf), ("modality", about.modality), ("status", about.status))
    yield from (("topic", topic) for topic in about.topics)
    yield from (("place", by.node_of(place).value) for place in about.places)
    yield from (("code", code) for code in about.codes_kept)


_NodeOf: TypeAlias = "Callable[[Thing], NamedNode]"


def _participation(tie: Participation, of: _NodeOf) -> Iterator[Own]:
    yield "ngo:participant", str(of(tie.participant))
    yield "ngo:activity", str(of(tie.activity))
    yield from (("ngo:role", str(concept("role", role))) for role in tie.roles)
    if tie.on_behalf_of:
        yield "ngo:onBehalfOf", str(of(tie.on_behalf_of))


def _partnership(tie: Partnership, of: _NodeOf) -> Iterator[Own]:
    for party in tie.parties:
        yield ("ngo:supporter" if party in tie.supporters else "ngo:party"), str(of(party))
    if tie.activity:
        yield "ngo:activity", str(of(tie.activity))


def _agreement(tie: Agreement, of: _NodeOf) -> Iterator[Own]:
    yield from (("ngo:party", str(of(party))) for party in tie.parties)
    yield from (("ngo:agreementKind", str(concept("agreement-kind", kind))) for kind in tie.kinds)
    if tie.activity:
        yield "ngo:activity", str(of(tie.activity))
    if tie.signed_at:
        yield "ngo:signedAt", str(of(tie.signed_at))


def _funding(tie: Funding, of: _NodeOf) -> Iterator[Own]:
    yield from (("ngo:funder", str(of(funder))) for funder in tie.funders)
    yield from (("ngo:recipient", str(of(recipient))) for recipient in tie.recipients)
    yield from (("ngo:activity", str(of(activity))) for activity in tie.activities)
    yield from (("ngo:through", str(of(activity))) for activity in tie.through)
    yield from (("ngo:fundingKind", str(concept("funding-kind", kind))) for kind in tie.kinds)
    if tie.amount:
        yield "ngo:amount", value(tie.amount, "xsd:decimal")
        if tie.currency:
            yield "ngo:currency", str(concept("currency", tie.currency.lower()))
        if tie.value_date:
            yield "ngo:valueDate", value(tie.value_date, "xsd:date")


def _affiliation(tie: Affiliation, of: _NodeOf) -> Iterator[Own]:
    yield "ngo:part", str(of(tie.part))
    yield "ngo:whole", str(of(tie.whole))
    yield "ngo:affiliationKind", str(concept("affiliation-kind", tie.kind))


def _tenure(tie: Tenure, by: Speaker) -> Iterator[Own]:
    yield "ngo:holder", str(by.node_of(tie.holder))
    yield "ngo:organisation", str(by.node_of(tie.organisation))
    for post in tie.posts:
        yield "ngo:post", str(Literal(tidy(post.text), language=tag(post, by.language)))


def _presence(tie: Presence, of: _NodeOf) -> Iterator[Own]:
    yield "ngo:organisation", str(of(tie.organisation))
    yield "ngo:place", str(of(tie.place))
    yield "ngo:presenceKind", str(concept("presence-kind", tie.kind))
