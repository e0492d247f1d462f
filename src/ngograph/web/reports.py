"""A report of an analysis as it stands on a page: a table whose bodies and things lead to their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ngograph.translation import figure
from ngograph.vocab import NGO, curie
from ngograph.web.links import href
from ngograph.web.phrases import phrase
from ngograph.web.tables import Cell, Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ngograph.web.words import Words


@dataclass(frozen=True)
class ShownReport:
    """A report, ready to be shown, in the language of the page.

    Attributes:
        title: what it is about.
        table: its rows.
        columns: what each column is called, and what it means.
        summary: the figures of the whole, with their names.
        notes: how to read it.
        made: how it was made: release, filters, counts.
    """

    title: str
    table: Shown
    columns: Sequence[tuple[str, str]]
    summary: Sequence[tuple[str, str]]
    notes: Sequence[str]
    made: Sequence[tuple[str, str]]


_KINDS: Final = frozenset({"group", "type"})
"""Columns in which classes stand, by their local names."""


def shown_report(
    report: Mapping[str, Any], links: Sequence[tuple[str, str]], words: Words, lang: str
) -> ShownReport:
    """Return *report*, read from the JSON of its first rows, with *links* to all of it in other formats.

    Classes are called what *words* call them, in other languages than English.
    """
    labels = {name: label for name in report["columns"] if (label := _label_of(name)) in report["columns"]}
    names = tuple(report["columns"])
    columns = [name for name in names if name not in labels.values()]
    kinds = words.labels if lang != "en" else {}

    def cells(row: Mapping[str, Any]) -> Iterator[Cell]:
        for name in columns:
            kind = kinds.get(f"{NGO}{row[name]}") if name in _KINDS else None
            yield Cell(kind.value) if kind else _cell(row[name], row.get(labels.get(name, "")), lang)

    rows = tuple(tuple(cells(dict(zip(names, row, strict=True)))) for row in report["rows"])
    called = report["headings"]
    return ShownReport(
        title=report["title"],
        table=Shown(
            tuple(Cell(called[name]) for name in columns),
            rows,
            report["total"] > len(rows),
            tuple(links),
            answer=None,
        ),
        columns=[(called[name], report["columns"][name]) for name in columns],
        summary=tuple((name, _text(value, lang)) for name, value in report["summary"]),
        notes=report["notes"],
        made=(
            *((name, _text(value, lang)) for name, value in (*report["filters"], *report["counts"])),
            (phrase("release", lang), report["release"]),
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
            return figure(value, lang)
        case list():
            return "; ".join(value)
        case _:
            return str(value)
