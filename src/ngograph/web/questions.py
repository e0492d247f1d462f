"""The questions that the pages themselves put to the graph: SPARQL files beside this module."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ngograph.store.answering import Question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.store.embedded import Term


_LIMIT: Final = re.compile(r"\bLIMIT \d+")


def question(name: str, **bindings: Term) -> Question:
    """Return the question called *name* with values for its variables."""
    return Question(_text(name), bindings)


def among(asked: Question, name: str, iris: Iterable[str]) -> Question:
    """Return the question *asked* of those things alone whose *iris* the variable *name* may stand for."""
    values = " ".join(str(NamedNode(iri)) for iri in sorted(iris))
    return replace(asked, text=f"{asked.text}\nVALUES ?{name} {{ {values} }}\n")


def bounded(asked: Question, most: int) -> Question:
    """Return the question *asked* of no more than *most* of those that its sub-select finds."""
    return replace(asked, text=_LIMIT.sub(f"LIMIT {most:d}", asked.text))


@cache
def _text(name: str) -> str:
    return (files("ngograph.web") / "questions" / f"{name}.rq").read_text(encoding="utf-8")
