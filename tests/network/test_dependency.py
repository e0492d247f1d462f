"""On how few donors one depends: by hand, and the bounds against every completion."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from ngograph.errors import NetworkError
from ngograph.network import Concentration, Funding, dependency


def one(*rows: tuple[str, float | None, str | None]) -> Concentration:
    """Return how concentrated these donors' amounts for one recipient are, in their one currency."""
    (found,) = dependency((funder, "r", amount, currency) for funder, amount, currency in rows)
    (concentration,) = found.concentrations
    return concentration


def herfindahl(amounts: list[float]) -> float:
    return sum(amount**2 for amount in amounts) / sum(amounts) ** 2


def test_known_amounts_give_the_index() -> None:
    # 0.6² + 0.3² + 0.1² = 0.46
    found = one(("a", 60, "EUR"), ("b", 20, "EUR"), ("b", 10, "EUR"), ("c", 10, "EUR"))
    assert found.shares == {"a": 0.6, "b": 0.3, "c": 0.1}
    assert found.herfindahl == pytest.approx(0.46)
    assert found.effective == pytest.approx(1 / 0.46)
    assert (found.known, found.unknown) == (100, 0)
    assert found.fewest == found.most == found.effective


def test_equal_donors_count_as_many_as_they_are() -> None:
    found = one(*((donor, 0.1, "EUR") for donor in "abcdefg"))
    assert found.effective == pytest.approx(7)


def test_an_unknown_amount_leaves_bounds() -> None:
    # The level is (60² + 40²) / 100 = 52, so 60, 40 and 52 are the least concentrated: 7904 / 152².
    found = one(("a", 60, "EUR"), ("b", 40, "EUR"), ("c", None, "EUR"))
    assert found.lowest == pytest.approx(7904 / 152**2)
    assert (found.highest, found.fewest) == (1, 1)
    assert (found.herfindahl, found.effective, found.shares) == (None, None, None)
    assert (found.known, found.unknown) == (100, 1)


def test_more_from_a_donor_of_whom_some_is_known() -> None:
    # a gives 90 and more: above the level of b alone (10), it stays as it is; c rises to 8200/100 = 82.
    found = one(("a", 90, "EUR"), ("a", None, "EUR"), ("b", 10, "EUR"), ("c", None, None))
    assert found.lowest == pytest.approx(herfindahl([90, 10, 82]))
    # a gives 5 and more: below that level, it rises to 10.
    assert one(("a", 5, "EUR"), ("a", None, "EUR"), ("b", 10, "EUR")).lowest == pytest.approx(0.5)


def test_nothing_known_but_the_donors() -> None:
    found = one(("a", None, None), ("b", None, None))
    assert (found.currency, found.known, found.unknown) == (None, 0, 2)
    assert (found.lowest, found.highest, found.herfindahl) == (0.5, 1, None)


def test_one_donor_is_all_whatever_it_gives() -> None:
    found = one(("a", None, "EUR"))
    assert (found.herfindahl, found.effective, found.shares) == (1, 1, None)


def test_currencies_are_never_mixed() -> None:
    rows = [("a", "r", 1.0, "EUR"), ("b", "r", 3.0, "EUR"), ("b", "r", 1.0, "USD"), ("c", "r", None, "GBP")]
    (found,) = dependency(rows)
    assert found.donors == ("a", "b", "c")
    assert found.by_count == pytest.approx(1 / 3)
    indices = {one.currency: one.herfindahl for one in found.concentrations}
    assert indices == pytest.approx({"EUR": 0.625, "GBP": 1, "USD": 1})


def test_an_amount_in_an_unknown_currency_is_unknown_in_each() -> None:
    found = one(("a", 10, "EUR"), ("b", 1000, None))
    assert (found.known, found.unknown, found.lowest, found.highest) == (10, 1, 0.5, 1)


@pytest.mark.parametrize("amounts", [(0, 0), (5, -6), (-1, None)])
def test_shares_of_nothing_and_of_less_than_nothing_mean_nothing(amounts: tuple[float | None, ...]) -> None:
    found = one(*((donor, amount, "EUR") for donor, amount in zip("ab", amounts, strict=True)))
    assert (found.lowest, found.highest, found.herfindahl, found.shares) == (None, None, None, None)


