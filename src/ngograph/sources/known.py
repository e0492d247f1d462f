"""What readers may know before they read: countries by code and name, topics by code and name, currencies.

It comes from the content, so that a country, a topic or a currency is added there and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from anyascii import anyascii
from pyoxigraph import Literal, NamedNode

from ngograph.sources.statements import ALT_LABEL, PREF_LABEL, key
from ngograph.vocab import CONCEPT, ID, NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Triple

_SKOS: Final = PREFIXES["skos"]
_NOTATION: Final = NamedNode(f"{_SKOS}notation")
_SCHEME: Final = NamedNode(f"{NGO}scheme")
_IDENTIFIER: Final = NamedNode(f"{NGO}identifier")
_SUBCLASS: Final = NamedNode(f"{PREFIXES['rdfs']}subClassOf")
_HIDDEN: Final = NamedNode(f"{_SKOS}hiddenLabel")
# The nearest first: a code stands for a topic only where it is not much wider than the topic.
_MATCHES: Final = tuple(NamedNode(f"{_SKOS}{name}") for name in ("exactMatch", "closeMatch", "narrowMatch"))
_PURPOSE: Final = 5
_CATEGORY: Final = 3
"""How many digits a DAC purpose code has, and how many of them are those of its category."""


@lru_cache(1 << 16)
def folded(text: str) -> str:
    """Return *text* as it is compared: without case, accents, script and punctuation.

    >>> folded("Côte d’Ivoire") == folded("COTE D'IVOIRE")
    True
    """
    return key(anyascii(text))


@dataclass(frozen=True)
class Known:
    """What is known before a file is read.

    Args:
        countries: the English name of each country by its ISO 3166-1 alpha-2 code in lower case.
        country_codes: alpha-2 code in lower case by alpha-2 and alpha-3 in upper case, and by `folded` name
            in any language.
        topics: keys of `concept/topic/` by `folded` label in any language.
        clusters: keys of `concept/topic/` by OCHA cluster code in lower case (wsh) or `folded` cluster name.
        purposes: keys of `concept/topic/` by OECD DAC purpose code, and by category (three digits); ask by
            `purpose`.
        currencies: the ISO 4217 codes in upper case that amounts may be stated in.
        roles: keys of `concept/role/` by `folded` label in any language.
        modalities: keys of `concept/modality/` by the same.
        classes: the classes of the ontology below "Organisation" and "Activity", with these, by these.
    """

    countries: Mapping[str, str] = field(default_factory=dict)
    country_codes: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    clusters: Mapping[str, str] = field(default_factory=dict)
    purposes: Mapping[str, str] = field(default_factory=dict)
    currencies: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)
    modalities: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def country(self, text: str | None) -> str:
        """Return the alpha-2 code, in lower case, of the country that *text* names; empty if none does."""
        wanted = (text or "").strip()
        # A code is asked for as it stands: folded, the Arabic name of Oman is the code of Mongolia.
        return self.country_codes.get(wanted.upper()) or self.country_codes.get(folded(wanted), "")

    def topic(self, text: str | None) -> str:
        """Return the key of the topic that *text* names as a topic or as a cluster; empty if none does."""
        wanted = folded(text or "")
        return self.topics.get(wanted) or self.clusters.get(wanted, "")

    def purpose(self, code: str | None) -> str:
        """Return the key of the topic of an OECD DAC purpose code or category; empty if it has none.

        >>> Known(purposes={"122": "health", "12240": "nutrition"}).purpose("12220")
        'health'
        """
        wanted = (code or "").strip()
        category = wanted[:_CATEGORY] if wanted.isdecimal() and len(wanted) == _PURPOSE else wanted
        return self.purposes.get(wanted) or self.purposes.get(category, "")


def known(ontology: Iterable[Triple], places: Iterable[Triple]) -> Known:
    """Return what *ontology* (concepts and alignments) and *places* (countries with codes) tell."""
    rules, facts = list(ontology), list(places)
    labels = list(_labels(rules))
    notations = {
        triple.subject.value: triple.object.value
        for triple in rules
        if triple.predicate == _NOTATION
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, Literal)
    }
    clusters = _matched(rules, f"{CONCEPT}humanitarian-cluster/")
    named = {folded(text): clusters[iri] for iri, text in labels if iri in clusters}
    coded = {folded(notations.get(iri, iri.rpartition("/")[2])): topic for iri, topic in clusters.items()}
    topic = f"{CONCEPT}topic/"
    currency = f"{CONCEPT}currency/"
    countries, codes = _countries(facts)
    return Known(
        countries,
        codes,
        _called(labels, topic),
        named | coded,
        {
            notations.get(iri, iri.rpartition("/")[2]): found
            for scheme in ("dac-sector", "dac-purpose")
            for iri, found in _matched(rules, f"{CONCEPT}{scheme}/").items()
        },
        frozenset(notation for iri, notation in notations.items() if iri.startswith(currency)),
        _called(labels, f"{CONCEPT}role/"),
        _called(labels, f"{CONCEPT}modality/"),
        {top: frozenset(_below(top, rules)) for top in ("Organisation", "Activity")},
    )


def _below(top: str, triples: list[Triple]) -> set[str]:
    """Return the names of the classes of the ontology below *top*, and *top*."""
    found, waiting = {top}, [f"{NGO}{top}"]
    while waiting:
        wider = NamedNode(waiting.pop())
        for triple in triples:
            if (
                triple.predicate == _SUBCLASS
                and triple.object == wider
                and isinstance(triple.subject, NamedNode)
            ):
                name = triple.subject.value.removeprefix(NGO)
                if name not in found and triple.subject.value.startswith(NGO):
                    found.add(name)
                    waiting.append(triple.subject.value)
    return found


def _called(labels: list[tuple[str, str]], scheme: str) -> dict[str, str]:
    """Return the keys of the concepts of *scheme* by all that they are called."""
    return {folded(text): iri.removeprefix(scheme) for iri, text in labels if iri.startswith(scheme)}


def _labels(triples: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    for triple in triples:
        if triple.predicate in (PREF_LABEL, ALT_LABEL, _HIDDEN) and isinstance(triple.subject, NamedNode):
            yield triple.subject.value, getattr(triple.object, "value", "")


def _matched(triples: list[Triple], scheme: str) -> dict[str, str]:
    """Return for each concept of *scheme* the key of the topic that matches it best."""
    topic = f"{CONCEPT}topic/"
    found: dict[str, str] = {}
    for match in _MATCHES:
        for triple in triples:
            left, right = triple.subject, triple.object
            if (
                triple.predicate == match
                and isinstance(left, NamedNode)
                and isinstance(right, NamedNode)
                and left.value.startswith(topic)
                and right.value.startswith(scheme)
            ):
                found.setdefault(right.value, left.value.removeprefix(topic))
    return found


def _countries(facts: list[Triple]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the English names of the countries, and their codes by all that they are called."""
    notations: dict[object, str] = {}
    schemes: dict[object, str] = {}
    for triple in facts:
        if triple.predicate == _NOTATION:
            notations[triple.subject] = getattr(triple.object, "value", "")
        elif triple.predicate == _SCHEME:
            schemes[triple.subject] = getattr(triple.object, "value", "")
    alpha2 = {
        triple.subject.value: notations[triple.object].lower()
        for triple in facts
        if triple.predicate == _IDENTIFIER
        and isinstance(triple.subject, NamedNode)
        and triple.subject.value.startswith(f"{ID}place/")
        and schemes.get(triple.object) == "ISO 3166-1 alpha-2"
    }
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    others: dict[str, set[str]] = defaultdict(set)
    for triple in facts:
        country = alpha2.get(triple.subject.value) if isinstance(triple.subject, NamedNode) else None
        if country is None:
            continue
        if triple.predicate == _IDENTIFIER and schemes.get(triple.object, "").startswith("ISO 3166-1"):
            codes[notations[triple.object].upper()] = country
        elif triple.predicate == PREF_LABEL and isinstance(triple.object, Literal):
            codes.setdefault(folded(triple.object.value), country)
            if triple.object.language == "en":
                names[country] = triple.object.value
        elif triple.predicate == ALT_LABEL and isinstance(triple.object, Literal):
            others[folded(triple.object.value)].add(country)
    for text, named in others.items():
        if len(named) == 1:  # "Congo" is what two countries are also called
            codes.setdefault(text, *named)
    return names, codes
