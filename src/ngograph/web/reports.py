"""A report of an analysis as it stands on a page: a table whose bodies and things lead to their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ngograph.vocab import curie
from ngograph.web.links import href
from ngograph.web.phrases import phrase
from ngograph.web.tables import Cell, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class ShownReport:
    """A report, ready to be shown.

    Attributes:
        title: what it is about.
        table: its rows.
        columns: what each column means.
        summary: the figures of the whole, with their names.
        notes: how to read it.
        made: how it was made: release, filters, counts.
    """

    title: str
    table: Shown
    columns: Mapping[str, str]
    summary: Sequence[tuple[str, str]]
    notes: Sequence[str]
    made: Sequence[tuple[str, str]]


def shown_report(report: Mapping[str, Any], links: Sequence[tuple[str, str]], lang: str) -> ShownReport:
    """Return *report*, read from the JSON of its first rows, with *links* to all of it in other formats."""
    labels = {name: label for name in report["columns"] if (label := _label_of(name)) in report["columns"]}
    columns = {name: one for name, one in report["columns"].items() if name not in labels.values()}
    rows = tuple(
        tuple(_cell(row[name], row[labels[name]] if name in labels else None, lang) for name in columns)
        for row in report["rows"]
    )
    return ShownReport(
        title=report["title"],
        table=Shown(tuple(columns), rows, report["total"] > len(rows), tuple(links), answer=None),
        columns=columns,
        summary=tuple((name, _text(figure, lang)) for name, figure in report["summary"].items()),
        notes=report["notes"],
        made=(
            *((name, _text(value, lang)) for name, value in report["filters"].items()),
            *((name, _text(value, lang)) for name, value in report["counts"].items()),
            ("release", report["release"]["id"]),
        ),
    )


def _label_of(name: str) -> str:
    """Return the name of the column with the labels of the things in the column *name*."""
    return "label" if name == "node" else f"{name}Label"


def _cell(value: Any, label: str | None, lang: str) -> Cell:
    if isinstance(value, str) and "://" in value:
        return Cell(label or curie(value), href(value), title=value)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Cell(_text(value, lang), number=number)


def _text(value: Any, lang: str) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return phrase("yes" if value else "no", lang)
        case float():
            return f"{value:.4g}"
        case list():
            return "; ".join(value)
        case _:
            return str(value)
