"""How much each body and each activity depends on few donors, and how much of that is known at all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from ngograph.network.money import fundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ngograph.network.money import Funding, Row


@dataclass(frozen=True)
class Concentration:
    """How concentrated the funding of one recipient is in one currency.

    Attributes:
        currency: Its key; None where no funding of the recipient names one.
        known: The sum of the known amounts.
        unknown: How many fundings may belong here with an amount that nobody knows.
        shares: The share of each donor, by IRI; None unless all amounts are known.
        lowest: The lowest Herfindahl–Hirschman index that any unknown amounts of 0 or more would allow; None
            where shares mean nothing (all amounts are 0, or a donor took back more than it gave).
        highest: The highest likewise: as a limit, where one unknown amount dwarfs the others.
    """

    currency: str | None
    known: float
    unknown: int
    shares: Mapping[str, float] | None
    lowest: float | None
    highest: float | None

    @property
    def herfindahl(self) -> float | None:
        """The index itself: from 1/n for n equal donors to 1 for one; None unless its bounds meet."""
        return self.lowest if self.lowest == self.highest else None

    @property
    def effective(self) -> float | None:
        """The effective number of donors: so many equal ones would be as concentrated; 1/H."""
        return _reciprocal(self.herfindahl)

    @property
    def fewest(self) -> float | None:
        """The lowest effective number of donors that the unknown amounts allow."""
        return _reciprocal(self.highest)

    @property
    def most(self) -> float | None:
        """The highest effective number of donors that the unknown amounts allow."""
        return _reciprocal(self.lowest)


@dataclass(frozen=True)
class Dependency:
    """On whom one recipient depends.

    Attributes:
        recipient: Its IRI.
        donors: IRIs of its known donors, sorted.
        concentrations: One for each currency, in order of their keys; never added up, never converted.
    """

    recipient: str
    donors: tuple[str, ...]
    concentrations: tuple[Concentration, ...]

    @property
    def by_count(self) -> float:
        """The index if every known donor gave the same: one by their number; no index goes below it."""
        return 1 / len(self.donors)


def dependency(rows: Iterable[Row]) -> tuple[Dependency, ...]:
    """Return the dependency of each recipient of *rows*, in order of IRI.

    The index is H = Σ s² over the shares s of the donors in what is given in one currency (A. O. Hirschman,
    The paternity of an index, American Economic Review 54, 1964); 1/H is the effective number of donors
    (M. Laakso, R. Taagepera, Comparative Political Studies 12, 1979).

    Bounds. Let donor d be known to give k(d), let U be the donors who give an unknown amount x(d) ≥ 0 besides
    (in this currency or in one that is unknown), y = k + x, S = Σ y, Q = Σ y², so that H = Q/S².

    - Highest: if x(d) of one donor grows without end, its share and with it H go to 1. So it is 1 as soon as
      one amount is unknown, whatever the others are.
    - Lowest: ∂H/∂y(d) = 2 (y(d) − Q/S) / S², so that H falls while a donor below the level t = Q/S is
      raised. √H is a norm by a positive sum, thus quasi-convex, and has no other lowest point than where all
      of U stand at t or, if they are known to give more, where they are: y(d) = max(k(d), t). With
      these y in t = Q/S the m donors at the level cancel out, and t = Σ k² / Σ k over the others alone. They
      are all those not in U, and from the largest of U on those whose k exceeds the level so far; each
      raises it, and never above itself. Then H = t / (Σ k + m t). If all the others give 0, any t serves, and
      H = 1/m.

    Args:
        rows: Each funding once, however many sources tell of it. What a body gives itself is left out. An
            amount without a currency cannot be compared with any other, and counts as unknown.

    Raises:
        NetworkError: An amount is no finite number.
    """
    by_recipient: dict[str, list[Funding]] = defaultdict(list)
    for funding in fundings(rows):
        by_recipient[funding.recipient].append(funding)
    return tuple(
        Dependency(
            recipient,
            tuple(sorted({funding.funder for funding in received})),
            tuple(_concentration(received, currency) for currency in _currencies(received)),
        )
        for recipient, received in sorted(by_recipient.items())
    )


def _currencies(received: Sequence[Funding]) -> Sequence[str | None]:
    return sorted({funding.currency for funding in received if funding.currency}) or [None]


def _concentration(received: Sequence[Funding], currency: str | None) -> Concentration:
    amounts: dict[str, list[float]] = defaultdict(list)
    unknown: list[str] = []
    for funding in received:
        if funding.currency is None or (funding.currency == currency and funding.amount is None):
            unknown.append(funding.funder)
        elif funding.currency == currency and funding.amount is not None:
            amounts[funding.funder].append(float(funding.amount))
    known = {funder: fsum(amounts[funder]) for funder in sorted({*amounts, *unknown})}
    total = fsum(known.values())
    meant = min(known.values()) >= 0 and (total > 0 or bool(unknown))
    raised = [amount for funder, amount in known.items() if funder in unknown]
    lowest = _lowest([known[funder] for funder in known if funder not in unknown], raised) if meant else None
    return Concentration(
        currency,
        total,
        len(unknown),
        {funder: amount / total for funder, amount in known.items()} if meant and not unknown else None,
        lowest,
        1.0 if meant and unknown else lowest,
    )


def _lowest(fixed: Sequence[float], raised: Sequence[float]) -> float:
    """Return the lowest index over donors who give *fixed* and others who give at least *raised*."""
    largest = max(*fixed, *raised, 0) or 1
    standing = [amount / largest for amount in fixed]
    rising = sorted(amount / largest for amount in raised)
    total, squares = fsum(standing), fsum(amount * amount for amount in standing)
    while rising and rising[-1] * total >= squares and rising[-1] > 0:
        amount = rising.pop()
        total, squares = total + amount, squares + amount * amount
    if not total:
        return 1 / len(rising)
    level = squares / total
    return min(1.0, level / (total + len(rising) * level))


def _reciprocal(index: float | None) -> float | None:
    return None if index is None else 1 / index
