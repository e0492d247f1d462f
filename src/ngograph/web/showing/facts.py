"""What is simply said of a thing: properties and their values, each with the source that says so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ngograph.translation import amount
from ngograph.vocab import PREFIXES
from ngograph.web.dates import day_in_words
from ngograph.web.links import href
from ngograph.web.showing.lines import AMOUNT, SIGNATURE, signers_of
from ngograph.web.showing.reading import SELECTOR
from ngograph.web.tables import Cell, cell
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
    said: dict[str, dict[Term, list[Source]]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate.value not in skip:
            said[quad.predicate.value].setdefault(quad.object, []).append(library.graph(quad))
    found = []
    for predicate, values in said.items():
        shown = [
            Sourced(_shown(predicate, value, words, library), tuple(dict.fromkeys(sources)))
            for value, sources in values.items()
        ]
        shown.sort(key=lambda value: value.cell.text.casefold())
        label = words.label(predicate)
        found.append(Fact(label.value, href(predicate), tuple(shown), label.language))
    return tuple(sorted(found, key=lambda fact: fact.label))


def _shown(predicate: str, value: Term, words: Words, library: Library) -> Cell:
    """Return *value* as it is shown: a signature by who signed it, all else as people write it."""
    if predicate == SIGNATURE and (signers := signers_of(value, library.parts)):
        names = " – ".join(cell(signer, words).text for signer in signers)
        return Cell(names, href(getattr(value, "value", "")))
    if predicate == SELECTOR and (place := library.place(getattr(value, "value", ""))):
        return Cell(place, href(getattr(value, "value", "")))
    if isinstance(value, Literal) and value.datatype.value == f"{PREFIXES['xsd']}date":
        return Cell(day_in_words(value.value, library.lang))
    if predicate == AMOUNT and isinstance(value, Literal):
        return Cell(amount(value.value, library.lang))
    return cell(value, words)
