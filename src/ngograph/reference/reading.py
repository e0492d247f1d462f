"""From the triples of an ontology to the values that its reference tells of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from ngograph.reference.terms import Concept, Ontology, Property, Scheme, Term, Tie
from ngograph.vocab import CONCEPT, NGO, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    Node = NamedNode | BlankNode | Literal | Triple

_TRAITS: Final = {
    "owl:FunctionalProperty": "at most one value",
    "owl:SymmetricProperty": "holds both ways",
    "owl:TransitiveProperty": "carries on along a chain",
    "owl:AsymmetricProperty": "never holds both ways",
    "owl:IrreflexiveProperty": "never joins a thing to itself",
}
_TIES: Final = {
    "rdfs:subClassOf": "is a kind of",
    "rdfs:subPropertyOf": "implies",
    "skos:exactMatch": "is the same as",
    "skos:closeMatch": "is close to",
    "skos:broadMatch": "is narrower than",
    "skos:narrowMatch": "is wider than",
    "skos:relatedMatch": "has to do with",
}


class _Facts:
    """The triples, found by subject and property; what is found comes sorted."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[tuple[object, str], list[Node]] = defaultdict(list)
        self._subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        for triple in set(triples):
            name = curie(triple.predicate.value)
            self._objects[triple.subject, name].append(triple.object)
            if isinstance(triple.object, NamedNode) and isinstance(triple.subject, NamedNode):
                self._subjects[name, triple.object.value].append(triple.subject.value)

    def objects(self, subject: Node | str, name: str) -> list[Node]:
        """Return what stands on *subject*; only blank nodes have an order that differs from run to run."""
        node = NamedNode(subject) if isinstance(subject, str) else subject
        return sorted(self._objects.get((node, name), []), key=str)

    def subjects(self, name: str, value: str) -> list[str]:
        prefix, _, local = value.partition(":")
        iri = PREFIXES[prefix] + local if prefix in PREFIXES else value
        return sorted(self._subjects.get((name, iri), []))

    def iris(self, subject: Node | str, name: str) -> list[str]:
        return [found.value for found in self.objects(subject, name) if isinstance(found, NamedNode)]

    def texts(self, subject: str, name: str, language: str | None = None) -> tuple[str, ...]:
        found = (node for node in self.objects(subject, name) if isinstance(node, Literal))
        return tuple(node.value for node in found if language in (None, node.language))

    def text(self, subject: str, name: str) -> str:
        return next(iter(self.texts(subject, name)), "")

    def labels(self, subject: str, name: str) -> dict[str, str]:
        found = (node for node in self.objects(subject, name) if isinstance(node, Literal))
        return {node.language or "": node.value for node in found}

    def every(self, name: str) -> list[Node]:
        """Return whatever stands on the property *name*, of any subject."""
        return [node for (_, key), nodes in self._objects.items() if key == name for node in nodes]

    def members(self, head: Node) -> list[Node]:
        """Return the members of the RDF list that starts at *head*, in their order."""
        found: list[Node] = []
        while first := self.objects(head, "rdf:first"):
            found.append(first[0])
            head = self.objects(head, "rdf:rest")[0]
        return found


def read(triples: Iterable[Triple]) -> Ontology:
    """Return what the ontology in *triples* says of itself, its terms and its concepts."""
    facts = _Facts(triples)
    header = facts.subjects("rdf:type", "owl:Ontology")[0]
    classes = {curie(iri): _term(facts, iri, "rdfs:subClassOf") for iri in _ours(facts, ["owl:Class"])}
    kinds = ["owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"]
    properties = {curie(iri): _property(facts, iri) for iri in _ours(facts, kinds)}
    return Ontology(
        iri=header,
        version=facts.text(header, "owl:versionInfo"),
        titles=facts.labels(header, "dct:title"),
        description=facts.text(header, "dct:description"),
        licence=next(iter(facts.iris(header, "dct:license")), ""),
        prefix=facts.text(header, "http://purl.org/vocab/vann/preferredNamespacePrefix"),
        notes=facts.texts(header, "skos:scopeNote"),
        classes=classes,
        properties=properties,
        apart=_apart(facts),
        schemes=tuple(_scheme(facts, iri) for iri in facts.subjects("rdf:type", "skos:ConceptScheme")),
        children=_children(classes),
    )


