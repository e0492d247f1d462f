"""What the rules read of a node: where two nodes agree in that, both keep a rule or both break it.

A rule reads the values of some properties of the nodes that it looks at. Of most values it reads what they
are, not which: that there is one, that it is an organisation. SHACL has words for much else. Of a shapes
graph in which there are others than those known here, nothing is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode

from ngograph.validation.patterns import THIS, asked
from ngograph.validation.report import VIOLATION
from ngograph.validation.terms import SH, SUBCLASS_OF, TYPE, Node, Term, sh

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ngograph.validation.patterns import Asked, Pattern
    from ngograph.validation.shapes import Shapes, SparqlConstraint

How: TypeAlias = Literal["kind", "exact", "length", "onward", "together", "names", "distant", "unknown"]
"""How a property is read: of what kind its values are, which they are, how long their texts are, what is
said of them in turn, which of them are the same as those of others; which properties there are at all; by a
rule that does not look at one node and its values alone; or in a way that is not known here."""

_TOLD: Final = frozenset(
    (
        *("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "message", "severity", "name"),
        *("description", "order", "group", "deactivated", "ignoredProperties", "sparql"),
    )
)
"""What says nothing of values, or is read elsewhere."""
_KIND: Final = frozenset(
    (
        *("path", "minCount", "maxCount", "datatype", "nodeKind", "uniqueLang", "languageIn"),
        *("qualifiedMinCount", "qualifiedMaxCount"),
    )
)
_EXACT: Final = frozenset(
    (
        *("pattern", "flags", "maxLength", "in", "hasValue"),
        *("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"),
    )
)
_OTHERS: Final = frozenset(("disjoint", "equals", "lessThan", "lessThanOrEquals"))
_WITHIN: Final = frozenset(("and", "or", "xone", "not", "node"))
_OF_THE_ONTOLOGY: Final = frozenset((str(SUBCLASS_OF),))


class Read(NamedTuple):
    """A property that is read, as N-Triples writes its IRI, how, and more of that: a length, others."""

    how: How
    predicate: str = ""
    length: int = 0
    others: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facet:
    """What one shape reads of the nodes that it looks at.

    Args:
        shape: the shape.
        predicates: the properties whose values it reads.
        names: whether it reads which properties there are.
        together: properties among whose values it reads which are the same.
    """

    shape: Node
    predicates: frozenset[str]
    names: bool
    together: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Readings:
    """What all shapes read.

    Args:
        facets: what each shape reads of a node that it looks at.
        exact: properties of which somebody reads which values they have.
        lengths: of which somebody reads how long their texts are: up to so many characters.
        onward: what is read of values.
        distant: the properties that rules follow from node to node.
        far: these rules, with what they follow.
        steady: those of them that find what they find in some statements among more of them, too.
        alone: the rules that look at each statement by itself.
    """

    facets: tuple[Facet, ...]
    exact: frozenset[str]
    lengths: Mapping[str, int]
    onward: frozenset[str]
    distant: frozenset[str]
    far: Mapping[SparqlConstraint, frozenset[str]]
    steady: frozenset[SparqlConstraint]
    alone: tuple[SparqlConstraint, ...]


def readings(shapes: Shapes) -> Readings | None:
    """Return what the rules of *shapes* that can be violated read; None if that is not sure."""
    rules = [one for one in shapes.sparql if shapes.severity(one.rule, one.shape) == VIOLATION]
    known = _Graph(shapes)
    found = {shape: list(known.of(shape)) for shape in shapes.targets}
    far: dict[SparqlConstraint, frozenset[str]] = {}
    steady: set[SparqlConstraint] = set()
    alone: list[SparqlConstraint] = []
    for rule in rules:
        query = asked(rule.select, rule.prefixes)
        if _looks_at_one_statement(query):
            alone.append(rule)
            continue
        reads = list(_of_query(query))
        if followed := _predicates(reads, "distant"):
            far[rule] = followed
            steady |= {rule} if query and query.steady else set()
        found[rule.target] += reads
    every = list(chain.from_iterable(found.values()))
    if any(one.how == "unknown" for one in every):
        return None
    lengths = dict[str, int]()
    for one in every:
        if one.how == "length":
            lengths[one.predicate] = max(one.length, lengths.get(one.predicate, 0))
    return Readings(
        tuple(_facet(shape, reads) for shape, reads in found.items()),
        _predicates(every, "exact"),
        lengths,
        _predicates(every, "onward") | {str(TYPE)},
        _predicates(every, "distant"),
        far,
        frozenset(steady),
        tuple(alone),
    )


def looks_at_one_statement(constraint: SparqlConstraint) -> bool:
    """Say whether *constraint* looks at each statement by itself, and not at whose it is.

    Then two nodes of which the same is stated both break it or both keep it: its group is one pattern of
    ``$this`` and two variables, and filters that do not mention ``$this``.
    """
    return _looks_at_one_statement(asked(constraint.select, constraint.prefixes))


def _looks_at_one_statement(found: Asked | None) -> bool:
    if found is None or found.groups != 1 or len(found.patterns) != 1:
        return False
    ((this, path, value),) = found.patterns
    variables = {*path, value}
    return (
        this in THIS
        and len(path) == 1
        and len(variables) == 2
        and all(one[0] in "?$" for one in variables)
        and not {*variables, *found.compared} & set(THIS)
    )


def _facet(shape: Node, reads: list[Read]) -> Facet:
    return Facet(
        shape,
        frozenset(one.predicate for one in reads if one.predicate and one.how != "onward"),
        any(one.how == "names" for one in reads),
        tuple(dict.fromkeys(one.others for one in reads if one.others)),
    )


def _predicates(reads: list[Read], how: How) -> frozenset[str]:
    return frozenset(one.predicate for one in reads if one.how == how)


class _Graph:
    """The words of SHACL Core in a shapes graph."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._said: dict[Term, list[tuple[str, Term]]] = {}
        for triple in shapes.triples:
            if triple.predicate.value.startswith(SH):
                said = self._said.setdefault(triple.subject, [])
                said.append((triple.predicate.value.removeprefix(SH), triple.object))

    def of(self, shape: Term) -> Iterator[Read]:
        """Yield what is read of a node that *shape* looks at."""
        if self._shapes.graph.object(shape, sh("path")) is not None:
            yield from self._of_property(shape)
            return
        for word, value in self._said.get(shape, ()):
            if word == "property" and isinstance(value, NamedNode):
                # A rule that only warns is none of those that can be violated.
                if self._shapes.severity(value, value) == VIOLATION:
                    yield from self._of_property(value)
            elif word == "property":
                yield from self._of_property(value)
            elif word == "closed":
                yield Read("names")
            elif word in _WITHIN:
                for one in self._members(word, value):
                    yield from self.of(one)
            elif word not in _TOLD:
                yield Read("unknown")

    def _of_property(self, shape: Term) -> Iterator[Read]:
        """Yield what a property shape reads of a node."""
        predicates = self._path(shape)
        words = [one for one in self._said.get(shape, ()) if one[0] not in _TOLD and one[0] != "path"]
        if words and not predicates:
            yield Read("unknown")
        for predicate in predicates:
            yield Read("kind", predicate, others=predicates if len(predicates) > 1 else frozenset())
        for word, value in words:
            if word in _OTHERS:
                other = str(value)
                yield from (Read("kind", one, others=predicates | {other}) for one in (*predicates, other))
                if word.startswith("less"):
                    yield from (Read("exact", one) for one in (*predicates, other))
            elif word == "qualifiedValueShape":
                yield from self._of_values(value, predicates)
            else:
                yield from self._of_word(word, value, predicates)

    def _of_values(self, shape: Term, predicates: frozenset[str]) -> Iterator[Read]:
        """Yield what is read of the values of *predicates* that *shape* looks at."""
        further = self._path(shape)
        yield from (Read("onward", one) for one in further)
        if not further and self._shapes.graph.object(shape, sh("path")) is not None:
            yield Read("unknown")
        for word, value in self._said.get(shape, ()):
            if not further and word not in _TOLD:
                yield from self._of_word(word, value, predicates)
            elif word not in _KIND and word not in _EXACT and word not in _TOLD:
                yield Read("unknown")

    def _of_word(self, word: str, value: Term, predicates: frozenset[str]) -> Iterator[Read]:
        """Yield what one word reads of values of *predicates*."""
        if word == "class":
            yield Read("onward", str(TYPE))
        elif word == "minLength" and isinstance(value, Text):
            yield from (Read("length", one, int(value.value)) for one in predicates)
        elif word in _EXACT:
            yield from (Read("exact", one) for one in predicates)
        elif word in _WITHIN:
            for one in self._members(word, value):
                yield from self._of_values(one, predicates)
        elif word not in _KIND:
            yield Read("unknown")

    def _members(self, word: str, value: Term) -> list[Term]:
        return [value] if word in ("not", "node") else self._shapes.graph.members(value)

    def _path(self, shape: Term) -> frozenset[str]:
        """Return the properties of which one is the path of *shape*, none if it is another path or none."""
        start = self._shapes.graph.object(shape, sh("path"))
        if start is None or isinstance(start, NamedNode):
            return frozenset(() if start is None else (str(start),))
        choice = self._shapes.graph.object(start, sh("alternativePath"))
        members = () if choice is None else self._shapes.graph.members(choice)
        simple = [str(one) for one in members if isinstance(one, NamedNode)]
        return frozenset(simple if len(simple) == len(members) else ())


