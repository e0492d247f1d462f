"""Networks to write down: one as five articles give it, and one of names that hurt."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest

from ngograph.network import Network, Node, OneMode, Tie, one_mode, two_mode
from ngograph.network.formats import About

ABOUT = About(
    title="Who works with whom",
    licence="https://creativecommons.org/licenses/by/4.0/",
    query="ties of partnership; asserted",
    date="2026-11-01",
    release="sha256:0123abcd",
    counts=(("undated ties", 3),),
)
NASTY = (
    'He said "yes"',
    "two\nlines\tand a tab",
    "<b>bold & brave</b>",
    "הצלב האדום \u202eRTL",
    "Crveni krst 🚑",
    "bell\x07 and null\x00 and half\ud800",
    "back\\slash at the end\\",
    "=HYPERLINK(1)",
    "]]> <!-- -->",
    "\\N \\E \\G",
)


@pytest.fixture(name="about")
def _about() -> About:
    return ABOUT


@pytest.fixture(name="dated")
def _dated(rows: list[dict[str, str | None]]) -> Network:
    """The ties of five articles; two have dates."""
    network = two_mode(rows)
    first, second, *others = network.ties
    dated = (replace(first, start="2018-04-30", end="2019-05-31"), replace(second, start="2022-08-15"))
    return Network(network.nodes, tuple(sorted((*dated, *others))))


@pytest.fixture(name="crossing")
def _crossing() -> Network:
    """Two bodies and two things, joined across only; one pair by two ties."""
    nodes = (Node("x:a", "School", "A"), Node("x:b", "School", "B"), Node("x:p", "Project", "P"))
    ties = (
        Tie("x:a", "x:p", "funding", "asserted", evidence=("x:e1", "x:e2")),
        Tie("x:a", "x:p", "participation", "asserted", roles=("lead", "partner")),
        Tie("x:b", "x:p", "participation", "planned"),
    )
    return Network(
        (*nodes, Node("x:q", "Visit", "Q")), (*ties, Tie("x:b", "x:q", "participation", "asserted"))
    )


@pytest.fixture(name="nasty")
def _nasty() -> Network:
    """Names that hurt, all different."""
    nodes = tuple(Node(f"x:{at}", "School", label) for at, label in enumerate(NASTY))
    hub = Node("x:hub", "Project", "Hub")
    return Network(
        (*nodes, hub), tuple(Tie(node.iri, "x:hub", "participation", "asserted") for node in nodes)
    )


@pytest.fixture(name="weighted")
def _weighted() -> OneMode:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("x:a", "x:b", strength=4.0)
    graph.add_edge("x:b", "x:c", strength=0.5)
    graph.add_node("x:alone")
    return one_mode(graph)


@pytest.fixture(name="flow")
def _flow() -> OneMode:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edge("x:a", "x:b", strength=2.0)
    graph.add_edge("x:b", "x:a", strength=1.0)
    return one_mode(graph)
