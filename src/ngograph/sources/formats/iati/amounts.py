"""Amounts of money as IATI states them."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final

from ngograph.sources.formats.iati.times import day_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ngograph.sources.formats.iati.setting import Setting

_PLAIN: Final = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?", re.ASCII).fullmatch
_NUMBER: Final = re.compile(
    r"[+-]?(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+|(?=\.))(?:\.\d*)?(?:[eE][+-]?\d{1,2})?", re.ASCII
)
_LARGEST: Final = Decimal(10) ** 18
_FINEST: Final = Decimal(10) ** -18
"""Beyond these there is no decimal number that a store of triples reckons with."""
_EXACT: Final = Context(prec=40)


Amount = tuple[str, str, str, tuple[str, ...]]
"""A decimal number as text, empty if there is none; its ISO 4217 code; the day of its exchange rate as
YYYY-MM-DD, empty if unknown; the code of a currency that is not known here."""

_NONE: Final[Amount] = ("", "", "", ())


def amount_of(value: _Element | None, setting: Setting) -> Amount:
    """Return the amount of *value*; it is dropped where it is no number or of no known currency."""
    text = value.text if value is not None else None
    if value is None or not text or not (text := text.strip()):
        setting.notes.append("no amount stated")
        return _NONE
    number = text if _PLAIN(text) else _number(text)
    if not number:
        setting.notes.append("amount is no number: dropped")
        return _NONE
    currency = value.get("currency") or setting.currency
    if currency not in setting.known.currencies:
        currency = currency.strip().upper() or setting.currency
        if currency not in setting.known.currencies:
            return _unknown(currency, setting.notes)
    return number, currency, day_of(value, setting.notes, "value-date"), ()


def _number(text: str) -> str:
    """Return the number that *text* is, with blanks or commas between its digits or in powers of ten.

    >>> _number("1 234 567.50"), _number("12,34,567"), _number("2.5E+6"), _number("about 5")
    ('1234567.50', '1234567', '2500000', '')
    """
    text = "".join(text.split())
    if not _NUMBER.fullmatch(text) or not any(map(str.isdigit, text)):
        return ""
    number = Decimal(text.replace(",", ""))
    if abs(number) > _LARGEST:
        return ""
    fine = int(number.as_tuple().exponent) < _FINEST.adjusted()
    return format(number.quantize(_FINEST, context=_EXACT) if fine else number, "f")


def _unknown(currency: str, notes: list[str]) -> Amount:
    if not currency:
        notes.append("amount without a currency: dropped")
        return _NONE
    notes.append(f"currency {currency} is unknown: amount dropped")
    return "", "", "", (f"Currency:{currency}",)
