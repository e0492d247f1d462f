"""Tables of who does what, where and when (3W, 4W, 5W, operational presence), with or without HXL tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.errors import NothingToImport
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.whowhatwhere.layout import head_of
from ngograph.sources.formats.whowhatwhere.rows import Reading
from ngograph.sources.formats.whowhatwhere.survey import surveyed
from ngograph.sources.formats.whowhatwhere.topics import Topics
from ngograph.sources.opening import sheets
from ngograph.sources.opening.tabular import first_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Record, Skipped
    from ngograph.sources.formats.format import Task
    from ngograph.sources.formats.whowhatwhere.survey import Surveyed
    from ngograph.sources.opening import Sample

__all__ = ["FORMAT"]

_WIDE: Final = 0.6
_LONGEST_TITLE: Final = 200


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of a table.

    Any workbook and any text in columns is taken, for only a whole reading tells why it is none of these;
    JSON only if it has fitting headers.
    """
    if found.make in ("xlsx", "xls"):
        return True
    rows = first_rows(found)
    if head_of(rows) is not None:
        return True
    filled = [row for row in rows if any(row.cells)]
    wide = sum(1 for row in filled if len(row.cells) > 1)
    return found.make == "text" and len(filled) > 1 and wide > len(filled) * _WIDE


def read(task: Task) -> Opened:
    """Open the file of *task*: once to survey it, once for its records.

    Raises:
        NothingToImport: none of its sheets tells who does what where.
        UnreadableFile: it is damaged.
    """
    topics = Topics(task.known)
    found = surveyed(task, topics)
    if not found.tables:
        raise NothingToImport(task.sample.path, _why(found))
    titles = [title for table in found.tables for title in table.layout.titles[:1] if _is_title(title)]
    best = max(found.languages, key=lambda one: (found.languages[one], one), default="")
    notes = (
        *found.notes,
        *(note for table in found.tables for note in table.notes),
        *(f"sheet '{name}' not read: {reason}" for name, reason in found.refused.items()),
    )
    heading = Heading(titles[0] if titles else "", (best,) if best else (), notes=notes)
    return Opened(heading, _records(task, found, topics))


def _records(task: Task, found: Surveyed, topics: Topics) -> Iterator[Record | Skipped]:
    tables = {table.index: table for table in found.tables}
    for index, sheet in enumerate(sheets(task.sample, task.progress, lines=True)):
        if index in tables:
            yield from Reading(tables[index], found.roster, topics).records(sheet)


def _why(found: Surveyed) -> str:
    """Return why none of the sheets is a table, the same reason once for all that it holds for."""
    reasons: dict[str, list[str]] = {}
    for name, reason in found.refused.items():
        reasons.setdefault(reason, []).append(name)
    if len(found.refused) == 1:
        return next(iter(reasons))
    return "; ".join(f"{', '.join(names)}: {reason}" for reason, names in reasons.items()) or "no table in it"


def _is_title(text: str) -> bool:
    return "@" not in text and len(text) <= _LONGEST_TITLE and " " in text


FORMAT: Final = Format("3w", "Who does what, where and when", "", fits, read)
