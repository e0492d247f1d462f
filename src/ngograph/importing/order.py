"""The order of the work of an import."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ngograph.errors import ImportingError, NothingToImport
from ngograph.importing.account import Tally, account, reason
from ngograph.importing.batches import batches, gathered
from ngograph.importing.checking import conforming, screen
from ngograph.importing.document import File, digest, document
from ngograph.importing.keeping import kept
from ngograph.importing.runs import Runs
from ngograph.importing.wanted import Wanted, name_of
from ngograph.importing.writing import write
from ngograph.imports import ACCOUNT, STATEMENTS, put
from ngograph.memory import seldom_swept
from ngograph.sources import is_name
from ngograph.sources.formats import Task, format_of
from ngograph.sources.opening import sample
from ngograph.sources.stating import Stating

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from ngograph.check import Rules
    from ngograph.imports import ImportedSource
    from ngograph.sources.formats import Opened
    from ngograph.sources.known import Known

BATCH: Final = 200_000
"""About how many statements are checked together."""
_STAGED: Final = ".importing-"


def import_file(
    path: Path,
    folder: Path,
    rules: Rules,
    known: Known,
    *,
    wanted: Wanted | None = None,
    taken: Collection[str] = (),
    batch: int = BATCH,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> ImportedSource:
    """Import the file at *path* into *folder* and return the source that it became.

    What was imported under the same name before is replaced, by the whole of it or not at all.

    Args:
        path: the file.
        folder: the folder of imported sources; made if it is not there.
        rules: ontology and shapes.
        known: countries, topics and currencies that readers may use.
        wanted: what is said of the file from outside.
        taken: names that sources of the content bear.
        batch: about how many statements are checked together.
        progress: told the step, how many bytes are done and how many there are.

    Raises:
        MissingFile: there is no such file.
        UnknownFormat: no reader knows what it is.
        UnreadableFile: it is damaged.
        NothingToImport: it tells of nothing, or nothing in it conforms.
        ImportingError: the name wanted for the source is none.
    """
    file, opened = _opened(path, known, wanted or Wanted(), taken, progress)
    screened = screen(rules)
    stating = Stating(file.source, file.languages[0], known.countries)
    about = gathered([document(file, stating)])
    tally = Tally(notes=Counter(opened.heading.notes))
    with _staged(folder, file.source) as staged, seldom_swept():
        runs = Runs(staged, kept(about))
        for one in batches(opened, stating, tally, batch):
            runs.add(conforming(one, about.tallied(), screened, tally))
        if not tally.produced:
            raise NothingToImport(path, reason(tally))
        size = file.path.stat().st_size
        progress("settling", size, size)
        write(staged / STATEMENTS, runs, tally)
        facts = account(file, tally)
        (staged / ACCOUNT).write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", "utf-8")
        runs.clear()
        return put(staged, folder, file.source)


def _opened(
    path: Path,
    known: Known,
    wanted: Wanted,
    taken: Collection[str],
    progress: Callable[[str, int, int], None],
) -> tuple[File, Opened]:
    """Return the file at *path* and what it holds, under a name that is free."""
    found = sample(path)
    form = format_of(found, wanted.reader or ("mapped" if wanted.mapping else None))
    source = wanted.source or name_of(path)
    if not is_name(source):
        raise ImportingError(
            f"{path}: expected a source name of a-z, 0-9 and single hyphens, found {source!r}"
        )
    if source in taken:
        raise ImportingError(
            f"{path}: the content has a source called {source!r}: name another with --source"
        )
    task = Task(found, source, known, wanted.mapping, lambda done: progress("reading", done, found.size))
    opened = form.read(task)
    media_type = form.media_type or found.media_type
    return File(path, digest(path), form, media_type, source, opened.heading, wanted), opened


@contextmanager
def _staged(folder: Path, source: str) -> Iterator[Path]:
    """Give a folder to work in that is gone in the end, unless it was put in its place.

    It is held as long as this process lives; what nobody holds was left by one that was killed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_STAGED}*"):
        with suppress(OSError), _held(left):
            shutil.rmtree(left)
    staged = Path(tempfile.mkdtemp(prefix=f"{_STAGED}{source}-", dir=folder))
    try:
        with _held(staged):
            staged.chmod(0o755)
            yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
