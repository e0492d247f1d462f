"""The things that a name may stand for, scored, with what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from ngograph.names.acronyms import initials, letters
from ngograph.names.forms import forms
from ngograph.names.likeness import Asked, countries
from ngograph.names.places import country as country_key
from ngograph.names.places import places
from ngograph.names.postings import postings
from ngograph.names.words import every, telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from ngograph.names.forms import Form
    from ngograph.names.index import Name
    from ngograph.names.places import Places
    from ngograph.names.postings import Postings
    from ngograph.names.words import Word

SAFE: Final = 90.0
"""The least score of a match that may be taken without asking."""
MARGIN: Final = 5.0
"""By how much at least it must outdo the next."""
_LONGEST: Final = 300
_NEAR: Final = 50
_NOTHING: Final = 1e-9
_INITIALS: Final = 0.72
_FAINT: Final = 0.3
_BARELY: Final = 0.05
_SMALL: Final = 0.5
_SHORTEST_ALONE: Final = 4
# Forms that bodies have, which tell little of which one is meant.
_FORMAL: Final = frozenset(
    ("=society", "=association", "=organisation", "=foundation", "=national", "=republic")
)


@dataclass(frozen=True)
class Candidate:
    """One thing that a name may stand for.

    Args:
        iri: the thing.
        label: how it is shown to people.
        kind: what sort of thing it is.
        score: how likely it is meant, 0–100.
        features: what speaks for it, each 0–1: exact (written the same), stems (each word in some form or
            language), tokens (how much of the words agrees), trigrams (how much of the letters), acronym,
            country and kind (whether they are those that were asked for).
        match: whether it may be taken without asking anybody: the score is high and no other comes near.
    """

    iri: str
    label: str
    kind: str
    score: float
    features: Mapping[str, float]
    match: bool


@dataclass(frozen=True)
class Entry:
    """One form of one name in the index."""

    name: Name
    form: Form
    words: tuple[Word, ...]


@dataclass(frozen=True)
class MatchIndex:
    """Names ready to be matched; made by `match_index`.

    Args:
        entries: the forms of the names.
        kinds: the number of the kind of each entry; shape (entries,).
        kind_ids: the numbers of the kinds.
        weights: how much each word of each entry tells.
        exact: the entries by how they are written in Latin letters without marks.
        short: the entries by acronym: as given, or made from the name.
        keys: the entries by the keys of their words.
        grams: the entries by three letters of their words.
        places: the countries that words speak of.
    """

    entries: tuple[Entry, ...]
    kinds: NDArray[np.int16]
    kind_ids: Mapping[str, int]
    weights: tuple[tuple[float, ...], ...]
    exact: Mapping[str, tuple[int, ...]]
    short: Mapping[str, tuple[int, ...]]
    keys: Postings
    grams: Postings
    places: Places


def match_index(names: Iterable[Name]) -> MatchIndex:
    """Return the index over which `candidates` looks for *names*.

    Names of countries among them (kind "place", the IRI ending in ISO 3166-1 alpha-2) serve to understand
    words that speak of countries in the others.
    """
    kept = tuple(dict.fromkeys(names))
    known = places(kept)
    entries: list[Entry] = []
    exact: dict[str, list[int]] = {}
    short: dict[str, list[int]] = {}
    kind_ids: dict[str, int] = {}
    for name in kept:
        kind_ids.setdefault(name.kind, len(kind_ids))
        for form in forms(name.text):
            said = known.mark(every(form.text))
            exact.setdefault(_written(said), []).append(len(entries))
            for made in _acronyms(form, said):
                short.setdefault(made, []).append(len(entries))
            entries.append(Entry(name, form, telling(said)))
    keys = postings(_keys(entry.words) for entry in entries)
    weigh = cache(lambda word: weight(word, keys))
    return MatchIndex(
        tuple(entries),
        np.array([kind_ids[entry.name.kind] for entry in entries], np.int16),
        kind_ids,
        tuple(tuple(weigh(word) for word in entry.words) for entry in entries),
        {key: tuple(found) for key, found in exact.items()},
        {key: tuple(found) for key, found in short.items()},
        keys,
        postings(_grams(entry.words) for entry in entries),
        known,
    )


def weight(word: Word, keys: Postings) -> float:
    """Return how much *word* tells: the rarer, the more; forms of bodies and of law hardly anything."""
    if word.legal:
        return _BARELY
    known = [float(keys.rarity[at]) for key in word.keys if (at := keys.ids.get(key)) is not None]
    found = min(known) if known else float(np.log(1 + keys.count))
    return found * _FAINT if word.meant & _FORMAL else found


def candidates(
    index: MatchIndex, text: str, *, kind: str | None = None, country: str | None = None, most: int = 10
) -> tuple[Candidate, ...]:
    """Return up to *most* things that *text* may stand for, the best first, ties by IRI.

    Args:
        index: the names to look among.
        text: a name in any language, script or inflection, misspelt or shortened; nothing is found for more
            than 300 characters, which no name has.
        kind: look only among things of this kind.
        country: the country that the thing is likely in, as IRI or ISO 3166-1 alpha-2 code; speaks for a thing
            or against it, no more.
        most: how many at most.
    """
    if len(text) > _LONGEST or (kind is not None and kind not in index.kind_ids):
        return ()
    best: dict[str, _Scored] = {}
    for form in forms(text):
        for scored in _scored(index, form, kind, country_key(country or "")):
            iri = scored.entry.name.iri
            if iri not in best or scored.score > best[iri].score:
                best[iri] = scored
    ranked = sorted(best.values(), key=lambda one: (-one.score, one.entry.name.iri))
    second = ranked[1].score if len(ranked) > 1 else 0.0
    return tuple(
        Candidate(
            one.entry.name.iri,
            one.entry.name.label or one.entry.name.text,
            one.entry.name.kind,
            one.score,
            one.features,
            at == 0 and one.safe and one.score >= SAFE and one.score - second >= MARGIN,
        )
        for at, one in enumerate(ranked[:most])
    )


@dataclass(frozen=True)
class _Scored:
    entry: Entry
    score: float
    features: Mapping[str, float]
    safe: bool


def _scored(index: MatchIndex, form: Form, kind: str | None, country: str) -> Iterator[_Scored]:
    """Yield the entries that one form of what was asked may stand for."""
    said = index.places.mark(every(form.text))
    told = telling(said)
    asked = Asked(told, tuple(weight(word, index.keys) for word in told))
    exact = set(index.exact.get(_written(said), ()))
    made = set(index.short.get(letters(said), ()) if len(said) == 1 else ())
    grams = index.grams.likeness(_grams(told))
    both = index.keys.likeness(_keys(told)) + grams
    if kind is not None:
        both[index.kinds != index.kind_ids[kind]] = 0.0
    for at in sorted(exact | made | set(_top(both).tolist())):
        entry = index.entries[at]
        if kind not in (None, entry.name.kind):
            continue
        yield _one(form, asked, entry, index.weights[at], float(grams[at]), country, at in exact, at in made)


def _one(
    form: Form,
    asked: Asked,
    entry: Entry,
    weights: tuple[float, ...],
    grams: float,
    country: str,
    exact: bool,
    made: bool,
) -> _Scored:
    """Return one entry with its score."""
    like = asked.like(entry.words, weights)
    share = 1.0 if exact else 0.94 * like.words + 0.05 * grams
    features = {"tokens": round(like.words, 4), "trigrams": round(min(grams, 1.0), 4)}
    if exact:
        features["exact"] = 1.0
    if like.keys:
        features["stems"] = 1.0
    if made:
        features["acronym"] = 1.0 if exact else _INITIALS
        share = max(share, _INITIALS)
    if country and (own := {country_key(entry.name.country)} - {""} or countries(entry.words)):
        features["country"] = float(country in own)
        share *= 1.0 if country in own else 0.85
    worth = form.worth * entry.form.worth
    alone = len(asked.words) == 1 and (form.short or entry.form.short)
    if alone and not (exact or made or like.keys):
        share *= _SMALL  # an acronym with a letter wrong is another acronym
    safe = (like.sure or exact) and not (alone and len(letters(asked.words)) < _SHORTEST_ALONE)
    return _Scored(entry, round(100 * share * worth, 2), features, safe and worth == 1.0)


def _top(likeness: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return where *likeness* is greatest, never where it is nothing."""
    if len(likeness) <= _NEAR:
        return np.flatnonzero(likeness > 0)
    least = np.partition(likeness, -_NEAR)[-_NEAR]
    found = np.flatnonzero(likeness >= max(least, _NOTHING))
    return found[np.argsort(-likeness[found], kind="stable")][:_NEAR]


def _keys(found: tuple[Word, ...]) -> list[str]:
    return list(dict.fromkeys(key for word in found for key in sorted(word.keys)))


def _grams(found: tuple[Word, ...]) -> list[str]:
    """Return the runs of three letters of the words, each word with its edges."""
    runs = (f" {word.sound} " for word in found)
    return list(dict.fromkeys(run[at : at + 3] for run in runs for at in range(len(run) - 2)))


def _written(said: tuple[Word, ...]) -> str:
    return " ".join(word.fold for word in said)


def _acronyms(form: Form, said: tuple[Word, ...]) -> frozenset[str]:
    """Return the acronyms that a form of these words is or may be shortened to, in small Latin letters."""
    return frozenset({letters(said)}) if form.short or len(said) == 1 else initials(said)
