"""Reports, analyses and what they can be told in the words of a language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ngograph.network import MEASURES
from ngograph.translation import Sentence, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.analysis.report import Cell, Report
    from ngograph.translation import Catalogue

_ROOMS: Final = ("network", "analysis")
_CODED: Final = frozenset({"group", "type"})
"""Columns whose cells are names of classes, or codes of ours."""
_NAMED: Final = "what"
"""The column whose cells are names of columns: measures among other things."""


@cache
def sentences() -> Catalogue:
    """Return what reports say, in every language."""
    return read((files("ngograph") / room / "sentences.txt").read_text("utf-8") for room in _ROOMS)


@dataclass(frozen=True)
class Shown:
    """A report as people see it: all that it says itself is in their language.

    Attributes:
        title: what it is about.
        headings: what each column is called, by its name.
        columns: what each column means, by its name.
        rows: one cell a column.
        summary: figures of the whole, with what they are called.
        notes: how to read the figures.
        filters: what was asked for, with what it is called.
        counts: how much there is of it.
        release: the id of the release.
    """

    title: str
    headings: Mapping[str, str]
    columns: Mapping[str, str]
    rows: Sequence[tuple[Cell, ...]]
    summary: Sequence[tuple[str, Cell]]
    notes: Sequence[str]
    filters: Sequence[tuple[str, str]]
    counts: Sequence[tuple[str, int]]
    release: str


def spoken(report: Report, lang: str) -> Report:
    """Return *report* with what it says in *lang*; names of columns and figures, and codes, stay."""
    say = sentences().say
    return replace(
        report,
        title=say(report.title, lang),
        columns={name: say(meaning, lang) for name, meaning in report.columns.items()},
        notes=tuple(say(note, lang) for note in report.notes),
    )


def shown(report: Report, lang: str, labels: Mapping[str, str], kinds: Mapping[str, str]) -> Shown:
    """Return *report* as people see it.

    Args:
        report: in English, as analyses make it.
        lang: en, bs or ru.
        labels: names of things in that language, by IRI.
        kinds: what classes are called in it, by their local names; those that are not there stay as they are.
    """
    told = spoken(report, lang)
    names = tuple(report.columns)
    return Shown(
        told.title,
        {name: heading(name, lang) for name in names},
        told.columns,
        [tuple(map(_cell, names, row, [lang] * len(row), [kinds] * len(row))) for row in report.rows],
        [(_called("figure", name, lang), figure) for name, figure in report.summary.items()],
        told.notes,
        [
            (_called("filter", name, lang), asked_in_words(text, lang, labels))
            for name, text in report.network["filters"].items()
        ],
        [(_called("count", name, lang), number) for name, number in report.network["counts"].items()],
        report.network["release"]["id"],
    )


def heading(column: str, lang: str) -> str:
    """Return the name of a column as words.

    >>> heading("sourceLabel", "en"), heading("core_number", "bs")
    ('source label', 'broj jezgra')
    """
    known = sentences()
    if lang == "en" or column not in MEASURES or known.knows(f"column {column}"):
        return known.called(f"column {column}", _words(column), lang)
    title = known.say(MEASURES[column].title, lang)
    first, _, _ = title.partition(" ")
    return f"{title[:1].lower()}{title[1:]}" if first[1:].islower() else title


def option(name: str, lang: str) -> str:
    """Return the name of an option as words.

    >>> option("as-of", "en"), option("as-of", "bs")
    ('as of', 'na dan')
    """
    return sentences().called(f"option {name}", _words(name), lang)


def choice(text: str, lang: str) -> str:
    """Return what a choice is called: the title of a measure, or the code in words."""
    if lang != "en" and text in MEASURES:
        return sentences().say(MEASURES[text].title, lang)
    return sentences().say(text, lang)


def _called(sort: str, name: str, lang: str) -> str:
    """Return what a *sort* of name is called; that of a measure is its title."""
    return sentences().called(f"{sort} {name}", sentences().say(name, lang), lang)


def _words(name: str) -> str:
    """Return *name* as words: `sourceLabel`, `core_number` and `as-of` as people write them."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").replace("-", " ").lower()


def _cell(column: str, cell: Cell, lang: str, kinds: Mapping[str, str]) -> Cell:
    if not isinstance(cell, str):
        return cell
    if column == _NAMED:
        return heading(cell, lang)
    if column in _CODED:
        return kinds.get(cell) or choice(cell, lang)
    return sentences().say(cell, lang) if isinstance(cell, Sentence) else cell


def asked_in_words(text: str, lang: str, labels: Mapping[str, str]) -> str:
    """Return the value of a filter, codes and IRIs with commas between them, as people read it."""
    return ", ".join(labels.get(part) or choice(part, lang) for part in text.split(","))
