"""What `projection` and `matrix` draw: organisations, tied by how strongly they share things."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.sparse import coo_array

from ngograph.errors import DrawingError
from ngograph.network.drawing import scales
from ngograph.network.drawing.words import word
from ngograph.network.projecting import project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.drawing.subject import Subject
    from ngograph.network.matrices import OneMode

    Pair = tuple[str, str]


@dataclass(frozen=True)
class Strengths:
    """A network of organisations, ready to be drawn.

    Attributes:
        one: The network.
        pairs: The strength of each tie by its two ends; once, the lesser IRI first, unless it is directed.
        alone: How many organisations have no tie.
        marks: By the two ends of a tie, sorted, the numbers of the ties to things that make it.
    """

    one: OneMode
    pairs: Mapping[Pair, float]
    alone: int
    marks: Mapping[Pair, str]

    @property
    def tied(self) -> list[str]:
        """The IRIs of those with a tie, sorted."""
        return sorted({iri for pair in self.pairs for iri in pair})

    def ends(self, pair: Pair, number: Mapping[str, int]) -> str:
        """The numbers of the two ends of a tie, by which a page finds them."""
        return f"{number[pair[0]]} {number[pair[1]]}"


def strengths(subject: Subject) -> Strengths:
    """Return the projection of *subject*, made with Newman's weights where the caller has made none.

    Raises:
        DrawingError: No two organisations share anything.
    """
    one = subject.projection if subject.projection is not None else project(subject.network)
    known = subject.network.index
    ties = coo_array(one.strength)
    pairs = {
        (one.nodes[row], one.nodes[column]): float(strength)
        for row, column, strength in zip(*ties.coords, ties.data, strict=True)
        if strength > 0
        and (one.directed or row < column)
        and one.nodes[row] in known
        and one.nodes[column] in known
    }
    if not pairs:
        raise DrawingError("expected two organisations at least that share something, found none")
    alone = len(one.nodes) - len({iri for pair in pairs for iri in pair})
    return Strengths(one, pairs, alone, _marks(subject, pairs))


def note(found: Strengths, lang: str) -> str:
    """Return what a tie and its strength mean, and how many organisations have none."""
    parts = [word("shared", lang)]
    if found.one.weighting in {"newman", "count", "fractional", "jaccard"}:
        parts.append(word(f"weight-{found.one.weighting}", lang))
    if found.alone:
        parts.append(word("alone", lang).format(alone=found.alone))
    return " ".join(parts)


def told(subject: Subject, pair: Pair, strength: float) -> str:
    """Return one tie in words."""
    one, other = (subject.network.index[iri].label for iri in pair)
    return f"{one} – {other}: {scales.written(strength)}"


def _marks(subject: Subject, pairs: Mapping[Pair, float]) -> dict[Pair, str]:
    things: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, tie in enumerate(subject.network.ties):
        things[tie.source][tie.target].append(number)
    marks = {}
    for one, other in pairs:
        shared = sorted(things[one].keys() & things[other].keys())
        direct = [*things[one].get(other, ()), *things[other].get(one, ())]
        numbers = [n for thing in shared for n in (*things[one][thing], *things[other][thing])]
        marks[one, other] = " ".join(map(str, sorted({*numbers, *direct})))
    return marks
