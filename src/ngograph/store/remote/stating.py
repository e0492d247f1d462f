"""Which release a store holds, as it says itself in a small graph of its own.

`publish` writes that graph twice: at its beginning without digest and moment, and whole at its end. So a
store says at any time what it holds, and a part of a release never passes for the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import httpx
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, Triple, parse_query_results

from ngograph.errors import ReleaseError, StoreError, StoreUnfinished
from ngograph.media import RESULTS_JSON
from ngograph.store.remote.dialects import OTHER, Dialect, dialect
from ngograph.vocab import PREFIXES, RELEASE_GRAPH, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store

    from ngograph.store.remote.access import Access

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_SPDX: Final = "http://spdx.org/rdf/terms#"
_VOID: Final = "http://rdfs.org/ns/void#"
_RELEASES: Final = f"{ROOT}release/"
_QUESTION: Final = f"""
SELECT ?release ?id ?built ?digest ?union ?graph
WHERE {{
  GRAPH <{RELEASE_GRAPH}> {{
    ?release <{PREFIXES["dct"]}identifier> ?id
    OPTIONAL {{ ?release <{PREFIXES["dct"]}issued> ?built }}
    OPTIONAL {{ ?release <{_SPDX}checksum> ?sum . ?sum <{_SPDX}checksumValue> ?digest }}
    OPTIONAL {{ ?release <{_SD}defaultGraph> ?union }}
    OPTIONAL {{ ?release <{_VOID}subset> ?graph }}
  }}
}}
"""


@dataclass(frozen=True)
class Stated:
    """What a store says that it holds.

    Args:
        access: where it is.
        id: the name of the release.
        digest: the digest of what it holds; empty where nothing says which state the store is in.
        built: the moment it was built; for a store that says nothing, the moment it was first asked.
        dialect: the ways of that kind of store.
        union: the graph that holds the merged triples; None where the store's own default graph does.
        graphs: the named graphs, where the store says which.
    """

    access: Access
    id: str
    digest: str
    built: datetime
    dialect: Dialect = OTHER
    union: str | None = None
    graphs: tuple[str, ...] = ()

    def store(self) -> Store:
        """There is no store here to open.

        Raises:
            ReleaseError: always.
        """
        raise ReleaseError(
            f"{self.access.url}: expected a release on this machine, found one that is elsewhere"
        )


def stated(access: Access, unknown: datetime | None = None) -> Stated:
    """Ask the store what it holds.

    Args:
        unknown: the moment to tell for a store that says nothing; now if it is not given.

    Raises:
        StoreError: it cannot be reached, or gave no answer.
        StoreUnfinished: it holds part of a release.
    """
    with httpx.Client(**access.options) as client:  # type: ignore[arg-type]
        rows, kind = answered(client, access, _QUESTION)
    if not rows:
        host = httpx.URL(access.url).host
        return Stated(access, f"store-{host}", "", unknown or datetime.now(UTC).replace(microsecond=0), kind)
    first = rows[0]
    if len({row["id"] for row in rows}) > 1 or not first["digest"] or not first["built"]:
        raise StoreUnfinished(access.url, first["id"] or "a release")
    return Stated(
        access,
        first["id"],
        first["digest"],
        datetime.fromisoformat(first["built"]).astimezone(UTC),
        kind,
        first["union"] or None,
        tuple(sorted({row["graph"] for row in rows if row["graph"]})),
    )


def answered(client: httpx.Client, access: Access, text: str) -> tuple[list[dict[str, str]], Dialect]:
    """Return the rows of a small question of our own, as texts by column, and the store's dialect.

    Raises:
        StoreError: the store cannot be reached, or gave no answer.
    """
    error: Exception | None = None
    for _ in range(access.tries):
        try:
            reply = client.post(access.url, data={"query": text}, headers={"accept": RESULTS_JSON.media_type})
        except httpx.TransportError as broken:
            error = broken
            continue
        if not reply.is_success:
            raise StoreError(f"{access.url}: expected an answer, found {reply.status_code}")
        try:
            results = parse_query_results(reply.content, format=QueryResultsFormat.JSON)
        except SyntaxError as broken:
            raise StoreError(f"{access.url}: expected rows as JSON: {broken}") from broken
        if not isinstance(results, QuerySolutions):
            raise StoreError(f"{access.url}: expected rows, found something else")
        names = [variable.value for variable in results.variables]
        rows = [
            {name: str(getattr(term, "value", "")) for name, term in zip(names, row, strict=True)}
            for row in results
        ]
        return rows, dialect(reply.headers.get("server", ""))
    raise StoreError(f"{access.url}: expected a store that answers, found none: {error}") from error


def statement(
    release: str, built: datetime | None, digest: str, graphs: Iterable[str], union: str | None
) -> Iterator[Triple]:
    """Return what a store says of the release called *release*; without *built*, that it is being loaded."""
    node, sums = NamedNode(f"{_RELEASES}{release}"), NamedNode(f"{_RELEASES}{release}#checksum")

    def say(subject: NamedNode, iri: str, value: NamedNode | Literal) -> Triple:
        return Triple(subject, NamedNode(iri), value)

    kind, title = f"{PREFIXES['rdf']}type", f"{PREFIXES['dct']}title"
    yield say(node, kind, NamedNode(f"{_VOID}Dataset"))
    yield say(node, title, Literal("The release that this store holds", language="en"))
    yield say(node, f"{PREFIXES['dct']}identifier", Literal(release))
    if built is None:
        return
    moment = Literal(built.isoformat(), datatype=NamedNode(f"{PREFIXES['xsd']}dateTime"))
    yield say(node, f"{PREFIXES['dct']}issued", moment)
    yield say(node, f"{_SPDX}checksum", sums)
    yield say(sums, kind, NamedNode(f"{_SPDX}Checksum"))
    yield say(sums, f"{_SPDX}algorithm", NamedNode(f"{_SPDX}checksumAlgorithm_sha256"))
    yield say(sums, f"{_SPDX}checksumValue", Literal(digest))
    if union is not None:
        yield say(node, f"{_SD}defaultGraph", NamedNode(union))
    for graph in graphs:
        yield say(node, f"{_VOID}subset", NamedNode(graph))
