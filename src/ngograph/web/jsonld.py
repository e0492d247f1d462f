"""JSON-LD as people write it: short words from a published context, and the thing described at the top.

What the thing states stands in it, each neighbour with what is said of it where it is first named; what
points at the thing stands under ``@reverse``. Parsing gives back the same statements. Nothing is fetched.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Triple

    from ngograph.store.answering import Table

    Context = Mapping[str, Any]
    Node = dict[str, Any]

_OWL, _XSD, _SKOS = PREFIXES["owl"], PREFIXES["xsd"], PREFIXES["skos"]
_TYPE: Final = f"{PREFIXES['rdf']}type"
_TYPED: Final = {f"{_XSD}{name}" for name in ("boolean", "date", "dateTime", "decimal", "integer")}
_FIXED: Final[Context] = {
    "id": "@id",
    "type": "@type",
    **PREFIXES,
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "label": {"@id": "rdfs:label", "@container": "@language"},
}


def context(rows: Table) -> Context:
    """Return the context that the *rows* (term, kind, range) of the ontology make: a word for each term."""
    found = dict(_FIXED)
    places = [rows.columns.index(column) for column in ("term", "kind", "range")]
    for row in rows.rows:
        term, kind, values = (getattr(row[place], "value", "") for place in places)
        name = term.removeprefix(NGO)
        if term == name or re.fullmatch(r"[A-Za-z]\w*", name) is None or name in _FIXED:
            continue
        if kind == f"{_OWL}ObjectProperty":
            found[name] = {"@id": f"ngo:{name}", "@type": "@id"}
        elif values in _TYPED:
            found[name] = {"@id": f"ngo:{name}", "@type": f"xsd:{values.removeprefix(_XSD)}"}
        else:
            found.setdefault(name, f"ngo:{name}")
    return found


def published(words: Context) -> bytes:
    """Return the document at `/context.jsonld`."""
    return _written({"@context": words})


def document(iri: str, triples: Iterable[Triple], words: Context) -> bytes:
    """Return the *triples* that describe the thing *iri*, with the part of the context *words* they use."""
    roots = _framed(iri, triples)
    schemes = {name.partition(":")[0] for name in _names(roots) if ":" in name}
    words = {name: said for name, said in words.items() if _clear(name, said, schemes)}
    shorter = _Shorter(words)
    nodes = [shorter.node(root) for root in roots]
    kept = {
        name: said
        for name, said in words.items()
        if name in shorter.used or name in PREFIXES or name in ("id", "type")
    }
    return _written({"@context": kept, **(nodes[0] if len(nodes) == 1 else {"@graph": nodes})})


class _Shorter:
    """Writes nodes in the words of a context, and remembers which of them it used."""

    def __init__(self, words: Context) -> None:
        self._prefixes = {name: said for name, said in words.items() if name in PREFIXES}
        self._terms: dict[str, tuple[str, str]] = {}
        for name, said in words.items():
            if name not in PREFIXES and name not in ("id", "type"):
                target = said if isinstance(said, str) else said["@id"]
                prefix, _, local = target.partition(":")
                how = "" if isinstance(said, str) else said.get("@type") or said["@container"]
                self._terms[PREFIXES[prefix] + local] = name, how
        self.used: set[str] = set()

    def node(self, node: Node) -> Node:
        """Return *node* and all within it."""
        made: Node = {"id": node["@id"]}
        if "@type" in node:
            made["type"] = _one([self._word(kind) for kind in node["@type"]])
        for predicate, values in node.items():
            if predicate == "@reverse":
                turned = (self._property(name, held) for name, held in values.items())
                made["@reverse"] = {key: held for pairs in turned for key, held in pairs}
            elif not predicate.startswith("@"):
                made.update(self._property(predicate, values))
        return made

    def _property(self, predicate: str, values: list[Node]) -> Iterator[tuple[str, Any]]:
        name, how = self._terms.get(predicate, ("", ""))
        if how == "@language":
            tagged: dict[str, list[str]] = defaultdict(list)
            for value in values:
                if "@language" in value:
                    tagged[value["@language"]].append(value["@value"])
            if tagged:
                self.used.add(name)
                yield name, {tag: _one(texts) for tag, texts in tagged.items()}
            values = [value for value in values if "@language" not in value]
            name, how = "", ""
        if values:
            key = name or self._curie(predicate)
            self.used.add(key)
            yield key, _one([self._value(value, how) for value in values])

    def _value(self, value: Node, how: str) -> Any:
        if "@value" not in value:
            made = self.node(value)
            return made["id"] if how == "@id" and len(made) == 1 else made
        kind = self._curie(value["@type"]) if "@type" in value else ""
        if (not how and len(value) == 1) or (kind and how == kind):
            return value["@value"]
        return {**value, "@type": kind} if kind else value

    def _word(self, kind: str) -> str:
        name, how = self._terms.get(kind, ("", ""))
        word = name if name and not how else self._curie(kind)
        self.used.add(word)
        return word

    def _curie(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            local = iri.removeprefix(namespace)
            if local and local != iri and not local.startswith("//"):
                return f"{prefix}:{local}"
        return iri


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _clear(name: str, said: Any, schemes: set[str]) -> bool:
    """Say whether a word means one thing only: a prefix must not be the scheme of an IRI that is written."""
    target = said if isinstance(said, str) else said["@id"]
    return name not in schemes and target.partition(":")[0] not in schemes - {"https", "http"}


def _framed(iri: str, triples: Iterable[Triple]) -> list[Node]:
    """Return the *triples* as expanded JSON-LD, *iri* first: each node whole where it first comes."""
    top = NamedNode(iri)
    said: dict[Any, list[Triple]] = defaultdict(list)
    pointing: list[Triple] = []
    for triple in sorted(triples, key=str):
        points = triple.object == top and triple.subject != top
        (pointing if points else said[triple.subject]).append(triple)
    nodes: dict[Any, Node] = {}
    waiting: deque[Any] = deque()

    def node(term: Any) -> Node:
        known = term in nodes
        made: Node = {"@id": str(term) if isinstance(term, BlankNode) else term.value}
        if not known:
            nodes[term] = made
            waiting.append(term)
        return made

    def fill() -> None:
        while waiting:
            subject = waiting.popleft()
            for triple in said.get(subject, ()):
                predicate, value = triple.predicate.value, triple.object
                if predicate == _TYPE and not isinstance(value, Literal):
                    nodes[subject].setdefault("@type", []).append(_name(value))
                    # A class is only named here; what is said of it stands beside.
                else:
                    held = _literal(value) if isinstance(value, Literal) else node(value)
                    nodes[subject].setdefault(predicate, []).append(held)

    roots = [node(top)]
    for triple in pointing:
        reverse = roots[0].setdefault("@reverse", {})
        reverse.setdefault(triple.predicate.value, []).append(node(triple.subject))
    fill()
    for subject in said:
        if subject not in nodes:
            roots.append(node(subject))
            fill()
    return roots


def _name(term: Any) -> str:
    return str(term) if isinstance(term, BlankNode) else str(term.value)


def _literal(value: Literal) -> Node:
    if value.language is not None:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == f"{_XSD}string":
        return {"@value": value.value}
    return {"@value": value.value, "@type": value.datatype.value}


def _names(value: Any) -> Iterator[str]:
    """Return every IRI in the expanded *value*, however deep."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield name
            yield from [held] if name == "@id" else held if name == "@type" and isinstance(held, list) else ()
            yield from _names(held)
    elif isinstance(value, list):
        for held in value:
            yield from _names(held)


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
