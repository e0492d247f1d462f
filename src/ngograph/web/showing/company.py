"""Whom an organisation works with or has met, and in what: how often is how many things they share."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ngograph.vocab import NGO
from ngograph.web.tables import cell
from ngograph.web.views import Shared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from ngograph.store.answering import Table
    from ngograph.store.embedded import Term
    from ngograph.web.words import Words


def company(
    about: Iterable[Quad], together: Table, words: Words
) -> tuple[tuple[Shared, ...], tuple[Shared, ...]]:
    """Return whom it works with and whom it has only met, those first with whom it shares most.

    Args:
        about: what is said of the organisation: the edges that are worked out say who they are.
        together: rows (other, shared) of what it shares with whom.
        words: what they are called.
    """
    places = [together.columns.index(column) for column in ("other", "shared")]
    things: dict[Term | None, list[Term | None]] = defaultdict(list)
    for row in together.rows:
        things[row[places[0]]].append(row[places[1]])
    tied: dict[str, dict[NamedNode, None]] = defaultdict(dict)
    for quad in about:
        if isinstance(quad.object, NamedNode):
            tied[quad.predicate.value.removeprefix(NGO)][quad.object] = None
    works = tied["worksWith"] | tied["hasAgreementWith"]
    met = {other: None for other in tied["meetsWith"] if other not in works}
    return _shared(works, things, words), _shared(met, things, words)


def _shared(
    others: Iterable[NamedNode], things: dict[Term | None, list[Term | None]], words: Words
) -> tuple[Shared, ...]:
    found = [
        Shared(cell(other, words), tuple(cell(thing, words) for thing in things.get(other, ())))
        for other in others
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.things), one.other.text.casefold())))
