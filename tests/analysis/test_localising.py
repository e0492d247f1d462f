"""Local, national, international: seen from one country, by what is given, with the funds of the scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ngograph.analysis import ANALYSES
from ngograph.analysis.money import twice
from ngograph.errors import NetworkError
from ngograph.vocab import CONCEPT, ID

if TYPE_CHECKING:
    from ngograph.analysis import Known, Report

BOSNIA = f"{ID}place/ba"
OTAHARIN = f"{ID}organisation/otaharin"


def report(known: Known, **told: str | list[str]) -> Report:
    given = {name: [text] if isinstance(text, str) else text for name, text in told.items()}
    return ANALYSES["localisation"].report(known, {"ties": ["contact,funding"], **given})


def bodies(found: Report) -> dict[str, Any]:
    return dict(zip(found.columns, found.rows[0], strict=True))


def test_from_one_country_the_societies_of_others_are_international(known: Known) -> None:
    anywhere, here = bodies(report(known)), report(known, focus=BOSNIA)
    assert bodies(here)["national"] < anywhere["national"]
    assert bodies(here)["international"] > anywhere["international"]
    assert here.network["filters"]["focus"] == BOSNIA
    assert here.summary["bodies whose country is not known"] is not None
    assert any("whose country is not known" in note for note in here.notes)
    assert any("name one (focus)" in note for note in report(known).notes)


def test_what_is_given_goes_before_kind_and_country(known: Known) -> None:
    plain, told = bodies(report(known, focus=BOSNIA)), bodies(report(known, focus=BOSNIA, local=OTAHARIN))
    assert told["local"] == plain["local"] + 1
    assert told["unknown"] == plain["unknown"] - 1


def test_what_cannot_be_told_is_refused(known: Known) -> None:
    with pytest.raises(NetworkError, match="expected a country"):
        report(known, focus=f"{ID}place/tuzla")
    with pytest.raises(NetworkError, match=r"expected one scope for .*otaharin>, found local and national"):
        report(known, local=OTAHARIN, national=OTAHARIN)


def test_the_funds_are_those_of_the_scope(known: Known) -> None:
    here, there = report(known), report(known, place=f"{ID}place/uz")
    told = "funds whose recipient is not in the network"
    assert isinstance(here.summary[told], int)
    assert there.summary[told] == 0
    assert "No funds are known of what was asked for." in there.notes


def test_the_same_money_told_twice_is_said() -> None:
    kinds = [[f"{CONCEPT}funding-kind/{kind}"] for kind in ("pledge", "commitment", "commitment")]
    rows = [{"kinds": one} for one in kinds]
    assert twice(rows, ()) == (
        "Several kinds of funding are added up, which may be the same money twice: commitment 2, pledge 1.",
    )
    assert twice(rows, ("commitment",)) == ()
    assert twice(rows[1:], ()) == ()


def test_brokers_between_countries_are_told_by_their_seats(known: Known) -> None:
    found = ANALYSES["brokerage"].report(
        known, {"ties": ["contact"], "attribute": ["country"], "lang": ["bs"]}
    )
    groups = {dict(zip(found.columns, row, strict=True))["group"] for row in found.rows}
    assert "Bosna i Hercegovina" in groups
