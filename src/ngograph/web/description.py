"""What the graph holds about a thing, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from ngograph.store.answering import Table

_PREF_LABEL: Final = NamedNode(f"{PREFIXES['skos']}prefLabel")


@dataclass(frozen=True)
class Description:
    """What the graph holds about the thing *iri*.

    Args:
        about: statements whose subject it is.
        pointing: statements whose object it is, those of its relationships among them.
        relations: what is said of the relationships that it is in.
        parts: what is said of the evidence, identifiers and signatures of it and of them.
        labels: what its neighbours are called.
        whole: whether there is no more than was read.
        more: whether further relationships follow on the next page.
    """

    iri: str
    about: tuple[Quad, ...]
    pointing: tuple[Quad, ...]
    relations: tuple[Quad, ...]
    parts: tuple[Quad, ...]
    labels: tuple[Quad, ...]
    whole: bool
    more: bool = False

    @property
    def quads(self) -> tuple[Quad, ...]:
        """Return all of it, each statement once."""
        parts = (self.about, self.pointing, self.relations, self.parts, self.labels)
        return tuple(dict.fromkeys(quad for part in parts for quad in part))


def labels_of(table: Table) -> tuple[Quad, ...]:
    """Return what the rows (named, label, g) of *table* say that things are called."""
    places = [table.columns.index(column) for column in ("named", "label", "g")]
    named = ((row[place] for place in places) for row in table.rows)
    return tuple(Quad(thing, _PREF_LABEL, label, graph) for thing, label, graph in named)  # type: ignore[arg-type]
