"""Amounts of money: decimal text with a known currency, or nothing and the reason."""

from __future__ import annotations

import pytest

from ngograph.sources.amounts import Amount, amount_of
from ngograph.sources.known import Known

KNOWN = Known(currencies=frozenset({"EUR"}))


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("1,234,567.80", "1234567.80"),
        ("1 000", "1000"),
        ("-5", "-5"),
        ("0", "0"),
        ("1e3", "1000"),
        ("€2,000", "2000"),
        ("2 000 €", "2000"),
    ],
)
def test_a_number_is_kept_as_it_is(number: str, kept: str) -> None:
    assert amount_of(number, " eur ", KNOWN) == Amount(kept, "EUR")


@pytest.mark.parametrize(
    "number", ["many", "NaN", "Infinity", "1e400", "1e999999999", "1e-999999999", "1.2.3"]
)
def test_what_is_no_number_is_dropped_with_a_note(number: str) -> None:
    assert amount_of(number, "EUR", KNOWN) == Amount(notes=("an amount that is no number was dropped",))


def test_an_amount_needs_a_known_currency() -> None:
    assert amount_of("5", "", KNOWN).notes == ("an amount without a currency was dropped",)
    assert amount_of("5", "XYZ", KNOWN).codes_kept == ("Currency:XYZ",)
    assert amount_of("", "XYZ", KNOWN) == Amount()
