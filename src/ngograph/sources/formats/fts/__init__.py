"""Flows of the Financial Tracking Service of OCHA: a table as on HDX, or of its site, or answers of its API.

All become `flow.Flow`, and that becomes a record, so that the same flow says the same from each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.errors import NothingToImport
from ngograph.sources.formats.columns import heading, titles
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.fts import api, exported, table

if TYPE_CHECKING:
    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample

_NEEDS: Final = frozenset({"requirements", "funding", "percentFunded"})
"""The columns of a table of what plans need: it stands beside the flows under a name alike."""


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of flows, or of what plans need."""
    told = titles(found)
    if told >= table.COLUMNS or told >= _NEEDS or api.prefix(found) is not None:
        return True
    return bool(heading(found, exported.is_heading))


def read(task: Task) -> Opened:
    """Open the file of *task*.

    Raises:
        NothingToImport: it sums up what plans need and have got.
    """
    found = task.sample
    if titles(found) >= _NEEDS:
        raise NothingToImport(
            found.path,
            "it sums up what plans require and have received, and names neither givers nor recipients",
        )
    records = api.records(task) if api.prefix(found) is not None else table.records(task)
    return Opened(
        Heading(title=f"OCHA Financial Tracking Service: {found.path.name}", languages=("en",)), records
    )


FORMAT: Final = Format("fts", "Flows of the OCHA Financial Tracking Service", "", fits, read)
