"""A release into another store, by the SPARQL 1.1 Graph Store Protocol: a graph at a time.

::

    statement that a release is being loaded
    each named graph ── the merged triples ── graphs that are gone
    statement of the whole release

Each step can be done again and leaves the same behind. Whatever breaks off before the last step leaves a
store that says that it holds a part.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, Literal
from urllib.parse import quote, urlsplit, urlunsplit

import httpx
from pyoxigraph import RdfFormat, serialize

from ngograph.errors import StoreError
from ngograph.media import TURTLE
from ngograph.store.remote.dialects import VIRTUOSO
from ngograph.store.remote.exchange import said
from ngograph.store.remote.stating import answered, statement
from ngograph.vocab import GRAPH, RELEASE_GRAPH, UNION_GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from pyoxigraph import Triple

    from ngograph.store.remote.access import Access

    Progress = Callable[[str, int, int], None]
    """Told what is loaded now, its number and how many there are."""

Union = Literal["auto", "default", "graph", "own"]
"""Where the merged triples go: into the store's default graph, into a graph of that name, or nowhere, for a
store whose default graph is the union of all graphs by itself, each triple once. By itself: a graph for
Virtuoso, else the default graph."""

_PAUSE: Final = 0.2
_PIECE: Final = 1 << 18
_HELD: Final = f"""
SELECT DISTINCT ?graph
WHERE {{ GRAPH ?graph {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?graph), "{GRAPH}") || ?graph = <{UNION_GRAPH}>) }}
"""
_AGAIN: Final = frozenset({429, 502, 503, 504})


@dataclass(frozen=True)
class Load:
    """What is to be loaded.

    Args:
        id, built, digest: the identity of the release.
        graphs: its named graphs.
        triples: gives the triples of one of them, or with None the merged ones, each once.
    """

    id: str
    built: datetime
    digest: str
    graphs: tuple[str, ...]
    triples: Callable[[str | None], Iterable[Triple]]


def graph_store(url: str, server: str = "") -> str:
    """Return where a store that answers queries at *url* takes graphs, as the usual ones have it.

    >>> graph_store("http://127.0.0.1:7878/query")
    'http://127.0.0.1:7878/store'
    >>> graph_store("http://127.0.0.1:8890/sparql", "virtuoso")
    'http://127.0.0.1:8890/sparql-graph-crud-auth'
    >>> graph_store("http://127.0.0.1:3030/ds/query")
    'http://127.0.0.1:3030/ds/data'
    >>> graph_store("http://127.0.0.1:7200/repositories/ngograph")
    'http://127.0.0.1:7200/repositories/ngograph/rdf-graphs/service'

    Raises:
        StoreError: the address is like none of them.
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    before, _, last = path.rpartition("/")
    if server == VIRTUOSO.name and last == "sparql":
        found = f"{path}-graph-crud-auth"
    elif path == "/query":
        found = "/store"
    elif before and last in ("query", "sparql"):
        found = f"{before}/data"
    elif before.endswith("/repositories"):
        found = f"{path}/rdf-graphs/service"
    else:
        raise StoreError(
            f"{url}: expected an address of a kind that is known: say where graphs go with --graph-store"
        )
    return urlunsplit(parts._replace(path=found, query=""))


def load(
    access: Access, what: Load, graphs_at: str | None, union: Union, progress: Progress = lambda *_: None
) -> None:
    """Load *what* into the store that *access* leads to, which takes graphs at *graphs_at*.

    Raises:
        StoreError: it cannot be reached, or does not take a graph.
    """
    with httpx.Client(**access.options) as client:  # type: ignore[arg-type]
        held, kind = answered(client, access, _HELD)
        place = graphs_at or graph_store(access.url, kind.name)
        if union == "auto":
            union = "graph" if kind is VIRTUOSO else "default"
        merged = UNION_GRAPH if union == "graph" else None
        gone = {row["graph"] for row in held} - {*what.graphs, UNION_GRAPH if merged else ""}
        loader = _Loader(client, place, access.tries)
        steps = len(what.graphs) + (union != "own")
        loader.put(RELEASE_GRAPH, statement(what.id, None, "", (), None))
        for number, graph in enumerate(what.graphs):
            progress(graph, number, steps)
            loader.put(graph, what.triples(graph))
        if union != "own":
            progress("the union of all", steps - 1, steps)
            loader.put(merged, what.triples(None))
        for graph in sorted(gone):
            loader.delete(graph)
        loader.put(RELEASE_GRAPH, statement(what.id, what.built, what.digest, what.graphs, merged))
        progress("", steps, steps)


class _Loader:
    """Puts graphs to a store and takes them away; either can be done again."""

    def __init__(self, client: httpx.Client, url: str, tries: int) -> None:
        self._client, self._url, self._tries = client, url, tries

    def put(self, graph: str | None, triples: Iterable[Triple]) -> None:
        """Let *triples*, and nothing else, be the graph called *graph*; None is the default graph."""
        with tempfile.TemporaryFile() as file:
            serialize(triples, file, RdfFormat.N_TRIPLES)
            self._ask("PUT", graph, _Body(file))

    def delete(self, graph: str) -> None:
        """Take the graph called *graph* away."""
        self._ask("DELETE", graph, None)

    def _ask(self, method: str, graph: str | None, body: _Body | None) -> None:
        named = "default" if graph is None else f"graph={quote(graph, safe='')}"
        # N-Triples are Turtle, and that is what every store reads.
        headers = (
            {} if body is None else {"content-type": TURTLE.media_type, "content-length": str(body.length)}
        )
        for attempt in range(self._tries):
            error: Exception | None = None
            try:
                reply = self._client.request(method, f"{self._url}?{named}", content=body, headers=headers)
            except httpx.TransportError as broken:
                error = broken
                problem = StoreError(f"{self._url}: {graph or 'the default graph'}: {method}: {broken}")
            else:
                if reply.is_success or (method == "DELETE" and reply.status_code == httpx.codes.NOT_FOUND):
                    return
                found = f"{reply.status_code}: {said(reply.content[:4096])}"
                problem = StoreError(
                    f"{self._url}: expected {graph or 'the default graph'} to be taken, found {found}"
                )
                if reply.status_code not in _AGAIN:
                    raise problem
            if attempt == self._tries - 1:
                raise problem from error
            time.sleep(_PAUSE * 2**attempt)


class _Body:
    """A file that can be sent more than once."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.length = file.tell()

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece
