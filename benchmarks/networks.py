"""Measure how networks are made and write `NETWORKS.md`: ``python -m benchmarks.networks [--help]``.

Each way works in a process of its own, so that what it needs of memory is its own, and all give the same
ties.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isnan
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import networkx as nx
import polars as pl
from networkx.algorithms import bipartite
from pyoxigraph import parse

from benchmarks import collaborations
from ngograph import network, tables
from ngograph.content import find_content
from ngograph.store import memory_store, select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyoxigraph import Store

    from ngograph.queries import Catalogue
QUADS: Final = "graph.nq"
TABLES: Final = "tables"
JOIN: Final = """
PREFIX ngo: <https://w3id.org/ngograph/ontology#>
SELECT ?one ?other (COUNT(DISTINCT ?thing) AS ?strength)
WHERE {
  ?first ngo:participant ?one ; ngo:activity ?thing .
  ?second ngo:participant ?other ; ngo:activity ?thing .
  FILTER(STR(?one) < STR(?other))
}
GROUP BY ?one ?other
"""
Found = tuple[int, float]
"""How many ties there are, and the sum of their strengths."""


@dataclass(frozen=True)
class Measured:
    """What one way took: seconds (median of the rounds), megabytes beyond those at its beginning, result."""

    seconds: float
    megabytes: float
    found: Found


def tabulated(folder: Path) -> Callable[[], Found]:
    """Make all tables from the store and write them, as the gate does."""
    store = _store(folder)

    def run() -> Found:
        with tempfile.TemporaryDirectory(dir=folder) as name:
            rows = tables.write(store, _asked(), Path(name) / TABLES)
        return sum(rows.values()), 0.0

    return run


def from_files(folder: Path) -> Callable[[], Found]:
    """Read the columns that a projection needs, select, project: count."""
    return lambda: _ours(_tables(folder), "count")


def from_columns(folder: Path) -> Callable[[], Found]:
    """Select from columns in memory, project: count."""
    columns = _tables(folder)
    return lambda: _ours(columns, "count")


def newman_from_columns(folder: Path) -> Callable[[], Found]:
    """Select from columns in memory, project: Newman."""
    columns = _tables(folder)
    return lambda: _ours(columns, "newman")


def networkx_count(folder: Path) -> Callable[[], Found]:
    """`weighted_projected_graph` of a networkx graph in memory."""
    graph, bodies = _bipartite(folder)
    return lambda: _theirs(bipartite.weighted_projected_graph(graph, bodies))


def networkx_newman(folder: Path) -> Callable[[], Found]:
    """`collaboration_weighted_projected_graph` of a networkx graph in memory."""
    graph, bodies = _bipartite(folder)
    return lambda: _theirs(bipartite.collaboration_weighted_projected_graph(graph, bodies))


def self_join(folder: Path) -> Callable[[], Found]:
    """Join the participations with themselves in SPARQL, over the store in memory: count."""
    store = _store(folder)

    def run() -> Found:
        strengths = [float(row["strength"].value) for row in select(store, JOIN)]
        return len(strengths), sum(strengths)

    return run


def our_measures(folder: Path) -> Callable[[], Found]:
    """Measure the Newman projection: all but what walks the ways between all pairs."""
    made = _projected(folder)

    def run() -> Found:
        found = network.measures(made, LIGHT)
        return len(found.nodes), sum(figure or 0.0 for figure in found.columns["constraint"])

    return run


def networkx_measures(folder: Path) -> Callable[[], Found]:
    """The same measures by networkx, of a graph in memory."""
    graph = _projected(folder).graph

    def run() -> Found:
        nx.core_number(graph)
        nx.clustering(graph)
        nx.pagerank(graph, weight="strength", tol=1e-10)
        nx.density(graph)
        nx.number_connected_components(graph)
        nx.effective_size(graph, weight="strength")
        found = nx.constraint(graph, weight="strength")
        return len(graph), sum(figure for figure in found.values() if not isnan(figure))

    return run


def betweenness(folder: Path) -> Callable[[], Found]:
    """Betweenness of all nodes, exact, by the engine that is taken of itself."""
    made = _projected(folder)

    def run() -> Found:
        found = network.betweenness(made)
        return len(found), sum(found.values())

    return run


def networkx_betweenness(folder: Path) -> Callable[[], Found]:
    """The ways from a few nodes to all others by networkx, of a graph in memory: all would take hours."""
    graph = _projected(folder).graph

    def run() -> Found:
        sources = min(SOURCES, len(graph))
        nx.betweenness_centrality(graph, k=sources, seed=1)
        return sources, len(graph) / sources

    return run


SOURCES: Final = 20
"""From how many nodes networkx walks; what it takes grows with their number, so that it can be scaled."""
LIGHT: Final = (
    "core_number",
    "clustering",
    "pagerank",
    "density",
    "connected_components",
    "effective_size",
    "constraint",
)
MEASURING: Final[dict[str, Callable[[Path], Callable[[], Found]]]] = {
    "ngograph": our_measures,
    "networkx": networkx_measures,
}
WALKING: Final[dict[str, Callable[[Path], Callable[[], Found]]]] = {
    "ngograph, betweenness": betweenness,
    "networkx, betweenness": networkx_betweenness,
}
WAYS: Final[dict[str, Callable[[Path], Callable[[], Found]]]] = {
    "ngograph, from Parquet (count)": from_files,
    "ngograph, from columns (count)": from_columns,
    "ngograph, from columns (newman)": newman_from_columns,
    "networkx (count)": networkx_count,
    "networkx (newman)": networkx_newman,
    "SPARQL self-join (count)": self_join,
}
READ: Final = {
    "parties": ("relationship", "property", "party", "organisation", "role", "thing", "modality"),
    "activities": ("activity", "types"),
}
"""The columns that a projection needs; the evidence of its ties is read when it is asked for."""
BESIDE: Final = {way: f"networkx {way[way.index('(') :]}" for way in WAYS}
MAKING: Final = "making all tables"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.networks", description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000, help="about how many")
    parser.add_argument("--rounds", type=int, default=3, help="whose median counts")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "NETWORKS.md")
    parser.add_argument("--betweenness", action="store_true", help="measure that too, which takes minutes")
    parser.add_argument("--way", nargs=2, metavar=("WAY", "FOLDER"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.way:
        way, folder = chosen.way
        every = {**WAYS, **MEASURING, **WALKING, MAKING: tabulated}
        print(json.dumps(_rounds(every[way](Path(folder)), chosen.rounds)))
        return
    with tempfile.TemporaryDirectory(prefix="ngograph-benchmarks-") as name:
        folder = Path(name)
        collaborations.write(folder / QUADS, chosen.triples)
        bodies = _prepare(folder)
        making = _measured(MAKING, folder, 1)
        found = {way: _measured(way, folder, chosen.rounds) for way in WAYS}
        figures = {way: _measured(way, folder, 1) for way in MEASURING}
        walked = {way: _measured(way, folder, 1) for way in (WALKING if chosen.betweenness else ())}
    for way, one in found.items():
        same = found[BESIDE[way]].found
        if one.found[0] != same[0] or abs(one.found[1] - same[1]) > 1e-6 * same[1]:
            raise AssertionError(f"{way}: expected the ties of networkx, {same}, found {one.found}")
    ours, theirs = (figures[way].found for way in MEASURING)
    if ours[0] != theirs[0] or abs(ours[1] - theirs[1]) > 1e-6 * theirs[1]:
        raise AssertionError(f"expected the constraint of networkx, {theirs}, found {ours}")
    lines = [*_report(chosen.triples, bodies, making, found), *_of_measures(figures), *_of_walking(walked)]
    chosen.output.write_text("\n".join(lines) + "\n", "utf-8")


def _report(triples: int, bodies: int, making: Measured, found: dict[str, Measured]) -> Iterator[str]:
    ties = next(iter(found.values())).found[0]
    yield "# How fast networks are made"
    yield ""
    yield (
        f"Measured on {datetime.now(UTC):%d %B %Y} with `python -m benchmarks.networks`, which anyone can "
        f"run, over about {triples:,} triples: {bodies:,} organisations that share projects, {ties:,} ties "
        "between them. Every way gives the same ties. Each had a process of its own; the median of the "
        "rounds counts, and the memory is what it took beyond what it began with. networkx begins with its "
        "graph in memory, the self-join with the store, “from columns” with the tables."
    )
    yield ""
    yield f"The machine: {os.cpu_count()} cores, {platform.system()}; Python {platform.python_version()}."
    yield ""
    yield "| way | seconds | beside networkx | memory |"
    yield "|---|---|---|---|"
    for way, one in found.items():
        ratio = found[BESIDE[way]].seconds / one.seconds
        yield f"| {way} | {one.seconds:.3f} | {ratio:.1f} × as fast | {one.megabytes:.0f} MB |"
    yield ""
    yield (
        f"Making and writing all tables from the store in memory took {making.seconds:.1f} s and "
        f"{making.megabytes:.0f} MB ({making.found[0]:,} rows); a build does that once."
    )


def _of_measures(figures: dict[str, Measured]) -> Iterator[str]:
    yield ""
    yield "## Measures"
    yield ""
    yield f"{', '.join(LIGHT)} of the Newman projection, together; the figures are the same."
    yield ""
    yield "| way | seconds | beside networkx | memory |"
    yield "|---|---|---|---|"
    for way, one in figures.items():
        ratio = figures["networkx"].seconds / one.seconds
        yield f"| {way} | {one.seconds:.2f} | {ratio:.1f} × as fast | {one.megabytes:.0f} MB |"


def _of_walking(walked: dict[str, Measured]) -> Iterator[str]:
    if not walked:
        return
    ours, theirs = walked.values()
    sources, scale = theirs.found
    yield ""
    yield "## Betweenness"
    yield ""
    yield (
        f"Of all {ours.found[0]:,} nodes, exact, by the engine that is taken of itself. networkx was let "
        f"walk from {sources} nodes, in {theirs.seconds:.1f} s; from all it takes {scale:,.0f} times as "
        "long, which is what stands here."
    )
    yield ""
    yield "| way | seconds | beside networkx | memory |"
    yield "|---|---|---|---|"
    for way, one, seconds in (("ngograph", ours, ours.seconds), ("networkx", theirs, theirs.seconds * scale)):
        ratio = theirs.seconds * scale / seconds
        yield f"| {way} | {seconds:,.0f} | {ratio:.1f} × as fast | {one.megabytes:.0f} MB |"


def _measured(way: str, folder: Path, rounds: int) -> Measured:
    command = [
        sys.executable,
        "-m",
        "benchmarks.networks",
        "--rounds",
        str(rounds),
        "--way",
        way,
        str(folder),
    ]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    seconds, megabytes, found = json.loads(ended.stdout)
    return Measured(seconds, megabytes, (found[0], found[1]))


def _rounds(run: Callable[[], Found], rounds: int) -> tuple[float, float, Found]:
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # forget the most that was held so far
    before = _megabytes("VmRSS")
    times, found = [], (0, 0.0)
    for _ in range(rounds):
        began = time.perf_counter()
        found = run()
        times.append(time.perf_counter() - began)
    return median(times), _megabytes("VmHWM") - before, found


def _megabytes(what: str) -> float:
    """Return the memory that this process holds now (VmRSS), or has held at most (VmHWM)."""
    told = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(float(line.split()[1]) / 1024 for line in told if line.startswith(what))


def _prepare(folder: Path) -> int:
    """Write the tables of the graph in *folder* beside it, and return how many organisations they hold."""
    tables.write(_store(folder), _asked(), folder / TABLES)
    return pl.read_parquet(folder / TABLES / "things.parquet").filter(kind="organisation").height


def _asked() -> Catalogue:
    return tables.of_content(find_content().queries / "tables")


def _store(folder: Path) -> Store:
    return memory_store(parse(path=folder / QUADS))


def _tables(folder: Path) -> dict[str, pl.DataFrame]:
    return {
        name: pl.read_parquet(folder / TABLES / f"{name}.parquet", columns=list(columns))
        for name, columns in READ.items()
    }


def _ours(columns: dict[str, pl.DataFrame], weight: str) -> Found:
    made = network.project(network.selection(columns).incidence, weight)
    return made.strength.nnz // 2, float(made.strength.sum()) / 2


def _projected(folder: Path) -> network.OneMode:
    return network.project(network.selection(_tables(folder)).incidence)


def _bipartite(folder: Path) -> tuple[nx.Graph[str], set[str]]:
    found = network.selection(_tables(folder))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(found.statements.select("body", "thing").iter_rows())
    return graph, set(found.incidence.bodies)


def _theirs(graph: nx.Graph[str]) -> Found:
    return graph.number_of_edges(), sum(float(data["weight"]) for _, _, data in graph.edges(data=True))


if __name__ == "__main__":
    main()
