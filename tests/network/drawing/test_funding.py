"""Funds from left to right: columns, widths, and what is not known."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from ngograph.network import Amount, Network, draw, two_mode
from ngograph.network.drawing import scales
from ngograph.network.drawing.layers import layered
from ngograph.network.drawing.money import single, worth

Row = dict[str, str | None]
SVG = "{http://www.w3.org/2000/svg}"


def row(tie: str, source: str, target: str, statement: str, **more: str) -> Row:
    return {
        "source": source,
        "sourceType": "o#Organisation",
        "sourceLabel": source.upper(),
        "target": target,
        "targetType": "o#Project",
        "targetLabel": target.upper(),
        "tie": tie,
        "modality": "asserted",
        "relationship": statement,
        **more,
    }


NETWORK = two_mode(
    [
        row("funding", "giver", "work", "f1"),
        row("funding", "other", "work", "f2"),
        row("funding", "third", "work", "f3"),
        row("funding", "giver", "deed", "f4", via="fund", viaType="o#Programme", viaLabel="FUND"),
        row("participation", "doer", "work", "p1"),
        row("participation", "giver", "deed", "p2"),
        row("participation", "doer", "walk", "p3"),
    ]
)


def places(picture: bytes) -> dict[str, list[float]]:
    """The x of each label."""
    root = ElementTree.fromstring(picture)
    nodes = next(group for group in root if group.get("id") == "nodes")
    found: dict[str, list[float]] = {}
    for node in nodes:
        text = node.find(f"{SVG}text")
        assert text is not None
        found.setdefault(str(text.text), []).append(float(str(text.get("x"))))
    return found


def test_donors_programmes_projects_and_bodies_stand_in_columns() -> None:
    found = places(draw(NETWORK, "funding"))
    assert len(found["GIVER"]) == 2  # pays for the one, takes part in the other
    assert min(found["GIVER"]) < found["FUND"][0] < found["WORK"][0] < found["DOER"][0]
    assert found["DOER"][0] - found["WORK"][0] > 100
    assert "WALK" not in found  # nobody pays for it


def test_wider_is_more_and_unknown_is_hollow() -> None:
    amounts = {"f1": Amount(100.0, "EUR"), "f2": Amount(10_000.0, "EUR")}
    picture = draw(NETWORK, "funding", amounts=amounts)
    root = ElementTree.fromstring(picture)
    ties = next(group for group in root if group.get("id") == "ties")
    look = {}
    for tie in ties:
        widths = [float(str(path.get("stroke-width"))) for path in tie.findall(f"{SVG}path")]
        look[str(tie.findtext(f"{SVG}title"))] = widths
    small = next(widths for title, widths in look.items() if "GIVER → WORK" in title)
    large = next(widths for title, widths in look.items() if "OTHER → WORK" in title)
    unknown = next(widths for title, widths in look.items() if "THIRD → WORK" in title)
    assert len(small) == len(large) == 1
    assert small[0] < large[0]
    assert len(unknown) == 2  # a white line in the line
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "10 k EUR" in words
    assert "amount not known" in words
    assert "known of 2 of 5" in words


def test_amounts_that_have_no_room_leave_it_to_the_largest() -> None:
    many = two_mode([row("funding", f"donor-{n:02}", "work", f"f{n}") for n in range(20)])
    amounts = {f"f{n}": Amount(1000.0 * (n + 1), "EUR") for n in range(20)}
    root = ElementTree.fromstring(draw(many, "funding", amounts=amounts))
    shown = list(next(group for group in root if group.get("id") == "amounts").iter(f"{SVG}text"))
    assert "20 k EUR" in {text.text for text in shown}
    heights = sorted(float(str(text.get("y"))) for text in shown)
    assert 1 < len(heights) < 20
    assert all(one + 12 <= other + 0.01 for one, other in pairwise(heights))
    titles = [title.text or "" for title in root.iter(f"{SVG}title")]
    assert all(any(f"({n} k EUR)" in title for title in titles) for n in range(1, 21))


def test_without_amounts_it_says_so() -> None:
    picture = draw(NETWORK, "funding").decode()
    assert "No amount is known" in picture
    assert "by width" not in picture


def test_what_several_pay_together_is_unknown_for_each() -> None:
    shared = two_mode([row("funding", name, "work", "f1") for name in ("a", "b")])
    assert single(shared, {"f1": Amount(5.0, "EUR")}) == {}


def test_a_sum_is_not_whole_where_parts_are_missing() -> None:
    (tie,) = two_mode([row("funding", "a", "b", f"f{n}") for n in range(3)]).ties
    known = {"f0": Amount(2e6, "EUR"), "f1": Amount(5e5, "EUR")}
    assert str(worth(tie, known)) == "≥ 2.5 m EUR"
    assert str(worth(tie, {**known, "f2": Amount(1.0, "USD")})) == "≥ 2.5 m EUR"
    assert str(worth(tie, {**known, "f2": Amount(0.0, "EUR")})) == "2.5 m EUR"
    assert worth(tie, {}) is None


def test_programmes_in_a_circle_are_drawn_too() -> None:
    ring = two_mode(
        [
            row("funding", "a", "p", "f1", via="q", viaType="o#Programme"),
            row("funding", "b", "q", "f2", via="p", viaType="o#Programme", targetType="o#Programme"),
        ]
    )
    assert set(places(draw(ring, "funding"))) >= {"A", "B"}


def test_layers_keep_columns_apart_and_boxes_off_each_other() -> None:
    sizes = dict.fromkeys("abcdefgh", (60.0, 20.0))
    column = {"a": 0, "b": 0, "c": 1, "d": 1, "e": 2, "f": 2, "g": 2, "h": 2}
    links = [("a", "d"), ("b", "c"), ("c", "e"), ("d", "f"), ("a", "g"), ("c", "h")]
    boxes, passing = layered(sizes, column, links, across=40)
    assert {boxes[name].left for name in "ab"} == {0.0}
    assert {boxes[name].left for name in "cd"} == {100.0}
    for one, other in combinations(column, 2):
        if column[one] == column[other]:
            assert abs(boxes[one].y - boxes[other].y) >= 20
    assert (boxes["a"].y < boxes["b"].y) == (boxes["d"].y < boxes["c"].y)  # uncrossed
    assert len(passing["a", "g"]) == 1
    assert passing["a", "d"] == ()


@pytest.mark.parametrize("value", [0.013, 0.2, 1, 7, 12, 999, 1e6])
def test_round_quantities_are_near(value: float) -> None:
    assert 0.6 < scales.rounded(value) / value < 1.7
    assert re.fullmatch(r"[1235]0*|0\.0*[1235]", f"{scales.rounded(value):g}".replace("1e+06", "1"))


def test_widths_are_in_proportion_or_by_the_root() -> None:
    base = scales.NARROW
    assert scales.width(2, 4) - base == pytest.approx((scales.width(4, 4) - base) / 2, abs=0.01)
    assert scales.width(1, 4, power=0.5) - base == pytest.approx((scales.WIDE - base) / 2, abs=0.01)
    assert scales.width(1, 0) == base


def test_funds_from_body_to_body_have_two_columns() -> None:
    paid = two_mode([row("funding", "a", "b", "f1", targetType="o#Organisation")])
    picture = draw(paid, "funding")
    found = places(picture)
    assert found["A"][0] < found["B"][0]
    assert "Projects and programmes</text>" not in picture.decode()


def test_network_without_funds_is_left_alone() -> None:
    before = Network(NETWORK.nodes, NETWORK.ties)
    draw(NETWORK, "funding")
    assert before == NETWORK


def test_what_hangs_by_one_link_stays_beside_the_rest() -> None:
    left, right = [f"l{at:02}" for at in range(30)], [f"r{at:02}" for at in range(30)]
    links = [*((name, "work") for name in left), *(("work", name) for name in right)]
    links += [*zip(left[:12], right, strict=False), ("l29", "z"), ("y0", "z"), ("y1", "z")]
    column = {**dict.fromkeys((*left, "y0", "y1"), 0), "work": 1, **dict.fromkeys((*right, "z"), 2)}
    boxes, _ = layered(dict.fromkeys(column, (80.0, 20.0)), column, links, across=100)
    tallest = 32 * 20 + 31 * 13
    assert max(box.bottom for box in boxes.values()) < tallest * 1.05
