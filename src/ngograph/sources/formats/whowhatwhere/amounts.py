"""Amounts of money in cells: a number with its currency, or no amount at all."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.characters import with_digits
from ngograph.sources.formats.whowhatwhere.wording import says_nothing

if TYPE_CHECKING:
    from collections.abc import Set

_SIGNS: Final = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP"}
_WORD: Final = re.compile(r"US\$|[A-Z]{3}(?![A-Za-z])|[$€£]")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_POWER: Final = re.compile(r"-?\d(\.\d+)?[eE]\+?\d{1,2}")
_NEGATIVE: Final = re.compile(r"\(\s*([\d.,\s'’]+)\s*\)")
_THOUSANDS: Final = re.compile(r"(?<=\d)[\s\u00a0'’](?=\d{3}(\D|$))")
_GROUPED: Final = re.compile(r"-?\d{1,3}((,\d{3})+(\.\d+)?|(\.\d{3})+(,\d+)?)")


class Amount(NamedTuple):
    """A decimal number as text with its currency, both empty where there is none, and what to know of it."""

    number: str = ""
    currency: str = ""
    notes: tuple[str, ...] = ()


def amount_of(cell: str, currency: str, header: str, currencies: Set[str]) -> Amount:
    """Return the amount in *cell*; its currency stands in a cell of its own, in it, or in its *header*.

    >>> amount_of("1,250.50", "", "Budget (USD)", {"USD"})
    Amount(number='1250.50', currency='USD', notes=())
    >>> amount_of("1250", "", "Budget", {"USD"}).notes
    ('an amount without a currency is left out',)
    """
    if not cell:
        return Amount()
    number = _number(with_digits(_WORD.sub("", cell).strip()))
    if not number:
        return Amount() if says_nothing(cell) else Amount(notes=("an amount cannot be read",))
    for text in (currency.upper(), cell, header):
        for word in _WORD.findall(text):
            code = _SIGNS.get(word, word)
            if code in currencies:
                return Amount(number, code)
    stated = currency or next(iter(_WORD.findall(cell)), "")
    return Amount(notes=(f"an amount {'in an unknown' if stated else 'without a'} currency is left out",))


def _number(text: str) -> str:
    """Return *text* as a decimal number without thousands marks, empty if it is none.

    Brackets around a number are how books of account write a minus.
    """
    if _POWER.fullmatch(text):
        return format(Decimal(text), "f")
    if found := _NEGATIVE.fullmatch(text):
        positive = _number(found[1].strip())
        return f"-{positive}" if positive else ""
    bare = _THOUSANDS.sub("", text)
    if _GROUPED.fullmatch(bare):
        decimal = "." if bare.rfind(".") > bare.rfind(",") and bare.count(".") == 1 and "," in bare else ","
        decimal = decimal if bare.count(decimal) == 1 and len({*bare} & {".", ","}) == 2 else ""
        bare = "".join("." if one == decimal else one for one in bare if one not in ".," or one == decimal)
    elif bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")
    return bare if _NUMBER.fullmatch(bare) else ""
