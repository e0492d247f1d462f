"""Where a statement comes from: the title and date of the document, and the place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ngograph.vocab import DERIVED_GRAPH, GRAPH, NGO, ONTOLOGY_GRAPH, PREFIXES, curie
from ngograph.web.dates import in_words
from ngograph.web.links import href
from ngograph.web.phrases import PREFERENCE, phrase
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
        return tuple(self.spot(iri) for iri in sorted(spots)) or self.graphs(quads)

    def graphs(self, quads: Iterable[Quad]) -> tuple[Source, ...]:
        """Return the sources that say *quads*, each once."""
        return tuple(dict.fromkeys(self.graph(quad) for quad in quads))

    def graph(self, quad: Quad) -> Source:
        """Return the source that says *quad*."""
        return self.source(getattr(quad.graph_name, "value", ""))

    def source(self, iri: str) -> Source:
        """Return the source whose graph is *iri*."""
        if iri == DERIVED_GRAPH:
            return Source(phrase("worked-out", self.lang), href(iri))
        if iri == ONTOLOGY_GRAPH:
            return Source(phrase("ontology", self.lang), href(iri))
        title, lang = self._title(iri)
        return Source(title or iri.removeprefix(GRAPH), href(iri), lang)

    def _title(self, iri: str) -> tuple[str, str | None]:
        document = self.documents.get(iri)
        if document is None:
            return "", None
        title, lang = document.called(PREFERENCE[self.lang])
        return ", ".join(filter(None, (title, in_words(document.issued, self.lang)))), lang

    def spot(self, iri: str) -> Source:
        """Return the place in a document that the evidence *iri* names."""
        said = self._said(iri)
        document = said.get(f"{PREFIXES['oa']}hasSource", "")
        title, lang = self._title(document)
        title = title or document.rpartition("/")[2]
        place = self.place(said.get(f"{PREFIXES['oa']}hasSelector", ""))
        return Source(", ".join(filter(None, (title, place))) or curie(iri), href(iri), lang)

    def place(self, iri: str) -> str:
        """Return the place that the selector *iri* names, empty if nothing is known of it."""
        said = self._said(iri)
        start, end = said.get(f"{PREFIXES['oa']}start"), said.get(f"{PREFIXES['oa']}end")
        return f"{phrase('characters', self.lang)} {start}–{end}" if start else said.get(f"{NGO}locator", "")

    def _said(self, iri: str) -> dict[str, str]:
        return {quad.predicate.value: getattr(quad.object, "value", "") for quad in self.parts.get(iri, ())}
