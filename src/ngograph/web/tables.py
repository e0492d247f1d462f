"""An answer as a table on a page: rows of cells that know where they lead, and the same in other formats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from ngograph.vocab import PREFIXES
from ngograph.web.links import href
from ngograph.web.words import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ngograph.media import Format
    from ngograph.store.answering import Table
    from ngograph.store.embedded import Term
    from ngograph.web.words import Words

_NUMBERS = {f"{PREFIXES['xsd']}{kind}" for kind in ("integer", "decimal", "double", "float")}


@dataclass(frozen=True)
class Cell:
    """One value, ready to be shown."""

    text: str
    href: str | None = None
    lang: str | None = None
    number: bool = False
    title: str | None = None


@dataclass(frozen=True)
class Shown:
    """A table, ready to be shown.

    Args:
        columns: what each is called.
        links: the same answer in other formats, as (label, address).
        answer: what ASK says, None for anything else.
    """

    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: bool
    links: tuple[tuple[str, str], ...]
    answer: bool | None


def shown(
    table: Table,
    words: Words,
    offers: Sequence[Format],
    path: str,
    parameters: Mapping[str, str],
    *,
    called: Callable[[str], Cell] = lambda column: Cell(heading(column), lang="en"),
) -> Shown:
    """Return *table* as it is shown, with links to all of it in *offers* at *path*.

    Two columns `x` and `xLabel` are shown as one: what *words* call the thing, or failing that the label. A
    column is *called* by its name as words unless told otherwise.
    """
    labels = {
        name: table.columns.index(f"{name}Label") for name in table.columns if f"{name}Label" in table.columns
    }
    kept = [
        (at, name)
        for at, name in enumerate(table.columns)
        if name not in {f"{other}Label" for other in labels}
    ]
    return Shown(
        columns=tuple(called(name) for _, name in kept),
        rows=tuple(
            tuple(
                _named(cell(row[at], words), row[labels[name]] if name in labels else None)
                for at, name in kept
            )
            for row in table.rows
        ),
        more=table.more,
        links=tuple(
            (offer.label, f"{path}?{urlencode({**parameters, 'format': offer.name})}") for offer in offers
        ),
        answer=text(table.rows[0][0]) == "true" if table.form == "ask" else None,
    )


def cell(term: Term | None, words: Words) -> Cell:
    """Return *term* as it is shown."""
    if isinstance(term, NamedNode):
        label = words.labels.get(term.value)
        return Cell(
            label.value if label else text(term),
            href(term.value),
            label.language if label else None,
            title=term.value,
        )
    if isinstance(term, Literal):
        return Cell(term.value, lang=term.language, number=term.datatype.value in _NUMBERS)
    return Cell(text(term))


def heading(column: str) -> str:
    """Return the name of a column as words.

    >>> heading("agreementKind")
    'agreement kind'
    """
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in column)


def _named(shown: Cell, label: Term | None) -> Cell:
    if shown.lang is None and isinstance(label, Literal):
        return replace(shown, text=label.value, lang=label.language)
    return shown
