"""Checking some of many nodes, so that what is found of them is known of all.

::

    all nodes ──► marks ──┬─► the first of each mark, with what is read of its values ──► checked ──┬─► found
                          │                                                                         │
                          └─► others like them ──► none of their marks was found at fault ──► kept ─┘
                                             └───► checked as well
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ngograph.validation.core import core_findings_in, text_of
from ngograph.validation.report import VIOLATION
from ngograph.validation.sets import breaking, sparql_findings
from ngograph.validation.staging import staged
from ngograph.validation.terms import SUBCLASS_OF, TYPE, name

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Set

    import shacl
    from pyoxigraph import Triple

    from ngograph.validation.likeness import Alike, Likeness, Said
    from ngograph.validation.reading import Readings
    from ngograph.validation.shapes import Shapes, SparqlConstraint
    from ngograph.validation.terms import Term
    from ngograph.validation.wording import Broken

_ANYBODY: Final = "urn:ngograph:validation:anybody:"
_MUCH: Final = 4
"""How many times as much as one part of something large is kept of what was followed before, at most."""


class Found(dict[str, str]):
    """Nodes that violate a rule, as N-Triples writes them, each with the last that it breaks."""

    def take(self, broken: Broken) -> None:
        """Take in that a node breaks a rule."""
        node, rule = str(broken.node), name(broken.rule)
        self[node] = max(self.get(node, ""), rule)

    def take_all(self, several: Iterable[Broken], said: Container[str]) -> None:
        """Take in which nodes of *said* break a rule."""
        for broken in several:
            if str(broken.node) in said:
                self.take(broken)


class Sampling:
    """The rules, and what is known to keep them.

    Args:
        shapes: the rules.
        held: the same as the engine holds them.
        ontology: classes, properties and concepts.
        readings: what the rules read.
        likeness: which nodes no rule can tell apart.
    """

    def __init__(
        self,
        shapes: Shapes,
        held: shacl.Shapes,
        ontology: Iterable[Triple],
        readings: Readings,
        likeness: Likeness,
    ) -> None:
        self._shapes, self._held = shapes, held
        self._readings, self._likeness = readings, likeness
        read = {SUBCLASS_OF, *(NamedNode(one[1:-1]) for one in (*readings.onward, *readings.distant))}
        self._ontology = [triple for triple in ontology if triple.predicate in read]
        self._text = text_of(self._ontology)
        rules = [one for one in shapes.sparql if shapes.severity(one.rule, one.shape) == VIOLATION]
        self._near = [one for one in rules if one not in readings.far]
        self._targets = {one.target: shapes.targets[one.target] for one in rules}
        self._clean, self._followed = set[str](), set[str]()

    def violations(self, said: Said) -> dict[str, str] | None:
        """Return the nodes of *said* that violate a rule, with the last; None if each has to be checked."""
        read = self._likeness.read(said)
        if read is None:
            return None
        odd = self._odd(read.tokens.keys())
        alike = self._likeness.of(read, odd)
        near = self._near if odd else [one for one in self._near if one not in self._readings.alone]
        found = Found()
        self._follow(said, alike, found)
        self._check(said, alike.first, alike, near, found)
        for node, marks in alike.first.items():
            if node not in found:
                self._likeness.keep(marks)
        doubtful = {node for node, marks in alike.others.items() if not self._likeness.are_known(marks)}
        if doubtful:
            self._check(said, doubtful, alike, near, found)
        return found

    def _odd(self, statements: Set[str]) -> set[str]:
        """Return those of *statements* that break a rule on single ones, of whatever node they are made."""
        new = sorted(statements - self._clean)
        stage = staged((), {}, (f"<{_ANYBODY}{at}> {one}" for at, one in enumerate(new)))
        odd = {
            new[int(name(node).removeprefix(_ANYBODY))]
            for rule in self._readings.alone
            for node in breaking(stage, rule)
        }
        self._clean = set(statements - odd)
        return odd

    def _follow(self, said: Said, alike: Alike, found: Found) -> None:
        """Take into *found* which nodes violate a rule that goes from node to node.

        Records name the same places and codes again and again: what was followed before without a finding is
        not followed again, if there is no more than that.
        """
        lines = {f"{node} {one}" for node, told in alike.distant.items() for one in told}
        among = {NamedNode(node[1:-1]) for node in alike.distant}
        rules = self._readings.far
        fickle = {rule: read for rule, read in rules.items() if rule not in self._readings.steady}
        read = {f" {one} " for one in (str(TYPE), *chain.from_iterable(fickle.values()))}
        found.take_all(
            self._far(fickle, (one for one in lines if any(part in one for part in read)), among), said
        )
        new = lines - self._followed
        if not new:
            return
        whole = self._followed | new
        little = len(new) * _MUCH < len(lines) and len(whole) < len(lines) * _MUCH
        if little and not any(self._far(self._readings.steady, whole)):
            self._followed = whole
            return
        broken = list(self._far(self._readings.steady, lines, among))
        self._followed = set() if broken else lines
        found.take_all(broken, said)

    def _far(
        self,
        rules: Collection[SparqlConstraint],
        lines: Iterable[str],
        among: Container[Term] | None = None,
    ) -> Iterator[Broken]:
        """Yield what breaks *rules* among *lines*, if it is one of the nodes *among* which that is asked."""
        targets = {rule.target: self._targets[rule.target] for rule in rules}
        return sparql_findings(staged(self._ontology, targets, lines, among), self._shapes, rules)

    def _check(
        self,
        said: Said,
        nodes: Collection[str],
        alike: Alike,
        near: Collection[SparqlConstraint],
        found: Found,
    ) -> None:
        """Take into *found* which of *nodes* violate a rule that looks no further than at their values."""
        if not nodes:
            return
        lines = list(_lines(said, nodes, alike))
        stage = staged(self._ontology, self._targets, lines, {NamedNode(node[1:-1]) for node in nodes})
        text = "\n".join((*lines, self._text))
        for broken in (
            *core_findings_in(text, self._ontology, self._shapes, self._held, nodes),
            *sparql_findings(stage, self._shapes, near),
        ):
            if str(broken.node) in nodes and self._shapes.severity(broken.rule, broken.shape) == VIOLATION:
                found.take(broken)


def _lines(said: Said, nodes: Collection[str], alike: Alike) -> Iterator[str]:
    """Yield what is said of *nodes*, and what the rules read of their values."""
    around = set[str]()
    for node in nodes:
        for one in said[node]:
            yield f"{node} {one}"
            value = one.partition(" ")[2][:-2]
            if value in alike.kinds and value not in nodes:
                around.add(value)
        if node in alike.aimed:
            yield f"<{_ANYBODY}> {alike.aimed[node]}"
    yield from (f"{node} {one}" for node in sorted(around) for one in alike.kinds[node])
