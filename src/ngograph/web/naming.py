"""Finding a thing by its name in any language or script: the index of the names in the graph."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from ngograph.names import index, read
from ngograph.store.answering import Question
from ngograph.tabular import Rows

if TYPE_CHECKING:
    from ngograph.names import NameIndex
    from ngograph.queries import Catalogue
    from ngograph.store.answering import Engine

NAMES: Final = "names-of-thing"


async def names(engine: Engine, catalogue: Catalogue) -> NameIndex:
    """Return the index of the names that *engine* knows, by the question of *catalogue* that asks for them.

    Raises:
        UnknownQuery: the catalogue has no such question.
    """
    table = await engine.table(Question(catalogue.get(NAMES).text))
    return await asyncio.to_thread(lambda: index(read(Rows(table.columns, table.rows).records())))
