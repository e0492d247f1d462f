"""Projects registered with OCHA for a response plan (HPC): a table as on HDX, or what the API answers.

Both become `project.Registered`, and that becomes a record. What a project asks for is no funding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.sources.formats.columns import titles
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.hpc import api, table

if TYPE_CHECKING:
    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of registered projects."""
    return titles(found) >= table.COLUMNS or api.prefix(found) is not None


def read(task: Task) -> Opened:
    """Open the file of *task*."""
    found = task.sample
    records = api.records(task) if api.prefix(found) is not None else table.records(task)
    return Opened(Heading(title=f"OCHA HPC projects: {found.path.name}", languages=("en",)), records)


FORMAT: Final = Format("hpc", "Projects of OCHA response plans (HPC)", "", fits, read)
