"""What the pages of large things cost: ``python -m benchmarks.pages [--folder DIR]``.

A release is built of `crowd` unless the folder holds one: an organisation, a source and a topic of 20,000
relationships each, a place of 15,000, an organisation of 5,000. The service is asked for their pages in turn,
each twice, as it is served by default; told are seconds of the processor in all of its processes, for each
time, and the bytes of the answer.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import contestants, crowd, measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.contestants import Contestant

_LARGE: Final = "/id/organisation/busy-large"
_PAGES: Final = (
    "/id/organisation/body-1",
    *(f"/id/organisation/{name}" for name in crowd.BUSY),
    *(f"{_LARGE}?{wish}" for wish in ("part=funds&page=9", "part=timeline", "lang=ru", "source=crowd-large")),
    "/id/place/settlement-0",
    "/concept/topic/first-aid",
    *(f"/graph/{name}" for name in crowd.SOURCES),
    "/id/funding/crowd-large-0",
    f"{_LARGE}/map.svg",
)
_OTHERWISE: Final = (
    *((f"/id/organisation/{name}", "text/turtle") for name in crowd.BUSY),
    (_LARGE, "application/ld+json"),
    ("/id/place/settlement-0", "text/turtle"),
    ("/graph/crowd-large", "text/turtle"),
)
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PATIENCE: Final = 120


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what each page costs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--folder", type=Path, help="where the release is, or is to be built; else for once")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ngograph-pages-") as name:
        folder = chosen.folder or Path(name)
        if not (folder / "releases").is_dir():
            _build(folder)
        with contestants.ngograph_on_disk(folder, _PATIENCE) as one:
            before = measures.memory(one)
            print("  first   again      bytes  address")
            for path, accept in [*((path, "text/html, image/svg+xml") for path in _PAGES), *_OTHERWISE]:
                told = [_asked(one, path, accept) for _ in range(2)]
                print(f"{told[0][0]:7.2f} {told[1][0]:7.2f} {told[0][1]:10,}  {path}  {accept}", flush=True)
            measures.rest(one)
            print(f"memory: {before / 1e6:,.0f} MB before, {measures.memory(one) / 1e6:,.0f} MB after")


def _build(folder: Path) -> None:
    content = folder / "content"
    (content / "data").mkdir(parents=True)
    for name in ("ontology", "shapes", "queries"):
        (content / name).symlink_to(contestants.ROOT / name)
    crowd.write(content / "data")
    command = [sys.executable, "-m", "ngograph", "build", "--content", str(content)]
    environment = {**os.environ, "PYTHONPATH": str(contestants.ROOT / "src")}
    command += ["--releases", str(folder / "releases")]
    subprocess.run(command, check=True, env=environment, capture_output=True)


def _asked(one: Contestant, path: str, accept: str) -> tuple[float, int]:
    """Return the seconds of the processor that an answer costs, and its bytes; none if there is no answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{one.port}{path}", headers={"accept": accept})
    before = measures.worked(one)
    size = 0
    # A refusal is no answer, nor is one that does not come in time.
    with suppress(OSError), urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
        size = len(answer.read())
    return (measures.worked(one) - before) / _TICKS, size


if __name__ == "__main__":
    main()
