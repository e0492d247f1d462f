"""How long a build takes, beside the plain loading of what it builds: ``python -m benchmarks.building``.

The content, with what was imported if a folder of imports is named, is built into a release that is thrown
away. Then the engine loads the same quads, without their union, into a store on the disk and walks through
them once: whatever takes in a graph must do that at least. Told is the time of the processor, all threads
together, which means something even where the machine does something else as well.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from ngograph.build import build
from ngograph.content import find_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.content import Content


@dataclass(frozen=True)
class Built:
    """What a build took: seconds by step, all seconds, megabytes of memory at most; and the quads it made."""

    steps: tuple[tuple[str, float], ...]
    seconds: float
    megabytes: float
    dump: Path


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, load and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.building", description=__doc__)
    parser.add_argument("--content", type=Path, help="the folder of the content, as for `ngograph build`")
    parser.add_argument("--imports", type=Path, help="the folder of what was imported, if there is one")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ngograph-building-") as name:
        made = built(find_content(chosen.content), chosen.imports, Path(name, "releases"))
        plain, quads = loaded(made.dump, Path(name, "store"))
    print(f"{quads:,} quads: {made.seconds:.2f} s, {made.megabytes:,.0f} MB of memory at most")
    for step, seconds in made.steps:
        print(f"{seconds:8.2f} s  {step}")
    print(f"{plain:8.2f} s  to load them and walk through them: ratio {made.seconds / plain:.1f}")


def built(content: Content, imports: Path | None, releases: Path) -> Built:
    """Build *content* and what was imported into the new folder *releases*."""
    moments: list[tuple[str, float]] = []
    release = build(
        content,
        releases,
        imports=imports,
        progress=lambda step, *_: moments.append((step, time.process_time())),
    )
    ends = [moment for _, moment in moments[1:]] + [time.process_time()]
    steps = tuple((step, end - began) for (step, began), end in zip(moments, ends, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return Built(steps, sum(seconds for _, seconds in steps), peak, release.dump)


def loaded(dump: Path, folder: Path) -> tuple[float, int]:
    """Load the quads of *dump* into a new store in *folder*; return the seconds, and how many there are."""
    began = time.process_time()
    store = Store(str(folder))
    store.bulk_load(path=str(dump), format=RdfFormat.N_QUADS)
    store.optimize()
    quads = sum(1 for _ in store)
    return time.process_time() - began, quads


if __name__ == "__main__":
    main()
