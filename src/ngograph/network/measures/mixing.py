"""Who is tied to whom by kind: assortativity, and the E-I index of ties within groups and between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ngograph.errors import NetworkError
from ngograph.network.matrices import one_mode
from ngograph.network.measures.engines.by_scipy import pattern
from ngograph.network.measures.measure import Measure
from ngograph.network.shapes import values_in
from ngograph.translation import sentence

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from ngograph.network.matrices import Graph, OneMode
    from ngograph.network.shapes import Attribute

    Whole = NDArray[np.int64]


@dataclass(frozen=True)
class EITest:
    """The E-I index of a network beside what it would be if the groups were dealt out by chance.

    Attributes:
        index: (E - I) / (E + I), -1 when all ties are within groups, 1 when none are; None without ties.
        expected: Its mean over the permutations.
        p: The share of permutations that are as far from the mean to either side, this network counted.
        permutations: How often the groups were dealt out anew.
        seed: Where chance started from.
    """

    index: float | None
    expected: float | None
    p: float | None
    permutations: int
    seed: int


def attribute_assortativity(network: OneMode | Graph, attribute: Attribute) -> float | None:
    """Return how far ties join nodes of one kind: 1 when all do, 0 as by chance, below 0 when they avoid it.

        r = (Σ e(k, k) - Σ a(k) b(k)) / (1 - Σ a(k) b(k)), e the shares of ties from kind to kind

    a and b the sums of its rows and columns. Reads only whether there is a tie. None when all ties are
    within one kind, where chance would do the same.

    Newman, M. E. J. (2003), Mixing patterns in networks. Physical Review E 67, 026126, formula 2.

    Args:
        network: Where the nodes stand.
        attribute: The kind of each node by IRI, or the name of the attribute of a networkx graph's nodes that
            tells it. Ties of nodes without one, or with None, are left out.

    Raises:
        NetworkError: No node has a kind.
    """
    sources, targets, kinds = _kinds(network, attribute)
    if not len(sources):
        return None
    count = int(kinds.max()) + 1
    mixed = np.zeros((count, count))
    np.add.at(mixed, (kinds[sources], kinds[targets]), 1)
    shares = mixed / mixed.sum()
    chance = float(shares.sum(axis=0) @ shares.sum(axis=1))
    return (float(np.trace(shares)) - chance) / (1 - chance) if chance < 1 else None


def degree_assortativity(network: OneMode | Graph) -> float | None:
    """Return how far ties join nodes of like degree: the correlation of the degrees at their two ends.

    With direction, of what leads out of the one with what leads to the other. Reads only whether there is a
    tie. None where all ends are alike. Newman, M. E. J. (2002), Assortative mixing in networks. Physical
    Review Letters 89, 208701, formula 4.
    """
    ties = pattern(one_mode(network)).tocoo()
    rows, columns = ties.coords
    out = np.bincount(rows, minlength=ties.shape[0])[rows].astype(float)
    into = np.bincount(columns, minlength=ties.shape[0])[columns].astype(float)
    if not len(rows) or not np.ptp(out) or not np.ptp(into):
        return None
    return float(np.corrcoef(out, into)[0, 1])


def ei_index(network: OneMode | Graph, attribute: Attribute) -> float | None:
    """Return (E - I) / (E + I): E the ties between groups, I those within; None without ties.

    Reads only whether there is a tie. Krackhardt, D., Stern, R. N. (1988), Informal networks and
    organizational crises: an experimental simulation. Social Psychology Quarterly 51(2), 123-140.

    Args:
        network: Where the nodes stand.
        attribute: The group of each node by IRI, or the name of an attribute of a networkx graph's nodes that
            tells it. Ties of nodes without one, or with None, are left out.

    Raises:
        NetworkError: No node has a group.
    """
    return _index(*_kinds(network, attribute))


def ei_test(
    network: OneMode | Graph, attribute: Attribute, *, permutations: int = 2000, seed: int = 1
) -> EITest:
    """Return the E-I index with how likely one so far from the expected is if groups do not matter.

    The groups are dealt out anew among the nodes that have one, each as often as before; the ties stay.

    Args:
        network: Where the nodes stand.
        attribute: As for `ei_index`.
        permutations: How often to deal; the least p that can be told is 1 / (permutations + 1).
        seed: Where chance starts from.

    Raises:
        NetworkError: No node has a group.
    """
    sources, targets, kinds = _kinds(network, attribute)
    index = _index(sources, targets, kinds)
    if index is None:
        return EITest(None, None, None, permutations, seed)
    chance = np.random.default_rng(seed)
    known = np.flatnonzero(kinds >= 0)
    dealt, figures = kinds.copy(), np.empty(permutations)
    for turn in range(permutations):
        dealt[known] = chance.permutation(kinds[known])
        figures[turn] = 2 * np.mean(dealt[sources] != dealt[targets]) - 1
    expected = float(figures.mean())
    # Rounding must not tell apart what is equally far.
    extreme = np.abs(figures - expected) >= abs(index - expected) - 1e-12
    return EITest(index, expected, float((extreme.sum() + 1) / (permutations + 1)), permutations, seed)


def _kinds(network: OneMode | Graph, attribute: Attribute) -> tuple[Whole, Whole, Whole]:
    """The two ends of each tie whose ends both have a kind, and the kinds as numbers, -1 for none."""
    ground, known = one_mode(network), values_in(network, attribute)
    number: dict[Hashable, int] = {}
    kinds = np.full(len(ground.nodes), -1)
    for place, node in enumerate(ground.nodes):
        if (kind := known.get(node)) is not None:
            kinds[place] = number.setdefault(kind, len(number))
    if ground.nodes and not number:
        raise NetworkError(sentence("expected an attribute with a value for at least one node, found none"))
    sources, targets = (ends.astype(np.int64) for ends in ground.strength.tocoo().coords)
    both = (kinds[sources] >= 0) & (kinds[targets] >= 0)
    return sources[both], targets[both], kinds


def _index(sources: Whole, targets: Whole, kinds: Whole) -> float | None:
    return float(2 * np.mean(kinds[sources] != kinds[targets]) - 1) if len(sources) else None


MIXING: Final = (
    Measure(
        name="degree_assortativity",
        title="Degree assortativity",
        definition="How far ties join nodes of like degree, from -1 to 1.",
        formula="correlation of the degrees at the two ends of a tie",
        reference="Newman 2002, Physical Review Letters 89, 208701",
        of="network",
        reads="nothing",
        two_mode_bias="The parties of one large thing all have high degrees and are tied, which raises it.",
        smallest_n=3,
        function=degree_assortativity,
    ),
    Measure(
        name="attribute_assortativity",
        title="Assortativity by attribute",
        definition="How far ties join nodes with one value of an attribute, beyond chance.",
        formula="r = (Σ e(k, k) - Σ a(k) b(k)) / (1 - Σ a(k) b(k))",
        reference="Newman 2003, Physical Review E 67, 026126",
        of="network",
        reads="nothing",
        two_mode_bias="A thing whose parties are of one kind adds ties within that kind by the square.",
        function=attribute_assortativity,
        takes=frozenset({"attribute"}),
    ),
    Measure(
        name="ei_index",
        title="E-I index",
        definition="Whether ties lead out of the groups (1) or stay within them (-1).",
        formula="(E - I) / (E + I)",
        reference="Krackhardt & Stern 1988, Social Psychology Quarterly 51(2), 123-140",
        of="network",
        reads="nothing",
        two_mode_bias="A thing whose parties are of one group adds ties within it by the square.",
        function=ei_index,
        takes=frozenset({"attribute"}),
    ),
)
