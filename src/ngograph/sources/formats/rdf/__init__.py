"""RDF that speaks the ontology of this project, in any syntax, and bodies in the words of ORG and others."""

from ngograph.sources.formats.rdf.reading import FORMAT

__all__ = ["FORMAT"]
