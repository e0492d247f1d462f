"""What is already known of countries and national societies, for readers of files that know less.

Most reference files name a thing by a code or in one language only. So that every source can be checked
alone, its graph states the English name too, and takes it from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from ngograph.sources.statements import ALT_LABEL, PREF_LABEL, A, term
from ngograph.vocab import ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_IDLE_WORDS = frozenset({"the", "society", "of", "in"})


@dataclass(frozen=True)
class Society:
    """A national society: its IRI, its country's code in lower case, its names by language, other names."""

    node: NamedNode
    country: str
    names: Mapping[str, str]
    others: frozenset[str] = frozenset()

    @property
    def english(self) -> str:
        """The preferred English name."""
        return self.names["en"]


@dataclass(frozen=True)
class Register:
    """Countries (English name by ISO 3166-1 alpha-2 code in lower case) and the societies that cover them."""

    countries: Mapping[str, str] = field(default_factory=dict)
    societies: tuple[Society, ...] = ()

    def society_in(self, country: str) -> Society | None:
        """Return the society that covers the country with this code, if one is known."""
        return next((society for society in self.societies if society.country == country), None)


def name_key(name: str) -> frozenset[str]:
    """Return the words of *name* that tell bodies apart.

    >>> name_key("The Thai Red Cross Society") == name_key("Thai Red Cross")
    True
    """
    return frozenset(re.findall(r"\w+", name.casefold())) - _IDLE_WORDS


def register(triples: Iterable[Triple]) -> Register:
    """Return the register that *triples* (those of the IFRC GO source) hold."""
    facts = tuple(triples)
    names = _names(facts)
    places = f"{ID}place/"
    countries = {
        node.value.removeprefix(places): labels["en"]
        for node, labels in names.items()
        if node.value.startswith(places) and "en" in labels
    }
    others = _others(facts)
    covers = sorted(_covers(facts), key=lambda pair: pair[0].value)
    return Register(
        countries,
        tuple(
            Society(node, place.value.removeprefix(places), names[node], others.get(node, frozenset()))
            for node, place in covers
            if node in names
        ),
    )


def _names(facts: tuple[Triple, ...]) -> dict[NamedNode, dict[str, str]]:
    found: dict[NamedNode, dict[str, str]] = {}
    for node, _, value in facts_of(facts, PREF_LABEL):
        if isinstance(value, Literal) and value.language:
            found.setdefault(node, {})[value.language] = value.value
    return found


def _others(facts: tuple[Triple, ...]) -> dict[NamedNode, frozenset[str]]:
    found: dict[NamedNode, frozenset[str]] = {}
    for node, _, value in facts_of(facts, ALT_LABEL):
        found[node] = found.get(node, frozenset()) | {str(getattr(value, "value", ""))}
    return found


def _covers(facts: tuple[Triple, ...]) -> set[tuple[NamedNode, NamedNode]]:
    society = term("ngo:NationalSociety")
    societies = {node for node, _, kind in facts_of(facts, A) if kind == society}
    organisation = {node: value for node, _, value in facts_of(facts, term("ngo:organisation"))}
    place = {node: value for node, _, value in facts_of(facts, term("ngo:place"))}
    return {
        (body, where)
        for presence, body in organisation.items()
        if isinstance(body, NamedNode)
        and body in societies
        and isinstance(where := place.get(presence), NamedNode)
    }


def facts_of(facts: Iterable[Triple], predicate: NamedNode) -> Iterable[tuple[NamedNode, NamedNode, object]]:
    """Yield the facts with that *predicate* about things that have an IRI."""
    for fact in facts:
        if fact.predicate == predicate and isinstance(fact.subject, NamedNode):
            yield fact.subject, fact.predicate, fact.object
