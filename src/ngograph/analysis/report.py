"""What an analysis comes to: rows, figures of the whole, and how both were made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.analysis.known import Known
    from ngograph.network import Selection

Cell: TypeAlias = str | float | int | bool | tuple[str, ...] | None


@dataclass(frozen=True)
class Report:
    """What an analysis comes to; None is what is not known or not defined, and never 0.

    Attributes:
        title: what it is about.
        columns: what each column means, by name, in order.
        rows: one cell a column.
        summary: figures of the whole, by name.
        notes: how to read the figures: what they cannot tell, and what was left out.
        network: what was asked for and how much there is of it: filters, counts, release.
    """

    title: str
    columns: Mapping[str, str]
    rows: Sequence[tuple[Cell, ...]]
    summary: Mapping[str, Cell] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    network: Mapping[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Return the report as values for JSON."""
        return {
            "title": self.title,
            **self.network,
            "summary": dict(self.summary),
            "columns": dict(self.columns),
            "rows": [dict(zip(self.columns, row, strict=True)) for row in self.rows],
            "notes": list(self.notes),
        }


def about(known: Known, chosen: Selection, **more: str) -> dict[str, Any]:
    """Return what a report says of the network behind it: the release, the filters, the counts.

    Args:
        known: the release.
        chosen: what was selected from it.
        more: how the network was made beyond that, such as `weight`.
    """
    return {
        "release": {"id": known.release, "digest": known.digest, "built": known.built.isoformat()},
        "filters": {**dict(chosen.filters), **more},
        "counts": dict(chosen.counts),
    }
