"""Statements of funding become who pays whom, and no amount is counted where nobody knows whose it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from ngograph.errors import UnknownChoice
from ngograph.network import Funding, dependency, paid

CONCEPT = "https://w3id.org/ngograph/concept/"


def statement(
    funders: str, recipients: str = "", activities: str = "", amount: int | None = None, **more: str
) -> dict[str, Any]:
    return {
        "funders": funders.split(),
        "recipients": recipients.split(),
        "activities": activities.split(),
        "amount": None if amount is None else Decimal(amount),
        "currency": f"{CONCEPT}currency/{more.get('currency', 'eur')}" if amount is not None else None,
        "kinds": [f"{CONCEPT}funding-kind/{more.get('kind', 'commitment')}"],
        "modality": f"{CONCEPT}modality/{more.get('modality', 'asserted')}",
    }


def test_one_donor_and_one_recipient_keep_the_amount() -> None:
    rows = [statement("d", "r", "p", 100), statement("e", "r")]
    assert paid(rows) == (Funding("d", "r", Decimal(100), "EUR"), Funding("e", "r"))
    assert paid(rows, "activities") == (Funding("d", "p", Decimal(100), "EUR"),)


@pytest.mark.parametrize(("funders", "recipients"), [("d e", "r"), ("d", "r s")])
def test_an_amount_that_is_shared_is_unknown_for_each(funders: str, recipients: str) -> None:
    found = paid([statement(funders, recipients, amount=100)])
    assert [(one.amount, one.currency) for one in found] == [(None, "EUR"), (None, "EUR")]


def test_what_is_received_is_known_whoever_gives_it() -> None:
    found = paid([statement("e d", "r", amount=100), statement("d", "r s", amount=9)], jointly=True)
    assert found == (
        Funding("d e", "r", Decimal(100), "EUR"),
        Funding("d", "r", None, "EUR"),
        Funding("d", "s", None, "EUR"),
    )


def test_a_promise_and_its_payment_are_not_added() -> None:
    rows = [
        statement("d", "r", amount=100),
        statement("d", "r", amount=40, kind="disbursement"),
        statement("d", "r", amount=60, kind="disbursement"),
    ]
    (found,) = dependency(paid(rows, kinds={"disbursement"}))
    assert found.concentrations[0].known == 100
    assert len(paid(rows)) == 3


def test_what_is_only_planned_is_left_out_unless_asked_for() -> None:
    rows = [statement("d", "r", modality="planned")]
    assert paid(rows) == ()
    assert paid(rows, modalities=None) == paid(rows, modalities={"planned"}) == (Funding("d", "r"),)


def test_the_table_itself_will_do_and_one_kind_is_not_taken_apart() -> None:
    rows = [statement("d", "r", "p", 100), statement("e", "r", "p", 50, kind="pledge")]
    assert paid(pl.DataFrame(rows)) == paid(rows)
    assert paid(rows, kinds="pledge") == paid(rows, kinds=["pledge"])
    assert paid(rows, modalities="asserted") == paid(rows)


def test_money_is_followed_to_recipients_or_activities() -> None:
    with pytest.raises(UnknownChoice, match="found 'recipient'; nearest: recipients"):
        paid([], "recipient")
