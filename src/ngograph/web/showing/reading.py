"""Reading statements: by subject, by property, and who makes them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from ngograph.vocab import DERIVED_GRAPH, NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ngograph.store.answering import Table
    from ngograph.store.embedded import Term

TYPE: Final = f"{PREFIXES['rdf']}type"
PREF: Final = f"{PREFIXES['skos']}prefLabel"
SELECTOR: Final = f"{PREFIXES['oa']}hasSelector"
EVIDENCE, IDENTIFIER, MODALITY = f"{NGO}evidence", f"{NGO}identifier", f"{NGO}modality"
NAMES: Final = {
    PREF: "name",
    f"{NGO}acronym": "acronym",
    f"{PREFIXES['skos']}altLabel": "also",
    f"{PREFIXES['skos']}hiddenLabel": "written",
}
BOUNDS: Final = ("edtf", "startEarliest", "startLatest", "endEarliest", "endLatest", "ongoing")
APART: Final = frozenset(
    {*NAMES, *(f"{NGO}{name}" for name in BOUNDS), TYPE, EVIDENCE, IDENTIFIER, f"{PREFIXES['rdfs']}label"}
)
"""Properties that a page shows in a place of their own."""


QUIET: Final = frozenset(
    {
        TYPE,
        *(f"{PREFIXES['oa']}{name}" for name in ("hasSource", "hasSelector")),
        *(f"{PREFIXES['skos']}{name}" for name in ("hasTopConcept", "topConceptOf")),
        *(f"{NGO}{name}" for name in ("identifier", "onBehalfOf", "signatory", "signature")),
    }
)
"""Properties whose other end says nothing of its own about a thing, unless it is a relationship."""


def key(iri: str) -> str:
    """Return what stands after the last `#` or `/`."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def own(quad: Quad) -> bool:
    """Say whether a source, or the ontology, says it."""
    return getattr(quad.graph_name, "value", "") != DERIVED_GRAPH


def by_subject(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    """Return *quads* by the IRI of their subject."""
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        found[getattr(quad.subject, "value", str(quad.subject))].append(quad)
    return found


def by_property(quads: Iterable[Quad]) -> dict[str, list[Term]]:
    """Return the values in *quads* by property, each once."""
    found: dict[str, dict[Term, None]] = defaultdict(dict)
    for quad in quads:
        found[quad.predicate.value][quad.object] = None
    return {predicate: list(values) for predicate, values in found.items()}


def value(said: Mapping[str, Sequence[Term]], predicate: str) -> str:
    """Return the first value of *predicate*, empty if there is none."""
    return next((str(getattr(term, "value", "")) for term in said.get(predicate, ())), "")


def literals(quads: Iterable[Quad], predicate: str) -> list[Literal]:
    """Return the texts that *quads* give for *predicate*."""
    return [q.object for q in quads if q.predicate.value == predicate and isinstance(q.object, Literal)]


def kinds(quads: Iterable[Quad]) -> list[str]:
    """Return the classes that *quads* state, each once."""
    stated = (q.object.value for q in quads if q.predicate.value == TYPE and isinstance(q.object, NamedNode))
    return list(dict.fromkeys(stated))


def quads_of(table: Table, *columns: str) -> tuple[Quad, ...]:
    """Return the rows of *table* as statements: its *columns* are subject, property, object and graph."""
    places = [table.columns.index(column) for column in columns]
    return tuple(Quad(*(row[place] for place in places)) for row in table.rows)  # type: ignore[arg-type]


def rows_of(table: Table, *columns: str) -> Iterator[tuple[str, ...]]:
    """Yield the *columns* of *table* as texts, empty where a cell is."""
    places = [table.columns.index(column) for column in columns]
    return (tuple(str(getattr(row[place], "value", "")) for place in places) for row in table.rows)
