"""Which IRIs stand for one thing, and which of them stays.

Decisions come first and may contradict each other, which is an error. Strong codes join what is left, unless
that would join two things of the content or what a decision keeps apart. Weak and generic codes join nothing,
and neither do names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, Triple

from ngograph.errors import ContradictingDecisions
from ngograph.vocab import ID, NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_IDENTIFIER: Final = NamedNode(f"{NGO}identifier")
_SCHEME: Final = NamedNode(f"{NGO}scheme")
_STRENGTH: Final = NamedNode(f"{NGO}strength")
_NOTATION: Final = NamedNode(f"{PREFIXES['skos']}notation")
_LEFT: Final = NamedNode(f"{NGO}left")
_RIGHT: Final = NamedNode(f"{NGO}right")
_VERDICT: Final = NamedNode(f"{NGO}verdict")
_STRONG: Final = Literal("strong")
_OF_CODES: Final = frozenset({_IDENTIFIER, _SCHEME, _STRENGTH, _NOTATION})
_OF_DECISIONS: Final = frozenset({_LEFT, _RIGHT, _VERDICT})

Pair = tuple[NamedNode, NamedNode]
Canonical = Mapping[Any, NamedNode]
"""What stands for each IRI that stands no longer for itself."""


@dataclass(frozen=True)
class KeptApart:
    """A strong code that several things bear, and that may not join them.

    Args:
        scheme: its register.
        notation: the code.
        identifiers: the nodes that stand for it.
        bearers: what bears it, each as it stands after all joining.
        keeper: the one of them that bears it in the content, if there is one.
        reason: why they are not joined.
    """

    scheme: str
    notation: str
    identifiers: frozenset[NamedNode]
    bearers: tuple[NamedNode, ...]
    keeper: NamedNode | None
    reason: str


@dataclass(frozen=True)
class Joined:
    """What is one thing.

    Args:
        canonical: what stands for each IRI that stands no longer for itself.
        kept_apart: strong codes that would have joined more.
    """

    canonical: Canonical = field(default_factory=dict)
    kept_apart: tuple[KeptApart, ...] = ()


def joined(content: Collection[Triple], imported: Sequence[Collection[Triple]]) -> Joined:
    """Return which things of *content* and of the *imported* sources are one.

    The IRI that stays is one of the content, else one made of a strong code, which any source would make,
    else the smallest; the order of the sources does not matter.

    Raises:
        ContradictingDecisions: what one decision calls different, others call the same.
    """
    own = {triple.subject for triple in content if isinstance(triple.subject, NamedNode)}
    foreign = {
        triple.subject for triples in imported for triple in triples if isinstance(triple.subject, NamedNode)
    }
    same, different = _decisions(content)
    groups = _Groups(own)
    for left, right in same:
        groups.join(left, right)
    for left, right in different:
        if groups.root(left) == groups.root(right):
            raise ContradictingDecisions(left.value, right.value, _chain(same, left, right))
        groups.keep_apart(left, right)
    codes = _codes(content, imported)
    refused = [
        (code, reason) for code in sorted(codes) if (reason := _join_bearers(groups, codes[code].bearers))
    ]
    coded = {thing for code in codes.values() for thing in code.named_alike()}
    canonical = dict(groups.canonical((own, foreign & coded, foreign)))
    return Joined(canonical, tuple(_kept_apart(code, codes[code], canonical, why) for code, why in refused))


def decided(judgements: Iterable[Triple]) -> set[frozenset[str]]:
    """Return the pairs on which *judgements* say that they are the same or that they are different."""
    same, different = _decisions(judgements)
    return {frozenset((left.value, right.value)) for left, right in (*same, *different)}


def kind_of(iri: NamedNode) -> str:
    """Return the kind of thing that *iri* names, empty if it is none of ours.

    >>> kind_of(NamedNode("https://w3id.org/ngograph/id/place/ba"))
    'place'
    """
    return iri.value.removeprefix(ID).partition("/")[0] if iri.value.startswith(ID) else ""


class _Groups:
    """Things in groups that are one; two groups that are kept apart never become one."""

    def __init__(self, own: set[NamedNode]) -> None:
        self._own = own
        self._parent: dict[NamedNode, NamedNode] = {}
        self._holds_own: dict[NamedNode, bool] = {}
        self._apart: dict[NamedNode, set[NamedNode]] = defaultdict(set)

    def root(self, thing: NamedNode) -> NamedNode:
        """Return what stands for the group of *thing* meanwhile."""
        if thing not in self._parent:
            self._parent[thing], self._holds_own[thing] = thing, thing in self._own
        while (above := self._parent[thing]) != thing:
            self._parent[thing] = self._parent[above]
            thing = above
        return thing

    def join(self, one: NamedNode, other: NamedNode) -> None:
        """Make one group of two."""
        first, second = sorted((self.root(one), self.root(other)), key=lambda node: node.value)
        if first == second:
            return
        self._parent[second] = first
        self._holds_own[first] |= self._holds_own[second]
        for third in self._apart.pop(second, set()):
            self._apart[third].discard(second)
            self.keep_apart(first, third)

    def keep_apart(self, one: NamedNode, other: NamedNode) -> None:
        """Let two groups never become one."""
        first, second = self.root(one), self.root(other)
        self._apart[first].add(second)
        self._apart[second].add(first)

    def objection(self, one: NamedNode, other: NamedNode) -> str:
        """Return why two groups may not become one, empty if they may."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return ""
        if second in self._apart[first]:
            return "a decision keeps them apart"
        if kind_of(one) != kind_of(other):
            return "they are of different kinds"
        if self._holds_own[first] and self._holds_own[second]:
            return "the content tells them apart"
        return ""

    def canonical(self, ranks: Sequence[set[NamedNode]]) -> Iterator[Pair]:
        """Yield each thing that another stands for, with that other: the smallest of the first of *ranks*."""
        groups: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        for thing in list(self._parent):
            groups[self.root(thing)].append(thing)
        for members in groups.values():
            best = min(members, key=lambda node: (*(node not in rank for rank in ranks), node.value))
            if any(best in rank for rank in ranks):
                yield from ((thing, best) for thing in members if thing != best)


