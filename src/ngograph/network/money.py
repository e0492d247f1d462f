"""Who pays whom how much: one row a donor and a recipient, as dependency and localisation count them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import polars as pl

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network.shapes import refuse, several
from ngograph.network.twomode import ASSERTED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    Row: TypeAlias = "Funding | tuple[str, str, float | Decimal | None, str | None] | Mapping[str, Any]"


_ENDS: Final = ("recipients", "activities")


class Funding(NamedTuple):
    """One donor's funding of one recipient; a plain tuple of four, or a mapping, does as well.

    Attributes:
        funder: IRI of the donor.
        recipient: IRI of the body or the activity that is paid for.
        amount: In units of *currency*; None if it is unknown, which is not 0. An amount that several donors
            give together is unknown for each of them. Less than 0 is a refund.
        currency: By its ISO 4217 code, such as `EUR`; None if it is unknown.
    """

    funder: str
    recipient: str
    amount: float | Decimal | None = None
    currency: str | None = None


def fundings(rows: Iterable[Row]) -> Iterator[Funding]:
    """Yield *rows* as fundings, without what a body gives itself.

    Raises:
        NetworkError: An amount is no finite number, or a row is no funding.
    """
    for row in rows:
        funding = _funding(row)
        if funding.amount is not None and not (_is_number(funding.amount) and isfinite(funding.amount)):
            raise NetworkError(
                f"expected an amount of money, found {funding.amount!r} from <{funding.funder}> for "
                f"<{funding.recipient}>"
            )
        if funding.funder != funding.recipient:
            yield funding


def paid(
    statements: Iterable[Mapping[str, Any]] | pl.DataFrame,
    to: str = "recipients",
    *,
    kinds: Collection[str] | str | None = None,
    modalities: Collection[str] | str | None = ASSERTED,
    jointly: bool = False,
) -> tuple[Funding, ...]:
    """Return the fundings that *statements* tell of, in their order.

    An amount that several donors give together, or that goes to several recipients, is unknown for each: how
    they divide it is not said.

    Args:
        statements: The table `fundings` of a release, or rows of it: lists in `funders`, `recipients`,
            `activities` and `kinds`; `amount`, `currency`, `modality`.
        to: Whom to follow the money to, `recipients` or `activities`.
        kinds: Keys of the kinds of funding to take, None for all. A pledge, its commitment and its
            disbursements are the same money: take one of them where amounts are to be added.
        modalities: Keys of the modalities to take, None for all: only what is asserted, unless asked
            otherwise.
        jointly: Take the donors of one statement as one, named by all their IRIs with spaces between: for who
            receives how much, where it does not matter from whom.

    Raises:
        UnknownChoice: Money is followed neither to recipients nor to activities.
    """
    if to not in _ENDS:
        raise UnknownChoice("end of the money", to, _ENDS)
    kinds, modalities = several(kinds), several(modalities)
    found = []
    for row in statements.iter_rows(named=True) if isinstance(statements, pl.DataFrame) else statements:
        if kinds is not None and not {_key(kind) for kind in row["kinds"]} & set(kinds):
            continue
        if modalities is not None and _key(row["modality"]) not in modalities:
            continue
        donors = [" ".join(sorted(row["funders"]))] if jointly else row["funders"]
        amount = None if len(donors) > 1 or len(row[to]) > 1 else row["amount"]
        currency = _key(row["currency"]).upper() if row["currency"] else None
        found += [Funding(donor, end, amount, currency) for donor in donors for end in row[to]]
    return tuple(found)


def _funding(row: Row) -> Funding:
    """Return *row* as a funding; of a mapping the columns of that name, whatever others it has."""
    if isinstance(row, Mapping) and {"funder", "recipient"} <= row.keys():
        return Funding(**{name: row[name] for name in Funding._fields if name in row})
    if isinstance(row, str | Mapping) or not 2 <= len(row) <= len(Funding._fields):
        refuse("a funding by funder, recipient, amount and currency", row)
    return Funding(*row)


def _is_number(amount: object) -> bool:
    return isinstance(amount, Real | Decimal)


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]
