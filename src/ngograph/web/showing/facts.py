"""What is simply said of a thing: properties and their values, each with the source that says so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ngograph.web.links import href
from ngograph.web.tables import cell
from ngograph.web.views import Fact, Sourced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import Quad

    from ngograph.store.embedded import Term
    from ngograph.web.showing.evidence import Library
    from ngograph.web.views import Source
    from ngograph.web.words import Words


def facts(
    quads: Iterable[Quad], words: Words, library: Library, *, skip: Collection[str]
) -> tuple[Fact, ...]:
    """Return *quads* by property and value, but for the properties to *skip*."""
    grouped: dict[str, dict[Term, list[Source]]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate.value not in skip:
            grouped[quad.predicate.value].setdefault(quad.object, []).append(library.graph(quad))
    found = []
    for predicate, values in grouped.items():
        shown = [
            Sourced(cell(value, words), tuple(dict.fromkeys(sources))) for value, sources in values.items()
        ]
        shown.sort(key=lambda value: value.cell.text.casefold())
        found.append(Fact(words.label(predicate).value, href(predicate), tuple(shown)))
    return tuple(sorted(found, key=lambda fact: fact.label))
