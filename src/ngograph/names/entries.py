"""The index of names over which candidates are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from ngograph.names.acronyms import initials, letters
from ngograph.names.forms import forms
from ngograph.names.likeness import FORMAL, Said, countries
from ngograph.names.places import country, places
from ngograph.names.postings import postings
from ngograph.names.words import every, telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from ngograph.names.forms import Form
    from ngograph.names.index import Name
    from ngograph.names.places import Places
    from ngograph.names.postings import Postings
    from ngograph.names.word import Word

_FAINT: Final = 0.3
_BARELY: Final = 0.05


@dataclass(frozen=True)
class Entry:
    """One form of one name in the index.

    Args:
        name: the name.
        form: the form.
        said: the words of the form.
        countries: where the thing is, as "@bg": as the name says, else what any of its words speak of.
    """

    name: Name
    form: Form
    said: Said
    countries: frozenset[str]


@dataclass(frozen=True)
class MatchIndex:
    """Names ready to be matched; made by `match_index`.

    Args:
        entries: the forms of the names.
        things: the number of the thing of each entry; shape (entries,).
        kinds: the number of the kind of each entry; shape (entries,).
        kind_ids: the numbers of the kinds.
        exact: the entries by how they are written in Latin letters without marks.
        short: the entries by acronym: as given, or made from the name.
        keys: the entries by the keys of their words.
        grams: the entries by three letters of their words.
        places: the countries that words speak of.
    """

    entries: tuple[Entry, ...]
    things: NDArray[np.int32]
    kinds: NDArray[np.int16]
    kind_ids: Mapping[str, int]
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
    kept = sorted(set(names), key=lambda name: (name.iri, name.text, name.kind, name.preferred))
    known = places(kept)
    read = [(name, form, known.mark(every(form.text))) for name in kept for form in forms(name.text)]
    where: dict[Name, frozenset[str]] = {}
    for name, _, found in read:
        own = frozenset(filter(None, map(country, name.country.split())))
        where.setdefault(name, own or frozenset(countries(found)))
    exact: dict[str, list[int]] = {}
    short: dict[str, list[int]] = {}
    kind_ids: dict[str, int] = {}
    thing_ids: dict[str, int] = {}
    for at, (name, form, found) in enumerate(read):
        kind_ids.setdefault(name.kind, len(kind_ids))
        thing_ids.setdefault(name.iri, len(thing_ids))
        exact.setdefault(written(found), []).append(at)
        for made in _acronyms(form, found):
            short.setdefault(made, []).append(at)
    keys = postings(keys_of(telling(found)) for _, _, found in read)
    weigh = cache(lambda word: weight(word, keys))
    return MatchIndex(
        tuple(Entry(name, form, said(found, weigh), where[name]) for name, form, found in read),
        np.array([thing_ids[name.iri] for name, _, _ in read], np.int32),
        np.array([kind_ids[name.kind] for name, _, _ in read], np.int16),
        kind_ids,
        {key: tuple(at) for key, at in exact.items()},
        {key: tuple(at) for key, at in short.items()},
        keys,
        postings(grams_of(telling(found)) for _, _, found in read),
        known,
    )


def weight(word: Word, keys: Postings) -> float:
    """Return how much *word* tells: the rarer, the more; forms of bodies and of law hardly anything."""
    if word.legal:
        return _BARELY
    known = [float(keys.rarity[at]) for key in word.keys if (at := keys.ids.get(key)) is not None]
    found = min(known) if known else float(np.log(1 + keys.count))
    return found * _FAINT if word.meant & FORMAL else found


def said(found: tuple[Word, ...], weigh: Callable[[Word], float]) -> Said:
    """Return the words of a name, each weighed."""
    told = telling(found)
    return Said(told, tuple(weigh(word) for word in told), "".join(word.sound for word in found))


def keys_of(found: tuple[Word, ...]) -> list[str]:
    """Return the keys of the words, each once."""
    return list(dict.fromkeys([key for word in found for key in _listed(word.keys)]))


@lru_cache(maxsize=1 << 16)
def _listed(keys: frozenset[str]) -> tuple[str, ...]:
    """Return *keys* in an order that is the same on every machine."""
    return tuple(sorted(keys))


def grams_of(found: tuple[Word, ...]) -> list[str]:
    """Return the runs of three letters of the words, each word with its edges."""
    return list(dict.fromkeys([run for word in found for run in _runs(word.sound)]))


@lru_cache(maxsize=1 << 16)
def _runs(sound: str) -> tuple[str, ...]:
    edged = f" {sound} "
    return tuple(edged[at : at + 3] for at in range(len(edged) - 2))


def written(found: tuple[Word, ...]) -> str:
    """Return the words of a name in Latin letters without marks."""
    return " ".join(word.fold for word in found)


def _acronyms(form: Form, found: tuple[Word, ...]) -> frozenset[str]:
    """Return the acronyms that a form of these words is or may be shortened to, in small Latin letters."""
    return frozenset({letters(found)}) if form.short or len(found) == 1 else initials(found)
