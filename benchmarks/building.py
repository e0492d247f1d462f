"""Measure what a build takes and write `BUILDING.md`: ``python -m benchmarks.building``.

The content, with what was imported, is built into a release that is thrown away. Where no folder of imports
is named, a table of who does what where is made and imported first. Then the engine loads the same quads,
without their union, into a store on the disk and walks through them once: whatever takes in a graph must do
that at least. Every tenth of them is parsed by rdflib, too. Told is the time of the processor, all threads
together, which means something even where the machine does something else as well.
"""

from __future__ import annotations

import argparse
import platform
import resource
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import rdflib
from pyoxigraph import RdfFormat, Store

from benchmarks import presences
from benchmarks.readers import imported
from ngograph.build import build
from ngograph.content import find_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.content import Content
    from ngograph.release import Release

_PART: Final = 10
"""Of how many quads rdflib parses one."""


@dataclass(frozen=True)
class Step:
    """One step of a build: its seconds, and the most megabytes that the process had taken until its end."""

    name: str
    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Built:
    """What a build made, and what each of its steps took."""

    release: Release
    steps: tuple[Step, ...]

    @property
    def seconds(self) -> float:
        """What all steps took."""
        return sum(step.seconds for step in self.steps)


@dataclass(frozen=True)
class Peers:
    """Beside a build of so many *quads*: the seconds of a plain load, and those that rdflib would take."""

    quads: int
    engine: float
    rdflib: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, load, parse and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.building", description=__doc__)
    parser.add_argument("--content", type=Path, help="the folder of the content, as for `ngograph build`")
    parser.add_argument("--imports", type=Path, help="the folder of what was imported, if there is one")
    parser.add_argument("--rows", type=int, default=20_000, help="of the table that is imported else")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "BUILDING.md")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ngograph-building-") as name:
        folder, imports = Path(name), chosen.imports
        if imports is None and chosen.rows:
            presences.made(folder / "presences.csv", chosen.rows)
            imported(folder / "presences.csv", folder)
            imports = folder / "imports"
        made = built(find_content(chosen.content), imports, folder / "releases")
        peers = loaded(made.release.dump, folder / "store")
        chosen.output.write_text(_written(made, peers), "utf-8")


def built(content: Content, imports: Path | None, releases: Path) -> Built:
    """Build *content* and what was imported into the new folder *releases*."""
    moments: list[tuple[str, float, float]] = []

    def take(step: str, *_: int) -> None:
        moments.append((step, time.process_time(), _peak()))

    release = build(content, releases, imports=imports, progress=take)
    take("")
    return Built(
        release,
        tuple(Step(name, ended - began, peak) for (name, began, _), (_, ended, peak) in pairwise(moments)),
    )


def loaded(dump: Path, folder: Path) -> Peers:
    """Load the quads of *dump* into a new store in *folder*, and parse some of them by rdflib."""
    began = time.process_time()
    store = Store(str(folder))
    store.bulk_load(path=str(dump), format=RdfFormat.N_QUADS)
    store.optimize()
    quads = sum(1 for _ in store)
    walked = time.process_time()
    with dump.open("rb") as lines:
        part = b"".join(line[: line.rindex(b" <")] + b" .\n" for line in islice(lines, 0, None, _PART))
    begun = time.process_time()
    rdflib.Graph().parse(data=part, format="nt")
    return Peers(quads, walked - began, (time.process_time() - begun) * _PART)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _written(made: Built, peers: Peers) -> str:
    today, totals = datetime.now(tz=UTC).date().isoformat(), made.release.account["totals"]
    lines = [
        "# Building a release",
        "",
        f"Measured on {today} with Python {platform.python_version()}, pyoxigraph {version('pyoxigraph')}, "
        f"rdflib {version('rdflib')}:",
        f"{totals['triples']:,} triples of {totals['sources']:,} sources and {totals['derived']:,} derived "
        f"edges, {peers.quads:,} quads in all.",
        "Seconds are those of the processor, all threads together; memory is the most of the process so far.",
        "",
        "| step | seconds | memory, MB |",
        "|---|---|---|",
        *(f"| {step.name} | {step.seconds:.2f} | {step.megabytes:,.0f} |" for step in made.steps),
        f"| all of the build | {made.seconds:.2f} | {made.steps[-1].megabytes:,.0f} |",
        "",
        "| the same quads, nothing else done with them | seconds | the build, times that |",
        "|---|---|---|",
        f"| loaded into a store on the disk and walked through | {peers.engine:.2f} "
        f"| {made.seconds / peers.engine:.1f} |",
        f"| parsed by rdflib: {_PART} times what each {_PART}th takes | {peers.rdflib:.2f} "
        f"| {made.seconds / peers.rdflib:.1f} |",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
