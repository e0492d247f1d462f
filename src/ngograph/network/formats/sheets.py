"""Nodes and edges as CSV (RFC 4180), for spreadsheets.

A cell of text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe before it,
so that no spreadsheet runs it as a formula. Numbers are left alone. Lists are texts with spaces between.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final

from ngograph.network.formats.records import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ngograph.network.formats.records import Records, Value

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_BOM: Final = b"\xef\xbb\xbf"


def nodes(records: Records, _about: Mapping[str, str | int], *, bom: bool = False) -> bytes:
    """Return a line for each node: `id`, `label`, its attributes; by *bom* Excel sees that it is UTF-8."""
    lines = ((vertex.iri, vertex.label, vertex.attributes) for vertex in records.vertices)
    return _written(("id", "label"), records.columns, lines, bom=bom)


def edges(records: Records, _about: Mapping[str, str | int], *, bom: bool = False) -> bytes:
    """Return a line for each edge: `source`, `target`, then its attributes; *bom* as for nodes."""
    lines = ((edge.source, edge.target, edge.attributes) for edge in records.edges)
    return _written(("source", "target"), records.edge_columns, lines, bom=bom)


def safe(value: Value) -> str | int | float:
    """Return *value* as a cell that no spreadsheet runs.

    >>> safe("=1+1"), safe(-1.5)
    ("'=1+1", -1.5)
    """
    cell = joined(value)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _written(
    keys: Sequence[str],
    columns: Iterable[str],
    lines: Iterable[tuple[str, str, Mapping[str, Value]]],
    *,
    bom: bool,
) -> bytes:
    names = list(columns)
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(safe(name) for name in [*keys, *names])
    writer.writerows(
        [safe(one), safe(other), *(safe(told.get(name, "")) for name in names)] for one, other, told in lines
    )
    return (_BOM if bom else b"") + file.getvalue().encode()
