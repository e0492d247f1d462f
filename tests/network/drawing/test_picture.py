"""A picture is whole, readable by machine and eye, and the same every time."""

from __future__ import annotations

import re
from itertools import combinations
from random import Random
from xml.etree import ElementTree

import pytest

from ngograph.errors import DrawingError
from ngograph.network import Network, counts, draw, scope, through, two_mode

Row = dict[str, str | None]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(name="network", scope="module")
def _network() -> Network:
    return two_mode(
        [row for row in _rows() if "nscep" in str(row["target"]) or "memo" in str(row["target"])],
        modalities=None,
    )


@pytest.fixture(name="picture", scope="module")
def _picture(network: Network) -> ElementTree.Element:
    drawn = draw(
        network, title="A & B <C>", caption=["Scope."], href=lambda iri: f"/id/{iri.rpartition('/')[2]}"
    )
    return ElementTree.fromstring(drawn)


def _rows() -> list[Row]:
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path

    spec = spec_from_file_location("five_articles", Path(__file__).parents[1] / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    rows: list[Row] = module.rows()
    return rows


def test_shuffled_rows_give_the_same_bytes() -> None:
    rows = [row for row in _rows() if "memo" in str(row["target"])]
    shuffled = [*rows]
    Random(4).shuffle(shuffled)
    assert shuffled != rows
    for form in ("svg", "pdf", "png"):
        assert draw(two_mode(rows, modalities=None), format=form, dpi=72) == draw(
            two_mode(shuffled, modalities=None), format=form, dpi=72
        )


def test_it_is_one_image_with_a_title_and_a_description(picture: ElementTree.Element) -> None:
    assert picture.tag == f"{SVG}svg"
    assert picture.get("role") == "img"
    ids = str(picture.get("aria-labelledby")).split()
    texts = {element.get("id"): element.text for element in picture if element.get("id") in ids}
    assert texts["map-title"] == "A & B <C>"
    assert "As known to the graph" in str(texts["map-desc"])


def test_each_node_tells_its_whole_name_and_kind_and_links(
    picture: ElementTree.Element, network: Network
) -> None:
    nodes = next(group for group in picture if group.get("id") == "nodes")
    assert len(nodes) == len(through(network).nodes)
    titles = [element.text for element in nodes.iter(f"{SVG}title")]
    assert "European Union — International organisation" in titles
    assert {link.get("href") for link in nodes} >= {"/id/nscep", "/id/eu"}


def test_it_needs_nothing_from_elsewhere(network: Network) -> None:
    drawn = draw(network).decode()
    assert not re.findall(r"<(?:image|style|script|link|use)\b|@import|url\(", drawn)
    assert set(re.findall(r"https?://[^\"' <]+", drawn)) == {"http://www.w3.org/2000/svg"}
    assert set(re.findall(r'font-family="([^"]+)"', drawn)) == {"'Fira Sans', Arial, Helvetica, sans-serif"}


def test_no_letter_leaves_its_shape(picture: ElementTree.Element) -> None:
    for node in next(group for group in picture if group.get("id") == "nodes").findall(f"{SVG}a/{SVG}g"):
        left, top, right, bottom = _extent(str(node.findall(f"{SVG}path")[0].get("d")))
        for text in node.findall(f"{SVG}text"):
            x, half = float(str(text.get("x"))), float(str(text.get("textLength"))) / 2
            assert left + 3 <= x - half
            assert x + half <= right - 3
            assert top + 8 <= float(str(text.get("y"))) <= bottom - 3


def test_shapes_lie_apart_from_each_other_and_from_the_legend(picture: ElementTree.Element) -> None:
    groups = {group.get("id"): group for group in picture}
    extents = [_extent(str(path.get("d"))) for path in groups["nodes"].iter(f"{SVG}path")]
    for one, other in combinations(extents, 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    legend = min(float(str(text.get("y"))) for text in groups["legend"].iter(f"{SVG}text"))
    caption = min(float(str(text.get("y"))) for text in groups["caption"].iter(f"{SVG}text"))
    assert max(extent[3] for extent in extents) < legend < caption < float(str(picture.get("height")))


def test_the_legend_holds_what_is_there_and_nothing_else(picture: ElementTree.Element) -> None:
    legend = next(group for group in picture if group.get("id") == "legend")
    texts = {text.text for text in legend.iter(f"{SVG}text")}
    assert {
        "Programme",
        "Project",
        "Agreement",
        "Public body",
        "funds",
        "is party to",
        "implied by the source",
    } <= texts
    assert not {"Event", "Working group", "takes part in an event", "planned"} & texts


def test_funds_flow_through_the_programme(network: Network) -> None:
    flows = {(tie.source.rpartition("/")[2], tie.target.rpartition("/")[2]) for tie in through(network).ties}
    assert {("eu", "erasmus"), ("erasmus", "nscep")} <= flows
    assert ("eu", "nscep") not in flows


def test_counts_are_those_of_the_network(network: Network) -> None:
    assert f"Organisations: {len(network.bodies)}" in counts(network)
    assert f"Ties: {len(network.ties)}" in counts(network)
    assert "Организации" in counts(network, "ru")


def test_a_png_has_the_size_that_its_dots_ask_for(network: Network) -> None:
    small, large = (draw(network, format="png", dpi=dpi) for dpi in (72, 144))
    assert small.startswith(b"\x89PNG\r\n\x1a\n")
    wide, wider = (int.from_bytes(png[16:20], "big") for png in (small, large))
    assert abs(wider - 2 * wide) <= 1


def test_a_pdf_is_one_and_says_no_date(network: Network) -> None:
    pdf = draw(network, format="pdf")
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert b"CreationDate" not in pdf
    assert b"FiraSans" in pdf
    assert b"Libertinus" not in pdf


def test_hostile_names_stay_text() -> None:
    row: Row = {
        "source": 'x" onload="alert(1)',
        "sourceType": "o#School",
        "sourceLabel": "</text><script>alert(1)</script>\x00 & Sons",
        "target": "y",
        "targetType": "o#Project",
        "targetLabel": "Y",
        "tie": "participation",
        "modality": "asserted",
    }
    drawn = draw(two_mode([row]), href=lambda iri: f"/{iri}")
    parsed = ElementTree.fromstring(drawn)
    assert not list(parsed.iter(f"{SVG}script"))
    assert not [element for element in parsed.iter() if "onload" in element.attrib]
    assert "& Sons" in "".join(parsed.itertext())


def test_an_unknown_format_names_the_known(network: Network) -> None:
    with pytest.raises(DrawingError, match=r"svg, png, pdf.*'bmp'"):
        draw(network, format="bmp")


def test_nothing_to_draw_says_so() -> None:
    with pytest.raises(DrawingError, match="at least one tie, found none"):
        draw(two_mode([]))


def test_a_scope_names_modalities_sources_and_release() -> None:
    row: Row = {"modality": "m/asserted", "issued": "2023-05-19"}
    other: Row = {"modality": "m/planned", "issued": "2018-05-03"}
    assert (
        scope([row, other], {"asserted"}) == "Ties shown: asserted by the sources · Dated sources: 2023-05-19"
    )
    assert "2018-05-03 – 2023-05-19 · Release: abc" in scope([row, other], None, release="abc")


def _extent(path: str) -> tuple[float, float, float, float]:
    """The left, top, right and bottom that a path names: its corners, as all curves here lie within them."""
    xs, ys = [], []
    for command, numbers in re.findall(r"([MLHVAQ])([^A-Z]*)", path):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "H":
            xs.append(values[0])
        elif command == "V":
            ys.append(values[0])
        else:
            xs.append(values[-2])
            ys.append(values[-1])
    return min(xs), min(ys), max(xs), max(ys)