def _of_query(found: Asked | None) -> Iterator[Read]:
    """Yield what a rule reads of a node: its values, and what is said of these, or all along some paths."""
    if found is None or found.spells_this:
        yield Read("unknown")
        return
    patterns = [one for one in found.patterns if not one.predicates or one.predicates - _OF_THE_ONTOLOGY]
    own = [one for one in patterns if one.subject in THIS]
    reached = {part for one in own for part in (*one.path, one.value)}
    if _is_near(found, patterns, reached):
        for one in patterns:
            yield from _of_pattern(one, found)
    elif all(one.predicates for one in patterns):
        yield from (Read("distant", predicate) for one in patterns for predicate in one.predicates)
    else:
        yield Read("unknown")


def _is_near(found: Asked, patterns: list[Pattern], reached: set[str]) -> bool:
    """Say whether *patterns* lead from ``$this`` to values, and from these to theirs, and no further."""
    nodes = {*THIS, *reached}
    return not set(THIS) & {*found.compared, *reached} and all(
        one.subject in nodes and (one.is_step or (one.subject in THIS and not one.predicates))
        for one in patterns
    )


def _of_pattern(pattern: Pattern, found: Asked) -> Iterator[Read]:
    if pattern.subject not in THIS:
        yield from (Read("onward", one) for one in pattern.predicates)
    elif pattern.predicates:
        how: How = "exact" if found.is_read(pattern.value) or pattern.value[0] not in "?$" else "kind"
        yield from (Read(how, one) for one in pattern.predicates)
    else:
        yield Read("unknown" if found.is_read(pattern.value) else "names")
