"""The bodies that a name may stand for, scored, with what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from ngograph.names.index import index as name_index
from ngograph.names.keys import exact_keys, stem_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.names.index import Name, NameIndex

_SAFE: Final = 90.0
_MARGIN: Final = 5.0
_NEAR_ENOUGH: Final = 55.0


@dataclass(frozen=True)
class Candidate:
    """One thing that a name may stand for.

    Args:
        iri: the thing.
        label: how it is shown to people.
        kind: what sort of thing it is.
        score: how likely it is meant, 0–100.
        features: what speaks for it, each 0–1: exact, stems, acronym, trigrams, tokens, country, kind.
        match: whether it may be taken without asking anybody: the score is high and no other comes near.
    """

    iri: str
    label: str
    kind: str
    score: float
    features: Mapping[str, float]
    match: bool


@dataclass(frozen=True)
class MatchIndex:
    """Names ready to be matched; made by `match_index`."""

    names: NameIndex


def match_index(names: Iterable[Name]) -> MatchIndex:
    """Return the index over which `candidates` looks for *names*."""
    return MatchIndex(name_index(names))


def candidates(
    index: MatchIndex, text: str, *, kind: str | None = None, country: str | None = None, most: int = 10
) -> tuple[Candidate, ...]:
    """Return up to *most* things that *text* may stand for, the best first, ties by IRI.

    Args:
        index: the names to look among.
        text: a name in any language, script or inflection, misspelt or shortened.
        kind: look only among things of this kind.
        country: the country the thing is likely in, as the IRI that its names bear; speaks for it, no more.
        most: how many at most.
    """
    found: dict[str, tuple[Name, dict[str, float]]] = {}
    tables = (("exact", index.names.exact, exact_keys(text)), ("stems", index.names.stems, stem_keys(text)))
    for feature, table, keys in tables:
        for name in (name for key in sorted(keys) for name in table.get(key, ())):
            if kind in (None, name.kind):
                found.setdefault(name.iri, (name, {}))[1][feature] = 1.0
    for key in sorted(exact_keys(text)):
        near = process.extract(
            key,
            list(index.names.exact),
            scorer=fuzz.token_sort_ratio,
            limit=8 * most,
            score_cutoff=_NEAR_ENOUGH,
        )
        for other, likeness, _ in near:
            for name in index.names.exact[other]:
                if kind in (None, name.kind):
                    features = found.setdefault(name.iri, (name, {}))[1]
                    features["tokens"] = max(features.get("tokens", 0.0), likeness / 100)
    for name, features in found.values():
        if country and name.country:
            features["country"] = float(name.country == country)
    scored = sorted(((_score(f), n, f) for n, f in found.values()), key=lambda one: (-one[0], one[1].iri))
    second = scored[1][0] if len(scored) > 1 else 0.0
    return tuple(
        Candidate(
            name.iri,
            name.label or name.text,
            name.kind,
            round(score, 2),
            features,
            place == 0 and score >= _SAFE and score - second >= _MARGIN,
        )
        for place, (score, name, features) in enumerate(scored[:most])
    )


def _score(features: Mapping[str, float]) -> float:
    likeness = 100.0 if "exact" in features else 94.0 if "stems" in features else 90 * features["tokens"]
    return likeness * (0.9 if features.get("country") == 0.0 else 1.0)
