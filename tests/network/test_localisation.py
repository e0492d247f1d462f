"""How much is local: by kind, by country, and by what is said of each body."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network import AT_HOME, SCOPES, Funding, Line, Network, Node, localisation, two_mode
from ngograph.network.drawing.words import spelt
from ngograph.network.localisation import ANYWHERE, Scope

if TYPE_CHECKING:
    from ngograph.content import Content

Row = dict[str, str | None]
ID = "https://example.org/id/"
BODIES = Network(
    (
        Node("branch", "Branch", "Red Cross of a canton"),
        Node("donor", "DevelopmentAgency", "Agency"),
        Node("here", "NationalSociety", "Society of this country"),
        Node("ngo", "NonGovernmentalOrganisation", "Association"),
        Node("project", "Project", "A thing, no body"),
        Node("there", "NationalSociety", "Society of another country"),
    ),
    (),
)
COUNTRIES = {"branch": "BA", "here": "BA", "there": "GB", "ngo": "BA"}


def line(what: str, unit: str = "", **more: object) -> Line:
    report = localisation(BODIES, **more)  # type: ignore[arg-type]
    (found,) = [one for one in report.lines if (one.what, one.unit) == (what, unit)]
    return found


def test_the_kind_tells_what_it_tells_and_no_more() -> None:
    assert localisation(BODIES).scopes == {
        "branch": "local",
        "donor": "international",
        "here": "national",
        "ngo": "unknown",
        "there": "national",
    }


def test_seen_from_one_country_the_society_of_another_is_international() -> None:
    found = localisation(BODIES, focus="BA", countries=COUNTRIES)
    assert found.scopes == {
        "branch": "local",
        "donor": "international",
        "here": "national",
        "ngo": "unknown",
        "there": "international",
    }


def test_where_the_country_is_asked_for_and_unknown_nothing_is_guessed() -> None:
    assert localisation(BODIES, focus="BA").scopes == {
        "branch": "unknown",
        "donor": "international",
        "here": "unknown",
        "ngo": "unknown",
        "there": "unknown",
    }


def test_what_is_said_of_a_body_goes_before_its_kind_and_country() -> None:
    said = localisation(BODIES, focus="BA", countries=COUNTRIES, given={"ngo": "local", "there": "national"})
    assert (said.scopes["ngo"], said.scopes["there"]) == ("local", "national")


def test_bodies_are_counted() -> None:
    found = line("bodies")
    assert found.totals == {"local": 1, "national": 2, "international": 1, "unknown": 1}
    assert found.shares == {"local": 0.2, "national": 0.4, "international": 0.2, "unknown": 0.2}
    assert found.localised == pytest.approx((0.6, 0.8))


def test_figures_are_summed_and_those_that_lack_are_counted() -> None:
    found = line("degree", measures={"degree": {"branch": 3, "here": 5, "there": 2, "donor": None}})
    assert found.totals == {"local": 3, "national": 7, "international": 0, "unknown": 0}
    assert found.shares["national"] == 0.7
    assert found.missing == {"local": 0, "national": 0, "international": 1, "unknown": 1}


def test_money_by_currency_with_what_is_unknown() -> None:
    rows = [
        Funding("donor", "here", 100, "EUR"),
        Funding("donor", "branch", 300, "EUR"),
        Funding("donor", "ngo", None, "EUR"),
        Funding("donor", "ngo", 50, "USD"),
        Funding("donor", "here", 1000),
        Funding("donor", "project", 7, "EUR"),
        Funding("here", "here", 9, "EUR"),
    ]
    euro = line("funding", "EUR", funding=rows)
    assert euro.totals == {"local": 300, "national": 100, "international": 0, "unknown": 0}
    assert euro.missing == {"local": 0, "national": 0, "international": 0, "unknown": 1}
    assert euro.localised == (1, 1)
    assert line("funding", "USD", funding=rows).localised == (0, 1)
    nameless = line("funding", "", funding=rows)
    assert (sum(nameless.totals.values()), nameless.missing["national"]) == (0, 1)
    assert nameless.localised is None
    assert set(nameless.shares.values()) == {None}
    assert localisation(BODIES, funding=rows).unassigned == (Funding("donor", "project", 7, "EUR"),)


def test_shares_of_refunds_mean_nothing() -> None:
    rows = [Funding("donor", "here", 100, "EUR"), Funding("donor", "branch", -10, "EUR")]
    assert line("funding", "EUR", funding=rows).localised is None


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UnknownChoice) as unknown:
        localisation(BODIES, given={"ngo": "locale"})  # type: ignore[dict-item]
    assert unknown.value.nearest == ("local",)
    with pytest.raises(NetworkError):
        localisation(BODIES, funding=[("donor", "here", float("nan"), "EUR")])


def test_every_kind_in_the_table_is_a_class(content: Content) -> None:
    text = (content.ontology / "organisations.ttl").read_text("utf-8")
    assert not [kind for kind in (*AT_HOME, *ANYWHERE) if f"ngo:{kind} a owl:Class" not in text]
    assert not ANYWHERE & set(AT_HOME)
    assert get_args(Scope) == SCOPES


def test_the_table_in_the_docs_is_the_table() -> None:
    text = (Path(__file__).parents[2] / "docs" / "networks.md").read_text("utf-8")
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines() if "|" in row]
    told = {kind: cells[1] for cells in rows if len(cells) == 3 for kind in cells[0].split("; ")}
    assert {kind: told.get(spelt(kind).lower()) for kind in AT_HOME} == dict(AT_HOME)


def test_the_bodies_of_five_articles(rows: list[Row]) -> None:
    known = two_mode(rows)
    home = dict.fromkeys((body.iri for body in known.bodies), "BA")
    home |= {ID + key: country for key, country in (("uk", "GB"), ("bg", "BG"), ("tr", "TR"), ("uz", "UZ"))}
    home |= {f"{ID}ch": "CH", f"{ID}swiss": "CH"}
    found = localisation(known, focus="BA", countries=home)
    by_scope = {
        scope: {iri.removeprefix(ID) for iri, one in found.scopes.items() if one == scope} for scope in SCOPES
    }
    assert by_scope["national"] == {"ba"}
    assert by_scope["local"] == {
        "csr-jajce",
        "csr-kalesija",
        "csr-modrica",
        "kruscica",
        "modrica",
        "sava",
        "tuzla",
        "zivinice",
    }
    assert {"uk", "icrc-ba", "swiss", "embassy", "usaid", "eu"} <= by_scope["international"]
    assert {"kali-sara", "otaharin", "wg-brcko", "puz"} <= by_scope["unknown"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["branch", "here", "ngo", "there", "project"]),
            st.none() | st.integers(0, 1000),
            st.sampled_from(["EUR", "USD", None]),
        )
    )
)
def test_no_funding_is_lost(rows: list[tuple[str, int | None, str | None]]) -> None:
    report = localisation(BODIES, funding=[("donor", *row) for row in rows])
    lines = [one for one in report.lines if one.what == "funding"]
    for unit in ("EUR", "USD"):
        known = sum(amount or 0 for body, amount, currency in rows if currency == unit and body != "project")
        assert sum(sum(one.totals.values()) for one in lines if one.unit == unit) == known
    unknown = sum(
        body != "project" and (amount is None or currency is None) for body, amount, currency in rows
    )
    assert sum(sum(one.missing.values()) for one in lines) == unknown
    assert len(report.unassigned) == sum(body == "project" for body, *_ in rows)
