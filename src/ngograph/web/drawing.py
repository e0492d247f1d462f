"""The map of the start page, drawn once a release from the rows of `queries/tables/ties.rq`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from ngograph.errors import DrawingError, UnknownQuery
from ngograph.network import draw, scope, two_mode
from ngograph.store.answering import Question
from ngograph.web.links import href

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.queries import Catalogue
    from ngograph.store.answering import Engine, Table
    from ngograph.web.service import Served

TIES: Final = "ties"
_MODALITIES: Final = frozenset({"asserted"})


async def drawing(engine: Engine, tables: Catalogue, release: Served) -> bytes | None:
    """Return the map as SVG, or None if the graph holds nothing to draw."""
    name = f"{release.built:%Y-%m-%d} · {release.digest[:12]}"
    try:
        table = await engine.table(Question(tables.get(TIES).text, {"lang": Literal("en")}))
        return await asyncio.to_thread(_drawn, table, name)
    except (DrawingError, UnknownQuery):
        return None


def _drawn(table: Table, release: str) -> bytes:
    rows = _texts(table)
    return draw(
        two_mode(rows, modalities=_MODALITIES),
        format="svg",
        caption=[scope(rows, _MODALITIES, release=release)],
        href=lambda iri: href(iri) or iri,
    )


def _texts(table: Table) -> list[Mapping[str, str | None]]:
    """Return the rows as texts by column; an empty cell is None."""
    return [
        {name: getattr(term, "value", None) for name, term in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]
