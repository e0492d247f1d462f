"""The map of the start page, drawn once a release from the rows of `queries/tables/ties.rq`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from ngograph.errors import DrawingError, UnknownQuery
from ngograph.network import (
    around,
    draw,
    ego,
    issues_in,
    named,
    scope,
    scoped,
    selection,
    telling,
    two_mode,
)
from ngograph.store.answering import Question
from ngograph.web.links import local
from ngograph.web.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.network import Around
    from ngograph.queries import Catalogue
    from ngograph.store.answering import Engine, Table
    from ngograph.tables import Tables
    from ngograph.web.service import Served

    Row = Mapping[str, str | None]

TIES: Final = "ties"
_MODALITIES: Final = frozenset({"asserted"})
_MOST: Final = 60
"""How many others the map of one thing shows."""
_HELD: Final = 150
"""How much of what a thing is tied to its map shows: so much that no time is spent on clearing its lines."""


async def drawing(engine: Engine, tables: Catalogue, release: Served, lang: str) -> bytes | None:
    """Return the map as SVG in *lang*, or None if the graph holds nothing to draw."""
    try:
        rows = await ties(engine, tables, lang)
        return await asyncio.to_thread(_drawn, rows, _name(release), lang)
    except (DrawingError, UnknownQuery):
        return None


async def ties(engine: Engine, tables: Catalogue, lang: str) -> tuple[Row, ...]:
    """Return the rows that maps are drawn from, with names in *lang* where there are any.

    Raises:
        UnknownQuery: *tables* has no such question.
    """
    return _texts(await engine.table(Question(tables.get(TIES).text, {"lang": Literal(lang)})))


async def ego_drawing(rows: Sequence[Row], iri: str, release: Served, lang: str) -> bytes:
    """Return the map of what *iri* is tied to, and who else is.

    Raises:
        DrawingError: it has no ties.
    """
    return await asyncio.to_thread(_ego_drawn, rows, iri, _name(release), lang)


async def ego_of_tables(tables: Tables, iri: str, release: Served, lang: str, *, held: int = _HELD) -> bytes:
    """Return the map of the same, as far as a map can show it, out of the *tables* of a release.

    Raises:
        DrawingError: it has no ties.
    """
    return await asyncio.to_thread(_drawn_of_tables, tables, iri, _name(release), lang, held)


def _drawn_of_tables(tables: Tables, iri: str, release: str, lang: str, held: int) -> bytes:
    ties = selection(tables, ties=("contact", "funding"), modalities=_MODALITIES)
    found = around(ties, iri, others=_MOST, held=held)
    network = named(found.selection, lang)
    title = network.index[iri].label if iri in network.index else None
    days = issues_in(tables, telling(ties))
    return draw(
        network,
        format="svg",
        title=title,
        caption=[*_left(found, lang), scoped(_MODALITIES, days, lang, release=release)],
        lang=lang,
        href=lambda iri: _linked(iri, lang),
    )


def _left(found: Around, lang: str) -> list[str]:
    """Return what is said of what a map does not show, a line where that is anything."""
    (others, _), (held, of) = found.others, found.held
    return [phrase("ego-few", lang).format(held=of - held, of=of, others=others)] if held else []


def _ego_drawn(rows: Sequence[Row], iri: str, release: str, lang: str) -> bytes:
    around = ego(two_mode(rows, modalities=_MODALITIES), iri, most=_MOST)
    title = around.index[iri].label if iri in around.index else None
    return draw(
        around,
        format="svg",
        title=title,
        caption=[scope(rows, _MODALITIES, lang, release=release)],
        lang=lang,
        href=lambda iri: _linked(iri, lang),
    )


def _linked(iri: str, lang: str) -> str:
    """Return where a node leads, in the language of the map."""
    page = local(iri)
    return f"{page}?lang={lang}" if page else iri


def _name(release: Served) -> str:
    return " · ".join(filter(None, (f"{release.built:%Y-%m-%d}", release.digest[:12])))


def _drawn(rows: Sequence[Row], release: str, lang: str) -> bytes:
    return draw(
        two_mode(rows, modalities=_MODALITIES),
        format="svg",
        caption=[scope(rows, _MODALITIES, lang, release=release)],
        lang=lang,
        href=lambda iri: _linked(iri, lang),
    )


def _texts(table: Table) -> tuple[Row, ...]:
    """Return the rows as texts by column; an empty cell is None."""
    return tuple(
        {name: getattr(term, "value", None) for name, term in zip(table.columns, row, strict=True)}
        for row in table.rows
    )
