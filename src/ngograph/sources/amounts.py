"""Amounts of money as a source writes them, and what becomes of them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.characters import with_digits

if TYPE_CHECKING:
    from ngograph.sources.known import Known

_DIGITS: Final = 18
"""How many digits an amount has at most, before the point and behind it."""

_BETWEEN: Final = re.compile(r"[,'\s]")
_SIGNS: Final = re.compile(r"^[£$€¥]\s*(?=[\d-])|(?<=\d)\s*[£$€¥]$")


class Amount(NamedTuple):
    """An amount as decimal text with its ISO 4217 currency, both or neither; with notes and codes kept."""

    number: str = ""
    currency: str = ""
    notes: tuple[str, ...] = ()
    codes_kept: tuple[str, ...] = ()


def amount_of(number: str, currency: str, known: Known) -> Amount:
    """Return the amount that *number* and *currency* are, or the reason why they are none.

    Args:
        number: with a decimal point, and commas or blanks between thousands or nothing; a sign of money
            before or behind it says nothing beside the *currency*.
        currency: an ISO 4217 code.
        known: the currencies that amounts may be stated in.
    """
    code = currency.strip().upper()
    if not number.strip():
        return Amount()
    if not code:
        return Amount(notes=("an amount without a currency was dropped",))
    if code not in known.currencies:
        return Amount(
            notes=(f"currency {code} is not known: amount dropped",), codes_kept=(f"Currency:{code}",)
        )
    try:
        value = Decimal(_BETWEEN.sub("", _SIGNS.sub("", with_digits(number.strip()))))
    except InvalidOperation:
        value = Decimal("NaN")
    written_out = value.is_finite() and int(value.as_tuple().exponent) >= -_DIGITS
    if not written_out or value.adjusted() > _DIGITS:
        return Amount(notes=("an amount that is no number was dropped",))
    return Amount(format(value, "f"), code)
