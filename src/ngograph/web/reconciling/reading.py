"""The things that may be meant, asked of the engine once for a release."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ngograph.reconciling import QUESTIONS, Entities, read
from ngograph.reconciling.reading import text_of
from ngograph.store.answering import Question
from ngograph.tabular import Rows
from ngograph.web.naming import NAMES

if TYPE_CHECKING:
    from ngograph.queries import Catalogue
    from ngograph.store.answering import Engine


async def entities(engine: Engine, catalogue: Catalogue) -> Entities:
    """Return the things that *engine* knows, with their names by the question of *catalogue*.

    Raises:
        UnknownQuery: the catalogue has no such question.
    """
    texts = [catalogue.get(NAMES).text, *(text_of(name) for name in QUESTIONS)]
    tables = [await engine.table(Question(text)) for text in texts]
    return await asyncio.to_thread(
        lambda: read(*(Rows(table.columns, table.rows).records() for table in tables))
    )
