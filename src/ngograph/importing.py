"""The order of the work of an import: a file in, a checked source with its account out.

Records come one by one and are checked in batches, so that memory does not grow with the file. A record that
breaks a shape is left out and counted; whatever fails on the way leaves what was imported before as it was.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import re
import shutil
import tempfile
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import zstandard
from anyascii import anyascii
from pyoxigraph import RdfFormat, Triple, parse

from ngograph.errors import ImportingError, NothingToImport
from ngograph.imports import ACCOUNT, STATEMENTS, put
from ngograph.sources import is_name
from ngograph.sources.facts import Record, Skipped
from ngograph.sources.formats import Task, format_of
from ngograph.sources.opening import sample
from ngograph.sources.reading import Document
from ngograph.sources.settling import settled
from ngograph.sources.statements import key, term
from ngograph.sources.stating import Stating
from ngograph.sources.writing import described
from ngograph.validation import validate
from ngograph.vocab import ID, PREFIXES, curie

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Iterator

    from ngograph.check import Rules
    from ngograph.imports import ImportedSource
    from ngograph.sources.formats import Format, Heading, Opened
    from ngograph.sources.known import Known

_BATCH: Final = 150_000
"""How many statements are checked together."""
_RUN: Final = 1_000_000
"""How many lines are sorted in memory."""
_TYPE: Final = f"<{PREFIXES['rdf']}type>"
_UNNAMED: Final = "und"
_MOST_RULES: Final = 20


_Batch: TypeAlias = "list[list[str]]"
"""What each of many records states, as lines of N-Triples, to be checked together."""


@dataclass(frozen=True)
class Wanted:
    """What the one who imports says of a file, in place of what the file says or does not.

    Args:
        reader: the name of its format, else it is found out.
        source: the name of the source, else it is made from the name of the file.
        title: what the document is called.
        language: the BCP 47 tag of its names.
        issued: the day it bears.
        licence: the address of its licence.
        origin: the address of the package that holds it.
        mapping: the file that says what its columns mean.
    """

    reader: str | None = None
    source: str | None = None
    title: str | None = None
    language: str | None = None
    issued: dt.date | None = None
    licence: str | None = None
    origin: str | None = None
    mapping: Path | None = None


@dataclass
class _Tally:
    """What has been counted so far."""

    read: int = 0
    produced: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    yielded: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    classes: Counter[str] = field(default_factory=Counter)


def name_of(path: Path) -> str:
    """Return the name of the source that the file at *path* becomes.

    >>> name_of(Path("3W August_2025.csv"))
    '3w-august-2025'
    """
    return re.sub(r"-{2,}", "-", key(anyascii(path.stem))) or "source"


def import_file(
    path: Path,
    folder: Path,
    rules: Rules,
    known: Known,
    *,
    wanted: Wanted | None = None,
    taken: Collection[str] = (),
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
        progress: told the step, how many bytes are done and how many there are.

    Raises:
        MissingFile: there is no such file.
        UnknownFormat: no reader knows what it is.
        UnreadableFile: it is damaged.
        NothingToImport: it tells of nothing, or nothing in it conforms.
        ImportingError: the name wanted for the source is none.
    """
    wanted = wanted or Wanted()
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
    file = _File(path, _digest(path), form, media_type, source, opened.heading, wanted)
    stating = Stating(source, file.languages[0], known.countries)
    about = _lines(_document(file, stating))
    folder.mkdir(parents=True, exist_ok=True)
    tally = _Tally(notes=Counter(opened.heading.notes))
    with ExitStack() as stack:
        staged = Path(tempfile.mkdtemp(prefix=f".importing-{source}-", dir=folder))
        stack.callback(shutil.rmtree, staged, ignore_errors=True)
        runs = _Runs(staged)
        for batch in _batches(opened, stating, tally):
            runs.add(_checked(batch, about, rules, tally))
        if not tally.produced:
            raise NothingToImport(path, _why(tally))
        runs.add(about)
        progress("settling", found.size, found.size)
        _write(staged / STATEMENTS, settled(runs.merged(), tally.yielded), tally)
        facts = _account(file, tally)
        (staged / ACCOUNT).write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", "utf-8")
        runs.clear()
        staged.chmod(0o755)
        return put(staged, folder, source)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class _File:
    """A file, what it says of itself, and what is said of it."""

    path: Path
    sha256: str
    form: Format
    media_type: str
    source: str
    heading: Heading
    wanted: Wanted

    @property
    def title(self) -> str:
        return self.wanted.title or self.heading.title or self.path.name

    @property
    def languages(self) -> tuple[str, ...]:
        return (self.wanted.language,) if self.wanted.language else self.heading.languages or ("",)


def _document(file: _File, stating: Stating) -> Iterator[Triple]:
    """State what is known of the document that *file* is."""
    heading, wanted = file.heading, file.wanted
    yield from described(
        Document(
            source=file.source,
            title=file.title,
            sha256=file.sha256,
            file_name=file.path.name,
            media_type=file.media_type,
            languages=tuple(one or _UNNAMED for one in file.languages),
            licence=wanted.licence or heading.licence or None,
            origin=wanted.origin,
            issued=wanted.issued or heading.issued,
        )
    )
    if heading.publisher:
        yield from stating.record(Record("document", "/", (heading.publisher,)))
        yield Triple(stating.document, term("dct:publisher"), stating.of(heading.publisher))


