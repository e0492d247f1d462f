"""Who funds whom: what is known of the money and what is not, on small columns and on the five articles."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from ngograph import tables
from ngograph.errors import UnknownChoice
from ngograph.network import Flow, flows, funding_network
from ngograph.tables import MONEY
from ngograph.vocab import CONCEPT, ID, NGO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.release import Release

LISTS = ("funders", "recipients", "activities", "through", "kinds")
EUR, USD = f"{CONCEPT}currency/EUR", f"{CONCEPT}currency/USD"


def columns(
    fundings: Mapping[str, dict[str, Any]],
    doing: Sequence[tuple[str, str, str]] = (),
) -> dict[str, pl.DataFrame]:
    empty: dict[str, Any] = {column: [] for column in LISTS}
    types: dict[str, Any] = {
        "funding": pl.String,
        **dict.fromkeys(LISTS, pl.List(pl.String)),
        "amount": MONEY,
        "currency": pl.String,
        "modality": pl.String,
    }
    asserted = f"{CONCEPT}modality/asserted"
    parties: dict[str, Any] = {
        "party": [party for party, _, _ in doing],
        "role": [f"{CONCEPT}role/{role}" for _, role, _ in doing],
        "thing": [thing for _, _, thing in doing],
    }
    return {
        "fundings": pl.DataFrame(
            [{"funding": iri, **empty, "modality": asserted, **row} for iri, row in fundings.items()], types
        ),
        "parties": pl.DataFrame(parties, dict.fromkeys(parties, pl.String)).with_columns(
            pl.lit(f"{NGO}participant").alias("property"),
            pl.lit(value=True).alias("organisation"),
            pl.lit(asserted).alias("modality"),
        ),
        "affiliations": pl.DataFrame(
            {
                "part": ["office"],
                "whole": ["ministry"],
                "kinds": [[f"{CONCEPT}affiliation-kind/branch"]],
                "modality": [asserted],
            }
        ),
    }


def paid(
    funder: str, recipient: str, amount: str | None = None, currency: str | None = None
) -> dict[str, Any]:
    known = Decimal(amount) if amount else None
    return {"funders": [funder], "recipients": [recipient], "amount": known, "currency": currency}


def test_amounts_add_up_by_currency_and_what_is_unknown_is_counted() -> None:
    found = flows(
        columns(
            {
                "f1": paid("d", "r", "0.10", EUR),
                "f2": paid("d", "r", "0.20", EUR),
                "f3": paid("d", "r", "5", USD),
                "f4": paid("d", "r"),
            }
        )
    )
    assert found == (
        Flow("d", "r", (), (("EUR", Decimal("0.3")), ("USD", Decimal(5))), 1, ("f1", "f2", "f3", "f4")),
    )


def test_what_several_give_or_get_together_is_unknown_for_each() -> None:
    shared = {"funders": ["d", "e"], "recipients": ["r"], "amount": Decimal(10), "currency": EUR}
    assert [(flow.amounts, flow.unknown) for flow in flows(columns({"f": shared}))] == [((), 1), ((), 1)]
    shared = {"funders": ["d"], "recipients": ["r", "s"], "amount": Decimal(10), "currency": EUR}
    assert [(flow.amounts, flow.unknown) for flow in flows(columns({"f": shared}))] == [((), 1), ((), 1)]


DOING = [("lead", "lead", "x"), ("guest", "guest", "x")]
THROUGH = {
    "f": {"funders": ["d"], "activities": ["x"], "through": ["p"], "amount": Decimal(7), "currency": EUR}
}


def test_who_leads_or_implements_stands_for_a_recipient_that_is_not_named() -> None:
    (flow,) = flows(columns(THROUGH, DOING))
    assert (flow.source, flow.target, flow.via, flow.inferred) == ("d", "lead", ("p", "x"), True)
    assert flow.amounts == (("EUR", Decimal(7)),)
    assert flows(columns(THROUGH)) == ()
    named = {"f": {**THROUGH["f"], "recipients": ["r"]}}
    assert [(flow.target, flow.inferred) for flow in flows(columns(named, DOING))] == [("r", False)]


def test_through_the_activity_there_are_two_steps() -> None:
    found = flows(columns(THROUGH | {"g": paid("d", "r", "1", EUR)}, DOING), level="activity")
    assert [(flow.source, flow.target, flow.via, flow.inferred) for flow in found] == [
        ("d", "r", (), False),
        ("d", "x", ("p",), False),
        ("x", "lead", (), True),
    ]


def test_the_network_is_directed_and_its_strength_is_no_money() -> None:
    found = flows(columns({"f": paid("d", "r", "100", EUR), "g": paid("d", "r"), "h": paid("r", "d")}))
    network = funding_network(found)
    assert network.directed
    assert (network.nodes, network.strength.toarray().tolist()) == (("d", "r"), [[0, 2], [1, 0]])
    assert funding_network([]).nodes == ()


def test_parts_count_as_their_whole_and_nobody_funds_themselves() -> None:
    rows = {"f": paid("ministry", "office"), "g": paid("office", "r")}
    (flow,) = flows(columns(rows), collapse="branch")
    assert (flow.source, flow.target) == ("ministry", "r")


def test_what_is_planned_is_left_out_unless_asked_for() -> None:
    rows = {"f": {**paid("d", "r"), "modality": f"{CONCEPT}modality/planned"}}
    assert flows(columns(rows)) == ()
    assert len(flows(columns(rows), modalities=None)) == 1


def test_a_pledge_and_its_disbursement_can_be_told_apart() -> None:
    pledge, disbursement = (f"{CONCEPT}funding-kind/{kind}" for kind in ("pledge", "disbursement"))
    rows = {
        "f": {**paid("d", "r", "100", EUR), "kinds": [pledge]},
        "g": {**paid("d", "r", "60", EUR), "kinds": [disbursement]},
    }
    (flow,) = flows(columns(rows), kinds={"disbursement"})
    assert flow.amounts == (("EUR", Decimal(60)),)


@pytest.mark.parametrize(
    ("asked", "nearest"), [({"level": "activities"}, "activity"), ({"collapse": "brunch"}, "branch")]
)
def test_an_unknown_choice_is_told_with_the_nearest(asked: dict[str, str], nearest: str) -> None:
    with pytest.raises(UnknownChoice, match=f"nearest: {nearest}"):
        flows(columns({}), **asked)


def test_the_articles_name_no_sum(release: Release) -> None:
    found = flows(tables.Tables(release))
    assert all(flow.amounts == () and flow.unknown >= 1 for flow in found)
    giz = [flow for flow in found if flow.source == f"{ID}organisation/giz"]
    assert {flow.target.removeprefix(f"{ID}organisation/child-safety-working-group-") for flow in giz} == {
        "bijeljina",
        "brcko",
        "zivinice",
    }
    assert not any(flow.inferred for flow in giz)
