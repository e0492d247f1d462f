"""The order of the work: content in, a conforming release out, published by one switch.

Whatever fails on the way, or is killed, leaves the published release as it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from ngograph.check import read_rules
from ngograph.content import source_folders
from ngograph.errors import ContentError, NoRelease, ReleaseError, WrittenChanges
from ngograph.gate import candidate, released
from ngograph.identity import with_decisions
from ngograph.imports import imported
from ngograph.memory import seldom_swept
from ngograph.release import locked, published, staging
from ngograph.sources import read_folder
from ngograph.uniting import united

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ngograph.content import Content
    from ngograph.release import Release


class Progress(Protocol):
    """What is told of the work as it goes on."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """Take note that *done* of *total* parts of *step* are done."""


_STEPS: Final = (
    *("reading", "checking", "staging", "deriving", "tabulating", "summarising", "dumping", "writing"),
    "publishing",
)


def build(
    content: Content,
    releases: Path,
    *,
    imports: Path | None = None,
    discard_written: bool = False,
    progress: Progress | None = None,
) -> Release:
    """Build *content* and what was imported into a new release in *releases*, publish it, and return it.

    If the published release was made of the same files by the same version, nothing is written and it is
    returned as it stands.

    Args:
        content: the folders of ontology, shapes, queries and data.
        releases: the folder of the releases; made if it is not there.
        imports: the folder of the imported sources, if there are any.
        discard_written: whether changes that were written to the published release, and that the content
            does not hold, may be thrown away.
        progress: told before each step.

    Raises:
        ContentError: a file or folder is not what it should be.
        ContradictingDecisions: what is decided to be different is decided to be the same, too.
        NonConforming: the shapes found violations.
        WrittenChanges: the published release was written to, and the content says otherwise.
        ReleaseBusy: another build is writing here.
        OSError: the disk is full, or the folder cannot be written.
    """
    step = _steps(progress)
    releases.mkdir(parents=True, exist_ok=True)
    with locked(releases), seldom_swept():
        step("reading")
        rules = read_rules(content)
        sources = [with_decisions(read_folder(folder), folder) for folder in source_folders(content)]
        step("checking")
        whole = united(sources, imported(imports) if imports else [], rules)
        checked = whole.checked
        if checked.report.conforms and checked.looked_at_nothing:
            raise ContentError(
                f"{content.shapes}: expected shapes that look at something in the data, found none"
            )
        told = {graph: taken.to_dict() for graph, taken in whole.taken.items()}
        with staging(releases) as folder:
            found = replace(
                candidate(
                    *(content, rules, whole.sources, checked, folder),
                    step=step,
                    told=told,
                    redirects=whole.redirects,
                ),
                yielded=_table(whole.yielded),
            )
            if whole.notices:
                found.account["notices"] = list(whole.notices)
            current = _current(releases)
            if current is not None and _says(current) == found.account:
                return current
            if current is not None and not discard_written:
                _keep_written(current, found.dump)
            return released(found, {}, step)


def _table(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return what gave way as tab-separated values; terms are in N-Triples, which has no tabs."""
    head = ("source", "thing", "property", "value", "stands")
    return "".join("\t".join(row) + "\n" for row in (head, *rows)).encode()


def _steps(progress: Progress | None) -> Callable[[str], None]:
    def step(name: str) -> None:
        if progress is not None:
            progress(name, _STEPS.index(name), len(_STEPS))

    return step


def _current(releases: Path) -> Release | None:
    """Return the published release if it can be read."""
    try:
        current = published(releases)
        _says(current)
    except (NoRelease, ReleaseError):
        return None
    return current


def _says(release: Release) -> dict[str, Any]:
    return {key: value for key, value in release.account.items() if key != "built"}


def _keep_written(current: Release, dump: Path) -> None:
    """Return if nothing that was written to *current* is lost where *dump* takes its place.

    Raises:
        WrittenChanges: a graph that was written does not state the same in both.
    """
    written = current.account.get("written", [])
    graphs = sorted({graph for change in written for graph in change["graphs"]})
    lost = [graph for graph in graphs if _lines(current.dump, graph) != _lines(dump, graph)]
    if lost:
        raise WrittenChanges(current.id, lost, len(written))


def _lines(dump: Path, graph: str) -> list[bytes]:
    """Return what *graph* states in the file *dump* of N-Quads, whose lines are sorted."""
    end = f" <{graph}> .\n".encode()
    with dump.open("rb") as lines:
        return [line for line in lines if line.endswith(end)]
