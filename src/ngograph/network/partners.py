"""Who is whose partner and who pays for what, as the ties of a network say it.

What a network does not say is unknown, not untrue: a body without a known partner may have many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from ngograph.network.values import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ngograph.network.values import Network, Tie

Sets: TypeAlias = Mapping[str, frozenset[str]]

# Kinds of tie by which a body takes no part. Rows that have no kind, or one of their own, tell of taking part
# in whatever is no place, no topic and no other body.
_APART: Final = frozenset({"funding", "receipt", "presence", "programme"})
_WORDED: Final = frozenset({"participation", "party"})
_NOWHERE: Final = frozenset({"Place", "Concept"})

# The roles in which bodies share the work of a project, as `queries/derive/works-with.rq` has them.
WORKING: Final = frozenset({"lead", "implementer", "partner", "beneficiary"})


@dataclass(frozen=True, eq=False)
class Sharers(Mapping[str, frozenset[str]]):
    """For each body those that share a thing with it, found when they are asked for: all of all are many.

    Attributes:
        things: The things of each body.
        bodies: The bodies of each thing.
    """

    things: Sets
    bodies: Sets

    def __getitem__(self, body: str) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        return found.union(*(self.bodies[thing] for thing in self.things[body])) - {body}

    def __iter__(self) -> Iterator[str]:
        return iter(self.things)

    def __len__(self) -> int:
        return len(self.things)


def sets(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return for each first of *pairs* all the second ones that stand with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}


def parties(network: Network) -> Sets:
    """Return who takes part in each thing, events too, in whatever role; who only pays for it does not."""
    return sets((tie.target, tie.source) for tie in network.ties if _takes_part(tie))


def workings(network: Network) -> Iterator[tuple[str, str]]:
    """Yield each body with each thing that it works in.

    That is an agreement or a partnership to which it is party, and a project or programme that it leads,
    carries out, is partner in or benefits from (a tie without any role counts too). To meet at an event is
    not to work together, nor is to pay for something.
    """
    for tie in network.ties:
        if _shares(network, tie) and (tie.kind == "party" or not tie.roles or WORKING & set(tie.roles)):
            yield tie.source, tie.target


def partners(network: Network) -> Sharers:
    """Return the known partners of each body: those that work in something that it works in too."""
    return sharing(workings(network), [body.iri for body in network.bodies])


def tied_to(network: Network) -> Sharers:
    """Return who is tied to each body: in whatever role in the same thing (an event aside), or by funds."""
    pairs = {
        (end, tie.target)
        for tie in network.ties
        if tie.kind in {"funding", "receipt"} or _shares(network, tie)
        for end in (tie.source, tie.target)
        if network.index[end].mode == "body"
    }
    return sharing(pairs, [body.iri for body in network.bodies])


def sharing(pairs: Iterable[tuple[str, str]], bodies: Iterable[str] = ()) -> Sharers:
    """Return who shares a thing with whom.

    Args:
        pairs: Of a body and a thing.
        bodies: Others, who may have no thing at all.
    """
    known = list(pairs)
    return Sharers(
        {body: frozenset() for body in bodies} | sets(known), sets((thing, body) for body, thing in known)
    )


def funders(network: Network) -> Sets:
    """Return the known funders of each thing and each body that has any.

    Those of a body pay it, or pay for something that it receives funds for, or takes part in without paying
    for it too (an event aside). Whether and how much of the money for a shared project reaches each of those
    in it is unknown.
    """
    direct = sets((tie.target, tie.source) for tie in network.ties if _pays(tie))
    found = {iri: set(paying) for iri, paying in direct.items()}
    for tie in network.ties:
        paying = direct.get(tie.target, frozenset())
        if tie.kind == "receipt" or (_shares(network, tie) and tie.source not in paying):
            found.setdefault(tie.source, set()).update(paying - {tie.source})
    return {iri: frozenset(paying) for iri, paying in found.items() if paying}


def _shares(network: Network, tie: Tie) -> bool:
    target = network.index[tie.target]
    other = tie.kind not in _WORDED and (target.mode == "body" or target.kind in _NOWHERE)
    return _takes_part(tie) and target.kind not in EVENTS and not other


def _pays(tie: Tie) -> bool:
    return tie.kind == "funding" or "funder" in tie.roles


def _takes_part(tie: Tie) -> bool:
    return tie.kind not in _APART and tie.roles != ("funder",)
