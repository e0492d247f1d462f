"""What the fundings behind a tie are worth together, as far as that is known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ngograph.network.drawing import scales

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.network.drawing.subject import Amount
    from ngograph.network.values import Network, Tie


class Worth(NamedTuple):
    """A sum in one currency; not *whole* if other amounts, unknown or in another currency, come on top."""

    value: float
    currency: str
    whole: bool

    def __str__(self) -> str:
        """In words that fit on a line."""
        least = "" if self.whole else "≥ "
        return f"{least}{scales.written(self.value)} {self.currency}".strip()


def worth(tie: Tie, amounts: Mapping[str, Amount]) -> Worth | None:
    """Return what the statements behind *tie* sum up to, in the currency of most; None if none is known."""
    known = [amounts[iri] for iri in tie.relationships if iri in amounts]
    if not known:
        return None
    currency = _commonest(amount.currency for amount in known)
    summed = [amount.value for amount in known if amount.currency == currency]
    return Worth(sum(summed), currency, whole=len(summed) == len(tie.relationships))


def single(network: Network, amounts: Mapping[str, Amount]) -> dict[str, Amount]:
    """Return the *amounts* of one tie of a kind: what several pay or receive is unknown for each."""
    ties = Counter((tie.kind, iri) for tie in network.ties for iri in tie.relationships)
    shared = {iri for (_, iri), many in ties.items() if many > 1}
    return {iri: amount for iri, amount in amounts.items() if iri not in shared}


def currency_of(found: Iterable[Worth | None]) -> str:
    """Return the currency in which most of *found* are known, the first by its code if several are."""
    return _commonest(one.currency for one in found if one is not None)


def _commonest(currencies: Iterable[str]) -> str:
    many = Counter(currencies)
    return min(many, key=lambda code: (-many[code], code)) if many else ""
