"""A map of places is whole, says what it leaves out, and puts nothing where nobody said it is."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from math import cos, radians
from random import Random
from xml.etree import ElementTree

import pytest

from ngograph.errors import DrawingError
from ngograph.network import Geography, Network, Node, Place, Site, Tie, draw
from ngograph.network.drawing.countries import outline_at
from ngograph.network.drawing.geometry import Box, Point, overlap
from ngograph.network.drawing.labelling import labelled
from ngograph.network.drawing.view import fitted

PLACES = {
    "x:ba": Place("Bosnia and Herzegovina", "x:ba", (43.915886, 17.679076)),
    "x:tuzla": Place("Tuzla", "x:ba", (44.53842, 18.66709)),
    "x:jajce": Place("Jajce", "x:ba", (44.34203, 17.27059)),
    "x:kalesija": Place("Municipality of Kalesija", "x:ba"),
    "x:ch": Place("Switzerland", "x:ch", (46.818188, 8.227512)),
    "x:tr": Place("Türkiye", "x:tr", (38.963745, 35.243322)),
}
SITES = {
    "x:a": (Site("x:jajce", "headquartered"), Site("x:tuzla", "works")),
    "x:b": (Site("x:tuzla", "covers"),),
    "x:c": (Site("x:ch", "covers"), Site("x:ba", "works")),
    "x:d": (Site("x:kalesija", "covers"),),
    "x:t": (Site("x:tr", "covers"),),
    "x:visit": (Site("x:tuzla", "held"),),
}
NAMES = {
    "a": "School <A> & Sons",
    "b": "Centre B",
    "c": "Society C",
    "d": "Group D",
    "e": "Nowhere E",
    "t": "Society T",
}


@pytest.fixture(name="network")
def _network() -> Network:
    bodies = [Node(f"x:{key}", "School", name) for key, name in NAMES.items()]
    nodes = [*bodies, Node("x:visit", "Visit", "The visit")]
    ties = [Tie(node.iri, "x:visit", "participation", "asserted") for node in bodies]
    return Network(tuple(sorted(nodes)), tuple(sorted(ties)))


def drawn(network: Network, geography: Geography, **how: str) -> str:
    return draw(network, "geo", geography=geography, **how).decode()  # type: ignore[arg-type]


@pytest.fixture(name="picture")
def _picture(network: Network) -> str:
    return drawn(network, Geography(PLACES, SITES))


def texts(picture: str) -> list[str]:
    return [
        str(text.text) for text in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")
    ]


def titles(picture: str) -> set[str]:
    found = ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}title")
    return {str(title.text) for title in found}


def test_it_says_who_is_where_and_how(picture: str) -> None:
    assert {"Tuzla", "Jajce", "Municipality of Kalesija", "School <A> & Sons"} <= set(texts(picture))
    assert {"has its seat here", "works here", "is responsible for this place", "takes place here"} <= set(
        texts(picture)
    )


def test_countries_are_circles_with_the_number_of_those_at_home(picture: str) -> None:
    assert {"Switzerland · 1", "Türkiye · 1", "Bosnia and Herzegovina · 3"} <= set(texts(picture))


def test_arcs_join_places_of_the_country_and_countries_never_both(picture: str) -> None:
    arcs = {title for title in titles(picture) if " – " in title}
    assert arcs == {
        "Jajce – Tuzla: 1",
        "Bosnia and Herzegovina – Switzerland: 1",
        "Bosnia and Herzegovina – Türkiye: 1",
        "Switzerland – Türkiye: 1",
    }


def test_what_has_no_point_stands_beside_and_what_has_no_place_is_named(picture: str) -> None:
    assert "In the country, at no known point" in texts(picture)
    assert any("no place or country of theirs is known (1): Nowhere E." in text for text in texts(picture))


def test_of_many_without_a_place_some_are_named(network: Network) -> None:
    lost = [Node(f"x:lost-{at:02}", "School", f"Lost {at:02}") for at in range(14)]
    ties = [Tie(node.iri, "x:visit", "participation", "asserted") for node in lost]
    wider = Network(tuple(sorted([*network.nodes, *lost])), tuple(sorted([*network.ties, *ties])))
    said = " ".join(texts(drawn(wider, Geography(PLACES, SITES))))
    assert "no place or country of theirs is known (15): Lost 00, Lost 01" in said
    assert "Lost 11 and 3 more." in said


def test_it_says_nothing_about_territories(picture: str) -> None:
    assert any("say nothing about the status of any territory" in text for text in texts(picture))
    assert any("Natural Earth" in text for text in texts(picture))


def test_it_needs_nothing_from_elsewhere_and_is_the_same_each_time(network: Network, picture: str) -> None:
    assert not re.findall(r"<(?:image|style|script|link|use)\b|@import|url\(", picture)
    turned = Geography(dict(reversed(PLACES.items())), {iri: found[::-1] for iri, found in SITES.items()})
    assert drawn(network, turned) == picture


@pytest.mark.parametrize("lang", ["bs", "ru"])
def test_it_speaks_other_languages(network: Network, lang: str) -> None:
    found = texts(drawn(network, Geography(PLACES, SITES), lang=lang))
    assert not {"At a place", "has its seat here", "In the country, at no known point"} & set(found)


def test_a_country_without_points_is_one_circle_among_others(network: Network) -> None:
    found = drawn(network, Geography(PLACES, SITES, "x:ch"))
    assert "Switzerland · 1" in texts(found)
    assert "Jajce" not in texts(found)


def test_a_country_alone_has_the_whole_sheet(network: Network) -> None:
    sites = {iri: found for iri, found in SITES.items() if iri in {"x:a", "x:b"}}
    found = drawn(network, Geography(PLACES, sites))
    assert {"Tuzla", "Jajce"} <= set(texts(found))
    assert not [text for text in texts(found) if " · 2" in text]


def test_of_many_places_the_map_has_the_names_and_a_list_the_rest() -> None:
    turn = Random(5)
    places = dict(PLACES) | {
        f"x:{at}": Place(f"Town {at}", "x:ba", (43.2 + 1.6 * turn.random(), 16.8 + 1.8 * turn.random()))
        for at in range(20)
    }
    bodies = [Node(f"x:body-{at}", "School", f"Body {at}") for at in range(40)]
    sites = {node.iri: (Site(f"x:{at % 20}", "works"),) for at, node in enumerate(bodies)}
    ties = [Tie(node.iri, "x:p", "participation", "asserted") for node in bodies]
    network = Network(tuple(sorted([*bodies, Node("x:p", "Project", "P")])), tuple(sorted(ties)))
    found = texts(drawn(network, Geography(places, sites)))
    assert "At the places of the map" in found
    assert [found.count(f"Town {at}") for at in range(20)] == [2] * 20
    assert {node.label for node in bodies} <= set(found)
    assert any("the 60 arcs of most things; 130 are not" in text for text in found)


def test_nothing_that_is_known_to_be_anywhere_is_no_map(network: Network) -> None:
    with pytest.raises(DrawingError, match="expected places"):
        drawn(network, Geography())
    with pytest.raises(DrawingError, match="expected places"):
        drawn(network, Geography({"x:kalesija": PLACES["x:kalesija"]}, SITES))


def test_a_view_holds_what_it_was_made_for_true_to_scale_in_its_middle() -> None:
    seen = [(15.7, 42.6), (19.6, 45.3)]
    view = fitted(seen, left=10, top=20, width=400, heights=(100, 500))
    assert all(view.holds(view.at(position)) for position in seen)
    degree = view.at((18.0, 44.0)).x - view.at((17.0, 44.0)).x
    assert degree / view.scale == pytest.approx(cos(radians(43.95)))


def test_outlines_are_cut_off_at_the_frame() -> None:
    russia = outline_at((37.6, 55.75))
    assert russia is not None
    view = fitted([(160.0, 60.0), (179.0, 72.0)], left=0, top=0, width=300, heights=(200, 200))
    path = view.path(ring for rings in russia.polygons for ring in rings)
    numbers = [float(number) for number in re.findall(r"[\d.]+", path)]
    assert numbers
    assert max(numbers[::2]) <= 300
    assert max(numbers[1::2]) <= 200
    # No edge runs across the view: what lies beyond the 180th meridian is drawn where it is.
    for part in path.strip("MZ").split("ZM"):
        points = [tuple(map(float, point.split())) for point in part.split("L")]
        inside = [(one, other) for one, other in pairwise(points) if 1 < one[1] < 199 and 1 < other[1] < 199]
        assert all(abs(one[0] - other[0]) < 60 for one, other in inside)


def test_labels_do_not_lie_on_each_other_where_there_is_room() -> None:
    turn = Random(2)
    points = {str(at): Point(50 + 400 * turn.random(), 50 + 300 * turn.random()) for at in range(12)}
    boxes = labelled(points, dict.fromkeys(points, (90.0, 40.0)), Box(250, 200, 500, 400), mark=12)
    assert not [pair for pair in combinations(boxes.values(), 2) if overlap(*pair)]
    assert all(
        box.left >= 0 and box.right <= 500 and box.top >= 0 and box.bottom <= 400 for box in boxes.values()
    )


def test_labels_without_room_are_left_out_the_last_first() -> None:
    points = {"first": Point(50, 50), "second": Point(51, 51)}
    boxes = labelled(points, dict.fromkeys(points, (80.0, 80.0)), Box(50, 50, 100, 100), mark=4, reach=200)
    assert not boxes
    wide = labelled(points, dict.fromkeys(points, (40.0, 12.0)), Box(50, 50, 100, 100), mark=1, reach=60)
    assert "first" in wide
