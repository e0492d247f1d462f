"""UCINET's DL: two modes where all ties lead from bodies to things, else one list of edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.network.formats.lines import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.network.formats.records import Records


def write(records: Records, _about: Mapping[str, str | int]) -> bytes:
    """Return *records* as DL; the value of a pair is its strength, or 1, however many ties join it."""
    mode = {vertex.iri: vertex.attributes.get("mode") for vertex in records.vertices}
    crossing = all((mode[edge.source], mode[edge.target]) == ("body", "thing") for edge in records.edges)
    text = _two_mode(records, mode) if crossing and records.edges else _one_mode(records)
    return text.encode()


def _one_mode(records: Records) -> str:
    number, names = records.number, records.names
    cells = _cells(records, number, number)
    if not records.directed:
        cells |= {(column, row): value for (row, column), value in cells.items()}
    head = [f"dl n={len(number)}", "format = edgelist1", "labels:", *_labels(number, names)]
    return _text([*head, "data:", *_data(cells)])


def _two_mode(records: Records, mode: Mapping[str, object]) -> str:
    names = records.names
    rows, columns = (
        {iri: at for at, iri in enumerate((iri for iri in mode if mode[iri] == wanted), 1)}
        for wanted in ("body", "thing")
    )
    head = [
        f"dl nr={len(rows)}, nc={len(columns)}",
        "format = edgelist2",
        "row labels:",
        *_labels(rows, names),
        "column labels:",
        *_labels(columns, names),
    ]
    return _text([*head, "data:", *_data(_cells(records, rows, columns))])


def _labels(iris: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [quoted(names[iri]) for iri in iris]


def _cells(
    records: Records, rows: Mapping[str, int], columns: Mapping[str, int]
) -> dict[tuple[int, int], float]:
    return {(rows[edge.source], columns[edge.target]): edge.strength for edge in records.edges}


def _data(cells: Mapping[tuple[int, int], float]) -> list[str]:
    return [f"{row} {column} {value}" for (row, column), value in sorted(cells.items())]


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
