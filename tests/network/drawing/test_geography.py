"""Who is where: what is home, what is in focus, and what joins two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ngograph import tables
from ngograph.network import Geography, Network, Node, Place, Site, Tie, geography_in
from ngograph.network.drawing.geography import at_places, focused, homes, joined

if TYPE_CHECKING:
    from ngograph.release import Release

ID = "https://w3id.org/ngograph/id/"
PLACES = {
    "x:ba": Place("Bosnia and Herzegovina", "x:ba", (43.9, 17.7)),
    "x:tuzla": Place("Tuzla", "x:ba", (44.53842, 18.66709)),
    "x:jajce": Place("Jajce", "x:ba", (44.34203, 17.27059)),
    "x:kalesija": Place("Kalesija", "x:ba"),
    "x:ch": Place("Switzerland", "x:ch", (46.8, 8.2)),
    "x:balkans": Place("A region"),
}
SITES = {
    "x:a": (Site("x:tuzla", "works"), Site("x:jajce", "headquartered")),
    "x:b": (Site("x:tuzla", "covers"), Site("x:tuzla", "works")),
    "x:c": (Site("x:ba", "works"), Site("x:ch", "covers")),
    "x:d": (Site("x:kalesija", "covers"), Site("x:unknown", "headquartered")),
    "x:e": (Site("x:balkans", "covers"),),
    "x:visit": (Site("x:tuzla", "held"), Site("x:jajce", "held")),
}


@pytest.fixture(name="network")
def _network() -> Network:
    bodies = [Node(f"x:{key}", "School", key.upper()) for key in "abcdef"]
    things = [Node("x:visit", "Visit", "The visit"), Node("x:project", "Project", "The project")]
    pairs = [
        ("a", "visit"),
        ("b", "visit"),
        ("a", "project"),
        ("b", "project"),
        ("c", "project"),
        ("d", "visit"),
    ]
    ties = [Tie(f"x:{body}", f"x:{thing}", "participation", "asserted") for body, thing in pairs]
    ties.append(Tie("x:c", "x:a", "funding", "asserted"))
    return Network(tuple(sorted([*bodies, *things])), tuple(sorted(ties)))


@pytest.fixture(name="geography")
def _geography() -> Geography:
    return Geography(PLACES, SITES)


def test_home_is_the_seat_else_what_is_covered_else_where_one_works(
    network: Network, geography: Geography
) -> None:
    assert homes(network, geography) == {
        "x:a": Site("x:jajce", "headquartered"),
        "x:b": Site("x:tuzla", "covers"),
        "x:c": Site("x:ch", "covers"),
        "x:d": Site("x:kalesija", "covers"),
        "x:e": Site("x:balkans", "covers"),
    }


def test_the_country_with_most_exact_places_is_in_focus(network: Network, geography: Geography) -> None:
    assert focused(network, geography) == "x:ba"
    assert focused(network, Geography(PLACES, SITES, "x:ch")) == "x:ch"
    assert focused(network, Geography()) == ""


def test_a_node_stands_once_at_a_place_bodies_before_things(network: Network, geography: Geography) -> None:
    found = at_places(network, geography, "x:ba")
    assert [iri for iri, _ in found["x:tuzla"]] == ["x:a", "x:b", "x:visit"]
    assert found["x:tuzla"][1][1].kind == "covers"
    assert sorted(found) == ["x:ba", "x:jajce", "x:kalesija", "x:tuzla"]


def test_only_a_point_in_a_country_is_exact(geography: Geography) -> None:
    exact = {place for place in PLACES if geography.exact(Site(place))}
    assert exact == {"x:tuzla", "x:jajce"}


def test_two_places_are_joined_by_each_thing_once_and_by_ties_of_bodies(
    network: Network, geography: Geography
) -> None:
    at = {iri: site.place for iri, site in homes(network, geography).items()}
    found = joined(network, lambda iri: at.get(iri, ""))
    assert {pair: join.things for pair, join in found.items()} == {
        ("x:jajce", "x:tuzla"): 2,
        ("x:ch", "x:jajce"): 2,
        ("x:ch", "x:tuzla"): 1,
        ("x:jajce", "x:kalesija"): 1,
        ("x:kalesija", "x:tuzla"): 1,
    }
    behind = [network.ties[number] for number in found["x:kalesija", "x:tuzla"].ties]
    assert [(tie.source, tie.target) for tie in behind] == [("x:b", "x:visit"), ("x:d", "x:visit")]


def test_the_articles_say_who_has_a_seat_who_works_and_what_was_held_where(release: Release) -> None:
    known = {
        name: tables.read(release, name)
        for name in ("places", "things", "parties", "activities", "relationships")
    }
    geography = geography_in(known)
    tuzla, jajce, bosnia = (f"{ID}place/{key}" for key in ("geonames-3188582", "geonames-3198934", "ba"))
    assert geography.places[tuzla] == Place("Tuzla", bosnia, (44.53842, 18.66709))
    assert geography.places[bosnia].country == bosnia
    assert geography.sites[f"{ID}organisation/klub-mladih-roma"] == (Site(tuzla, "headquartered"),)
    assert geography.sites[f"{ID}organisation/centre-for-social-work-jajce"] == (Site(jajce, "works"),)
    assert geography.sites[f"{ID}organisation/fdrs-dba001"] == (Site(bosnia, "covers"),)
    assert Site(tuzla, "held") in geography.sites[f"{ID}activity/nscep-visit-bih"]
    assert geography_in(known, "ru").places[f"{ID}place/geonames-1512569"].label == "Ташкент"
    assert len(geography_in(known, modalities=None).sites) >= len(geography.sites)
