"""The questions that the pages themselves put to the graph: SPARQL files beside this module."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ngograph.store.answering import Question

if TYPE_CHECKING:
    from ngograph.store.embedded import Term


def question(name: str, **bindings: Term) -> Question:
    """Return the question called *name* with values for its variables."""
    return Question(_text(name), bindings)


@cache
def _text(name: str) -> str:
    return (files("ngograph.web") / "questions" / f"{name}.rq").read_text(encoding="utf-8")
