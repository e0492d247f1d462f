"""The process that makes one change: what is published, the change, the gate.

Run apart (`ngograph.apart`) by a service that holds the releases. It reads a pickled `Job`
from its standard input and writes one line of JSON: what came of it, or why nothing did. The text of a client
is read here and nowhere else, while no file and no socket can be opened.
"""

from __future__ import annotations

import gc
import hashlib
import json
import pickle
import resource
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode, RdfFormat, parse

from ngograph.check import check_graphs, read_rules
from ngograph.content import Content
from ngograph.errors import (
    NgographError,
    NotWritable,
    OutOfScope,
    UnfitGraph,
    WriteTooLarge,
)
from ngograph.gate import candidate, released
from ngograph.identity import REPLACED
from ngograph.release import published, staging, thin
from ngograph.sources import read_graph
from ngograph.store.bodies import graph_node
from ngograph.store.changes import GraphChange, Update
from ngograph.store.changing import changed, graphs_of
from ngograph.store.workers.confinement import bound_memory
from ngograph.tokens import covers
from ngograph.vocab import DERIVED_GRAPH, ONTOLOGY_GRAPH
from ngograph.writing.job import Job, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Triple

    from ngograph.gate import Candidate
    from ngograph.release import Release

_FOR_EACH: Final = 25
"""Bytes of memory that the gate takes for each byte of a release's dump, as measured."""
_OF_IMPORTS: Final = ("files", "import", "joined", "yielded", "excluded")
_OWN: Final = {
    ONTOLOGY_GRAPH: "it holds the ontology and the shapes of the content: change them there, and build",
    DERIVED_GRAPH: "it is worked out from the other graphs: leave it out (FILTER(?g != <…/graph/derived>))",
}


def main() -> None:
    """Make the change that comes in, and say what came of it."""
    job: Job = pickle.loads(sys.stdin.buffer.read())
    try:
        said = _made(job)
    except NgographError as error:
        said = told(error)
    except MemoryError:
        said = told(WriteTooLarge(job.megabytes))
    print(json.dumps(said), flush=True)


def _made(job: Job) -> dict[str, Any]:
    release, content, change = published(job.releases), Content(job.content), job.change
    rules = read_rules(content)
    before = graphs_of(parse(path=release.dump, format=RdfFormat.N_QUADS))
    named = None
    if isinstance(change, GraphChange) and change.graph is not None:
        named = graph_node(change.graph)
    if named is not None and named.value in _OWN:
        raise NotWritable(named.value, _OWN[named.value])
    gc.freeze()
    bound_memory(job.megabytes + _FOR_EACH * release.dump.stat().st_size // 1_000_000)
    with _opening_nothing():
        after = changed(before, change, [NamedNode(iri) for iri in _OWN])
    graphs = sorted(graph.value for graph in {**before, **after} if before.get(graph) != after.get(graph))
    if not graphs:
        return {"release": release.id, "graphs": [], "created": False}
    for graph in graphs:
        if graph in _OWN:
            raise NotWritable(graph, _OWN[graph])
        if not covers(job.holder.scopes, graph):
            raise OutOfScope(graph, job.holder.scopes)
    stated = {graph: triples for graph, triples in after.items() if graph.value not in _OWN}
    sources = [read_graph(graph, stated[graph]) for graph in sorted(stated, key=lambda one: one.value)]
    checked = check_graphs(stated, rules)
    if checked.report.conforms and checked.looked_at_nothing:
        raise UnfitGraph(graphs[0], "expected something to be left that a shape looks at, found nothing")
    with staging(job.releases) as folder:
        found = replace(
            candidate(
                *(content, rules, sources, checked, folder),
                told=_told(release, graphs),
                redirects=_redirects(before),
            ),
            yielded=release.yielded.read_bytes() if release.yielded else b"",
        )
        made = released(found, _accounted(release, found, job, graphs))
    thin(job.releases, job.kept)
    return {"release": made.id, "graphs": graphs, "created": named is not None and named not in before}


def _told(release: Release, changed: list[str]) -> dict[str, dict[str, Any]]:
    """Return what the account of *release* says of the imported sources that were not *changed*."""
    return {
        source["graph"]: {name: source[name] for name in _OF_IMPORTS}
        for source in release.account["sources"]
        if "import" in source and source["graph"] not in changed
    }


def _redirects(before: Mapping[NamedNode, Iterable[Triple]]) -> list[Triple]:
    """Return the redirects that are published: who is who is decided by a build."""
    stated = before.get(NamedNode(DERIVED_GRAPH), ())
    return sorted((triple for triple in stated if triple.predicate == REPLACED), key=str)


def _accounted(release: Release, found: Candidate, job: Job, graphs: list[str]) -> dict[str, Any]:
    """Return what the account of a written release says beside what a build would."""
    account = release.account
    files = {source["graph"]: source["files"] for source in account["sources"]}
    sources = [
        {**source, "files": [] if source["graph"] in graphs else files.get(source["graph"], [])}
        for source in found.account["sources"]
    ]
    written = {
        "moment": datetime.now(UTC).isoformat(timespec="seconds"),
        "token": job.holder.name,
        "change": "update" if isinstance(job.change, Update) else job.change.how,
        "graphs": graphs,
        "sha256": _digest(job.change),
        "release": release.id,
    }
    return {"sources": sources, "written": [*account.get("written", []), written]}


def _digest(change: Update | GraphChange) -> str:
    sent = change.text.encode() if isinstance(change, Update) else change.body
    return hashlib.sha256(sent).hexdigest()


@contextmanager
def _opening_nothing() -> Iterator[None]:
    """Let no file and no socket be opened meanwhile; those that are open stay."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


if __name__ == "__main__":
    main()
