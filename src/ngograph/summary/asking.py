"""The questions, which are SPARQL files beside this module, and their answers."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryResultsFormat

from ngograph.store import select
from ngograph.store.answering import Question

if TYPE_CHECKING:
    from pyoxigraph import Store

NAMES: Final = (
    *("addresses", "classes", "connected", "counts", "documents", "graphs", "linksets", "properties"),
    *("publishers", "sources", "spans", "specimens", "totals", "whereabouts"),
)
"""The names of the questions, sorted."""


def question(name: str) -> Question:
    """Return the question called *name*."""
    return Question(_text(name))


def answers(store: Store) -> dict[str, bytes]:
    """Return what *store* answers to each question, by name, as SPARQL results in tab-separated values."""
    return {
        name: select(store, _text(name)).serialize(format=QueryResultsFormat.TSV) or b"" for name in NAMES
    }


def digests() -> dict[str, str]:
    """Return the SHA-256 of each question by its name: another question makes another release."""
    return {name: hashlib.sha256(_text(name).encode()).hexdigest() for name in NAMES}


@cache
def _text(name: str) -> str:
    return (files("ngograph.summary") / "questions" / f"{name}.rq").read_text(encoding="utf-8")
