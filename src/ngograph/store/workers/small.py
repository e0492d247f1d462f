"""A small question, answered whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.errors import QueryError
from ngograph.store.answering import Question
from ngograph.store.results import answer, form_of, serialised

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ngograph.store.answering import Form, Wanted


def small(store: Store, text: str, wanted: Wanted) -> tuple[Form, bytes] | None:
    """Return the form of the answer to *text*, and the answer in the format wanted.

    None if there is none: whoever can tell why has to be asked.
    """
    try:
        results = answer(store, Question(text))
        form = form_of(results)
        chosen = wanted.graph if form == "graph" else wanted.results
        return None if chosen is None else (form, serialised(results, chosen))
    except (QueryError, ValueError, RuntimeError, OSError, MemoryError):
        return None
