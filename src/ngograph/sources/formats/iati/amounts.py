"""Amounts of money as IATI states them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.formats.iati.times import day_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ngograph.sources.formats.iati.texts import Setting

_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+|(?=\.))(?:\.\d+)?", re.ASCII)


class Amount(NamedTuple):
    """An amount of money.

    Args:
        amount: a decimal number as text, empty if there is none.
        currency: its ISO 4217 code.
        value_date: the day of its exchange rate as YYYY-MM-DD, empty if unknown.
        kept: the code of a currency that is not known here.
    """

    amount: str = ""
    currency: str = ""
    value_date: str = ""
    kept: tuple[str, ...] = ()


def amount_of(value: _Element | None, setting: Setting) -> Amount:
    """Return the amount of *value*; it is dropped where it is no number or of no known currency."""
    text = (value.text or "").strip() if value is not None else ""
    if value is None or not text:
        setting.notes.append("no amount stated")
        return Amount()
    if not _NUMBER.fullmatch(text):
        text = "".join(text.split())
        if not _NUMBER.fullmatch(text):
            setting.notes.append("amount is no number: dropped")
            return Amount()
    currency = (value.get("currency") or "").strip().upper() or setting.currency
    if currency not in setting.known.currencies:
        setting.notes.append(
            f"currency {currency} is unknown: amount dropped"
            if currency
            else "amount without a currency: dropped"
        )
        return Amount(kept=(f"Currency:{currency}",) if currency else ())
    day = day_of(value, setting.notes, "value-date")
    return Amount(text.replace(",", "").lstrip("+"), currency, day)
