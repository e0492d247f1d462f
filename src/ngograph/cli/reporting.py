"""How the report of an analysis looks on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ngograph.analysis.speaking import sentences
from ngograph.store import select
from ngograph.tabular import short
from ngograph.translation import figure, sentence
from ngograph.vocab import NGO

if TYPE_CHECKING:
    from ngograph.analysis import Shown
    from ngograph.analysis.report import Cell
    from ngograph.release import Release

_SILENT = frozenset({"node", "source", "target"})
"""Columns of IRIs beside which a name stands."""
_KIND: Final = "type"
_WIDE: Final = 100
"""Letters of a line from which on there is room for the class of a thing beside its name."""
_NARROWEST: Final = 16
"""Letters that a column of texts gets at least."""
_CLASSES: Final = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?class ?label WHERE { ?class a owl:Class ; rdfs:label ?label }"""
_NONE: Final = sentence("There are none.")
_TRUTHS: Final = {True: sentence("yes"), False: sentence("no")}
_RELEASE: Final = sentence("release")


def kinds(release: Release, lang: str) -> dict[str, str]:
    """Return what *release* calls classes of the ontology in *lang*, by their local names; no English."""
    if lang == "en":
        return {}
    found = select(release.store(), _CLASSES)
    return {
        row["class"].value.removeprefix(NGO): row["label"].value
        for row in found
        if row["label"].language == lang
    }


def print_report(report: Shown, lang: str) -> None:
    """Print *report*: what it is about, its rows, the figures of the whole, and how to read them."""
    console = Console(highlight=False)
    console.print(Text(report.title, style="bold"))
    console.print(Text(_scope(report, lang), style="dim"))
    console.print()
    hidden = {name for name in _SILENT if _named(report, name)}
    if console.width < _WIDE:
        hidden.add(_KIND)
    shown = [at for at, name in enumerate(report.columns) if name not in hidden]
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    names = list(report.columns)
    for at in shown:
        number = any(isinstance(row[at], (int, float)) for row in report.rows)
        longest = max((len(_cell(row[at], lang)) for row in report.rows), default=0)
        words = report.headings[names[at]]
        table.add_column(
            words,
            justify="right" if number else "left",
            overflow="fold",
            min_width=max(map(len, words.split())) if number else min(longest, _NARROWEST),
        )
    for row in report.rows:
        table.add_row(*(Text(_cell(row[at], lang)) for at in shown))
    if report.rows:
        console.print(table)
    else:
        console.print(sentences().say(_NONE, lang))
    for name, found in report.summary:
        console.print(Text.assemble((f"{name}  ", "dim"), _cell(found, lang)))
    if report.notes:
        console.print()
    for note in report.notes:
        console.print(Text(note, style="dim"))


def _named(report: Shown, name: str) -> bool:
    return ("label" if name == "node" else f"{name}Label") in report.columns


def _scope(report: Shown, lang: str) -> str:
    filters = " · ".join(f"{name}: {_short(value)}" for name, value in report.filters)
    counts = [
        f"{number} {name}" if lang == "en" else f"{name}: {number}"
        for name, number in report.counts
        if number
    ]
    return f"{filters}\n{', '.join(counts)}; {sentences().say(_RELEASE, lang)} {report.release}"


def _short(value: str) -> str:
    return ", ".join(short(part) if "://" in part else part for part in map(str.strip, value.split(",")))


def _cell(cell: Cell, lang: str) -> str:
    match cell:
        case None:
            return "–"
        case bool():
            return sentences().say(_TRUTHS[cell], lang)
        case float():
            return figure(cell, lang)
        case tuple():
            return "; ".join(cell)
        case _:
            return short(cell) if isinstance(cell, str) and "://" in cell else str(cell)
