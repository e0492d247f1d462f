"""The few shapes of statement that every reader makes: names, identifiers, evidence by record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Triple

from ngograph.vocab import CONCEPT, NGO, PREFIXES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

A: Final = NamedNode(f"{PREFIXES['rdf']}type")
PREF_LABEL: Final = NamedNode(f"{PREFIXES['skos']}prefLabel")
ALT_LABEL: Final = NamedNode(f"{PREFIXES['skos']}altLabel")
ACRONYM: Final = NamedNode(f"{NGO}acronym")
EXACT_MATCH: Final = NamedNode(f"{PREFIXES['skos']}exactMatch")
WITHIN: Final = NamedNode(f"{NGO}within")
EVIDENCE: Final = NamedNode(f"{NGO}evidence")


def thing(kind: str, key: str) -> NamedNode:
    """Return the IRI of the thing of that *kind* with that *key*.

    >>> thing("place", "ba").value
    'https://w3id.org/ngograph/id/place/ba'
    """
    return NamedNode(f"{ROOT}id/{kind}/{key}")


def concept(scheme: str, key: str) -> NamedNode:
    """Return the IRI of a concept."""
    return NamedNode(f"{CONCEPT}{scheme}/{key}")


def term(curie: str) -> NamedNode:
    """Return the IRI that *curie* stands for.

    >>> term("ngo:Place").value
    'https://w3id.org/ngograph/ontology#Place'
    """
    prefix, _, name = curie.partition(":")
    return NamedNode(f"{PREFIXES[prefix]}{name}")


def tidy(name: str | None) -> str:
    """Return *name* without white space around it, with single spaces inside; nothing gives an empty text."""
    return " ".join((name or "").split())


def key(text: str) -> str:
    """Return *text* as part of an IRI: lower case, with a hyphen for whatever is no letter or digit.

    >>> key("ISO 3166-1 alpha-2")
    'iso-3166-1-alpha-2'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def typed(node: NamedNode, kind: str) -> Triple:
    """State that *node* is of the class *kind* of the ontology."""
    return Triple(node, A, NamedNode(f"{NGO}{kind}"))


def named(node: NamedNode, predicate: NamedNode, name: str, language: str) -> Triple:
    """State that *node* bears *name* in *language*."""
    return Triple(node, predicate, Literal(name, language=language))


def plain(node: NamedNode, predicate: str, text: str) -> Triple:
    """State *text* of *node* as a plain string."""
    return Triple(node, term(predicate), Literal(text))


def identified(node: NamedNode, scheme: str, notation: str, strength: str = "strong") -> Iterator[Triple]:
    """State that *notation* is what the register *scheme* calls *node*."""
    code = thing("identifier", f"{key(scheme)}-{key(notation)}")
    yield Triple(node, term("ngo:identifier"), code)
    yield typed(code, "Identifier")
    yield plain(code, "ngo:scheme", scheme)
    yield plain(code, "skos:notation", notation)
    yield plain(code, "ngo:strength", strength)


def evidence(source: str, record: str | int) -> NamedNode:
    """Return the IRI of the evidence that the *record* of *source* gives."""
    return thing("evidence", f"{source}-{key(str(record))}")


def witnessed(source: str, record: str | int, locator: str) -> Iterator[Triple]:
    """State that the *record* of *source*, found at *locator* in its document, is evidence."""
    node, selector = evidence(source, record), thing("selector", f"{source}-{key(str(record))}")
    yield typed(node, "Evidence")
    yield Triple(node, term("oa:hasSource"), thing("document", source))
    yield Triple(node, term("oa:hasSelector"), selector)
    yield typed(selector, "RecordSelector")
    yield plain(selector, "ngo:locator", locator)


def mentioned(node: NamedNode, kind: str, english: str) -> Iterator[Triple]:
    """State class and English name of *node*: what every source says of the things that it mentions."""
    yield typed(node, kind)
    yield named(node, PREF_LABEL, english, "en")


def geonames(node: NamedNode, number: int | str) -> Iterator[Triple]:
    """State which GeoNames feature *node* is."""
    yield from identified(node, "GeoNames", str(number))
    yield Triple(node, EXACT_MATCH, NamedNode(f"https://sws.geonames.org/{number}/"))


def located(node: NamedNode, latitude: str, longitude: str) -> Iterator[Triple]:
    """State where *node* lies, in decimal degrees as the source writes them."""
    decimal = term("xsd:decimal")
    yield Triple(node, term("geo:lat"), Literal(latitude, datatype=decimal))
    yield Triple(node, term("geo:long"), Literal(longitude, datatype=decimal))