def _ours(facts: _Facts, kinds: list[str]) -> list[str]:
    found = {iri for kind in kinds for iri in facts.subjects("rdf:type", kind) if iri.startswith(NGO)}
    return sorted(found, key=lambda iri: (iri.casefold(), iri))


def _term(facts: _Facts, iri: str, above: str) -> Term:
    parents = [curie(parent) for parent in facts.iris(iri, above) if parent.startswith(NGO)]
    return Term(
        name=curie(iri),
        labels=facts.labels(iri, "rdfs:label"),
        definition=facts.text(iri, "skos:definition"),
        notes=facts.texts(iri, "skos:scopeNote"),
        examples=facts.texts(iri, "skos:example"),
        parents=tuple(parents),
        ties=_ties(facts, iri),
    )


def _property(facts: _Facts, iri: str) -> Property:
    kinds = [curie(kind) for kind in facts.iris(iri, "rdf:type")]
    return Property(
        **vars(_term(facts, iri, "rdfs:subPropertyOf")),
        domain=_meant(facts, iri, "rdfs:domain"),
        range=_meant(facts, iri, "rdfs:range"),
        traits=tuple(words for kind, words in _TRAITS.items() if kind in kinds),
    )


def _meant(facts: _Facts, iri: str, name: str) -> tuple[str, ...]:
    """Return the classes that a domain or range names, or unites."""
    found: list[str] = []
    for node in facts.objects(iri, name):  # one of them, or none: several would mean all of them at once
        united = [member for head in facts.objects(node, "owl:unionOf") for member in facts.members(head)]
        found += [curie(each.value) for each in united or [node] if isinstance(each, NamedNode)]
    return tuple(found)


def _ties(facts: _Facts, iri: str) -> tuple[Tie, ...]:
    found: list[Tie] = []
    for name, words in _TIES.items():
        nodes = facts.objects(iri, name)
        theirs = [_short(node.value) for node in nodes if isinstance(node, NamedNode) and _is_foreign(node)]
        blank = [node for node in nodes if isinstance(node, BlankNode)]
        turned = [curie(each) for node in blank for each in facts.iris(node, "owl:inverseOf")]
        found += [Tie(_short(iri), words, each) for each in theirs]
        found += [Tie(_short(iri), f"{words} the inverse of", each) for each in sorted(turned)]
    return tuple(found)


def _is_foreign(node: NamedNode) -> bool:
    return not node.value.startswith(NGO)


def _short(iri: str) -> str:
    return iri.removeprefix(CONCEPT) if iri.startswith(CONCEPT) else curie(iri)


def _apart(facts: _Facts) -> tuple[tuple[str, ...], ...]:
    heads = facts.every("owl:members")
    groups = [
        tuple(curie(each.value) for each in facts.members(head) if isinstance(each, NamedNode))
        for head in heads
    ]
    return tuple(sorted(groups))


def _children(classes: dict[str, Term]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, term in classes.items():
        for parent in term.parents or ("",):
            found[parent].append(name)
    return {parent: tuple(names) for parent, names in found.items()}


def _scheme(facts: _Facts, iri: str) -> Scheme:
    tops = facts.subjects("skos:topConceptOf", iri)
    return Scheme(
        key=iri.removeprefix(CONCEPT),
        titles=facts.labels(iri, "dct:title"),
        description=facts.text(iri, "dct:description"),
        source=facts.text(iri, "dct:bibliographicCitation"),
        concepts=tuple(concept for top in tops for concept in _branch(facts, top, 0)),
    )


def _branch(facts: _Facts, iri: str, level: int) -> list[Concept]:
    """Return the concept and all below it; one with two broader concepts stands below the first only."""
    below = [
        each for each in facts.subjects("skos:broader", iri) if facts.iris(each, "skos:broader")[0] == iri
    ]
    here = Concept(
        key=iri.rpartition("/")[2],
        labels=facts.labels(iri, "skos:prefLabel"),
        others=facts.texts(iri, "skos:altLabel", "en"),
        definition=facts.text(iri, "skos:definition"),
        notes=facts.texts(iri, "skos:scopeNote"),
        level=level,
        ties=_ties(facts, iri),
    )
    return [here, *(each for child in below for each in _branch(facts, child, level + 1))]