@dataclass
class _Code:
    """A strong code: the nodes that stand for it, what bears it, and what of that the content names."""

    identifiers: set[NamedNode] = field(default_factory=set)
    bearers: set[NamedNode] = field(default_factory=set)
    named_by_content: set[NamedNode] = field(default_factory=set)

    def named_alike(self) -> set[NamedNode]:
        """Return the bearers whose IRIs are made of this code, as those of its identifiers are."""
        names = {_last(node) for node in self.identifiers}
        return {node for node in self.bearers if _last(node) in names}


def _last(node: NamedNode) -> str:
    return node.value.rpartition("/")[2]


def _decisions(content: Iterable[Triple]) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs that are decided to be the same, and those to be different, each sorted."""
    said: dict[object, dict[NamedNode, NamedNode | Literal]] = defaultdict(dict)
    for triple in content:
        if triple.predicate in _OF_DECISIONS and isinstance(triple.object, NamedNode | Literal):
            said[triple.subject][triple.predicate] = triple.object
    found: dict[str, set[Pair]] = {"same": set(), "different": set()}
    for one in said.values():
        left, right, verdict = one.get(_LEFT), one.get(_RIGHT), one.get(_VERDICT)
        if isinstance(left, NamedNode) and isinstance(right, NamedNode) and verdict is not None:
            found.get(verdict.value, set()).add((left, right))
    same, different = (
        sorted(pairs, key=lambda pair: (pair[0].value, pair[1].value)) for pairs in found.values()
    )
    return same, different


def _chain(same: Sequence[Pair], start: NamedNode, end: NamedNode) -> list[str]:
    """Return the shortest way from *start* to *end* by pairs that are the *same*."""
    beside: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for left, right in same:
        beside[left].add(right)
        beside[right].add(left)
    ways, seen = [[start]], {start}
    for way in ways:
        if way[-1] == end:
            return [node.value for node in way]
        for other in sorted(beside[way[-1]] - seen, key=lambda node: node.value):
            seen.add(other)
            ways.append([*way, other])
    return [start.value, end.value]


def _codes(content: Iterable[Triple], imported: Iterable[Iterable[Triple]]) -> dict[tuple[str, str], _Code]:
    """Return the codes that every source which names them holds for strong, by scheme and notation."""
    said: dict[NamedNode, dict[NamedNode, set[str]]] = defaultdict(lambda: defaultdict(set))
    bearers: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    by_content: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for place, triples in enumerate((content, *imported)):
        for triple in triples:
            predicate = triple.predicate
            if predicate not in _OF_CODES:
                continue
            subject, value = triple.subject, triple.object
            if not isinstance(subject, NamedNode):
                continue
            if predicate == _IDENTIFIER:
                if isinstance(value, NamedNode):
                    bearers[value].add(subject)
                    if place == 0:
                        by_content[value].add(subject)
            elif isinstance(value, Literal):
                said[subject][predicate].add(value.value)
    found: dict[tuple[str, str], _Code] = defaultdict(_Code)
    for node, about in said.items():
        if about[_STRENGTH] != {_STRONG.value} or not about[_SCHEME] or not about[_NOTATION]:
            continue
        code = found[min(about[_SCHEME]), min(about[_NOTATION])]
        code.identifiers.add(node)
        code.bearers |= bearers[node]
        code.named_by_content |= by_content[node]
    return found


def _join_bearers(groups: _Groups, bearers: set[NamedNode]) -> str:
    """Join all *bearers* that may be joined; return why some may not, empty if all may."""
    reason = ""
    ordered = sorted(bearers, key=lambda node: node.value)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if objection := groups.objection(one, other):
                reason = reason or objection
            else:
                groups.join(one, other)
    return reason


def _kept_apart(name: tuple[str, str], code: _Code, canonical: Canonical, reason: str) -> KeptApart:
    bearers = {canonical.get(node, node) for node in code.bearers}
    keepers = sorted(code.named_by_content, key=lambda node: node.value)
    return KeptApart(
        *name,
        frozenset(code.identifiers),
        tuple(sorted(bearers, key=lambda node: node.value)),
        canonical.get(keepers[0], keepers[0]) if keepers else None,
        reason,
    )