def test_a_refund_counts_against_what_its_donor_gave() -> None:
    assert one(("a", 5, "EUR"), ("a", -2, "EUR"), ("b", 1, "EUR")).shares == {"a": 0.75, "b": 0.25}


def test_each_recipient_by_itself_and_in_order() -> None:
    rows = [Funding("a", "s", Decimal("2.5"), "EUR"), Funding("a", "r"), Funding("r", "r", 9, "EUR")]
    found = dependency(rows)
    assert [one.recipient for one in found] == ["r", "s"]
    assert [one.donors for one in found] == [("a",), ("a",)]
    assert found[1].concentrations[0].known == 2.5
    assert dependency([]) == ()


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_amount_is_refused(amount: float) -> None:
    with pytest.raises(NetworkError, match=r"expected an amount of money, found .* from <a> for <r>"):
        dependency([("a", "r", amount, "EUR")])


AMOUNTS = st.floats(0, 1e9) | st.just(0.0)


@given(st.lists(AMOUNTS, max_size=5), st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=4))
def test_the_bounds_enclose_the_index_of_every_completion(
    fixed: list[float], raised: list[tuple[float, float]]
) -> None:
    known = [(f"f{n}", amount, "EUR") for n, amount in enumerate(fixed)]
    known += [(f"u{n}", amount, "EUR") for n, (amount, _) in enumerate(raised)]
    partly = one(*known, *((f"u{n}", None, "EUR") for n in range(len(raised))))
    whole = one(*known, *((f"u{n}", more, "EUR") for n, (_, more) in enumerate(raised)))
    assert partly.lowest is not None
    assert partly.highest is not None
    assert 1 / len(fixed + raised) - 1e-9 <= partly.lowest <= partly.highest == 1
    if whole.herfindahl is not None:
        assert partly.lowest - 1e-9 <= whole.herfindahl <= partly.highest


@pytest.mark.parametrize(
    ("fixed", "raised"),
    [([3.0], [0.0, 0.0]), ([5, 1, 1], [4, 0, 2]), ([1], [9, 5, 3.0]), ([], [7, 2, 0]), ([0], [4, 1])],
)
def test_the_lowest_is_reached(fixed: list[float], raised: list[float]) -> None:
    rows = [*((f"f{n}", amount, "EUR") for n, amount in enumerate(fixed))]
    rows += [(f"u{n}", amount, "EUR") for n, amount in enumerate(raised)]
    found = one(*rows, *((f"u{n}", None, "EUR") for n in range(len(raised))))

    def completed(more: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        return herfindahl([*fixed, *(np.asarray(raised) + more)])

    reached = minimize(completed, np.ones(len(raised)), bounds=[(0, 1e3)] * len(raised), tol=1e-12)
    assert found.lowest == pytest.approx(reached.fun, abs=1e-6)


@given(st.permutations([("a", 1.5, "EUR"), ("b", None, "EUR"), ("c", 2.25, "EUR"), ("a", 4.0, None)]))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[str, float | None, str | None]]) -> None:
    assert one(*rows) == one(("a", 1.5, "EUR"), ("b", None, "EUR"), ("c", 2.25, "EUR"), ("a", 4.0, None))


def test_rows_may_have_names() -> None:
    named = [
        {"funder": "a", "recipient": "r", "amount": 60, "currency": "EUR", "year": 2020},
        {"funder": "b", "recipient": "r", "amount": 40, "currency": "EUR"},
    ]
    assert dependency(named) == dependency([("a", "r", 60, "EUR"), ("b", "r", 40, "EUR")])


@pytest.mark.parametrize("row", [("a",), ("a", "r", 1, "EUR", 2020), "ar", {"donor": "a", "recipient": "r"}])
def test_what_is_no_funding_is_refused(row: Any) -> None:
    with pytest.raises(NetworkError, match="expected a funding by funder, recipient, amount and currency"):
        dependency([row])


def test_an_amount_in_words_is_refused() -> None:
    with pytest.raises(NetworkError, match="expected an amount of money, found '100' from <a> for <r>"):
        dependency([("a", "r", "100", "EUR")])  # type: ignore[list-item]
