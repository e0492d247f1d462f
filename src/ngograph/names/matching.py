"""The things that a name may stand for, scored, with what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ngograph.names.acronyms import letters
from ngograph.names.entries import (
    MatchIndex,
    grams_of,
    keys_of,
    match_index,
    said,
    weight,
    written,
)
from ngograph.names.forms import forms
from ngograph.names.guessing import guess
from ngograph.names.likeness import FORMAL, Asked
from ngograph.names.places import country as country_key
from ngograph.names.word import ALL
from ngograph.names.words import every

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ngograph.names.entries import Entry
    from ngograph.names.forms import Form
    from ngograph.names.word import Word

__all__ = ["MARGIN", "SAFE", "Candidate", "MatchIndex", "candidates", "match_index"]

SAFE: Final = 90.0
"""The least score of a match that may be taken without asking."""
MARGIN: Final = 5.0
"""By how much at least it must outdo the next."""
_LONGEST: Final = 300
_NEAR: Final = 30
_WIDE: Final = 150
_OF_ONE: Final = 3
_NEIGHBOURS: Final = 12
_NAMES: Final = 12
_LEAST: Final = 40.0
_NOTHING: Final = 1e-9
_INITIALS: Final = 0.72
_SMALL: Final = 0.5
_MEANT: Final = 0.8
_ELSEWHERE: Final = 0.85
_SHORTEST_ALONE: Final = 4
_BESIDE: Final = 0.9
"""What an acronym counts beside the name that it is short for, since others may share it."""
_SHARED: Final = FORMAL | {"=red", "=cross", "=crescent", "=family"}


@dataclass(frozen=True)
class Candidate:
    """One thing that a name may stand for.

    Args:
        iri: the thing.
        label: how it is shown to people.
        kind: what sort of thing it is.
        score: how likely it is meant, 0–100.
        features: what speaks for it, each 0–1: exact (written the same but for script, case and marks), stems
            (each word in some form or language), tokens (how much of the words agrees), trigrams (how much of
            the letters), acronym (it is one of it, or may be made from it), country and kind (whether they
            are those that were asked for).
        match: whether it may be taken without asking anybody: it is sure, the score is high, no other comes
            near, and it has no twins.
        sure: whether the two names agree in all that they tell, and tell of one body alone; never of an
            acronym of two or three letters, nor of what a family of bodies is called.
        twins: other things found that have a name which may well be its own; told of the first alone.
    """

    iri: str
    label: str
    kind: str
    score: float
    features: Mapping[str, float]
    match: bool
    sure: bool
    twins: frozenset[str] = frozenset()


def candidates(
    index: MatchIndex,
    text: str,
    *,
    kind: str | None = None,
    country: str | None = None,
    most: int = 10,
    without: str = "",
) -> tuple[Candidate, ...]:
    """Return up to *most* things that *text* may stand for, the best first.

    Of equals of one sort the shorter IRI comes first, for what is imported has the name of its source in it.

    Args:
        index: the names to look among.
        text: a name in any language, script or inflection, misspelt or shortened; nothing is found for more
            than 300 characters, which no name has.
        kind: look only among things of this kind.
        country: the country that the thing is likely in, as IRI or ISO 3166-1 alpha-2 code; speaks for a
            thing or against it, no more.
        most: how many at most.
        without: a thing that is not looked for, for its own name is asked for.
    """
    if len(text) > _LONGEST or (kind is not None and kind not in index.kind_ids):
        return ()
    best: dict[str, _Scored] = {}
    for at, form in enumerate(forms(text)):
        trust = _BESIDE if at and form.short else 1.0
        for scored in _scored(index, form, kind, country_key(country or ""), trust):
            iri = scored.entry.name.iri
            if iri != without and (iri not in best or scored.score > best[iri].score):
                best[iri] = scored
    ranked = sorted(best.values(), key=_order)
    second = ranked[1].score if len(ranked) > 1 else 0.0
    twins = _twins(index, ranked) if ranked and ranked[0].safe else frozenset[str]()
    return tuple(
        Candidate(
            one.entry.name.iri,
            one.entry.name.label or one.entry.name.text,
            one.entry.name.kind,
            one.score,
            one.features,
            at == 0 and one.safe and one.score >= SAFE and one.score - second >= MARGIN and not twins,
            one.safe,
            twins if at == 0 else frozenset(),
        )
        for at, one in enumerate(ranked[:most])
    )


@dataclass(frozen=True)
class _Scored:
    at: int
    entry: Entry
    score: float
    features: Mapping[str, float]
    safe: bool


def _scored(index: MatchIndex, form: Form, kind: str | None, country: str, trust: float) -> Iterator[_Scored]:
    """Yield the entries that one form of what was asked, trusted so far, may stand for."""
    found = guess(index.places.mark(every(form.text)), index.keys.ids, index.places)
    asked = Asked(said(found, lambda word: weight(word, index.keys)))
    exact = set(index.exact.get(written(found), ()))
    made = set(index.short.get(letters(found), ()) if len(found) == 1 else ())
    keys = keys_of(asked.said.words)
    grams = index.grams.likeness(grams_of(asked.said.words))
    alike = index.keys.likeness(keys) + grams
    # What says the same in another language has hardly a letter in common: it is looked for by itself.
    meant = index.keys.likeness([key for key in keys if key[0] in "=@"])
    if kind is not None:
        alike[index.kinds != index.kind_ids[kind]] = meant[index.kinds != index.kind_ids[kind]] = 0.0
    near = {*_top(alike, index.things), *_top(meant, index.things)}
    for at in sorted(exact | made | near):
        entry = index.entries[at]
        if kind in (None, entry.name.kind):
            likeness = float(grams[at])
            one = _one(form, asked, at, entry, country, grams=likeness, exact=at in exact, made=at in made)
            yield one if trust == 1.0 else replace(one, score=round(one.score * trust, 2))


def _one(
    form: Form, asked: Asked, at: int, entry: Entry, country: str, *, grams: float, exact: bool, made: bool
) -> _Scored:
    """Return one entry with its score."""
    like = asked.like(entry.said)
    share = 1.0 if exact else 0.94 * like.words + 0.05 * grams
    worth = form.worth * entry.form.worth
    features = {"tokens": round(like.words, 4), "trigrams": round(min(grams, 1.0), 4)}
    if exact and worth == 1.0:
        features["exact"] = 1.0
    if like.keys and worth == 1.0:
        features["stems"] = 1.0
    short = len(asked.said.words) == 1 and (form.short or entry.form.short)
    if made:
        features["acronym"] = 1.0 if exact else _INITIALS
        share = max(share, _INITIALS)
    elif short and not exact and like.words < _MEANT:
        share *= _SMALL  # an acronym with a letter wrong is another acronym
    if country and entry.countries:
        features["country"] = float(country in entry.countries)
        share *= 1.0 if country in entry.countries else _ELSEWHERE
    safe = exact if short else like.sure or exact
    if len(asked.said.words) == 1 and ALL in asked.said.words[0].meant:
        safe = exact  # "OMS" may be short for something else
    safe = safe and worth == 1.0 and not _shared(asked.said.words, short=short)
    return _Scored(at, entry, round(100 * share * worth, 2), features, safe)


def _order(one: _Scored) -> tuple[float, str, int, str]:
    name = one.entry.name
    return -one.score, name.kind, len(name.iri), name.iri


def _twins(index: MatchIndex, ranked: Sequence[_Scored]) -> frozenset[str]:
    """Return the things near the first that have a name which may be the first one's, by any of its names."""
    first, *others = ranked[:_NEIGHBOURS]
    others = [one for one in others if one.score >= _LEAST]
    if not others:
        return frozenset()
    thing = index.things[first.at]
    start, stop = np.searchsorted(index.things, [thing, thing + 1]).tolist()
    own = [Asked(entry.said) for entry in index.entries[start : min(stop, start + _NAMES)]]
    return frozenset(one.entry.name.iri for one in others if any(asked.twin(one.entry.said) for asked in own))


def _shared(words: tuple[Word, ...], *, short: bool) -> bool:
    """Say whether many bodies go by these words: "Caritas", "National Red Cross Society", a short acronym."""
    if short and len(letters(words)) < _SHORTEST_ALONE:
        return True
    return all(word.legal or word.meant & _SHARED for word in words)


def _top(likeness: NDArray[np.float64], things: NDArray[np.int32]) -> list[int]:
    """Return where *likeness* is greatest, a few times at most of each thing, never where it is nothing."""
    least = np.partition(likeness, -_WIDE)[-_WIDE] if len(likeness) > _WIDE else 0.0
    found = np.flatnonzero(likeness >= max(least, _NOTHING))
    found = found[np.argsort(-likeness[found], kind="stable")][:_WIDE]
    seen: dict[int, int] = {}
    kept: list[int] = []
    for at, thing in zip(found.tolist(), things[found].tolist(), strict=True):
        seen[thing] = seen.get(thing, 0) + 1
        if seen[thing] <= _OF_ONE:
            kept.append(at)
    return kept[:_NEAR]
