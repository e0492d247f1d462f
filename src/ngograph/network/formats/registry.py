"""The formats that a network can be written in: the single source for command line, service and documents."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from ngograph.network.formats import (
    cytoscape,
    dot,
    gexf,
    graphs,
    kumu,
    packages,
    pajek,
    parquet,
    sheets,
    ucinet,
    vosviewer,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Holds = Literal["about", "attributes", "direction", "distance", "evidence", "iris", "parallel", "times"]


@dataclass(frozen=True)
class Export:
    """One format.

    Attributes:
        name: What it is asked for by.
        ending: How such a file's name ends, with its dot.
        media_type: What an answer is labelled with.
        title: What people call it, and who reads it.
        write: From records and what is said of them to the bytes; with `bom` where `marked`.
        holds: What of a network comes through: what it is `about` (title, licence, query, date, release,
            counts), further `attributes` of nodes, the `direction` of ties, their `distance` beside the
            strength, the `evidence` behind them, the `iris` of nodes, `parallel` ties of the same two nodes,
            and `times`.
        note: What a reader of the file should know.
        marked: Whether it may begin with a byte order mark.
    """

    name: str
    ending: str
    media_type: str
    title: str
    write: Callable[..., bytes]
    holds: frozenset[Holds]
    note: str = ""
    marked: bool = False


_ALL: Final[frozenset[Holds]] = frozenset(
    {"about", "attributes", "direction", "distance", "evidence", "iris", "parallel", "times"}
)
_JSON: Final = "application/json"
_PARQUET: Final = "application/vnd.apache.parquet"
_SPACES: Final = "Lists are texts with spaces between."
_APOSTROPHE: Final = "Text that a spreadsheet would run as a formula has an apostrophe before it."

EXPORTS: Final[Mapping[str, Export]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Export(
                "gexf",
                ".gexf",
                "application/gexf+xml",
                "GEXF 1.3, for Gephi",
                gexf.write,
                _ALL,
                f"Ties have spells, both days included; a tie without a date is always there. {_SPACES}",
            ),
            Export(
                "graphml", ".graphml", "application/graphml+xml", "GraphML", graphs.graphml, _ALL, _SPACES
            ),
            Export(
                "pajek",
                ".net",
                "text/vnd.pajek",
                "Pajek",
                pajek.write,
                frozenset({"about", "direction", "iris", "parallel", "times"}),
                "Times are years. A body is an ellipse, a thing a box. What is said of the network, and the "
                "IRIs, stand in comments. Double quotes in names become single ones.",
            ),
            Export(
                "ucinet",
                ".dl",
                "text/vnd.ucinet",
                "UCINET DL",
                ucinet.write,
                frozenset({"direction"}),
                "Two modes if all ties lead from bodies to things, else a list of edges. Nodes are known by "
                "their names only, of which UCINET may cut long ones, and the file cannot say where it comes "
                "from.",
            ),
            Export(
                "cytoscape", ".cyjs", "application/vnd.cytoscape+json", "Cytoscape JSON", cytoscape.cyjs, _ALL
            ),
            Export(
                "cx2", ".cx2", "application/vnd.cx2+json", "CX2, for Cytoscape and NDEx", cytoscape.cx2, _ALL
            ),
            Export(
                "kumu",
                ".kumu.json",
                _JSON,
                "Blueprint for Kumu",
                kumu.write,
                _ALL,
                "Ids are made of what they stand for: a later file mends what an earlier one brought.",
            ),
            Export(
                "vosviewer",
                ".vosviewer.json",
                _JSON,
                "VOSviewer JSON",
                vosviewer.write,
                frozenset({"about", "attributes", "iris"}),
                "A link has no direction; its strength is the sum of those of its ties.",
            ),
            Export("dot", ".dot", "text/vnd.graphviz", "DOT, for Graphviz", dot.write, _ALL, _SPACES),
            Export(
                "node-link", ".json", _JSON, "Node-link JSON, for networkx and d3", graphs.node_link, _ALL
            ),
            Export(
                "nodes-csv",
                ".nodes.csv",
                "text/csv",
                "Nodes as CSV",
                sheets.nodes,
                frozenset({"attributes", "iris"}),
                f"{_APOSTROPHE} {_SPACES} The file cannot say where it comes from: `csv` does.",
                marked=True,
            ),
            Export(
                "edges-csv",
                ".edges.csv",
                "text/csv",
                "Edges as CSV",
                sheets.edges,
                frozenset({"direction", "distance", "evidence", "iris", "parallel", "times"}),
                f"{_APOSTROPHE} {_SPACES} The file cannot say where it comes from: `csv` does.",
                marked=True,
            ),
            Export(
                "csv",
                ".csv.zip",
                "application/zip",
                "Nodes and edges as CSV, with a description",
                packages.csv,
                _ALL,
                f"{_APOSTROPHE} {_SPACES}",
                marked=True,
            ),
            Export(
                "nodes-parquet",
                ".nodes.parquet",
                _PARQUET,
                "Nodes as Parquet",
                parquet.nodes,
                frozenset({"about", "attributes", "iris"}),
            ),
            Export(
                "edges-parquet",
                ".edges.parquet",
                _PARQUET,
                "Edges as Parquet",
                parquet.edges,
                _ALL - {"attributes"},
            ),
            Export(
                "parquet",
                ".parquet.zip",
                "application/zip",
                "Nodes and edges as Parquet, with a description",
                packages.columns,
                _ALL,
            ),
        )
    }
)
