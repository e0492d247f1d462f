"""Searching the index as people search: what bears a name, what holds its words, else what is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ngograph.names.keys import exact_keys, stem_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.names.index import Name, NameIndex

How = Literal["is", "holds", "may", "near"]


@dataclass(frozen=True)
class Found:
    """One thing, by the name that fits best, and how it fits."""

    name: Name
    how: How


def search(index: NameIndex, text: str, *, kind: str | None = None, most: int = 50) -> tuple[Found, ...]:
    """Return up to *most* things that are called *text* or nearly so, each once, the best first.

    Those that are called so come before those with a name that holds every word of it, in any script or
    inflection, and these before those of which it may be made, as an acronym is; only if there is none, the
    nearest are given.
    """
    exact, stems = exact_keys(text), stem_keys(text)
    found: dict[str, Found] = {}
    for table, keys in ((index.exact, exact), (index.stems, stems)):
        for name in _ordered(name for key in sorted(keys) for name in table.get(key, ())):
            if kind in (None, name.kind):
                found.setdefault(name.iri, Found(name, "is"))
    wanted = [words for words in (set(key.split()) for key in stems) if words]
    held = (
        name
        for key, names in index.stems.items()
        if any(words <= set(key.split()) for words in wanted)
        for name in names
        if kind in (None, name.kind)
    )
    for name in _ordered(held):
        found.setdefault(name.iri, Found(name, "holds"))
    for name in _ordered(index.hinted(text, kind)):
        found.setdefault(name.iri, Found(name, "may"))
    if not found:
        labels = {name.iri: name for name in reversed(index.names)}
        for iri, _ in index.nearest(text, kind):
            found[iri] = Found(labels[iri], "near")
    return tuple(found.values())[:most]


def _ordered(names: Iterable[Name]) -> list[Name]:
    return sorted(names, key=lambda name: (not name.preferred, name.label or name.text, name.iri))
