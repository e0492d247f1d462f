"""The order of the work: content in, a conforming release out, published by one switch.

Whatever fails on the way, or is killed, leaves the published release as it was.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, RdfFormat, serialize

from ngograph import account
from ngograph.check import check, read_rules
from ngograph.content import source_folders
from ngograph.derive import derive
from ngograph.errors import ContentError, NonConforming, NoRelease, ReleaseError
from ngograph.release import locked, publish, published, seal, staging
from ngograph.sources import read_folder
from ngograph.store import bulk_write, in_graph, memory_store, named_quads, open_store
from ngograph.vocab import DERIVED_GRAPH, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad, Store

    from ngograph.check import Rules
    from ngograph.content import Content
    from ngograph.release import Release
    from ngograph.sources import Source


class Progress(Protocol):
    """What is told of the work as it goes on."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """Take note that *done* of *total* parts of *step* are done."""


_STEPS: Final = ("reading", "checking", "deriving", "dumping", "writing", "publishing")


def build(content: Content, releases: Path, *, progress: Progress | None = None) -> Release:
    """Build *content* into a new release in the folder *releases*, publish it, and return it.

    If the published release was made of the same files by the same version, nothing is written and it is
    returned as it stands.

    Args:
        content: the folders of ontology, shapes, queries and data.
        releases: the folder of the releases; made if it is not there.
        progress: told before each step.

    Raises:
        ContentError: a file or folder is not what it should be.
        NonConforming: the shapes found violations.
        ReleaseBusy: another build is writing here.
        OSError: the disk is full, or the folder cannot be written.
    """
    step = _steps(progress)
    releases.mkdir(parents=True, exist_ok=True)
    with locked(releases):
        step("reading")
        rules = read_rules(content)
        sources = [read_folder(folder) for folder in source_folders(content)]
        step("checking")
        checked = check([file for source in sources for file in source.files], rules)
        if not checked.report.conforms:
            raise NonConforming(len(checked.report.violations), checked.findings)
        if checked.looked_at_nothing:
            raise ContentError(
                f"{content.shapes}: expected shapes that look at something in the data, found none"
            )
        step("deriving")
        store = stage(sources, rules)
        derived = derive(store, content.queries / "derive")
        edges = {triple for triples in derived.values() for triple in triples}
        quads = [*named_quads(store), *in_graph(edges, NamedNode(DERIVED_GRAPH))]
        step("dumping")
        dump = dumped(memory_store(quads))
        files = {
            "dump.nq": dump,
            "report.json": _json(checked.to_dict(content.root)),
        }
        stated = account.of(content, rules, sources, derived, hashlib.sha256(dump).hexdigest())
        if (current := _unchanged(releases, stated)) is not None:
            return current
        moment = datetime.now(UTC)
        files["account.json"] = _json(stated | {"built": moment.isoformat(timespec="seconds")})
        with staging(releases) as folder:
            step("writing")
            _write(folder, files, quads)
            release = seal(folder, moment, stated["digest"])
        step("publishing")
        publish(release)
    return release


def stage(sources: Iterable[Source], rules: Rules) -> Store:
    """Return a store in memory with one graph a source, and ontology and shapes in the graph of that name.

    Blank nodes (lists in OWL and SHACL) get the labels of RDF canonicalisation, so that the same files give
    the same dump.
    """
    ontology = Dataset(in_graph(rules.triples, NamedNode(ONTOLOGY_GRAPH)))
    ontology.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    stated = (quad for source in sources for quad in in_graph(source.triples, source.graph))
    return memory_store([*ontology, *stated])


def dumped(store: Store) -> bytes:
    """Return the named graphs of *store* as N-Quads, sorted, so that equal graphs give equal bytes."""
    lines = serialize(named_quads(store), format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(lines.splitlines(keepends=True)))


def _steps(progress: Progress | None) -> Any:
    def step(name: str) -> None:
        if progress is not None:
            progress(name, _STEPS.index(name), len(_STEPS))

    return step


def _unchanged(releases: Path, stated: dict[str, Any]) -> Release | None:
    """Return the published release if its account says the same as *stated*, apart from the moment."""
    try:
        current = published(releases)
        known = {key: value for key, value in current.account.items() if key != "built"}
    except (NoRelease, ReleaseError):
        return None
    return current if known == stated else None


def _write(folder: Path, files: dict[str, bytes], quads: list[Quad]) -> None:
    bulk_write(folder / "store", quads)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    written = sum(1 for _ in named_quads(open_store(folder / "store")))
    if written != files["dump.nq"].count(b"\n"):
        raise ReleaseError(f"{folder / 'store'}: expected the quads of the dump, found {written}")


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
