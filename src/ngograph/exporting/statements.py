"""Statements as RDF: the dump as it is, some of its graphs, or what is said of what was chosen.

All of it goes through sorted N-Quads in a file, so that memory does not grow with the release.
"""

from __future__ import annotations

import heapq
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from ngograph.dumps import with_sorted_prefixes
from ngograph.vocab import DERIVED_GRAPH, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Store

    from ngograph.exporting.selecting import Chosen

_FOLLOWED: Final = frozenset({"evidence", "selector", "identifier", "signature", "document", "place"})
"""The kinds of things of which all is said where something that was chosen names them."""
_TYPE: Final = NamedNode(f"{PREFIXES['rdf']}type")
_LABEL: Final = NamedNode(f"{PREFIXES['skos']}prefLabel")


def of_graphs(dump: Path, graphs: Iterable[str], out: IO[bytes]) -> None:
    """Write the lines of the N-Quads *dump* that stand in *graphs*."""
    ends = tuple(f" <{graph}> .\n".encode() for graph in graphs)
    with dump.open("rb") as lines:
        out.writelines(line for line in lines if line.endswith(ends))


def of_chosen(store: Store, chosen: Chosen, out: IO[bytes]) -> None:
    """Write what *store* says of what was *chosen*, as sorted N-Quads.

    Of what stands at the edge, class and names alone are said; derived edges between what was chosen.
    """
    core = {*chosen.relationships, *chosen.things}
    _follow(store, core, chosen.graphs)
    edge: set[str] = set()
    with tempfile.TemporaryFile("w+b") as inner:
        for node in _in_order(core):
            for quad in _said(store, node, chosen.graphs):
                named = quad.object.value if isinstance(quad.object, NamedNode) else ""
                if named.startswith(ID) and named not in core:
                    if _graph(quad) == DERIVED_GRAPH:
                        continue
                    edge.add(named)
                inner.write(f"{quad} .\n".encode())
        inner.seek(0)
        outer = chain.from_iterable(_mentioned(store, node, chosen.graphs) for node in _in_order(edge))
        out.writelines(heapq.merge(inner, (f"{quad} .\n".encode() for quad in outer)))


def written(lines: Path, form: RdfFormat, out: IO[bytes]) -> None:
    """Write the sorted N-Quads in the file *lines* in the format *form*."""
    if form == RdfFormat.N_QUADS:
        with lines.open("rb") as quads:
            shutil.copyfileobj(quads, out)
    elif form == RdfFormat.N_TRIPLES:
        out.writelines(_triples(lines))
    elif form in (RdfFormat.TRIG, RdfFormat.JSON_LD):
        with _by_graph(lines) as files:
            quads_of = chain.from_iterable(parse(path=file, format=RdfFormat.N_QUADS) for file in files)
            _serialise(quads_of, form, out)
    else:
        with tempfile.NamedTemporaryFile(suffix=".nt") as merged:
            merged.writelines(_triples(lines))
            merged.flush()
            triples = (quad.triple for quad in parse(path=merged.name, format=RdfFormat.N_TRIPLES))
            _serialise(triples, form, out)


def _follow(store: Store, core: set[str], graphs: frozenset[str] | None) -> None:
    """Add to *core* the evidence, codes, documents and places that it names, at any remove."""
    fresh = list(core)
    while fresh:
        node = fresh.pop()
        for quad in _said(store, node, graphs):
            named = quad.object.value if isinstance(quad.object, NamedNode) else ""
            kind = named.removeprefix(ID).partition("/")[0] if named.startswith(ID) else ""
            if kind in _FOLLOWED and named not in core:
                core.add(named)
                fresh.append(named)


def _said(store: Store, node: str, graphs: frozenset[str] | None) -> list[Quad]:
    """Return the quads about *node* in *graphs*, and the derived ones, in the order of their text."""
    quads = (
        quad
        for quad in store.quads_for_pattern(NamedNode(node), None, None, None)
        if _graph(quad) and (graphs is None or _graph(quad) in graphs)
    )
    return sorted(quads, key=str)


def _graph(quad: Quad) -> str:
    """Return the named graph of *quad*; nothing of what stands in the union."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def _mentioned(store: Store, node: str, graphs: frozenset[str] | None) -> list[Quad]:
    return [
        quad
        for quad in _said(store, node, graphs)
        if quad.predicate in (_TYPE, _LABEL) and _graph(quad) != DERIVED_GRAPH
    ]


def _in_order(nodes: Iterable[str]) -> list[str]:
    """Return *nodes* in the order in which lines about them stand."""
    return sorted(nodes, key=lambda node: f"<{node}> ")


def _triples(lines: Path) -> Iterator[bytes]:
    """Yield the lines of sorted N-Quads without their graphs, each once."""
    last = b""
    with lines.open("rb") as quads:
        for line in quads:
            triple = line.rpartition(b" <")[0] + b" .\n"
            if triple != last:
                yield triple
            last = triple


@contextmanager
def _by_graph(lines: Path) -> Iterator[list[Path]]:
    """Give the quads in *lines* as a file for each graph, in the order of the graphs."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        files: dict[bytes, tuple[Path, IO[bytes]]] = {}
        with lines.open("rb") as quads:
            for line in quads:
                graph = line.rpartition(b" <")[2]
                if graph not in files:
                    path = Path(folder) / f"{len(files)}.nq"
                    files[graph] = path, stack.enter_context(path.open("wb"))
                files[graph][1].write(line)
        for _, file in files.values():
            file.close()
        yield [files[graph][0] for graph in sorted(files)]


def _serialise(statements: Iterable[object], form: RdfFormat, out: IO[bytes]) -> None:
    prefixes = PREFIXES if form in (RdfFormat.TURTLE, RdfFormat.TRIG) else None
    with tempfile.TemporaryFile() as raw:
        serialize(statements, raw, form, prefixes=prefixes)  # type: ignore[arg-type]
        raw.seek(0)
        out.writelines(with_sorted_prefixes(raw) if prefixes else raw)
