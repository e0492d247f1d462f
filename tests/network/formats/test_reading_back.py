"""What other libraries read back is what was written."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pygraphviz  # type: ignore[import-untyped]
import pytest
from tests.network.formats.conftest import NASTY

from ngograph.network.formats import EXPORTS, About, export
from ngograph.network.values import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.network import Network, OneMode

CLEAN = sorted(FORBIDDEN.sub("", label) for label in NASTY)
SPELLS = "{http://gexf.net/1.3}spell"


def gexf(content: bytes) -> Any:
    return nx.read_gexf(BytesIO(content), version="1.3")


def graphml(content: bytes) -> Any:
    return nx.read_graphml(BytesIO(content))


def node_link(content: bytes) -> Any:
    return nx.node_link_graph(json.loads(content), edges="edges")


def cytoscape(content: bytes) -> Any:
    return nx.cytoscape_graph(json.loads(content))


def dot(content: bytes) -> Any:
    return nx.nx_agraph.from_agraph(pygraphviz.AGraph(string=content.decode()))


READERS: dict[str, Callable[[bytes], Any]] = {
    "gexf": gexf,
    "graphml": graphml,
    "node-link": node_link,
    "cytoscape": cytoscape,
    "dot": dot,
}


@pytest.mark.parametrize("name", READERS)
def test_a_two_mode_network_comes_back(name: str, dated: Network, about: About) -> None:
    graph = READERS[name](export(dated, name, about=about))
    assert graph.is_directed()
    assert {iri: told["mode"] for iri, told in graph.nodes(data=True)} == {n.iri: n.mode for n in dated.nodes}
    found = sorted((one, other, told["kind"]) for one, other, told in graph.edges(data=True))
    assert found == sorted((tie.source, tie.target, tie.kind) for tie in dated.ties)


@pytest.mark.parametrize("name", READERS)
def test_evidence_comes_back(name: str, crossing: Network, about: About) -> None:
    graph = READERS[name](export(crossing, name, about=about))
    found = [told["evidence"] for _, _, told in graph.edges(data=True) if told.get("evidence")]
    assert found in ([["x:e1", "x:e2"]], ["x:e1 x:e2"])
    assert graph.number_of_edges() == len(crossing.ties)
    assert graph.number_of_nodes() == len(crossing.nodes)


@pytest.mark.parametrize("name", READERS)
def test_an_undirected_network_comes_back_with_its_strengths(
    name: str, weighted: OneMode, about: About
) -> None:
    graph = READERS[name](export(weighted, name, about=about))
    assert not graph.is_directed()
    assert sorted(graph.nodes) == list(weighted.nodes)
    told = {frozenset((one, other)): found for one, other, found in graph.edges(data=True)}
    assert len(told) == 2
    pair = told[frozenset(("x:b", "x:c"))]
    assert (float(pair["strength"]), float(pair["distance"])) == (0.5, 2.0)


@pytest.mark.parametrize("name", READERS)
def test_a_directed_network_comes_back(name: str, flow: OneMode, about: About) -> None:
    graph = READERS[name](export(flow, name, about=about))
    assert graph.is_directed()
    found = {(one, other): float(told["strength"]) for one, other, told in graph.edges(data=True)}
    assert found == {("x:a", "x:b"): 2.0, ("x:b", "x:a"): 1.0}


@pytest.mark.parametrize("name", ["gexf", "graphml", "node-link", "cytoscape"])
def test_names_that_hurt_come_back(name: str, nasty: Network, about: About) -> None:
    graph = READERS[name](export(nasty, name, about=about))
    label = "name" if name == "cytoscape" else "label"
    assert sorted(told[label] for _, told in graph.nodes(data=True)) == sorted([*CLEAN, "Hub"])


def test_names_that_hurt_come_back_from_graphviz_with_its_escapes(nasty: Network, about: About) -> None:
    graph = dot(export(nasty, "dot", about=about))
    found = [told["label"] for _, told in graph.nodes(data=True)]
    assert sorted(
        text.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\") for text in found
    ) == sorted([*CLEAN, "Hub"])


@pytest.mark.parametrize("name", READERS)
def test_what_is_not_known_is_left_out_and_numbers_are_plain(
    name: str, weighted: OneMode, about: About
) -> None:
    measures: dict[str, dict[str, object]] = {
        "x:a": {"closeness": 1, "label": "A"},
        "x:b": {"closeness": None},
        "x:c": {"closeness": 0.25},
    }
    graph = READERS[name](export(weighted, name, about=about, nodes=measures))
    found = {iri: told["closeness"] for iri, told in graph.nodes(data=True) if "closeness" in told}
    found = {iri: float(value) for iri, value in found.items() if value not in {None, ""}}
    assert found == {"x:a": 1.0, "x:c": 0.25}


def test_gexf_has_spells_that_hold_both_days(dated: Network, about: About) -> None:
    content = export(dated, "gexf", about=about)
    spells = [dict(spell.attrib) for spell in ElementTree.fromstring(content).iter(SPELLS)]
    assert sorted(spells, key=str) == [
        {"start": "2018-04-30", "end": "2019-05-31"},
        {"start": "2022-08-15"},
    ]
    assert b'version="1.3"' in content
    assert b'timeformat="date"' in content
    assert sum("spells" in told for _, _, told in gexf(content).edges(data=True)) == 2


def test_a_tie_of_several_spells_has_each_of_them(weighted: OneMode, about: About) -> None:
    ties: dict[tuple[str, str], dict[str, object]] = {
        ("x:b", "x:a"): {"spells": ("../2013-05-31", "2018-07-01/2019-12-31", "2020-02-01/.."), "end": "x"}
    }
    content = export(weighted, "gexf", about=about, ties=ties)
    edges = gexf(content).edges
    # networkx reads a bound that is not there as that word
    assert edges["x:a", "x:b"]["spells"] == [
        ("None", "2013-05-31"),
        ("2018-07-01", "2019-12-31"),
        ("2020-02-01", "None"),
    ]
    assert "spells" not in edges["x:b", "x:c"]
    lines = export(weighted, "pajek", about=about, ties=ties).decode().splitlines()
    assert lines[-2:] == ["1 3 4.0 [1-2013,2018-*]", "3 4 0.5"]


def test_gexf_without_a_date_is_static(weighted: OneMode, about: About) -> None:
    content = export(weighted, "gexf", about=about)
    assert b'mode="dynamic"' not in content
    assert gexf(content).edges["x:a", "x:b"]["weight"] == 4.0


def test_pajek_comes_back(dated: Network, about: About) -> None:
    content = export(dated, "pajek", about=about).decode()
    graph = nx.parse_pajek(content)
    labels = {node.iri: node.label for node in dated.nodes}
    found = sorted((one, other, told["l"]) for one, other, told in graph.edges(data=True))
    assert found == sorted(
        (labels[tie.source].replace('"', "'"), labels[tie.target], tie.kind) for tie in dated.ties
    )
    shapes = {label: told["shape"] for label, told in graph.nodes(data=True)}
    assert shapes == {node.label: {"body": "ellipse", "thing": "box"}[node.mode] for node in dated.nodes}
    assert sum(line.endswith("[2018-2019]") for line in content.splitlines()) == 1
    assert sum(line.endswith("[2022-*]") for line in content.splitlines()) == 1


def test_pajek_of_names_that_hurt_keeps_its_lines(nasty: Network, about: About) -> None:
    graph = nx.parse_pajek(export(nasty, "pajek", about=about).decode())
    assert graph.number_of_nodes() == len(nasty.nodes)
    assert "He said 'yes'" in graph
    assert "two lines and a tab" in graph
    assert "back/slash at the end/" in graph


def test_pajek_of_an_undirected_network_has_edges_with_strengths(weighted: OneMode, about: About) -> None:
    graph = nx.parse_pajek(export(weighted, "pajek", about=about).decode())
    assert not graph.is_directed()
    assert {told["weight"] for _, _, told in graph.edges(data=True)} == {4.0, 0.5}


def test_all_formats_with_a_reader_are_read() -> None:
    assert {*READERS, "pajek"} <= EXPORTS.keys()
