"""How much a thing gives and gets, as each source states it: sums by kind and currency, nothing converted."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode

from ngograph.translation import figure
from ngograph.vocab import NGO
from ngograph.web.phrases import phrase
from ngograph.web.showing.reading import key, rows_of
from ngograph.web.showing.ways import dated
from ngograph.web.tables import cell
from ngograph.web.views import Sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.store.answering import Table
    from ngograph.web.showing.evidence import Library
    from ngograph.web.words import Words

SECTIONS: Final = {"funder": "funds", "recipient": "receives", "through": "through", "activity": "funders"}
"""The section of a page that a funding stands in, by the place that the thing of the page has in it."""


class Share(NamedTuple):
    """What amounts have in common that are added up."""

    section: str
    graph: str
    kind: str
    modality: str
    currency: str


Shares = dict[Share, list[tuple[Decimal, str]]]
"""Amounts, each with its day, empty where it has none."""


def shares(money: Table) -> Shares:
    """Return the amounts that *money* holds.

    Args:
        money: rows (place, graph, kind, currency, modality, these), where each of `these` is an amount and a
            day with a space between them.
    """
    found: Shares = defaultdict(list)
    for place, graph, kind, currency, modality, these in rows_of(
        money, "place", "graph", "kind", "currency", "modality", "these"
    ):
        share = Share(SECTIONS[place.removeprefix(NGO)], graph, kind, modality, currency)
        for amount, day in dated(these):
            with suppress(InvalidOperation):
                found[share].append((Decimal(amount), day))
    return found


def sums(found: Shares, words: Words, library: Library, lang: str) -> tuple[Sum, ...]:
    """Return the sums of what was *found*: by section and source, asserted first, then by number."""
    order = list(SECTIONS.values())

    def rank(share: Share) -> tuple[object, ...]:
        return order.index(share.section), share.graph, _apart(share), -len(found[share]), share

    return tuple(
        Sum(
            key=share.section,
            title=phrase(share.section, lang),
            source=library.source(share.graph),
            kind=cell(NamedNode(share.kind), words) if share.kind else None,
            apart=words.label(share.modality).value if _apart(share) else "",
            amount=_added([amount for amount, _ in found[share]], lang),
            currency=key(share.currency).upper(),
            times=len(found[share]),
            years=_years([day for _, day in found[share] if day]),
        )
        for share in sorted(found, key=rank)
    )


def _apart(share: Share) -> bool:
    """Say whether its source does not simply assert it."""
    return key(share.modality) not in ("", "asserted")


def _added(amounts: Sequence[Decimal], lang: str) -> str:
    """Return the sum of *amounts*, with cents where there are any."""
    whole = sum(amounts, Decimal(0))
    return figure(whole, lang, ",.0f" if round(whole, 2) == int(whole) else ",.2f")


def _years(days: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((min(days)[:4], max(days)[:4]))) if days else ()
