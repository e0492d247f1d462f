"""The index that finds the one thing that bears a name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from ngograph.errors import AmbiguousName, NameNotFound
from ngograph.names.acronyms import is_acronym
from ngograph.names.forms import hidden_labels
from ngograph.names.keys import exact_keys, stem_keys
from ngograph.vocab import PREFIXES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_IRI: Final = re.compile(r"<?((?:https?|urn):[^\s<>\"{}|^`\\]+)>?")
_LOCAL: Final = re.compile(r"(?:id|concept|graph)/[a-z0-9-]+(?:/[A-Za-z0-9-]+)?")
_CURIE: Final = re.compile(r"([a-z]+):([A-Za-z][\w-]*)")
_NEAR: Final = 5
_NEAR_ENOUGH: Final = 60.0
_LONGEST: Final = 300
_SHORTENED: Final = "organisation"
"""The kind of thing that goes by acronyms."""


@dataclass(frozen=True)
class Name:
    """One name that one thing bears.

    Args:
        iri: the thing.
        text: the name as written.
        kind: what sort of thing it is: organisation, person, place, activity, document, relationship, topic …
        label: how the thing is shown to people.
        preferred: whether this is the thing's preferred name in some language.
        country: the IRI of the country it is in, or of several parted by blanks; empty if none is known.
        hidden: whether it only serves to find the thing, as a misspelt form does, and is not to be shown.
    """

    iri: str
    text: str
    kind: str
    label: str = ""
    preferred: bool = False
    country: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class NameIndex:
    """Names by key; made by `index`.

    Args:
        names: all of them.
        exact: by how they are written.
        stems: by their words.
        made: those of organisations by the acronyms that may be made of them: hints, and no names.
    """

    names: tuple[Name, ...]
    exact: Mapping[str, tuple[Name, ...]]
    stems: Mapping[str, tuple[Name, ...]]
    made: Mapping[str, tuple[Name, ...]]

    def find(self, text: str, kind: str | None = None) -> str:
        """Return the IRI of the one thing called *text*.

        An IRI, a path such as ``id/place/ba`` and a prefixed name such as ``ngo:Ministry`` stand as they are.

        Args:
            text: a name in any language, script or inflection, an acronym, or an IRI.
            kind: look only among things of this kind.

        Raises:
            AmbiguousName: several things bear the name; knows them.
            NameNotFound: none does; knows the nearest.
        """
        iri = expand(text)
        if iri is not None:
            return iri
        if len(text) > _LONGEST:  # longer than any name; to find out what it is like would take minutes
            raise NameNotFound(text)
        found = self.matches(text, kind)
        if len(found) == 1:
            return found[0][0]
        found = found or self.holding(text, kind)
        if len(found) > 1:
            raise AmbiguousName(text, found)
        raise NameNotFound(text, found or _things(self.hinted(text, kind)) or self.nearest(text, kind))

    def label(self, iri: str) -> str:
        """Return how the thing *iri* is shown to people, empty if it has no name here."""
        return next((name.label or name.text for name in self.names if name.iri == iri), "")

    def matches(self, text: str, kind: str | None = None) -> list[tuple[str, str]]:
        """Return the things that *text* names, as (IRI, label): those of the strictest key that finds any."""
        for table, keys in ((self.exact, exact_keys(text)), (self.stems, stem_keys(text))):
            names = [name for key in keys for name in table.get(key, ()) if kind in (None, name.kind)]
            # A preferred name outdoes the same words as another thing's by-name.
            names = [name for name in names if name.preferred] or names
            if names:
                return _things(names)
        return []

    def holding(self, text: str, kind: str | None = None) -> list[tuple[str, str]]:
        """Return the things with a name that holds every word of *text*, as (IRI, label), by label.

        A part of a name is never taken for the name, even if one thing alone has it: "Turkey" is no society.
        """
        wanted = [set(key.split()) for key in stem_keys(text)]
        found = [
            name
            for key, names in self.stems.items()
            if any(words <= set(key.split()) for words in wanted)
            for name in names
            if kind in (None, name.kind)
        ]
        return _things(found)

    def hinted(self, text: str, kind: str | None = None) -> list[Name]:
        """Return the names of which *text* may be made: "DRC" of "Danish Refugee Council"."""
        keys = sorted(exact_keys(text))
        return [name for key in keys for name in self.made.get(key, ()) if kind in (None, name.kind)]

    def nearest(self, text: str, kind: str | None = None, limit: int = _NEAR) -> list[tuple[str, str]]:
        """Return up to *limit* things whose names are most like *text*, as (IRI, label), the likest first."""
        keys = {key: names for key, names in self.exact.items() if any(kind in (None, n.kind) for n in names)}
        best: dict[str, tuple[float, str]] = {}
        for wanted in sorted(exact_keys(text)):
            found = process.extract(
                wanted, list(keys), scorer=fuzz.WRatio, limit=4 * limit, score_cutoff=_NEAR_ENOUGH
            )
            for key, score, _ in found:
                for name in keys[key]:
                    if kind in (None, name.kind) and score > best.get(name.iri, (0.0, ""))[0]:
                        best[name.iri] = (score, name.label or name.text)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))
        return [(iri, label) for iri, (_, label) in ranked[:limit]]


def index(names: Iterable[Name]) -> NameIndex:
    """Return the index of *names*."""
    kept = tuple(dict.fromkeys(names))
    exact: dict[str, list[Name]] = defaultdict(list)
    stems: dict[str, list[Name]] = defaultdict(list)
    made: dict[str, list[Name]] = defaultdict(list)
    for name in kept:
        for key in exact_keys(name.text):
            exact[key].append(name)
        for key in stem_keys(name.text):
            stems[key].append(name)
        if name.kind == _SHORTENED:
            for key in _hints(name.text):
                made[key].append(name)
    return NameIndex(kept, _frozen(exact), _frozen(stems), _frozen(made))


def read(rows: Iterable[Mapping[str, str]]) -> Iterator[Name]:
    """Yield the names in the rows of the query `names-of-thing`."""
    for row in rows:
        sort, label = row["sort"].rpartition("#")[2], row.get("thingLabel", "")
        preferred, hidden = sort in ("prefLabel", "label"), sort == "hiddenLabel"
        yield Name(row["thing"], row["name"], row["kind"], label, preferred, hidden=hidden)


def expand(text: str) -> str | None:
    """Return the IRI that *text* is: in full, under our root, or by a known prefix; None where it is none.

    >>> expand("id/place/ba")
    'https://w3id.org/ngograph/id/place/ba'
    >>> expand("Crveni križ") is None
    True
    """
    text = text.strip()
    if found := _IRI.fullmatch(text):
        return found.group(1)
    if _LOCAL.fullmatch(text.removeprefix("/")):
        return ROOT + text.removeprefix("/")
    if (found := _CURIE.fullmatch(text)) and found.group(1) in PREFIXES:
        return PREFIXES[found.group(1)] + found.group(2)
    return None


@lru_cache(maxsize=1 << 14)
def _hints(text: str) -> tuple[str, ...]:
    """Return the keys of the acronyms that *text* may go by: other forms of it share its words."""
    short = [label for label in hidden_labels(text) if is_acronym(label)]
    return tuple(sorted({key for label in short for key in exact_keys(label)}))


def _things(names: Sequence[Name]) -> list[tuple[str, str]]:
    """Return the things that bear *names*, each once, by label."""
    labels = {name.iri: name.label or name.text for name in names}
    return sorted(labels.items(), key=lambda item: (item[1], item[0]))


def _frozen(table: Mapping[str, list[Name]]) -> dict[str, tuple[Name, ...]]:
    """Return *table* with its lists as tuples."""
    return {key: tuple(names) for key, names in table.items()}
