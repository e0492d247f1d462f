"""Nodes and edges as Parquet: typed columns, real lists, and what is said of them in the file's metadata."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.network.formats.records import Records, Type, Value

_TYPES: Final[Mapping[Type, Any]] = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "list": pl.List(pl.String),
}


def nodes(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return a row for each node: `id`, `label`, then its attributes; what is not known is null."""
    rows = ({"id": vertex.iri, "label": vertex.label, **vertex.attributes} for vertex in records.vertices)
    return _written(rows, {"id": "string", "label": "string", **records.columns}, about)


def edges(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return a row for each edge: `source`, `target`, then its attributes; what is not known is null."""
    rows = ({"source": edge.source, "target": edge.target, **edge.attributes} for edge in records.edges)
    return _written(rows, {"source": "string", "target": "string", **records.edge_columns}, about)


def _written(
    rows: Iterable[Mapping[str, Value]], columns: Mapping[str, Type], about: Mapping[str, str | int]
) -> bytes:
    found = list(rows)
    frame = pl.DataFrame(
        {
            name: [list(cell) if isinstance(cell := row.get(name), tuple) else cell for row in found]
            for name in columns
        },
        schema={name: _TYPES[kind] for name, kind in columns.items()},
    )
    file = BytesIO()
    frame.write_parquet(file, metadata={name: str(value) for name, value in about.items()})
    return file.getvalue()
