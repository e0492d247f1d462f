"""What is said of relationships: their parties, what belongs to their kind alone, and their circumstances."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

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
from ngograph.sources.remembering import Remembered
from ngograph.sources.statements import concept, tidy
from ngograph.sources.stating.blocks import plain, typed, value, word
from ngograph.sources.stating.calling import tag
from ngograph.sources.stating.times import when

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.sources.facts import Tie
    from ngograph.sources.stating.things import Speaker, Thing

PLACE: Final = "place"
"""What a place is to a relationship that is not between it and another."""
_REMEMBERED: Final = 1 << 16
_Said: TypeAlias = tuple[str, str]
"""What is said of a relationship, "predicate object .", and what that tells it apart by."""


def parties(tie: Tie) -> tuple[Thing, ...]:
    """Return the things that *tie* joins."""
    if isinstance(tie, Presence):
        return tie.organisation, tie.place
    found: tuple[Thing | None, ...]
    if isinstance(tie, Participation):
        found = (tie.participant, tie.activity, tie.on_behalf_of)
    elif isinstance(tie, Funding):
        return (*tie.funders, *tie.recipients, *tie.activities, *tie.through)
    elif isinstance(tie, Partnership):
        found = (*tie.parties, tie.activity)
    elif isinstance(tie, Agreement):
        found = (*tie.parties, tie.activity, tie.signed_at)
    elif isinstance(tie, Affiliation):
        found = (tie.part, tie.whole)
    else:
        found = (tie.holder, tie.organisation)
    return tuple([item for item in found if item])


def stated(tie: Tie, record: str, by: Speaker) -> tuple[str, tuple[str, ...]]:
    """Return what tells *tie* apart from others of its source, and all that is said of it but its evidence.

    Args:
        tie: the relationship.
        record: the name of the record that tells of it.
        by: who does.
    """
    kind, about = type(tie).__name__, tie.about
    own = _OWN[type(tie)](tie, by)
    places = [by.has(PLACE, place) for place in about.places]
    said, apart = _STATED[about.edtf, about.modality, about.status, about.topics, about.codes_kept]
    if about.called:
        told = [kind, about.called]
    elif about.key:
        told = [kind, record, about.key]
    else:
        told = [kind, *sorted([*apart, *[one for _, one in own], *[one for _, one in places]])]
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()[:20]
    return digest, (typed(kind), *[one for one, _ in own], *said, *[one for one, _ in places])


def _circumstances(
    circumstances: tuple[str, str, str, tuple[str, ...], tuple[str, ...]],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is said of circumstances that many relationships share, and what tells these apart."""
    edtf, modality, status, topics, codes = circumstances
    said = [f"{word('ngo:modality')} {concept('modality', modality)} ."]
    if status:
        said.append(f"{word('ngo:status')} {concept('status', status)} .")
    said += when(edtf)
    said += [f"{word('ngo:topic')} {concept('topic', topic)} ." for topic in topics]
    said += [plain("ngo:statedCode", tidy(code)) for code in codes]
    apart = [("edtf", edtf), ("modality", modality), ("status", status)]
    apart += [("topic", topic) for topic in topics] + [("code", code) for code in codes]
    return tuple(said), tuple(sorted(map(repr, apart)))


_STATED: Final = Remembered(_circumstances, _REMEMBERED)


def has(curie: str, node: str) -> _Said:
    """Return that the property *curie* has the value *node*, a term of N-Triples, and what that tells apart.

    The place of a relationship is told apart otherwise than what is its own.
    """
    if curie == PLACE:
        return f"{word('ngo:place')} {node} .", repr(("place", node[1:-1]))
    return f"{word(curie)} {node} .", repr((curie, node))


@lru_cache(_REMEMBERED)
def _is(curie: str, scheme: str, key: str) -> _Said:
    """Return that the property *curie* has a concept as its value."""
    return has(curie, str(concept(scheme, key)))


def _participation(tie: Participation, by: Speaker) -> list[_Said]:
    found = [
        by.has("ngo:participant", tie.participant),
        by.has("ngo:activity", tie.activity),
    ]
    found += [_is("ngo:role", "role", role) for role in tie.roles]
    if tie.on_behalf_of:
        found.append(by.has("ngo:onBehalfOf", tie.on_behalf_of))
    return found


def _partnership(tie: Partnership, by: Speaker) -> list[_Said]:
    found = [
        by.has("ngo:supporter" if party in tie.supporters else "ngo:party", party) for party in tie.parties
    ]
    if tie.activity:
        found.append(by.has("ngo:activity", tie.activity))
    return found


def _agreement(tie: Agreement, by: Speaker) -> list[_Said]:
    found = [by.has("ngo:party", party) for party in tie.parties]
    found += [_is("ngo:agreementKind", "agreement-kind", kind) for kind in tie.kinds]
    if tie.activity:
        found.append(by.has("ngo:activity", tie.activity))
    if tie.signed_at:
        found.append(by.has("ngo:signedAt", tie.signed_at))
    return found


def _funding(tie: Funding, by: Speaker) -> list[_Said]:
    found = [by.has("ngo:funder", funder) for funder in tie.funders]
    found += [by.has("ngo:recipient", recipient) for recipient in tie.recipients]
    found += [by.has("ngo:activity", activity) for activity in tie.activities]
    found += [by.has("ngo:through", activity) for activity in tie.through]
    found += [_is("ngo:fundingKind", "funding-kind", kind) for kind in tie.kinds]
    if tie.amount:
        found.append(has("ngo:amount", value(tie.amount, "xsd:decimal")))
        if tie.currency:
            found.append(_is("ngo:currency", "currency", tie.currency.lower()))
        if tie.value_date:
            found.append(has("ngo:valueDate", value(tie.value_date, "xsd:date")))
    return found


def _affiliation(tie: Affiliation, by: Speaker) -> list[_Said]:
    return [
        by.has("ngo:part", tie.part),
        by.has("ngo:whole", tie.whole),
        _is("ngo:affiliationKind", "affiliation-kind", tie.kind),
    ]


def _tenure(tie: Tenure, by: Speaker) -> list[_Said]:
    posts = [str(Literal(tidy(post.text), language=tag(post, by.language))) for post in tie.posts]
    return [
        by.has("ngo:holder", tie.holder),
        by.has("ngo:organisation", tie.organisation),
        *[has("ngo:post", post) for post in posts],
    ]


def _presence(tie: Presence, by: Speaker) -> list[_Said]:
    return [
        by.has("ngo:organisation", tie.organisation),
        by.has("ngo:place", tie.place),
        _is("ngo:presenceKind", "presence-kind", tie.kind),
    ]


_OWN: Final[dict[type[Tie], Callable[[Any, Speaker], list[_Said]]]] = {
    Participation: _participation,
    Partnership: _partnership,
    Agreement: _agreement,
    Funding: _funding,
    Affiliation: _affiliation,
    Tenure: _tenure,
    Presence: _presence,
}
"""What is said of each kind of relationship alone."""
