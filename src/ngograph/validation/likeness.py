"""Nodes that no rule can tell apart, so that one of them speaks for all.

Of many records most state the same in other words: somebody of a kind works on a topic, in a time, at a
place. A rule that reads the kind of a value finds nothing in the second that it did not find in the first.
So each node gets a mark for each shape that looks at it, made of all that the shape reads of it, and a node
is checked if one of its marks is new. What that does not find in the first, it would not find in any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pyoxigraph import NamedNode

from ngograph.validation.statements import Statements
from ngograph.validation.terms import SUBCLASS_OF, TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence, Set

    from pyoxigraph import Triple

    from ngograph.validation.reading import Readings
    from ngograph.validation.shapes import Targets
    from ngograph.validation.terms import Node

Said: TypeAlias = "Mapping[str, Sequence[str]]"
"""What is said of each node: "predicate object .", each once; all as N-Triples writes it."""

_TYPE: Final = str(TYPE)
_PLAIN: Final = re.compile(r'"[^"\\]*"')
_DECIMAL: Final = re.compile(rf'"-?[0-9]+(\.[0-9]+)?"\^\^<{re.escape(XSD)}decimal>')
_MOST: Final = 1 << 18
_Mark: TypeAlias = "tuple[object, ...]"


class _Looking(NamedTuple):
    """What some shapes look at of nodes with some profile.

    Args:
        names: what they are called there.
        places: where the statements stand that they read.
        varying: those of them that are not the same for all of these nodes.
    """

    names: tuple[object, ...]
    places: frozenset[int]
    varying: frozenset[int]


class _Look(NamedTuple):
    """How some shapes look at nodes with some profile: what they are called there, and what they pick."""

    name: object
    pick: Callable[[Sequence[int]], object]


class _Plan(NamedTuple):
    """What is looked at of nodes with some profile.

    Args:
        looks: by whom.
        distant: where the statements stand that rules follow from node to node.
        together: where the statements of several properties stand that are compared with each other.
    """

    looks: tuple[_Look, ...]
    distant: tuple[int, ...]
    together: tuple[tuple[int, ...], ...]


@dataclass
class Alike:
    """What is to be checked of some nodes, that all of them are.

    Args:
        first: the nodes that are checked, with their marks; none where they have something of their own.
        others: those that differ from all of these in nothing, with their marks.
        kinds: what rules read of a node that is a value of another.
        distant: what rules follow from node to node, by node.
        aimed: statements whose objects a shape looks at.
    """

    first: dict[str, tuple[_Mark, ...]] = field(default_factory=dict)
    others: dict[str, tuple[_Mark, ...]] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    distant: dict[str, list[str]] = field(default_factory=dict)
    aimed: dict[str, str] = field(default_factory=dict)


class Read(NamedTuple):
    """What rules read of some nodes.

    Args:
        said: what is said of them.
        tokens: what is read of each statement.
        numbers: what is read of each node, in the order of *said*.
    """

    said: Said
    tokens: _Tokens
    numbers: list[list[int]]


class Likeness:
    """What has been found to keep all rules, by its marks.

    Args:
        readings: what the rules read.
        targets: what the shapes look at.
        ontology: classes, properties and concepts.
        mentioned: the IRIs that ontology and shapes name.
    """

    def __init__(
        self,
        readings: Readings,
        targets: Mapping[Node, Targets],
        ontology: Iterable[Triple],
        mentioned: frozenset[str],
    ) -> None:
        self._readings, self._targets, self._mentioned = readings, targets, mentioned
        below = Statements(triple for triple in ontology if triple.predicate == SUBCLASS_OF)
        self._classes = _classes(targets, below)
        self._aims = frozenset(str(one) for found in targets.values() for one in found.objects_of)
        self._forget()

    def read(self, said: Said) -> Read | None:
        """Return what rules read of *said*; None if that is not sure."""
        if not said.keys().isdisjoint(self._mentioned):
            return None
        if len(self._numbers) > _MOST:
            self._forget()
        tokens = _Tokens(said, self._readings, self._aims, self._number)
        numbers = [[*map(tokens.__getitem__, told)] for told in said.values()]
        return None if not said.keys().isdisjoint(self._predicates) else Read(said, tokens, numbers)

    def of(self, read: Read, odd: Set[str]) -> Alike:
        """Return what is to be checked of what was *read*.

        Args:
            read: of each node.
            odd: statements that break a rule, whoever they are made of.
        """
        tokens, known, profile_of = read.tokens, self._known, self._profiles.__getitem__
        found = Alike(kinds=tokens.kinds, aimed=tokens.aimed)
        new = set[_Mark]()
        for (node, told), numbers in zip(read.said.items(), read.numbers, strict=True):
            met = (node in tokens.met) + 2 * (node in tokens.aimed)
            plan = self._plan(tuple(map(profile_of, numbers)), met)
            if plan.distant:
                found.distant[node] = [told[at] for at in plan.distant]
            elif met & 1:
                found.distant[node] = list(tokens.kinds[node])
            marks = tuple([(name, met, pick(numbers)) for name, pick in plan.looks])
            if (odd and not odd.isdisjoint(told)) or (plan.together and _is_peculiar(plan, told)):
                found.first[node] = ()
            elif not known.issuperset(marks):
                unknown = [mark for mark in marks if mark not in known]
                if new.issuperset(unknown):
                    found.others[node] = marks
                else:
                    found.first[node] = marks
                    new.update(unknown)
        return found

    def keep(self, marks: Iterable[_Mark]) -> None:
        """Remember that a node with these *marks* keeps all rules."""
        self._known.update(marks)

    def are_known(self, marks: Iterable[_Mark]) -> bool:
        """Say whether what bears *marks* is known to keep all rules."""
        return self._known.issuperset(marks)

    def _forget(self) -> None:
        self._known = set[_Mark]()
        self._numbers = dict[object, int]()
        self._profiles = list[str]()
        self._plans: dict[object, _Plan] = {}
        self._predicates = set[str]()

    def _plan(self, profile: tuple[str, ...], met: int) -> _Plan:
        """Return what is looked at of nodes that have such properties, and are met with in such ways."""
        found = self._plans.get((profile, met))
        if found is None:
            found = self._plans[profile, met] = self._planned(profile, met)
        return found

    def _planned(self, profile: tuple[str, ...], met: int) -> _Plan:
        stated = [one.partition(" ")[0] for one in profile]
        types = {one[len(_TYPE) + 1 : -2] for one in profile if one.startswith(_TYPE)}
        constant = {at for at, one in enumerate(profile) if one.startswith(_TYPE)}
        looks = list[_Looking]()
        for index, facet in enumerate(self._readings.facets):
            if self._looks_at(facet.shape, types, set(stated), bool(met & 2)):
                name = (index, profile) if facet.names else index
                places = frozenset(at for at, one in enumerate(stated) if one in facet.predicates)
                looks.append(_Looking((name,), places, places - constant))
        followed = self._readings.distant
        distant = {_TYPE, *followed} if not followed.isdisjoint(stated) else frozenset[str]()
        far = tuple(at for at, one in enumerate(stated) if one in distant)
        return _Plan(_looks(looks), far, tuple(self._together(stated)))

    def _together(self, stated: list[str]) -> Iterable[tuple[int, ...]]:
        for facet in self._readings.facets:
            for several in facet.together:
                places = tuple(at for at, one in enumerate(stated) if one in several)
                # Of what is read exactly the marks tell which values are the same.
                if len({stated[at] for at in places}) > 1 and not several <= self._readings.exact:
                    yield places

    def _looks_at(self, shape: Node, types: set[str], stated: set[str], aimed: bool) -> bool:
        targets = self._targets[shape]
        return (
            not types.isdisjoint(self._classes[shape])
            or not stated.isdisjoint(map(str, targets.subjects_of))
            or (aimed and bool(targets.objects_of))
        )

    def _number(self, key: object, profile: str) -> int:
        """Return the number of what a rule reads of a statement, by its *key* and what it counts as."""
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self._profiles)
            self._profiles.append(profile)
            predicate, _, value = profile.partition(" ")
            self._predicates |= {predicate, value[:-2]}
        return found


class _Tokens(dict[str, int]):
    """What rules read of statements, as numbers; worked out when a statement is met for the first time."""

    def __init__(
        self, said: Said, readings: Readings, aims: frozenset[str], number: Callable[[object, str], int]
    ) -> None:
        super().__init__()
        self._said, self._readings, self._aims, self._number = said, readings, aims, number
        self._onward = tuple(f"{predicate} " for predicate in readings.onward)
        self.kinds = dict[str, tuple[str, ...]]()
        self.met = set[str]()
        self.aimed = dict[str, str]()

    def __missing__(self, statement: str) -> int:
        predicate, _, rest = statement.partition(" ")
        value = rest[:-2]
        key: object = statement
        if value[0] != '"':
            told = self._said.get(value)
            if told is not None:
                key = self._of_node(statement, predicate, value, told)
        elif predicate not in self._readings.exact:
            lengths = self._readings.lengths
            if _PLAIN.fullmatch(value):
                key = predicate, min(len(value) - 2, lengths.get(predicate, 0))
            elif predicate not in lengths and _DECIMAL.fullmatch(value):
                key = predicate, "decimal"
        found = self[statement] = self._number(key, statement if predicate == _TYPE else predicate)
        return found

    def _of_node(self, statement: str, predicate: str, value: str, told: Sequence[str]) -> object:
        kind = self.kinds.get(value)
        if kind is None:
            kind = self.kinds[value] = tuple(sorted([one for one in told if one.startswith(self._onward)]))
        if predicate in self._readings.distant:
            self.met.add(value)
        if predicate in self._aims:
            self.aimed[value] = statement
        exact = predicate in self._readings.exact or predicate in self._readings.lengths
        return (statement if exact else predicate), kind


def _looks(shapes: Iterable[_Looking]) -> tuple[_Look, ...]:
    """Return how *shapes* look; those that look at one statement in common do so together."""
    joined = list[_Looking]()
    for one in shapes:
        whole, apart = one, list[_Looking]()
        for other in joined:
            if whole.varying.isdisjoint(other.varying):
                apart.append(other)
            else:
                pairs = zip(other[1:], whole[1:], strict=True)
                whole = _Looking(other.names + whole.names, *(left | right for left, right in pairs))
        joined = [*apart, whole]
    return tuple(
        _Look(one.names, itemgetter(*sorted(one.places)) if one.places else _nothing) for one in joined
    )


def _nothing(_: Sequence[int]) -> None:
    return None


def _is_peculiar(plan: _Plan, told: Sequence[str]) -> bool:
    """Say whether a node has one value by several properties that are compared with each other."""
    return any(len({told[at].partition(" ")[2] for at in places}) < len(places) for places in plan.together)


def _classes(targets: Mapping[Node, Targets], ontology: Statements) -> dict[Node, frozenset[str]]:
    """Return the classes whose instances each shape looks at, subclasses included."""
    found: dict[Node, frozenset[str]] = {}
    for shape, one in targets.items():
        classes: dict[Node, None] = dict.fromkeys(one.classes)
        waiting = list(classes)
        while waiting:
            for below in ontology.subjects(SUBCLASS_OF, waiting.pop()):
                if below not in classes:
                    classes[below] = None
                    waiting.append(below)
        found[shape] = frozenset(str(cls) for cls in classes if isinstance(cls, NamedNode))
    return found
