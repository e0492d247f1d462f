"""The reference of the ontology: a page for people, made from nothing but the ontology's own triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.reference.page import page
from ngograph.reference.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

__all__ = ["reference"]


def reference(triples: Iterable[Triple]) -> str:
    """Return the reference of the ontology that *triples* state, as Markdown.

    The same triples give the same page, in whatever order they come.

    Args:
        triples: the ontology with its alignments and concept schemes.
    """
    return page(read(triples))
