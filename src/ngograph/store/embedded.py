"""Oxigraph inside this process: stores in memory and on disk, and the three ways of asking them.

Values enter a query as bindings of its variables, never by formatting text. Foreign errors end here: a bad
query is a `QuerySyntaxError` that knows line and column.

Every query reads the union of the named graphs. Oxigraph's own `use_default_graph_as_union` is not that
union: it gives a triple once for each graph that states it, so that a count over three sources says three.
Therefore the stores made here keep the merged triples in the default graph as well, each once, and queries
read that; `named_quads` gives the quads without it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
)

from ngograph.errors import ContentError, MissingFile, QueryError, ReleaseError
from ngograph.store.refusal import refuse, refuse_update
from ngograph.store.syntax import query_syntax_error
from ngograph.vocab import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
"""What stands in a statement, and what a variable of a query can be bound to."""

_TOGETHER: Final = 1 << 16
"""How many lines are loaded together."""
_COUNT: Final = "SELECT (COUNT(*) AS ?quads) WHERE { GRAPH ?g { ?s ?p ?o } }"
_MERGE: Final = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"

Results: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples


def memory_store(quads: Iterable[Quad]) -> Store:
    """Return a new store in memory that holds *quads*, and their union as its default graph."""
    store = Store()
    store.bulk_extend(quads)
    store.update(_MERGE)
    return store


def load_lines(store: Store, lines: Iterable[str], graph: NamedNode) -> None:
    """Add *lines* of N-Triples to the named *graph* of a *store* in memory, and to the union that it keeps.

    Raises:
        ContentError: a line is no statement.
    """
    rest = iter(lines)
    try:
        while part := "\n".join(islice(rest, _TOGETHER)).encode():
            store.bulk_load(part, format=RdfFormat.N_TRIPLES, to_graph=graph)
            store.bulk_load(part, format=RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise ContentError(f"expected statements as N-Triples: {error}") from error


def open_store(path: Path) -> Store:
    """Open the store in the folder *path* for reading only; any number of processes may do so at once.

    Raises:
        MissingFile: there is no such folder.
        ReleaseError: the folder holds no store that can be read.
    """
    if not path.is_dir():
        raise MissingFile(path, "the folder of a store")
    try:
        return Store.read_only(str(path))
    except OSError as error:
        raise ReleaseError(f"{path}: expected a store that can be read: {error}") from error


def in_graph(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    """Return *triples* as quads of the named *graph*."""
    return (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)


def named_quads(store: Store) -> Iterator[Quad]:
    """Return the quads of the named graphs of *store*, without the union of them that it keeps."""
    return (quad for quad in store if not isinstance(quad.graph_name, DefaultGraph))


def count(store: Store) -> int:
    """Return how many quads the named graphs of *store* hold."""
    (row,) = select(store, _COUNT)
    return int(row["quads"].value)


def query(
    store: Store,
    text: str,
    bindings: Mapping[str, Term] | None = None,
    *,
    default_graphs: Sequence[NamedNode] = (),
    named_graphs: Sequence[NamedNode] = (),
) -> Results:
    """Answer the SPARQL query *text* over the union of the graphs of *store*.

    Args:
        store: what is asked.
        text: a SPARQL 1.1 query; its relative IRIs begin at our root.
        bindings: values for variables of the query, by name without the question mark. In a SELECT such
            a variable must be projected.
        default_graphs: read only these as the default graph, as a client of the SPARQL protocol may ask.
        named_graphs: know only these as named graphs.

    Raises:
        QueryRefused: the query would leave this machine (SERVICE), or is an update.
        QuerySyntaxError: the text is not SPARQL; knows line and column.
        QueryError: it calls a function that is not known here.
    """
    refuse(text)
    try:
        return store.query(
            text,
            base_iri=ROOT,
            default_graph=list(default_graphs) or None,
            named_graphs=list(named_graphs) or None,
            substitutions={Variable(name): term for name, term in bindings.items()} if bindings else None,
        )
    except SyntaxError as error:
        refuse_update(text)
        raise query_syntax_error(text, str(error)) from error
    except RuntimeError as error:  # a function that it does not know
        raise QueryError(f"expected what the store can work out: {error}") from error


def select(store: Store, text: str, bindings: Mapping[str, Term] | None = None) -> QuerySolutions:
    """Answer a SELECT query: its solutions, with their `.variables`."""
    results = query(store, text, bindings)
    if isinstance(results, QuerySolutions):
        return results
    raise QueryError(f"expected a SELECT query, found {_form(results)}")


def ask(store: Store, text: str, bindings: Mapping[str, Term] | None = None) -> bool:
    """Answer an ASK query: yes or no."""
    results = query(store, text, bindings)
    if isinstance(results, QueryBoolean):
        return bool(results)
    raise QueryError(f"expected an ASK query, found {_form(results)}")


def construct(store: Store, text: str, bindings: Mapping[str, Term] | None = None) -> QueryTriples:
    """Answer a CONSTRUCT or DESCRIBE query: its triples, one by one; the same one may come twice."""
    results = query(store, text, bindings)
    if isinstance(results, QueryTriples):
        return results
    raise QueryError(f"expected a CONSTRUCT or DESCRIBE query, found {_form(results)}")


def _form(results: Results) -> str:
    names = {QuerySolutions: "SELECT", QueryBoolean: "ASK", QueryTriples: "CONSTRUCT or DESCRIBE"}
    return names[type(results)]
