"""What a file states in the words of the ontology, as records: one a thing, with what it refers to.

A node that is no IRI of this project becomes one, named after the source: a blank node by its canonical label
(RDFC-1.0), so that the same file gives the same IRIs, any other by its IRI, which it keeps as an exact match.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from ngograph.sources.facts import Record, Skipped, Statements
from ngograph.sources.formats.rdf.parsing import HERE
from ngograph.sources.minting import minted
from ngograph.sources.statements import EVIDENCE, EXACT_MATCH, A, term, thing
from ngograph.vocab import CONCEPT, DERIVED_GRAPH, ID, NGO, NGOSH, ONTOLOGY_GRAPH, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ngograph.sources.formats.keys import Keys

Node = NamedNode | BlankNode
Said: TypeAlias = dict[NamedNode, list[tuple[NamedNode, NamedNode | Literal]]]
"""What is said of each node, as property and value."""

_KEPT: Final = frozenset(
    term(name)
    for name in (
        *("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "skos:exactMatch", "skos:notation"),
        *("dct:title", "dct:publisher", "dct:issued", "dct:language", "dct:format", "dct:identifier"),
        *("dct:license", "dct:rights", "dct:creator", "dct:created", "dct:isPartOf", "dct:subject"),
        *("oa:hasSource", "oa:hasSelector", "oa:start", "oa:end", "geo:lat", "geo:long", "foaf:homepage"),
    )
)
_DERIVED: Final = frozenset(
    term(f"ngo:{name}")
    for name in (
        *("worksWith", "meetsWith", "funds", "hasAgreementWith", "takesPartIn", "partOfOrganisation"),
        *("presentIn", "holdsPostIn"),
    )
)
_DONOR: Final = term("ngo:Donor")
_SELECTOR: Final = term("oa:TextPositionSelector")
_ACTIVITIES: Final = frozenset(
    f"{NGO}{name}"
    for name in (
        *("Activity", "Programme", "Project", "Event", "Visit", "Meeting", "Conference"),
        *("PressConference", "Training"),
    )
)
_RELATIONSHIPS: Final = frozenset(
    f"{NGO}{name}"
    for name in (
        *("Participation", "Partnership", "Agreement", "Funding", "Affiliation", "Tenure", "Presence"),
        "Relationship",
    )
)
_OTHERS: Final = frozenset(
    f"{NGO}{name}"
    for name in ("Person", "Place", "Document", "Evidence", "Identifier", "Signature", "Judgement")
)
# Parts of something else: they are told with it.
_PARTS: Final = frozenset({"evidence", "selector", "identifier", "signature"})
# What is told of them is not told without what they refer to.
_WITH_ALL: Final = _PARTS | {cls.removeprefix(NGO).lower() for cls in _RELATIONSHIPS}
_WORDS: Final = (NGO, NGOSH, CONCEPT)


class Own:
    """The statements of a file in the words of the ontology, all nodes being IRIs of this project.

    Args:
        quads: the statements of the file; blank nodes by their canonical labels.
        source: the name of the source.
    """

    def __init__(self, quads: Iterable[Quad], source: str) -> None:
        told = [quad for quad in quads if is_told(quad)]
        kinds = _kinds(told)
        self.notes = list[str]()
        self.said: Said = defaultdict(list)
        self.kinds, self.origins = dict[NamedNode, str](), dict[NamedNode, Node]()
        names = {node: _name(node, kind, source) for node, kind in kinds.items()}
        for node, name in names.items():
            self.kinds[name], self.origins[name] = kinds[node], node
            if isinstance(node, NamedNode) and node != name and kinds[node] not in ("person", *_PARTS):
                self.said[name] += [] if node.value.startswith(HERE) else [(EXACT_MATCH, node)]
        for quad in told:
            if isinstance(quad.subject, Node) and quad.subject in names:
                self._say(names[quad.subject], quad.predicate, quad.object, names)

    def _say(
        self, node: NamedNode, predicate: NamedNode, value: object, names: Mapping[Node, NamedNode]
    ) -> None:
        """Take in one statement, or note why not."""
        if (cause := _unfit(predicate, value)) is not None:
            self.notes += [cause] if cause else []
            return
        said = names.get(value, value) if isinstance(value, Node) else value
        if isinstance(said, Literal):
            # The direction in which a text is written is a matter of its script.
            text = Literal(said.value, language=said.language) if said.language else said
            self.said[node].append((predicate, text))
        elif isinstance(said, NamedNode) and not said.value.startswith(HERE):
            self.said[node].append((predicate, said))
        elif isinstance(said, NamedNode):
            self.notes.append("an address relative to the file was left out")
        else:
            self.notes.append("a blank node that is no thing of the ontology was left out")

    def records(self, keys: Keys) -> Iterator[Record | Skipped]:
        """Yield a record for each thing and each relationship, with what it refers to."""
        told = set[NamedNode]()
        for node in sorted(self.said, key=str):
            if self.kinds[node] not in _PARTS:
                reached = self._reached(node)
                told.update(reached)
                triples = tuple(Triple(one, *rest) for one, said in reached.items() for rest in said)
                unproven = tuple(one for one in reached if self._is_unproven(one))
                yield Record(keys.of(_path(node)), str(self.origins[node]), (Statements(triples, unproven),))
        for node in sorted(set(self.said) - told, key=str):
            yield Skipped(str(self.origins[node]), f"{self.kinds[node]} that nothing refers to")

    def statements(self) -> Statements:
        """Return all statements as those of one record."""
        nodes = sorted(self.said, key=str)
        triples = tuple(Triple(node, *rest) for node in nodes for rest in self.said[node])
        return Statements(triples, tuple(node for node in nodes if self._is_unproven(node)))

    def _reached(self, node: NamedNode) -> Said:
        """Return what is said of *node*, of its parts and the relationships it names, and of things in short.

        A thing has a record of its own, which says what it refers to: a chain of a thousand takes no more
        than a thousand records of two.
        """
        found: Said = {node: self.said[node]}
        waiting = [node]
        while waiting:
            for _, value in found[waiting.pop()]:
                if isinstance(value, NamedNode) and value in self.said and value not in found:
                    whole = self.kinds[value] in _WITH_ALL
                    found[value] = self.said[value] if whole else self._in_short(value)
                    waiting.append(value)
        return found

    def _in_short(self, node: NamedNode) -> list[tuple[NamedNode, NamedNode | Literal]]:
        """Return what is said of *node* without the things that it refers to."""
        return [
            (predicate, value)
            for predicate, value in self.said[node]
            if isinstance(value, Literal) or value not in self.said or self.kinds[value] in _PARTS
        ]

    def _is_unproven(self, node: NamedNode) -> bool:
        needs = self.kinds[node] not in (*_PARTS, "document", "judgement")
        return needs and all(predicate != EVIDENCE for predicate, _ in self.said[node])


def speaks_it(quad: Quad) -> bool:
    """Say whether *quad* says of something that it is of a class of the ontology."""
    cls = quad.object
    return quad.predicate == A and isinstance(cls, NamedNode) and cls.value.startswith(NGO) and is_told(quad)


def has_meaning(predicate: NamedNode) -> bool:
    """Say whether statements with *predicate* are taken over."""
    return predicate in _KEPT or predicate == A or predicate.value.startswith(NGO)


def is_told(quad: Quad) -> bool:
    """Say whether *quad* is what somebody says: neither worked out, nor a rule, nor about a word."""
    graph = getattr(quad.graph_name, "value", "")
    about = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
    return graph not in (DERIVED_GRAPH, ONTOLOGY_GRAPH) and not about.startswith(_WORDS)


def _unfit(predicate: NamedNode, value: object) -> str | None:
    """Return why a statement is left out, empty if nobody need know, None if it is not."""
    if isinstance(value, Triple):
        return "a statement about a statement was left out"
    if predicate in _DERIVED or (predicate == A and value == _DONOR):
        return "a derived edge was left out: it is worked out anew"
    if predicate == A:
        ours = value == _SELECTOR or (isinstance(value, NamedNode) and value.value.startswith(NGO))
        return None if ours else ""
    if has_meaning(predicate):
        return None
    return f"{curie(predicate.value)} has no meaning here"


def _kinds(quads: Iterable[Quad]) -> dict[Node, str]:
    """Return the kind, as it stands in IRIs, of each node of a class of the ontology."""
    found = dict[Node, str]()
    for quad in quads:
        if quad.predicate == A and isinstance(quad.subject, Node) and isinstance(quad.object, NamedNode):
            kind = _kind(quad.object)
            if kind and (quad.subject not in found or kind < found[quad.subject]):
                found[quad.subject] = kind
    return found


def _name(node: Node, kind: str, source: str) -> NamedNode:
    if isinstance(node, BlankNode):
        return thing(kind, f"{source}-{node.value}")
    if node.value.startswith(ID):
        return node
    return thing(kind, f"{source}-{minted(node.value.removeprefix(HERE))}")


def _kind(cls: NamedNode) -> str:
    """Return the kind of what is of the class *cls*, empty if that is none of the ontology."""
    if cls == _SELECTOR or cls.value == f"{NGO}RecordSelector":
        return "selector"
    if cls.value in _ACTIVITIES:
        return "activity"
    if cls.value in _RELATIONSHIPS or cls.value in _OTHERS:
        return cls.value.removeprefix(NGO).lower()
    return "organisation" if cls.value.startswith(NGO) else ""


def _path(node: NamedNode) -> str:
    return node.value.removeprefix(ID)
