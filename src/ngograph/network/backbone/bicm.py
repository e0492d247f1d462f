"""The bipartite configuration model: how likely each tie of a two-mode network is, by its nodes' degrees.

Of all ways to give a two-mode network chances whose sums are the degrees of its nodes, it is the one that
supposes nothing else (the greatest entropy): the chance of a tie between body i and thing j is
x_i·y_j / (1 + x_i·y_j), with x and y such that the sums come out (Saracco, Di Clemente, Gabrielli & Squartini
2015). Nodes of equal degree have equal chances, so the equations are solved for the distinct degrees only.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.linalg import solve

from ngograph.errors import NetworkError
from ngograph.network.backbone.ground import two_mode_of

if TYPE_CHECKING:
    from ngograph.network.matrices import Figures, Numbers, TwoMode

# How near the sums come to degrees up to a hundred (beyond, rounding sets in), and how near they have to.
TOLERANCE: Final = 1e-11
NEAR: Final = 1e-8
STEPS: Final = 200


@dataclass(frozen=True, eq=False)
class Bicm:
    """The chances of the ties of a two-mode network.

    Attributes:
        bodies: IRIs of the organisations.
        things: IRIs of what they share.
        body_class: For each body which of the distinct degrees it has; the greatest is 0.
        thing_class: The same of the things.
        body_degrees: The distinct degrees of the bodies, the greatest first.
        thing_degrees: The same of the things.
        chances: How likely a tie is, for each class of bodies (rows) and of things (columns).
    """

    bodies: tuple[str, ...]
    things: tuple[str, ...]
    body_class: Numbers
    thing_class: Numbers
    body_degrees: Numbers
    thing_degrees: Numbers
    chances: Figures

    @property
    def matrix(self) -> Figures:
        """How likely each tie is, bodies by things; as large as both together, so for small networks."""
        return self.chances[self.body_class][:, self.thing_class]


def bicm(network: TwoMode) -> Bicm:
    """Return the chances of the ties of a two-mode network under the bipartite configuration model.

    Where the degrees leave no choice (a body that is in all things, or a whole corner of the matrix that has
    to be full or empty), the chance is exactly 1 or 0, and the equations are solved for the rest.

    Raises:
        NetworkError: The network has one mode.
    """
    two = two_mode_of(network)
    bodies, body_class, of_bodies = _classes(two.matrix.sum(axis=1))
    things, thing_class, of_things = _classes(two.matrix.sum(axis=0))
    chances = np.zeros((len(bodies), len(things)))
    for first, last in pairwise(_cuts(bodies, of_bodies, things, of_things)):
        # These bodies are in all things of more degrees than there are bodies up to here, and in none of
        # those that the bodies before them fill already.
        before, upto = int(of_bodies[:first].sum()), int(of_bodies[:last].sum())
        full, free = things >= upto, (things > before) & (things < upto)
        chances[first:last, full] = 1
        if free.any():
            chances[first:last, free] = _solved(
                bodies[first:last] - int(of_things[full].sum()),
                of_bodies[first:last],
                things[free] - before,
                of_things[free],
            )
    return Bicm(two.bodies, two.things, body_class, thing_class, bodies, things, chances)


def _classes(degrees: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    values, inverse, times = np.unique(-degrees, return_inverse=True, return_counts=True)
    return -values, inverse, times


def _cuts(bodies: Numbers, of_bodies: Numbers, things: Numbers, of_things: Numbers) -> list[int]:
    """Return after how many classes of bodies the ties of those before are all that the things allow.

    The k bodies of the highest degrees have at most Σ_j min(k, degree of thing j) ties (Gale 1957, Ryser
    1957). Where they have as many, what is beyond is decided.
    """
    upto = np.concatenate([[0], np.cumsum(of_bodies)])
    room = np.minimum(upto[:, None], things[None, :]) @ of_things
    return np.flatnonzero(room == np.concatenate([[0], np.cumsum(bodies * of_bodies)])).tolist()


def _solved(bodies: Numbers, of_bodies: Numbers, things: Numbers, of_things: Numbers) -> Figures:
    """Return the chances whose sums are these degrees, none of which is 0 or full, by Newton's method.

    With x = e^a and y = e^b, that is where Σ ln(1 + e^(a+b)) − Σ degree·a − Σ degree·b is least.
    """
    from scipy.special import expit  # noqa: PLC0415 - takes long to import, and most runs do without it

    count = len(bodies)
    degrees = np.concatenate([bodies * of_bodies, things * of_things]).astype(float)
    at = np.log(np.concatenate([bodies, things])) - np.log((bodies * of_bodies).sum()) / 2
    times = np.outer(of_bodies, of_things)
    enough = TOLERANCE * max(1.0, bodies.max() / 100, things.max() / 100)

    def height(at: Figures) -> float:
        return float((times * np.logaddexp(0, at[:count, None] + at[count:])).sum() - degrees @ at)

    for _ in range(STEPS):
        chances: Figures = expit(at[:count, None] + at[count:])
        expected = times * chances
        slope = np.concatenate([expected.sum(axis=1), expected.sum(axis=0)]) - degrees
        away = np.abs(slope / np.concatenate([of_bodies, of_things])).max()
        if away <= enough:
            return chances
        spread = expected * (1 - chances)
        bend = np.block([[np.diag(spread.sum(axis=1)), spread], [spread.T, np.diag(spread.sum(axis=0))]])
        step = np.zeros_like(at)
        # All a may grow as all b shrink, and nothing changes: the last b stays where it is.
        step[:-1] = solve(bend[:-1, :-1], -slope[:-1], assume_a="pos")
        gain, length = -float(slope @ step), 1.0
        # Near the bottom the heights differ by less than their rounding, and the full step is right.
        while gain > NEAR and height(at + length * step) > height(at) - length * gain / 4:
            length /= 2
        at = at + length * step
    if away > NEAR:
        raise NetworkError(f"expected chances that add up to the degrees, found them off by {away:.3g}")
    return chances
