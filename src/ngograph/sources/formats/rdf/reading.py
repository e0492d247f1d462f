"""RDF as a source. Any statement may concern any other, so the whole file is held in memory."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from ngograph.errors import NothingToImport, UnreadableFile
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.rdf import bodies
from ngograph.sources.formats.rdf.own import Own, is_told, speaks_it
from ngograph.sources.formats.rdf.parsing import canonical, is_rdf, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from ngograph.sources.facts import Record, Skipped
    from ngograph.sources.formats.format import Task

MOST: Final = 2_000_000
"""How many statements a file has at most: a million of them take about three gigabytes of memory."""
_NAMED: Final = 3


def read(task: Task) -> Opened:
    """Open the file of *task*.

    Raises:
        UnreadableFile: it is not well-formed, or too large to be held.
        NothingToImport: it neither speaks the ontology nor tells of bodies in words that are known.
    """
    quads = list(islice(statements(task.sample), MOST + 1))
    if len(quads) > MOST:
        raise UnreadableFile(
            task.sample.path,
            f"expected up to {MOST:,} statements, for they are held in memory, found more: part the file",
        )
    task.progress(task.sample.size)
    if not any(speaks_it(quad) or bodies.is_body(quad) for quad in quads):
        raise NothingToImport(task.sample.path, _reason(quads))
    quads = canonical(quads)
    own = Own(quads, task.source)
    ours = frozenset(own.origins.values())
    others = bodies.told(quad for quad in quads if quad.subject not in ours and is_told(quad))
    return Opened(Heading(notes=tuple(own.notes)), _records(own, others))


def _records(own: Own, others: bodies.Told) -> Iterator[Record | Skipped]:
    keys = Keys()
    yield from own.records(keys)
    yield from bodies.records(others, keys)


def _reason(quads: list[Quad]) -> str:
    classes = Counter(bodies.classes(quads))
    nearest = ", ".join(f"{name} ({count:,})" for name, count in classes.most_common(_NAMED))
    return (
        "no statement in the ngograph ontology and no organisation in the words of ORG, FOAF or schema.org"
        + (f"; it tells of {nearest}" if nearest else "")
    )


FORMAT: Final = Format("rdf", "RDF in any syntax", "", is_rdf, read)
