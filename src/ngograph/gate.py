"""The gate: statements that were checked become a release, published by one switch, or they do not.

A build and a change from outside both pass here, and so keep the same rules.
"""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode

from ngograph import account, dumps, summary, tables
from ngograph.check import Checked, LocatedFinding
from ngograph.derive import derive
from ngograph.errors import NonConforming, ReleaseError
from ngograph.memory import give_back
from ngograph.release import publish, seal
from ngograph.store import (
    bulk_write_dump,
    count,
    in_graph,
    load_lines,
    memory_store,
    open_store,
    sort_lines,
    write_quads,
)
from ngograph.vocab import DERIVED_GRAPH, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Store, Triple

    from ngograph.account import Stated
    from ngograph.check import Rules
    from ngograph.content import Content
    from ngograph.release import Release

_DUMP: Final = "dump.nq"


@dataclass(frozen=True)
class Candidate:
    """What would be a release.

    Args:
        folder: where it begins to be written: its dump, its tables, and what is asked of the whole.
        report: what the shapes found, as plain values.
        account: what went in, as plain values, without the moment.
        yielded: what imported sources say that did not stand, as a table.
    """

    folder: Path
    report: dict[str, Any]
    account: dict[str, Any]
    yielded: bytes = b""

    @property
    def dump(self) -> Path:
        """The file of all that it holds, as sorted N-Quads."""
        return self.folder / _DUMP


def candidate(
    content: Content,
    rules: Rules,
    sources: Sequence[Stated],
    checked: Checked,
    folder: Path,
    *,
    step: Callable[[str], None] = lambda _: None,
    told: Mapping[str, Mapping[str, Any]] | None = None,
    redirects: Sequence[Triple] = (),
) -> Candidate:
    """Return what *sources* make of a release, with the derived edges worked out anew.

    What is large goes to the disk as it is made: nothing of it stays in memory beside what is made next.

    Args:
        content: the folders that the rules and the queries for derived edges come from.
        rules: ontology and shapes.
        sources: what is stated.
        checked: what the shapes found in it.
        folder: where it is written, as `staging` gives it.
        step: told before each step.
        told: what the account says of a source beside what it states, by the IRI of its graph; sources of
            which it says how they were imported are not warned of one by one.
        redirects: what stands now for each IRI that stands no longer.

    Raises:
        NonConforming: the shapes found violations.
        ContentError: a query for derived edges or for a table is not what it should be.
        OSError: the disk is full, or the folder cannot be written.
    """
    if not checked.report.conforms:
        raise NonConforming(len(checked.report.violations), checked.findings)
    give_back()
    step("staging")
    store = stage(sources, rules)
    step("deriving")
    counts = _derive(store, content.queries / "derive", redirects)
    step("tabulating")
    asked = tables.of_content(content.queries / "tables")
    tables.write(store, asked, folder / "tables")
    step("summarising")
    summary.write(summary.answers(store), folder / "summary")
    give_back()
    step("dumping")
    dump = folder / _DUMP
    with dump.open("wb") as file:
        write_quads(store, file)
    del store
    give_back()
    sort_lines(dump)
    return Candidate(
        folder,
        report(checked, sources, told or {}, content.root),
        account.of(content, rules, sources, counts, dump, told=told)
        | {"tables": tables.digests(asked), "summary": summary.digests()},
    )


def _derive(store: Store, queries: Path, redirects: Sequence[Triple]) -> dict[str, int]:
    """Add to *store* the derived edges that *queries* make of it, and *redirects*.

    Returns:
        how many edges each query made, and how many all of them did, each edge once, as "".
    """
    derived = derive(store, queries)
    if redirects:
        derived["redirects"] = frozenset(f"{triple} ." for triple in redirects)
    edges = sorted(frozenset[str]().union(*derived.values()))
    load_lines(store, edges, NamedNode(DERIVED_GRAPH))
    return {name: len(lines) for name, lines in derived.items()} | {"": len(edges)}


def report(
    checked: Checked, sources: Sequence[Stated], told: Mapping[str, Mapping[str, Any]], root: Path
) -> dict[str, Any]:
    """Return what the shapes found as plain values.

    What they warn of in imported sources alone is counted by source and rule, for there may be thousands.
    """
    graphs = {one.graph.value: one for one in sources if "import" in told.get(one.graph.value, {})}
    files = {file.path: one.graph.value for one in graphs.values() for file in one.files}
    shown, counts = list[LocatedFinding](), Counter[tuple[str, str]]()
    for finding in checked.findings:
        foreign = {files[path] for path in finding.files if path in files} | {*finding.graphs} & {*graphs}
        own = tuple(path for path in finding.files if path not in files)
        if not foreign:
            shown.append(finding)
        elif own or {*finding.graphs} - {*graphs} or finding.is_violation:
            shown.append(replace(finding, files=own, graphs=tuple(sorted({*finding.graphs, *foreign}))))
        else:
            counts.update((graphs[graph].name, finding.rule) for graph in foreign)
    found = Checked(checked.report, tuple(shown)).to_dict(root)
    warned = {
        one.name: {rule: count for (name, rule), count in sorted(counts.items()) if name == one.name}
        for one in graphs.values()
    }
    return found | ({"imported": warned} if warned else {})


def released(found: Candidate, more: dict[str, Any], step: Callable[[str], None] = lambda _: None) -> Release:
    """Write the rest of what was *found*, make its folder a release, publish it, and return it.

    To be used within `staging`. Whatever fails on the way, or is killed, leaves what is published as it was.

    Args:
        found: what passed the gate.
        more: what the account says beside what went in.
        step: told before each step.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    moment = datetime.now(UTC)
    stated = found.account | more | {"built": moment.isoformat(timespec="seconds")}
    files = {
        "report.json": _json(found.report),
        "account.json": _json(stated),
        "yielded.tsv": found.yielded,
    }
    step("writing")
    for name, content in files.items():
        (found.folder / name).write_bytes(content)
    _write_dumps(found)
    release = seal(found.folder, moment, stated["digest"])
    step("publishing")
    publish(release)
    return release


def stage(sources: Sequence[Stated], rules: Rules) -> Store:
    """Return a store in memory with one graph a source, and ontology and shapes in the graph of that name.

    Blank nodes (lists in OWL and SHACL) get the labels of RDF canonicalisation, so that the same files give
    the same dump.
    """
    ontology = Dataset(in_graph(rules.triples, NamedNode(ONTOLOGY_GRAPH)))
    ontology.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    held = [source for source in sources if not isinstance(source, account.Streamed)]
    stated = (quad for source in held for quad in in_graph(source.triples, source.graph))
    store = memory_store([*ontology, *stated])
    for source in sources:
        if isinstance(source, account.Streamed):
            load_lines(store, source.lines(), source.graph)
    return store


def _write_dumps(found: Candidate) -> None:
    """Write the store, and the files for others, of what was *found*."""
    store, stopped = found.folder / "store", Event()
    with ThreadPoolExecutor(1) as pool:  # the engine needs no interpreter, and packing hardly does
        stored = pool.submit(bulk_write_dump, store, found.dump, stopped)
        try:
            dumps.write(found.dump, found.folder / "dumps")
            stored.result()
        except BaseException:  # nobody waits long for a store that is thrown away
            stopped.set()
            raise
    written, expected = count(open_store(store)), stored.result()
    if written != expected:
        raise ReleaseError(f"{store}: expected the {expected} quads of the dump, found {written}")


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
