"""What a real release says of those in the five articles: who would lose what, what changed, who only met."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal
from scipy.sparse import csr_array

from ngograph.network import (
    Network,
    OneMode,
    Tie,
    change,
    communities,
    incidence,
    localisation,
    sdsm,
    suggest,
    two_mode,
    without,
)
from ngograph.queries import load_query
from ngograph.store import select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.content import Content
    from ngograph.release import Release

Row = dict[str, str | None]
ID = "https://w3id.org/ngograph/id/"
BOSNIA, BULGARIA, BRITAIN, TURKEY, UZBEKISTAN = (
    f"{ID}organisation/fdrs-d{code}001" for code in ("ba", "bg", "gb", "tr", "uz")
)
TUZLA = f"{ID}organisation/red-cross-tuzla-canton"


@pytest.fixture(name="ties", scope="module")
def _ties(release: Release, content: Content) -> list[Row]:
    query = load_query(content.queries / "tables" / "ties.rq")
    found = select(release.store(), query.text, {"lang": Literal("en")})
    columns = [variable.value for variable in found.variables]
    return [{column: getattr(row[column], "value", None) for column in columns} for row in found]


@pytest.fixture(name="known", scope="module")
def _known(ties: list[Row]) -> Network:
    return two_mode(ties)


def keys(iris: Iterable[str]) -> list[str]:
    return [iri.rpartition("/")[2].removeprefix("fdrs-") for iri in iris]


@pytest.mark.parametrize(
    ("donor", "things", "bodies"),
    [
        ("european-union", ["nscep"], ["dba001", "dbg001", "dgb001", "dtr001", "red-cross-tuzla-canton"]),
        (
            "giz",
            ["otaharin-projects"],
            [
                "child-safety-working-group-bijeljina",
                "child-safety-working-group-brcko",
                "child-safety-working-group-zivinice",
                "otaharin",
            ],
        ),
        ("government-of-switzerland", [], []),
        ("united-nations", [], []),
        (
            "usaid",
            ["kali-sara-counter-trafficking"],
            ["kali-sara", "klub-mladih-roma", "romska-djevojka"],
        ),
    ],
)
def test_what_is_lost_if_a_donor_leaves(
    known: Network, donor: str, things: list[str], bodies: list[str]
) -> None:
    lost = without(known, f"{ID}organisation/{donor}")
    assert (keys(lost.unfunded_things), keys(lost.unfunded_bodies)) == (things, bodies)
    assert lost.pairs_lost == 0
    assert lost.ties
    assert all(tie.evidence for tie in lost.ties)


def test_every_donor_is_among_them(known: Network) -> None:
    donors = {tie.source for tie in known.ties if tie.kind == "funding"}
    assert keys(sorted(donors)) == [
        "european-union",
        "giz",
        "government-of-switzerland",
        "united-nations",
        "usaid",
    ]


def test_a_programme_takes_its_donor_with_it(known: Network) -> None:
    lost = without(known, f"{ID}activity/erasmus-plus")
    assert keys(tie.source for tie in lost.ties) == ["european-union"]
    assert keys(lost.unfunded_things) == ["nscep"]


def test_without_the_societies_partner_in_the_articles(known: Network) -> None:
    lost = without(known, UZBEKISTAN)
    assert keys(lost.partnerless) == ["icrc", "icrc-regional-delegation-central-asia"]


def test_without_kali_sara_the_memoranda_lose_a_party_only_if_the_implied_counts(ties: list[Row]) -> None:
    kali_sara = f"{ID}organisation/kali-sara"
    asserted = without(two_mode(ties), kali_sara)
    implied = without(two_mode(ties, modalities={"asserted", "implied"}), kali_sara)
    gained = keys(sorted(implied.things.keys() - asserted.things.keys()))
    assert {"kali-sara-memorandum-jajce", "kali-sara-memorandum-modrica"} <= set(gained)


def test_whom_the_red_cross_of_tuzla_canton_has_only_met(known: Network) -> None:
    met = suggest(known, TUZLA, "two-mode").suggestions
    assert keys(sorted(one.node for one in met)) == [
        "dch001",
        "icrc-delegation-bih",
        "ifrc-cluster-delegation-central-and-south-eastern-europe",
        "puz-safe-house",
        "red-cross-zivinice",
        "turkish-red-crescent-delegation-bih",
    ]
    assert not {one.node for one in met} & {BOSNIA, BULGARIA, BRITAIN, TURKEY}


def on(network: Network, day: str) -> Network:
    """Return the ties that may have held on *day*, and those without a date."""

    def held(tie: Tie) -> bool:
        return (not tie.start or tie.start <= day) and (not tie.end or tie.end >= day)

    ties = tuple(tie for tie in network.ties if held(tie))
    ends = {iri for tie in ties for iri in (tie.source, tie.target, tie.via)}
    return Network(tuple(node for node in network.nodes if node.iri in ends), ties)


def test_what_changed_until_the_day_of_both_visits(known: Network) -> None:
    days = (date(2018, 1, 1), date(2022, 11, 25))
    found = change(on(known, "2018-01-01"), on(known, "2022-11-25"), days=days)
    assert {one.reason for one in found.appeared} == {"not begun"}
    assert {one.reason for one in found.vanished} == {"ended"}
    assert keys({one.tie.target for one in found.vanished}) == ["uzbekistan-cooperation"]
    visits = {f"{ID}activity/nscep-visit-ankara", f"{ID}activity/nscep-visit-bih"}
    assert visits <= {one.tie.target for one in found.appeared}
    lasting = [stay for stay in found.stayed if stay.dated]
    assert {stay.target.rpartition("/")[2] for stay in lasting} == {"uzbekistan-support-since-2013"}
    # As `docs/networks.md` tells it: nearly all that seems to last is undated.
    assert (found.stability, found.dated_stability) == pytest.approx((0.51, 0.07), abs=0.005)


def test_how_much_is_local_seen_from_bosnia_and_herzegovina(known: Network) -> None:
    countries = {BOSNIA: "BA", TUZLA: "BA", BRITAIN: "GB", BULGARIA: "BG", TURKEY: "TR", UZBEKISTAN: "UZ"}
    found = localisation(known, focus="BA", countries=countries)
    assert (found.scopes[BOSNIA], found.scopes[TUZLA]) == ("national", "local")
    assert {found.scopes[one] for one in (BRITAIN, BULGARIA, TURKEY, UZBEKISTAN)} == {"international"}
    (bodies,) = found.lines
    assert sum(bodies.totals.values()) == len(known.bodies)
    assert bodies.localised is not None
    assert bodies.localised[0] < bodies.localised[1]


def test_the_communities_are_the_parts_that_no_tie_joins(known: Network) -> None:
    two = incidence(known)
    shared = csr_array(two.matrix @ two.matrix.T)
    shared.setdiag(0)
    shared.eliminate_zeros()
    found = communities(OneMode(two.bodies, shared))
    assert found.stability == 1
    assert found.notes[-1] == (
        "The communities are the parts that no tie joins, and nothing beyond that was found."
    )
    assert keys(found.groups[3]) == [
        "child-safety-working-group-bijeljina",
        "child-safety-working-group-brcko",
        "child-safety-working-group-zivinice",
        "giz",
        "otaharin",
    ]


def test_too_little_is_known_for_a_backbone(known: Network) -> None:
    found = sdsm(known)
    assert (len(found.network.nodes), found.kept, found.tested) == (46, 0, 1035)
    assert found.notes[0].startswith("Too small to claim anything: with these degrees no pair could be")
    named = sdsm(known, correction="none")
    assert (named.kept, named.pvalues[BOSNIA, TUZLA]) == (7, named.p.min())
    assert named.p.min() == pytest.approx(0.0042, abs=5e-5)
