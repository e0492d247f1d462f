"""Every kind of map: whole, the same each time, on its own; and what is wrong is said."""

from __future__ import annotations

import re
from random import Random
from xml.etree import ElementTree

import pytest

from ngograph.errors import DrawingError, NotInNetwork, UnknownChoice
from ngograph.network import (
    KEEPING,
    KINDS,
    Network,
    draw,
    positions,
    project,
    select,
    two_mode,
)

from .conftest import town

Row = dict[str, str | None]
SVG = "{http://www.w3.org/2000/svg}"
ICRC = "https://example.org/id/icrc"


@pytest.fixture(name="network")
def _network(rows: list[Row]) -> Network:
    return two_mode(rows)


@pytest.fixture(name="small")
def _small(rows: list[Row]) -> Network:
    """Two components: fast to lay out."""
    return two_mode([row for row in rows if re.search("memo|nscep", str(row["target"]))])


def texts(picture: bytes, group: str = "") -> list[str]:
    root = ElementTree.fromstring(picture)
    under = [root] if not group else [one for one in root if one.get("id") == group]
    return ["".join(text.itertext()) for one in under for text in one.iter(f"{SVG}text")]


def one(network: Network, kind: str, **more: object) -> bytes:
    """Draw *network*, all of which is in one town, as *kind*."""
    return draw(network, kind, node="https://example.org/id/eu", geography=town(network), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_network_gives_the_same_bytes_in_any_order(
    kind: str, rows: list[Row], small: Network
) -> None:
    kept = [row for row in rows if re.search("memo|nscep", str(row["target"]))]
    shuffled = [*kept]
    Random(4).shuffle(shuffled)
    assert one(two_mode(shuffled), kind) == one(small, kind)
    assert one(small, kind, format="pdf").startswith(b"%PDF")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "bs", "ru"])
def test_each_has_its_headline_legend_and_caption(kind: str, lang: str, small: Network) -> None:
    drawn = one(small, kind, lang=lang, caption=["Release: abc"])
    known = {"en": "As known to the graph", "bs": "Prema onome", "ru": "По сведениям графа"}[lang]
    caption = " ".join(texts(drawn, "caption"))
    assert known in caption
    assert "Release: abc" in caption
    assert "{" not in "".join(texts(drawn))
    assert texts(drawn, "legend")


@pytest.mark.parametrize("kind", KINDS)
def test_each_needs_nothing_from_elsewhere_and_keeps_hostile_names_text(kind: str) -> None:
    row: Row = {
        "sourceType": "o#School",
        "sourceLabel": "</text><script>alert(1)</script>\x00 & Sons",
        "target": "https://example.org/id/x",
        "targetType": "o#Project",
        "targetLabel": '"><svg onload="alert(2)">',
        "tie": "participation",
        "modality": "asserted",
        "relationship": "javascript:alert(3)",
    }
    ties = [{**row, "source": f"https://example.org/id/{name}"} for name in ("eu", "b")]
    ties.append({**row, "source": "https://example.org/id/d", "tie": "funding"})
    drawn = one(two_mode(ties), kind)
    assert not re.findall(r"<(?:image|style|script|link|use)\b|@import|url\(", drawn.decode())
    root = ElementTree.fromstring(drawn)
    assert not [element for element in root.iter() if "onload" in element.attrib]
    assert "& Sons" in "".join(root.itertext())


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(UnknownChoice, match=r"kind of map.*'projektion'.*projection"):
        draw(two_mode([]), "projektion")


def test_nobody_funds_or_shares_anything(rows: list[Row]) -> None:
    lone = two_mode([row for row in rows if str(row["target"]).endswith("memo-jajce")][:1])
    with pytest.raises(DrawingError, match="funding"):
        draw(lone, "funding")
    for kind in ("projection", "matrix"):
        with pytest.raises(DrawingError, match="share something"):
            draw(lone, kind)


def test_an_ego_map_is_about_somebody_with_ties(network: Network) -> None:
    with pytest.raises(NotInNetwork, match="'nobody'"):
        draw(network, "ego", node="nobody")
    drawn = draw(network, "ego", node=ICRC)
    words = " ".join(texts(drawn))
    assert "Around International Committee" in words
    assert "Red Crescent Society" in words
    assert "Kali Sara" not in words


@pytest.mark.parametrize("kind", KEEPING)
def test_positions_are_kept_by_parts_and_by_more(kind: str, small: Network) -> None:
    node = "https://example.org/id/eu"
    whole = positions(small, kind=kind, node=node)
    assert positions(small, kind=kind, node=node, known=whole) == whole
    part = select(small, kinds={"participation"})
    if kind == "ego":
        part = small
    found = positions(part, kind=kind, node=node, known=whole)
    assert found == whole  # where they were, and those not on this map handed on
    fewer = dict(list(whole.items())[::2])
    again = positions(small, kind=kind, node=node, known=fewer)
    moved = [(x - again[iri][0], y - again[iri][1]) for iri, (x, y) in fewer.items()]
    assert all(shift == pytest.approx(moved[0], abs=0.1) for shift in moved)
    assert set(again) == set(whole)


def test_other_kinds_keep_no_positions(small: Network) -> None:
    for kind in set(KINDS) - set(KEEPING):
        with pytest.raises(DrawingError, match="keeps positions"):
            draw(small, kind, positions={})
        with pytest.raises(UnknownChoice, match="keeps positions"):
            positions(small, kind=kind)


def test_a_projection_says_how_it_weighs_and_draws_a_width_for_each_strength(small: Network) -> None:
    drawn = draw(small, "projection")
    assert "Newman 2001" in " ".join(texts(drawn, "caption"))
    counted = draw(small, "projection", projection=project(small, "count"))
    assert "number of things shared" in " ".join(texts(counted, "caption"))
    root = ElementTree.fromstring(drawn)
    ties = next(group for group in root if group.get("id") == "ties")
    found = {
        str(tie.findtext(f"{SVG}title")).rpartition(": ")[2]: float(
            str(tie.findall(f"{SVG}path")[0].get("stroke-width"))
        )
        for tie in ties
    }
    strong = sorted(found, key=float)
    assert [found[name] for name in strong] == sorted(found.values())
    assert len(set(found.values())) == len(found) > 1


def test_a_matrix_has_each_pair_twice_and_its_evidence_once(small: Network) -> None:
    root = ElementTree.fromstring(draw(small, "matrix"))
    ties = next(group for group in root if group.get("id") == "ties")
    assert {len(tie.findall(f"{SVG}rect")) for tie in ties} == {2}
    projected = project(small)
    assert len(ties) == projected.strength.nnz / 2
    marked = {int(number) for tie in ties for number in str(tie.get("data-ties")).split()}
    held = {small.ties[number].target for number in marked}
    assert held <= {node.iri for node in small.things}
