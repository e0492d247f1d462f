"""Pairs of bodies that may be one, proposed by their names, with what speaks for each; people decide.

Only what an imported source speaks of is looked up, among all bodies. Two bodies are no candidates where
their kinds exclude each other (a ministry is no national society), where their seats are in different
countries, where one is a part of the other, and where somebody has decided on them already. An acronym, or
any name of one word, proposes at most that somebody look: it is never safe.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ngograph.names import candidates, match_index
from ngograph.names.index import Name
from ngograph.store import select
from ngograph.vocab import CONCEPT, DERIVED_GRAPH, ID, NGO, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from pyoxigraph import Store

    from ngograph.names import Candidate, MatchIndex

_KIND: Final = "organisation"
_MOST: Final = 8
_NEAR: Final = 85.0
"""From which score on a body is near enough to be meant."""
_PREFIXES: Final = f"""
PREFIX ngo: <{NGO}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
PREFIX skos: <{PREFIXES["skos"]}>
"""
_CLASSES: Final = f"""{_PREFIXES}
SELECT DISTINCT ?thing ?class ?above ?graph WHERE {{
  GRAPH ?graph {{ ?thing a ?class }}
  FILTER(?graph != <{DERIVED_GRAPH}>)
  ?class rdfs:subClassOf* ngo:Organisation ; rdfs:subClassOf* ?above .
  FILTER(STRSTARTS(STR(?thing), "{ID}"))
}}"""
_NAMED: Final = f"""{_PREFIXES}
SELECT DISTINCT ?thing ?sort ?name WHERE {{
  VALUES ?sort {{ skos:prefLabel skos:altLabel ngo:acronym skos:hiddenLabel }}
  ?thing a ngo:Organisation ; ?sort ?name .
}}"""
_SEATS: Final = f"""{_PREFIXES}
SELECT DISTINCT ?thing ?country WHERE {{
  ?presence ngo:organisation ?thing ; ngo:place ?place ;
    ngo:presenceKind <{CONCEPT}presence-kind/headquartered> .
  ?place ngo:within* ?country .
  FILTER(REGEX(STR(?country), "/id/place/[a-z]{{2}}$"))
}}"""
_PARTS: Final = f"{_PREFIXES} SELECT DISTINCT ?part ?whole WHERE {{ ?tie ngo:part ?part ; ngo:whole ?whole }}"


@dataclass(frozen=True)
class Bodies:
    """What a release knows of organisations, by their IRIs.

    Args:
        names: what each is called, the preferred names first.
        labels: how each is shown.
        classes: the kinds of each as stated, by IRI, each with all kinds above it.
        sources: the graphs that speak of each.
        seats: the countries in which each has its seat.
        parts: pairs of which one is a part of the other.
    """

    names: Mapping[str, tuple[Name, ...]]
    labels: Mapping[str, str]
    classes: Mapping[str, Mapping[str, frozenset[str]]]
    sources: Mapping[str, frozenset[str]]
    seats: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parts: frozenset[frozenset[str]] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    """Two bodies that may be one.

    Args:
        left: the IRI of one that an imported source speaks of.
        right: the IRI of the other.
        left_label: how the one is shown.
        right_label: how the other is shown.
        score: how alike their names are, 0–100.
        features: what speaks for it, each 0–1.
        safe: whether each is what the other's name means, with no other near, and not by an acronym alone.
        left_sources: the graphs that speak of the one.
        right_sources: the graphs that speak of the other.
    """

    left: str
    right: str
    left_label: str
    right_label: str
    score: float
    features: Mapping[str, float]
    safe: bool
    left_sources: tuple[str, ...]
    right_sources: tuple[str, ...]

    @property
    def why(self) -> str:
        """What speaks for it, in words."""
        told = ", ".join(f"{name} {share:.2f}" for name, share in sorted(self.features.items()) if share)
        return f"names alike: {told}; score {self.score:.0f} of 100"


def bodies(store: Store) -> Bodies:
    """Return what the *store* of a release knows of organisations."""
    names: dict[str, list[Name]] = defaultdict(list)
    labels: dict[str, str] = {}
    classes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    sources: dict[str, set[str]] = defaultdict(set)
    seats: dict[str, set[str]] = defaultdict(set)
    for row in select(store, _CLASSES):
        thing = row["thing"].value
        classes[thing][row["class"].value].add(row["above"].value)
        sources[thing].add(row["graph"].value)
    for row in select(store, _SEATS):
        seats[row["thing"].value].add(row["country"].value)
    for row in sorted(select(store, _NAMED), key=lambda row: [str(row[part]) for part in range(3)]):
        thing, name = row["thing"].value, row["name"]
        preferred = row["sort"].value.endswith("prefLabel")
        if preferred and (thing not in labels or name.language == "en"):
            labels[thing] = name.value
        seat = min(seats[thing]) if len(seats.get(thing, ())) == 1 else ""
        names[thing].append(Name(thing, name.value, _KIND, preferred=preferred, country=seat))
    parts = frozenset(frozenset((row["part"].value, row["whole"].value)) for row in select(store, _PARTS))
    return Bodies(
        {thing: tuple(sorted(found, key=lambda one: not one.preferred)) for thing, found in names.items()},
        labels,
        {
            thing: {kind: frozenset(above) for kind, above in found.items()}
            for thing, found in classes.items()
        },
        {thing: frozenset(graphs) for thing, graphs in sources.items()},
        {thing: frozenset(found) for thing, found in seats.items()},
        parts,
    )


def suggest(
    known: Bodies,
    looked_up: Collection[str],
    decided: Collection[frozenset[str]],
    *,
    own: Collection[str] = (),
    least: float = 80.0,
    told: Callable[[int, int], None] = lambda *_: None,
) -> list[Suggestion]:
    """Return the pairs that may be one, the likeliest first.

    Args:
        known: all bodies.
        looked_up: the IRIs of those for which another is looked for.
        decided: pairs on which somebody has decided.
        own: the IRIs of those that the content speaks of, whose authors told them apart.
        least: the least score, 0–100.
        told: how many have been looked up, and how many there are.
    """
    index = match_index(name for names in known.names.values() for name in names)
    best: dict[frozenset[str], Suggestion] = {}
    wanted = sorted(thing for thing in looked_up if thing in known.names)
    for number, thing in enumerate(wanted):
        told(number, len(wanted))
        for found in _candidates(index, known, thing):
            pair = frozenset((thing, found.iri))
            if found.score < least or pair in decided or not may_be_one(known, thing, found.iri):
                continue
            if thing in own and found.iri in own:
                continue
            if pair not in best or best[pair].score < found.score:
                best[pair] = _suggestion(index, known, thing, found)
    return sorted(best.values(), key=lambda one: (-one.score, one.left, one.right))


def may_be_one(known: Bodies, one: str, other: str) -> bool:
    """Say whether nothing but the names needs to be looked at to tell two bodies apart."""
    if frozenset((one, other)) in known.parts:
        return False
    here, there = known.seats.get(one), known.seats.get(other)
    if here and there and not here & there:
        return False
    return any(
        first in above or second in over
        for first, over in known.classes.get(one, {}).items()
        for second, above in known.classes.get(other, {}).items()
    )


def _candidates(index: MatchIndex, known: Bodies, thing: str) -> Iterator[Candidate]:
    """Yield the bodies that the names of *thing* may stand for, without itself."""
    seats = known.seats.get(thing, frozenset())
    country = min(seats) if len(seats) == 1 else None
    for name in known.names[thing][:_MOST]:
        for found in candidates(index, name.text, kind=_KIND, country=country, most=_MOST):
            if found.iri != thing:
                yield found


def _suggestion(index: MatchIndex, known: Bodies, thing: str, found: Candidate) -> Suggestion:
    return Suggestion(
        left=thing,
        right=found.iri,
        left_label=known.labels.get(thing, curie(thing)),
        right_label=known.labels.get(found.iri, curie(found.iri)),
        score=found.score,
        features=dict(found.features),
        safe=_is_safe(index, known, thing, found),
        left_sources=tuple(sorted(known.sources.get(thing, ()))),
        right_sources=tuple(sorted(known.sources.get(found.iri, ()))),
    )


def _is_safe(index: MatchIndex, known: Bodies, thing: str, found: Candidate) -> bool:
    """Say whether a preferred name of each is the other's, and no third body comes near that is neither.

    What several sources call the same may all be one body; but a source that speaks of two of them tells them
    apart.
    """
    if not found.sure or found.features.get("acronym"):
        return False
    meant = [_meant(index, known, *pair) for pair in ((thing, found.iri), (found.iri, thing))]
    if not all(meant):
        return False
    near = frozenset({thing, found.iri}).union(*meant)
    sources = [known.sources.get(one, frozenset()) for one in near]
    return len(near) == 2 or sum(map(len, sources)) == len(frozenset().union(*sources))


def _meant(index: MatchIndex, known: Bodies, thing: str, wanted: str) -> frozenset[str]:
    """Return the bodies that a preferred name of *thing* may mean, none unless *wanted* is surely one."""
    texts = {name.text for name in known.names[thing] if name.preferred and " " in name.text.strip()}
    for text in sorted(texts):
        found = candidates(index, text, kind=_KIND, without=thing)
        near = {one.iri for one in found if one.score >= _NEAR}
        if any(one.iri == wanted and one.sure for one in found if one.iri in near):
            return frozenset(near.union(*(one.twins for one in found)))
    return frozenset()


def in_imports(known: Bodies, graphs: Collection[str]) -> list[str]:
    """Return the bodies that one of the *graphs* speaks of."""
    return sorted(thing for thing, found in known.sources.items() if found & {*graphs})


def in_content(known: Bodies, imported: Collection[str]) -> frozenset[str]:
    """Return the bodies that any graph speaks of but those *imported*."""
    return frozenset(thing for thing, found in known.sources.items() if found - {*imported})
