"""Where a statement comes from: the title and date of the document, and the place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ngograph.vocab import DERIVED_GRAPH, GRAPH, NGO, ONTOLOGY_GRAPH, PREFIXES, curie
from ngograph.web.links import href
from ngograph.web.phrases import phrase
from ngograph.web.showing.reading import EVIDENCE
from ngograph.web.views import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

    from ngograph.web.startpage import Source as Document


@dataclass(frozen=True)
class Library:
    """The documents that sources are, by document and by graph, and the parts that name places in them."""

    documents: Mapping[str, Document]
    parts: Mapping[str, list[Quad]]
    lang: str

    def sources(self, quads: Iterable[Quad]) -> tuple[Source, ...]:
        """Return the places that *quads* name as evidence, or failing that the sources that say them."""
        quads = list(quads)
        spots = {
            quad.object.value
            for quad in quads
            if quad.predicate.value == EVIDENCE and isinstance(quad.object, NamedNode)
        }
        return tuple(self._spot(iri) for iri in sorted(spots)) or self.graphs(quads)

    def graphs(self, quads: Iterable[Quad]) -> tuple[Source, ...]:
        """Return the sources that say *quads*, each once."""
        return tuple(dict.fromkeys(self.graph(quad) for quad in quads))

    def graph(self, quad: Quad) -> Source:
        """Return the source that says *quad*."""
        iri = getattr(quad.graph_name, "value", "")
        if iri == DERIVED_GRAPH:
            return Source(phrase("worked-out", self.lang), href(iri))
        if iri == ONTOLOGY_GRAPH:
            return Source(phrase("ontology", self.lang), href(iri))
        return Source(self._title(iri) or iri.removeprefix(GRAPH), href(iri))

    def _title(self, iri: str) -> str:
        document = self.documents.get(iri)
        if document is None:
            return ""
        return ", ".join(filter(None, (document.label or document.title, document.issued)))

    def _spot(self, iri: str) -> Source:
        said = {quad.predicate.value: getattr(quad.object, "value", "") for quad in self.parts.get(iri, ())}
        document = said.get(f"{PREFIXES['oa']}hasSource", "")
        place = {
            quad.predicate.value: getattr(quad.object, "value", "")
            for quad in self.parts.get(said.get(f"{PREFIXES['oa']}hasSelector", ""), ())
        }
        start, end = place.get(f"{PREFIXES['oa']}start"), place.get(f"{PREFIXES['oa']}end")
        span = f"{phrase('characters', self.lang)} {start}–{end}" if start else place.get(f"{NGO}locator", "")
        title = self._title(document) or document.rpartition("/")[2]
        return Source(", ".join(filter(None, (title, span))) or curie(iri), href(iri))