def _batches(opened: Opened, stating: Stating, tally: _Tally) -> Iterator[_Batch]:
    """Yield the records of *opened* in batches, and count those that were skipped."""
    waiting: _Batch = []
    statements = 0
    keys = Counter[str]()
    for item in opened.records:
        tally.read += 1
        tally.notes.update(item.notes)
        if isinstance(item, Skipped):
            tally.skipped[item.cause] += 1
            continue
        keys[item.key] += 1  # what two records are called alike by is no key
        again = keys[item.key]
        record = item if again == 1 else item._replace(key=f"{item.key} ({again})")
        lines = _lines(stating.record(record))
        waiting.append(lines)
        statements += len(lines)
        if statements >= _BATCH:
            yield waiting
            waiting, statements = [], 0
    if waiting:
        yield waiting


def _checked(batch: _Batch, about: list[str], rules: Rules, tally: _Tally) -> list[str]:
    """Return the lines of the records of *batch* that conform; count the others by the rule they broke."""
    broken = _broken({line for lines in (*batch, about) for line in lines}, rules)
    kept: list[str] = []
    for lines in batch:
        subjects = (line[: line.index(" ")] for line in lines) if broken else ()
        rule = next((broken[subject] for subject in subjects if subject in broken), None)
        if rule is None:
            kept += lines
            tally.produced += 1
        else:
            tally.skipped[f"breaks {rule}"] += 1
    return kept


def _broken(lines: set[str], rules: Rules) -> dict[str, str]:
    """Return the nodes that break a shape, as N-Triples writes them, each with the rule that it breaks."""
    said = "\n".join(settled(sorted(lines), Counter()))
    triples = [
        Triple(quad.subject, quad.predicate, quad.object)
        for quad in parse(said.encode(), format=RdfFormat.N_TRIPLES)
    ]
    ontology = [triple for file in rules.ontology for triple in file.triples]
    shapes = [triple for file in rules.shapes for triple in file.triples]
    report = validate(triples, ontology=ontology, shapes=shapes)
    return {f"<{finding.node}>": curie(finding.shape) for finding in report.violations}


def _lines(triples: Iterable[Triple]) -> list[str]:
    """Return *triples* as lines of N-Triples."""
    return [f"{triple} ." for triple in triples]


class _Runs:
    """Lines in sorted runs, in memory as long as they are few, else in files of *folder*."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lines, self.files = folder, list[str](), list[Path]()

    def add(self, lines: list[str]) -> None:
        """Take in *lines*."""
        self.lines += lines
        if len(self.lines) >= _RUN:
            path = self.folder / f"run-{len(self.files)}.nt"
            with path.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in sorted(self.lines))
            self.files.append(path)
            self.lines = []

    def merged(self) -> Iterator[str]:
        """Yield all lines in order, repetitions included."""
        with ExitStack() as stack:
            files = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in self.files]
            yield from heapq.merge(sorted(self.lines), *((line[:-1] for line in file) for file in files))

    def clear(self) -> None:
        """Take away the files."""
        for path in self.files:
            path.unlink()


def _write(path: Path, lines: Iterator[str], tally: _Tally) -> None:
    """Write *lines* compressed to *path*, and count what they state."""
    kind = f" {_TYPE} "
    with path.open("wb") as raw, zstandard.ZstdCompressor(level=3).stream_writer(raw) as file:
        for line in lines:
            file.write(f"{line}\n".encode())
            tally.statements += 1
            if kind in line:
                subject, _, value = line.split(" ", 2)
                if subject.startswith(f"<{ID}"):
                    tally.classes[curie(value[1:-3])] += 1


def _why(tally: _Tally) -> str:
    causes = ", ".join(f"{cause} ({count:,})" for cause, count in tally.skipped.most_common(_MOST_RULES))
    return f"{tally.read:,} records read, none of them tells of a relationship" + (
        f": {causes}" if causes else ""
    )


def _account(file: _File, tally: _Tally) -> dict[str, Any]:
    """Return the account as plain values for JSON, the same for the same file."""
    lost = tally.read - tally.produced - sum(tally.skipped.values())
    if lost:
        raise ValueError(f"{file.path}: {lost} of {tally.read} records were lost in silence")
    return {
        "source": file.source,
        "title": file.title,
        "format": file.form.name,
        "file": file.path.name,
        "sha256": file.sha256,
        "bytes": file.path.stat().st_size,
        "read": tally.read,
        "produced": tally.produced,
        "skipped": dict(sorted(tally.skipped.items())),
        "notes": dict(sorted(tally.notes.items())),
        "yielded": dict(sorted(tally.yielded.items())),
        "statements": tally.statements,
        "classes": dict(sorted(tally.classes.items())),
    }
