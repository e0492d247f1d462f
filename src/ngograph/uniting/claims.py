"""What several sources say of one thing where only one value can stand, and which of them stands.

What the content says stands. Else it is what most sources say, among equals what the source says whose
document was issued last, and then the one whose name comes first. Relationships belong to one source each and
are not settled: there sources may disagree, and the queries on conflicts find where.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ngograph.sources.minting import minted
from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PREF_LABEL: Final = NamedNode(f"{PREFIXES['skos']}prefLabel")
ALT_LABEL: Final = NamedNode(f"{PREFIXES['skos']}altLabel")
_STRENGTH: Final = NamedNode(f"{NGO}strength")
_TIME: Final = ("edtf", "startEarliest", "startLatest", "endEarliest", "endLatest", "ongoing")
_GROUPS: Final[Mapping[NamedNode, str]] = {
    **{NamedNode(f"{NGO}{name}"): "time" for name in _TIME},
    **{NamedNode(f"{PREFIXES['geo']}{name}"): "point" for name in ("lat", "long")},
    **{
        NamedNode(f"{NGO}{name}"): name for name in ("status", "modality", "founded", "memberCount", "scheme")
    },
    NamedNode(f"{PREFIXES['skos']}notation"): "notation",
    NamedNode(f"{PREFIXES['dct']}issued"): "day of issue",
    NamedNode(f"{NGO}sha256"): "digest",
    _STRENGTH: "strength",
}
"""Properties that take one value, by what they tell together."""
CLAIMED: Final = frozenset({PREF_LABEL, *_GROUPS})
_WEAKEST: Final = ("generic", "weak", "strong")


class Unit(NamedTuple):
    """What one source says of one record, with how much weight it has: the smaller, the more.

    Args:
        rank: 0 what stands in any case, 1 the content on a thing that was joined with another, 2 an import.
        newness: days since the document was issued; the latest possible where that is unknown.
        source: the name of the source.
        record: the IRI under which it speaks of the thing.
    """

    rank: int
    newness: int
    source: str
    record: str


_Pair = tuple[NamedNode, "NamedNode | BlankNode | Literal | Triple"]
Claims = dict[Unit, list[Triple]]
"""What each says of one thing, with CLAIMED properties alone, as it says it."""


@dataclass(frozen=True)
class Yielded:
    """One statement that does not stand.

    Args:
        unit: who says it.
        triple: what is said, as it is said.
        what: what it tells: name, time, status …
        stands: the values that stand instead, as N-Triples writes them.
        kept_as: the statement that is made in its place, if any.
    """

    unit: Unit
    triple: Triple
    what: str
    stands: tuple[str, ...]
    kept_as: Triple | None = None


def settled(claims: Claims) -> Iterator[Yielded]:
    """Yield what does not stand among *claims*, all of which are on one thing."""
    yield from _names(claims)
    for what in dict.fromkeys(_GROUPS.values()):
        yield from _group(what, claims)


def _group(what: str, claims: Claims) -> Iterator[Yielded]:
    said: dict[frozenset[_Pair], list[Unit]] = defaultdict(list)
    for unit, triples in claims.items():
        if told := frozenset((t.predicate, t.object) for t in triples if _GROUPS.get(t.predicate) == what):
            said[told].append(unit)
    if len(said) < 2:
        return
    if what == "strength" and min(min(units) for units in said.values()).rank:
        stands = min(
            said, key=lambda told: min(_WEAKEST.index(getattr(v, "value", "strong")) for _, v in told)
        )
    else:
        stands = min(said, key=lambda told: (min(u.rank for u in said[told]), *_weight(said[told])))
    if firm := [told for told, units in said.items() if min(units).rank == 0]:
        stands = frozenset(pair for told in firm for pair in told)
    for told, units in said.items():
        for unit in units:
            if unit.rank == 0:
                continue
            for triple in claims[unit]:
                pair = (triple.predicate, triple.object)
                if pair in told and pair not in stands:
                    others = sorted(str(value) for one, value in stands if one == triple.predicate)
                    yield Yielded(unit, triple, what, tuple(others))


def _weight(units: Iterable[Unit]) -> tuple[int, tuple[int, str, str]]:
    """Return how little speaks for what all *units* say."""
    found = list(units)
    first = min((unit.newness, unit.source, unit.record) for unit in found)
    return -len({unit.source for unit in found}), first


def _names(claims: Claims) -> Iterator[Yielded]:
    by_language: dict[str, dict[Literal, list[Unit]]] = defaultdict(lambda: defaultdict(list))
    texts: dict[Unit, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for unit, triples in claims.items():
        for triple in triples:
            name = triple.object
            if triple.predicate == PREF_LABEL and isinstance(name, Literal):
                by_language[(name.language or "").lower()][name].append(unit)
                texts[unit][name.value].add(name.language or "")
    for names in by_language.values():
        if len(names) < 2:
            continue

        def poor(name: Literal, units: list[Unit]) -> bool:
            return all(_is_code(unit, name) or len(texts[unit][name.value]) > 1 for unit in units)

        firm = [name for name, units in names.items() if min(units).rank == 0]
        stands = firm or [
            min(
                names,
                key=lambda one, names=names: (  # type: ignore[misc]
                    min(names[one]).rank,
                    poor(one, names[one]),
                    *_weight(names[one]),
                    one.value,
                ),
            )
        ]
        for name, units in names.items():
            if name in stands:
                continue
            for unit in units:
                if unit.rank:
                    loan = _is_code(unit, name) or len(texts[unit][name.value]) > 1
                    other = None if loan else Triple(NamedNode(unit.record), ALT_LABEL, name)
                    shown = tuple(sorted(map(str, stands)))
                    yield Yielded(
                        unit, Triple(NamedNode(unit.record), PREF_LABEL, name), "name", shown, other
                    )


def _is_code(unit: Unit, name: Literal) -> bool:
    """Say whether a thing is called by its code, for want of a name."""
    return unit.record.endswith(minted(name.value))
