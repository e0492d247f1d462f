"""What imported sources say that breaks a rule beside what others say: found, left out and counted.

Each source conforms by itself when it is imported. Beside others it may still break a rule: a place lies
within itself by way of two sources, a body that was joined with its funder funds itself. Then the
relationship, or the statement on a thing, is left out, until the whole conforms. What the content says stays
in any case.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from ngograph.check import check_lines
from ngograph.identity.joining import kind_of
from ngograph.imports import parsed
from ngograph.uniting.foreign import line_of
from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ngograph.check import Checked, LocatedFinding, Rules
    from ngograph.sources import Source
    from ngograph.uniting.foreign import Foreign

_EVIDENCE: Final = NamedNode(f"{NGO}evidence")
_PROVES: Final = str(_EVIDENCE)
_SELECTS: Final = f"<{PREFIXES['oa']}hasSelector>"
_IN_PATH: Final = re.compile(r"<([^<>]*)>")
_THINGS: Final = frozenset({"organisation", "person", "place", "activity", "document", "identifier"})


@dataclass(frozen=True)
class Excluded:
    """What is left of imported sources, so that the whole conforms, or what the content itself breaks.

    Args:
        imported: the sources, without what was left out.
        checked: what the shapes find in the whole.
        counts: how many relationships and statements on things were left out, by source and rule.
    """

    imported: tuple[Foreign, ...]
    checked: Checked
    counts: Mapping[str, Counter[str]]


def exclude(content: Sequence[Source], imported: Sequence[Foreign], rules: Rules) -> Excluded:
    """Return *imported* without what breaks *rules* beside the *content* and beside each other."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    left = list(imported)
    while True:
        files = [file for source in content for file in source.files]
        checked = check_lines(files, {one.origin.statements: one.lines for one in left}, rules)
        broken = [finding for finding in checked.findings if finding.is_violation]
        found = _to_leave_out(broken, left) if broken and left else {}
        if not found:
            return Excluded(tuple(left), checked, counts)
        for name, triples in found.items():
            counts[name].update(rule for rule, _ in set(triples.values()))
        left = [_without(source, found.get(source.name, {})) for source in left]


_LeftOut = dict[Triple, tuple[str, str]]
"""Statements to be left out, each with the rule that is broken and what breaks it."""


def _to_leave_out(broken: Sequence[LocatedFinding], imported: Sequence[Foreign]) -> dict[str, _LeftOut]:
    """Return what is to be left out of each source: as little as may mend what is *broken*."""
    nodes = {NamedNode(node) for one in broken for node in _named(one)}
    near = [(source.name, _about(source, nodes)) for source in imported]
    found: dict[str, _LeftOut] = defaultdict(dict)
    for narrow in (True, False):
        for one in broken:
            for name, about in near:
                for triple in about.breaking(one) if narrow else about.of.get(one.finding.node, ()):
                    for gone in about.whole(triple):
                        found[name].setdefault(gone, (one.rule, str(triple)))
        if found:
            break
    return {name: gone for name, gone in found.items() if gone}


@dataclass(frozen=True)
class _About:
    """What one source says of some things, and with which relationships it points at them."""

    of: Mapping[str, Sequence[Triple]]
    at: Mapping[str, Sequence[Triple]]
    relationships: Mapping[str, Sequence[Triple]]

    def breaking(self, one: LocatedFinding) -> Iterator[Triple]:
        """Yield the statements of this source that break the rule of *one*, as its path tells."""
        node, value, path = one.finding.node, one.finding.value, one.finding.path or ""
        if node in self.relationships:
            yield from self.relationships[node][:1]
            return
        predicates = set(_IN_PATH.findall(path)) or {path}
        said = [triple for triple in self.of.get(node, ()) if triple.predicate.value in predicates]
        yield from [triple for triple in said if value == _shown(triple.object)] or said
        for triple in self.at.get(node, ()):
            pointing = _shown(triple.subject)
            if triple.predicate.value in predicates and "^" in path:
                ends = {_shown(other.object) for other in self.relationships.get(pointing, ())}
                if value is None or value == pointing or value in ends:
                    yield triple

    def whole(self, triple: Triple) -> Iterator[Triple]:
        """Yield *triple*, or all of the relationship to which it belongs."""
        yield from self.relationships.get(_shown(triple.subject), (triple,))


def _about(source: Foreign, nodes: set[NamedNode]) -> _About:
    wanted = set(map(str, nodes))
    at = parsed(line for line in source.lines() if line.split(" ", 2)[2][:-2] in wanted)
    pointing = {str(triple.subject) for triple in at} | wanted
    of = _by_subject(parsed(line for line in source.lines() if line[: line.index(" ")] in pointing))
    ties = {node: said for node, said in of.items() if _is_relationship(node, said)}
    by_object: dict[str, list[Triple]] = defaultdict(list)
    for triple in at:
        by_object[_shown(triple.object)].append(triple)
    return _About(of, by_object, ties)


def _is_relationship(node: str, said: Iterable[Triple]) -> bool:
    return kind_of(NamedNode(node)) not in _THINGS and any(triple.predicate == _EVIDENCE for triple in said)


def _by_subject(triples: Iterable[Triple]) -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        found[_shown(triple.subject)].append(triple)
    return found


def _named(one: LocatedFinding) -> Iterator[str]:
    """Yield the IRIs of the node of a finding and of its value, if that is a thing."""
    yield one.finding.node
    if one.finding.value is not None and one.finding.value.startswith(("http:", "https:")):
        yield one.finding.value


def _shown(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def _without(source: Foreign, gone: Mapping[Triple, object]) -> Foreign:
    """Return *source* without what is *gone*, and without evidence that nothing rests on any longer."""
    if not gone:
        return source
    less = replace(source, left_out=source.left_out | set(map(line_of, gone)))
    lost = {str(triple.object) for triple in gone if triple.predicate == _EVIDENCE}
    lost -= {value for _, value in _saying(less, _PROVES)}
    lost |= {value for subject, value in _saying(less, _SELECTS) if subject in lost}
    return replace(less, lost=less.lost | lost)


def _saying(source: Foreign, predicate: str) -> Iterator[tuple[str, str]]:
    """Yield subject and value of what *source* says with *predicate*."""
    for line in source.lines():
        subject, said, rest = line.split(" ", 2)
        if said == predicate:
            yield subject, rest[:-2]
