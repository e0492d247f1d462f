"""Whom one might work with next: bodies that are close to it and not yet tied to it.

A suggestion is a reason to look, never a fact about the two: it says only what they have in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, log
from typing import TYPE_CHECKING, Final

from scipy.sparse import coo_array

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network.matrices import Incidence, OneMode, ground_form, incidence, one_mode
from ngograph.network.nearest import require
from ngograph.network.partners import Sets, partners, sets, sharing, tied_to
from ngograph.network.values import Network
from ngograph.translation import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from ngograph.network.matrices import Graph, Ties, TwoMode

TWO_MODE: Final = "two-mode"
# What a shared partner of so many partners, or a shared thing of so many bodies, adds to the score.
_GIVES: Final[Mapping[str, Callable[[int], float]]] = {
    "resource-allocation": lambda degree: 1 / degree,
    "adamic-adar": lambda degree: 1 / log(degree),
    "common-neighbours": lambda _: 1.0,
    TWO_MODE: lambda _: 1.0,
}
SIMILARITIES: Final = tuple(_GIVES)


@dataclass(frozen=True)
class Suggestion:
    """One body that is suggested, and why.

    Attributes:
        node: Its IRI.
        score: How close it is; comparable for one node and one method only.
        shared: IRIs of what both have: partners, or in two modes things; sorted.
    """

    node: str
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Suggestions:
    """All bodies that are suggested to one.

    Attributes:
        node: To whom: its IRI.
        method: One of `SIMILARITIES`.
        suggestions: The closest first, equally close ones by IRI.
        reason: Why there are none; empty if there are any.
    """

    node: str
    method: str
    suggestions: tuple[Suggestion, ...]
    reason: str


def suggest(
    network: Network | OneMode | Graph | Ties | TwoMode,
    node: str,
    method: str = "resource-allocation",
    *,
    tied: OneMode | Graph | Ties | None = None,
    most: int | None = None,
) -> Suggestions:
    """Return whom *node* might work with, by what it has in common with those it is not tied to.

    Three methods look at the partners z whom both have, k(z) being the number of partners of z:

    - `common-neighbours`: their number (M. E. J. Newman, Physical Review E 64, 025102, 2001);
    - `adamic-adar`: Σ 1 / log k(z), natural logarithm (L. A. Adamic, E. Adar, Friends and neighbors on the
      Web, Social Networks 25, 2003);
    - `resource-allocation`: Σ 1 / k(z) (T. Zhou, L. Lü, Y.-C. Zhang, Predicting missing links via local
      information, European Physical Journal B 71, 2009).

    `two-mode` counts the things that both are tied to, without being tied to each other by them: events at
    which they met; or the things of an incidence, such as places or topics, which are no tie then.

    Args:
        network: A network, in which partners are those who work in the same thing (`partners`); an incidence,
            or whatever is known to have two modes, in which they share a thing; or a network of partners
            itself, in either direction of a tie. Strengths are not read.
        node: IRI of a body in it.
        method: One of `SIMILARITIES`.
        tied: Others who are tied already, and are not to be suggested either, such as a body and its own
            branches. By `two-mode` in an incidence these alone are: to share a thing is no tie there.
        most: How many to suggest; None all.

    Returns:
        Those who have something in common with it. Never one that is tied to it: in a network by the same
        project, programme, agreement or partnership in whatever role, or by funds. Nor a group whose members
        nobody has named.

    Raises:
        NotInNetwork: There is no such node.
        UnknownChoice: There is no such method.
        NetworkError: The node is no body, or the method needs things that bodies share and the network is of
            bodies only.
    """
    if method not in SIMILARITIES:
        raise UnknownChoice("method of suggesting", method, SIMILARITIES)
    if not isinstance(network, Network):
        network = ground_form(network)
    known = _partners(network)
    labels = network.index if isinstance(network, Network) else {}
    require(node, {iri: labels[iri].label for iri in labels} if labels else {iri: iri for iri in known})
    if node not in known:
        raise NetworkError(f"expected an organisation, found <{node}>, which is of kind {labels[node].kind}")
    others = {} if tied is None else _neighbours(tied)
    of_itself = _tied(network, known, apart=method == TWO_MODE)
    groups = {iri for iri, one in labels.items() if one.kind == "UnnamedGroup"}
    barred = {node, *of_itself.get(node, ()), *others.get(node, ()), *groups}
    own, members = _own(network, node, known, method)
    found = _closest(own, members, barred, _GIVES[method])
    return Suggestions(node, method, tuple(found[:most]), "" if found else _reason(method, bool(own)))


def _closest(
    own: Collection[str], members: Sets, barred: Collection[str], gives: Callable[[int], float]
) -> list[Suggestion]:
    """Return who has some of what one has as its *own*, but those who are *barred*, the closest first.

    Args:
        own: What may be shared.
        members: Who has each of these.
        barred: Bodies.
        gives: What each that is shared adds, by how many have it.
    """
    common = sets((body, shared) for shared in own for body in members[shared] if body not in barred)
    found = (
        Suggestion(body, fsum(gives(len(members[one])) for one in shared), tuple(sorted(shared)))
        for body, shared in common.items()
    )
    return sorted(found, key=lambda suggestion: (-suggestion.score, suggestion.node))


def _partners(network: Network | Incidence | OneMode) -> Sets:
    if isinstance(network, Network):
        return partners(network)
    if not isinstance(network, Incidence):
        return _neighbours(network)
    return sharing(_pairs(network))


def _tied(network: Network | Incidence | OneMode, known: Sets, *, apart: bool) -> Sets:
    """Return who is tied to whom; *apart* if what an incidence shares is no tie."""
    if isinstance(network, Network):
        return tied_to(network)
    return {} if isinstance(network, Incidence) and apart else known


def _own(
    network: Network | Incidence | OneMode, node: str, known: Sets, method: str
) -> tuple[frozenset[str], Sets]:
    """Return what *node* has that may be shared, and for each of these who has it."""
    if method != TWO_MODE:
        return known[node], {one: known[one] for one in known[node]}
    if isinstance(network, OneMode):
        raise NetworkError(f"expected a network of bodies and things for {TWO_MODE!r}, found one of one mode")
    pairs = _pairs(incidence(network) if isinstance(network, Network) else network)
    own = frozenset(thing for body, thing in pairs if body == node)
    return own, sets((thing, body) for body, thing in pairs if thing in own)


def _pairs(found: Incidence) -> list[tuple[str, str]]:
    places = zip(*coo_array(found.matrix).coords, strict=True)
    return [(found.bodies[row], found.things[column]) for row, column in places]


def _neighbours(network: OneMode | Graph | Ties) -> Sets:
    found = one_mode(network)
    near: dict[str, set[str]] = {iri: set() for iri in found.nodes}
    for row, column in zip(*coo_array(found.strength).coords, strict=True):
        near[found.nodes[row]].add(found.nodes[column])
        near[found.nodes[column]].add(found.nodes[row])
    return {iri: frozenset(others - {iri}) for iri, others in near.items()}


def _reason(method: str, has: bool) -> str:
    if method == TWO_MODE and has:
        return sentence("Whoever shares a thing with it is tied to it already.")
    if method == TWO_MODE:
        return sentence("Nothing that it shares is known.")
    if has:
        return sentence("Its partners have no others to whom it is not tied already.")
    return sentence("No partner of it is known.")
