"""Small maps of one time each: the same places, and just the ties that may have stood then."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from ngograph.errors import DrawingError
from ngograph.network import Network, Node, Tie, draw
from ngograph.network.drawing.lines import through

SVG = "{http://www.w3.org/2000/svg}"
YEARS = [(date(year, 1, 1), date(year, 12, 31)) for year in (2019, 2020, 2021)]


def tie(source: str, start: str = "", end: str = "", target: str = "x:p", **more: str) -> Tie:
    return Tie(source, target, more.pop("kind", "participation"), "asserted", start=start, end=end, **more)  # type: ignore[arg-type]


@pytest.fixture(name="network")
def _network() -> Network:
    bodies = [Node(f"x:{key}", "School", f"School {key}") for key in "abcd"]
    ties = [
        tie("x:a", "2019-03-01", "2019-06-01"),
        tie("x:b", "2020-12-31", "2021-01-01"),
        tie("x:c", "", "2020-01-01"),
        tie("x:d"),
    ]
    return Network((*bodies, Node("x:p", "Project", "The project")), tuple(ties))


def small(picture: bytes) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(picture)
    return list(next(group for group in root if group.get("id") == "times"))


def heading(one: ElementTree.Element) -> str:
    return str(one.findtext(f"{SVG}text"))


def test_each_time_has_the_ties_that_may_have_stood_in_it(network: Network) -> None:
    found = small(draw(network, "timeline", periods=YEARS))
    assert [heading(one) for one in found] == ["2019 · Ties: 2", "2020 · Ties: 2", "2021 · Ties: 1"]
    tied = [
        sorted(str(name.text) for name in one.iter(f"{SVG}title") if "→" not in str(name.text))
        for one in found
    ]
    assert tied == [
        ["School a", "School c", "The project"],
        ["School b", "School c", "The project"],
        ["School b", "The project"],
    ]


def test_what_begins_or_ends_nobody_knows_when_is_dotted(network: Network) -> None:
    found = small(draw(network, "timeline", periods=YEARS))
    dotted = [
        sum("stroke-dasharray" in path.attrib for path in one.findall(f"{SVG}g/{SVG}path")) for one in found
    ]
    assert dotted == [1, 1, 0]


def test_nodes_stay_where_they_are(network: Network) -> None:
    places = []
    for one in small(draw(network, "timeline", periods=YEARS)):
        frame = one.find(f"{SVG}rect")
        assert frame is not None
        at = {
            str(group.findtext(f"{SVG}title")): re.findall(r"[\d.]+", str(icon.get("transform")))[:2]
            for group in one
            if (icon := group.find(f"{SVG}g")) is not None
        }
        x, y = at["The project"]
        places.append((float(x) - float(frame.get("x", 0)), float(y) - float(frame.get("y", 0))))
    assert all(place == pytest.approx(places[0], abs=0.02) for place in places)


def test_the_caption_counts_what_has_no_date(network: Network) -> None:
    assert "on the large one only: 1." in draw(network, "timeline", periods=YEARS).decode()


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ((date(2019, 5, 1), date(2019, 5, 31)), "2019-05 · Ties: 2"),
        ((date(2010, 1, 1), date(2019, 12, 31)), "2010 – 2019 · Ties: 2"),
        ((date(2019, 4, 1), date(2019, 6, 30)), "2019-04-01 – 2019-06-30 · Ties: 2"),
    ],
)
def test_a_time_is_named_no_finer_than_it_is(network: Network, period: tuple[date, date], said: str) -> None:
    assert heading(small(draw(network, "timeline", periods=[period]))[0]) == said


def test_too_many_times_and_no_time_at_all_are_refused(network: Network) -> None:
    with pytest.raises(DrawingError, match="at most 24 small maps, found 30"):
        draw(network, "timeline", periods=YEARS * 10)
    undated = Network(network.nodes, (tie("x:d"),))
    with pytest.raises(DrawingError, match="ties with a date"):
        draw(undated, "timeline", periods=YEARS)


def test_funds_keep_their_time_on_the_way_through_a_programme() -> None:
    nodes = (
        Node("x:a", "Government", "A"),
        Node("x:b", "Government", "B"),
        Node("x:g", "Programme", "G"),
        Node("x:p", "Project", "P"),
    )
    paid = (
        tie("x:a", "2019-01-01", "2019-12-31", kind="funding", via="x:g"),
        tie("x:b", "2018-01-01", "", kind="funding", via="x:g"),
    )
    out = [one for one in through(Network(nodes, paid)).ties if one.kind == "programme"]
    assert [(one.start, one.end) for one in out] == [("2018-01-01", "")]
