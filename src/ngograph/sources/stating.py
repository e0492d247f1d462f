"""From plain facts to statements: how each is said in the words of the ontology, and which IRIs it bears.

An IRI comes from a register's code where there is a strong one, so that two sources that know the code speak
of one thing; else from what tells the thing apart within its source, under the name of the source. A
relationship belongs to its source: two sources never state one, however alike.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from ngograph.dates import bounds
from ngograph.sources.facts import (
    About,
    Affiliation,
    Body,
    Funding,
    Holder,
    Participation,
    Partnership,
    Presence,
    Spot,
    Statements,
    Tenure,
    Work,
)
from ngograph.sources.minting import minted, slug
from ngograph.sources.statements import (
    ACRONYM,
    ALT_LABEL,
    EVIDENCE,
    PREF_LABEL,
    WITHIN,
    concept,
    key,
    located,
    plain,
    term,
    thing,
    tidy,
    typed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ngograph.sources.facts import Code, Fact, Name, Record, Tie

_TAG: Final = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*", re.IGNORECASE)
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+")
_REMEMBERED: Final = 1 << 16
_DATE: Final = term("xsd:date")
_DECIMAL: Final = term("xsd:decimal")
_BOOLEAN: Final = term("xsd:boolean")
_BOUNDS: Final = (
    ("start_earliest", term("ngo:startEarliest")),
    ("start_latest", term("ngo:startLatest")),
    ("end_earliest", term("ngo:endEarliest")),
    ("end_latest", term("ngo:endLatest")),
)

_Thing: TypeAlias = Body | Holder | Work | Spot


class Stating:
    """How one source states facts.

    Args:
        source: the name of the source: of its graph, its document, its evidence.
        language: the BCP 47 tag of names whose language a record does not say, empty if that is not known.
        countries: the English names of countries by ISO 3166-1 alpha-2 code in lower case.
    """

    def __init__(self, source: str, language: str = "", countries: Mapping[str, str] | None = None) -> None:
        self.source, self.language = source, language
        self.countries = countries or {}
        self.document = thing("document", source)
        self._said = lru_cache(_REMEMBERED)(self._thing)

    def record(self, record: Record) -> list[Triple]:
        """Return all that *record* says, with its evidence."""
        evidence, triples = self._evidence(record.key, record.locator)
        told: set[_Thing] = set()
        for fact in record.facts:
            triples.extend(self._fact(fact, record.key, evidence, told))
        return triples

    def of(self, item: Body | Holder | Work | Spot) -> NamedNode:
        """Return the IRI of a thing."""
        return self._said(item)[0]

    def _evidence(self, name: str, locator: str) -> tuple[NamedNode, list[Triple]]:
        part = f"{self.source}-{minted(name)}"
        node, selector = thing("evidence", part), thing("selector", part)
        return node, [
            typed(node, "Evidence"),
            Triple(node, term("oa:hasSource"), self.document),
            Triple(node, term("oa:hasSelector"), selector),
            typed(selector, "RecordSelector"),
            plain(selector, "ngo:locator", locator),
        ]

    def _fact(self, fact: Fact, record: str, evidence: NamedNode, told: set[_Thing]) -> Iterator[Triple]:
        if isinstance(fact, Body | Holder | Work | Spot):
            yield from self._mentioned(fact, evidence, told)
        elif isinstance(fact, Statements):
            yield from fact.triples
            yield from (Triple(node, EVIDENCE, evidence) for node in fact.unproven)
        else:
            yield from self._tie(fact, record, evidence, told)

    def _mentioned(self, item: _Thing, evidence: NamedNode, told: set[_Thing]) -> Iterator[Triple]:
        """Yield what is said of *item* if it is not *told* yet: a record says it once, however many ties."""
        if item in told:
            return
        told.add(item)
        node, triples, others = self._said(item)
        yield from triples
        yield Triple(node, EVIDENCE, evidence)
        for other in others:
            yield from self._mentioned(other, evidence, told)

    # Things

    def _thing(
        self, item: Body | Holder | Work | Spot
    ) -> tuple[NamedNode, tuple[Triple, ...], tuple[Body | Work | Spot, ...]]:
        """Return the IRI of *item*, what is said of it, and the things that this names."""
        if isinstance(item, Body):
            node = self._node("organisation", item.codes, item.key, item.names, item.country)
            return node, (*self._called(node, item.kind, item.names, item.codes), *_body(node, item)), ()
        if isinstance(item, Holder):
            node = self._node("person", item.codes, item.key, item.names)
            return node, tuple(self._called(node, "Person", item.names, item.codes)), ()
        if isinstance(item, Work):
            node = self._node("activity", item.codes, item.key, item.names)
            return node, tuple(self._work(node, item)), (*item.part_of, *item.follows, *item.places)
        return self._spot(item)

    def _node(
        self, kind: str, codes: tuple[Code, ...], own: str, names: tuple[Name, ...], country: str = ""
    ) -> NamedNode:
        strong = next((code for code in codes if code.strength == "strong"), None)
        if strong:
            return thing(kind, f"{key(strong.scheme)}-{minted(strong.notation)}")
        if own:
            return thing(kind, f"{self.source}-{minted(own)}")
        called = slug(names[0].text) if names else slug(codes[0].notation)
        return thing(kind, "-".join(filter(None, (self.source, called, country.lower()))))

    def _called(
        self, node: NamedNode, kind: str, names: tuple[Name, ...], codes: tuple[Code, ...]
    ) -> Iterator[Triple]:
        yield typed(node, kind)
        told = [(tidy(_CONTROLS.sub(" ", name.text)), self._tag(name)) for name in names]
        told = [(text, tag) for text, tag in told if text] or [(code.notation, "en") for code in codes[:1]]
        preferred: dict[str, str] = {}
        for text, tag in told:
            if preferred.setdefault(tag, text) != text:
                yield Triple(node, ALT_LABEL, Literal(text, language=tag))
        # A name that has no English form stands in English as it is.
        preferred.setdefault("en", told[0][0] if told else node.value.rpartition("/")[2])
        for tag, text in preferred.items():
            yield Triple(node, PREF_LABEL, Literal(text, language=tag))
        for code in codes:
            yield from _coded(node, code)

    def _tag(self, name: Name) -> str:
        tag = (name.language or self.language or "en").replace("_", "-")
        if not _TAG.fullmatch(tag):
            return "en"
        language = tag.lower().partition("-")[0]
        if language == "sr" and not re.match(r"sr-(latn|cyrl)", tag.lower()):
            return "sr-Cyrl" if _CYRILLIC.search(name.text) else "sr-Latn"
        return tag

    def _spot(self, item: Spot) -> tuple[NamedNode, tuple[Triple, ...], tuple[Spot, ...]]:
        around = (item.within,) if item.within else ()
        if item.country:
            code = item.country.lower()
            node = thing("place", code)
            names = item.names if code not in self.countries else ()
            english = self.countries.get(code, item.country.upper())
            called = tuple(self._called(node, "Place", names, ())) if names else ()
            said = called or (typed(node, "Place"), Triple(node, PREF_LABEL, Literal(english, language="en")))
        else:
            within = f"{_last(self.of(item.within))}-" if item.within and not item.key else ""
            strong = any(code.strength == "strong" for code in item.codes)
            own = item.key or ("" if strong else f"{within}{slug(item.names[0].text)}" if item.names else "")
            node = self._node("place", item.codes, own.removeprefix(f"{self.source}-"), item.names)
            said = tuple(self._called(node, "Place", item.names, item.codes))
        more = [Triple(node, WITHIN, self.of(item.within))] if item.within else []
        if item.latitude and item.longitude:
            more += located(node, item.latitude, item.longitude)
        return node, (*said, *more), around

    def _work(self, node: NamedNode, item: Work) -> Iterator[Triple]:
        yield from self._called(node, item.kind, item.names, item.codes)
        yield from _when(node, item.edtf)
        if item.modality:
            yield Triple(node, term("ngo:modality"), concept("modality", item.modality))
        if item.status:
            yield Triple(node, term("ngo:status"), concept("status", item.status))
        for other in item.part_of:
            yield Triple(node, term("ngo:partOf"), self.of(other))
        for other in item.follows:
            yield Triple(node, term("ngo:follows"), self.of(other))
        for topic in item.topics:
            yield Triple(node, term("ngo:topic"), concept("topic", topic))
        for place in item.places:
            yield Triple(node, term("ngo:place"), self.of(place))
        for code in item.codes_kept:
            yield plain(node, "ngo:statedCode", tidy(code))

    # Relationships

    def _tie(self, tie: Tie, record: str, evidence: NamedNode, told: set[_Thing]) -> Iterator[Triple]:
        kind = type(tie).__name__
        about = tie.about
        own = tuple(self._own(tie))
        parties = _parties(tie)
        said = [*((curie, str(value)) for curie, value in own), *self._circumstances(about)]
        told_apart = [kind, record, about.key] if about.key else [kind, *sorted(map(repr, said))]
        digest = hashlib.sha256("\n".join(told_apart).encode()).hexdigest()[:20]
        node = thing(kind.lower(), f"{self.source}-{digest}")
        yield typed(node, kind)
        for curie, value in own:
            yield Triple(node, term(curie), value)
        if about.locator:
            spot, triples = self._evidence(f"{record}#{about.locator}", about.locator)
            yield from triples
            yield Triple(node, EVIDENCE, spot)
        else:
            yield Triple(node, EVIDENCE, evidence)
        yield from self._around(node, about)
        for item in (*parties, *about.places):
            yield from self._mentioned(item, evidence, told)

    def _circumstances(self, about: About) -> Iterator[tuple[str, str]]:
        yield from (("edtf", about.edtf), ("modality", about.modality), ("status", about.status))
        yield from (("topic", topic) for topic in about.topics)
        yield from (("place", self.of(place).value) for place in about.places)
        yield from (("code", code) for code in about.codes_kept)

    def _around(self, node: NamedNode, about: About) -> Iterator[Triple]:
        yield Triple(node, term("ngo:modality"), concept("modality", about.modality))
        if about.status:
            yield Triple(node, term("ngo:status"), concept("status", about.status))
        yield from _when(node, about.edtf)
        for topic in about.topics:
            yield Triple(node, term("ngo:topic"), concept("topic", topic))
        for place in about.places:
            yield Triple(node, term("ngo:place"), self.of(place))
        for code in about.codes_kept:
            yield plain(node, "ngo:statedCode", tidy(code))

    def _own(self, tie: Tie) -> Iterator[tuple[str, NamedNode | Literal]]:
        """Yield what is said of this kind of relationship alone, as property and value."""
        match tie:
            case Participation():
                yield from self._participation(tie)
            case Partnership():
                yield from self._partnership(tie)
            case Funding():
                yield from self._funding(tie)
            case Affiliation():
                yield from self._affiliation(tie)
            case Tenure():
                yield from self._tenure(tie)
            case Presence():
                yield from self._presence(tie)

    def _participation(self, tie: Participation) -> Iterator[tuple[str, NamedNode | Literal]]:
        yield "ngo:participant", self.of(tie.participant)
        yield "ngo:activity", self.of(tie.activity)
        yield from (("ngo:role", concept("role", role)) for role in tie.roles)
        if tie.on_behalf_of:
            yield "ngo:onBehalfOf", self.of(tie.on_behalf_of)

    def _partnership(self, tie: Partnership) -> Iterator[tuple[str, NamedNode | Literal]]:
        for party in tie.parties:
            yield ("ngo:supporter" if party in tie.supporters else "ngo:party"), self.of(party)
        if tie.activity:
            yield "ngo:activity", self.of(tie.activity)

    def _funding(self, tie: Funding) -> Iterator[tuple[str, NamedNode | Literal]]:
        yield from (("ngo:funder", self.of(funder)) for funder in tie.funders)
        yield from (("ngo:recipient", self.of(recipient)) for recipient in tie.recipients)
        yield from (("ngo:activity", self.of(activity)) for activity in tie.activities)
        yield from (("ngo:through", self.of(activity)) for activity in tie.through)
        yield from (("ngo:fundingKind", concept("funding-kind", kind)) for kind in tie.kinds)
        if tie.amount:
            yield "ngo:amount", Literal(tie.amount, datatype=_DECIMAL)
            if tie.currency:
                yield "ngo:currency", concept("currency", tie.currency.lower())
            if tie.value_date:
                yield "ngo:valueDate", Literal(tie.value_date, datatype=_DATE)

    def _affiliation(self, tie: Affiliation) -> Iterator[tuple[str, NamedNode | Literal]]:
        yield "ngo:part", self.of(tie.part)
        yield "ngo:whole", self.of(tie.whole)
        yield "ngo:affiliationKind", concept("affiliation-kind", tie.kind)

    def _tenure(self, tie: Tenure) -> Iterator[tuple[str, NamedNode | Literal]]:
        yield "ngo:holder", self.of(tie.holder)
        yield "ngo:organisation", self.of(tie.organisation)
        for post in tie.posts:
            yield "ngo:post", Literal(tidy(post.text), language=self._tag(post))

    def _presence(self, tie: Presence) -> Iterator[tuple[str, NamedNode | Literal]]:
        yield "ngo:organisation", self.of(tie.organisation)
        yield "ngo:place", self.of(tie.place)
        yield "ngo:presenceKind", concept("presence-kind", tie.kind)


def _parties(tie: Tie) -> tuple[Body | Holder | Work | Spot, ...]:
    """Return the things that *tie* joins, each once."""
    if isinstance(tie, Participation):
        behalf = (tie.on_behalf_of,) if tie.on_behalf_of else ()
        found: tuple[Body | Holder | Work | Spot, ...] = (tie.participant, tie.activity, *behalf)
    elif isinstance(tie, Partnership):
        found = (*tie.parties, *((tie.activity,) if tie.activity else ()))
    elif isinstance(tie, Funding):
        found = (*tie.funders, *tie.recipients, *tie.activities, *tie.through)
    elif isinstance(tie, Affiliation):
        found = (tie.part, tie.whole)
    elif isinstance(tie, Tenure):
        found = (tie.holder, tie.organisation)
    else:
        found = (tie.organisation, tie.place)
    return tuple(dict.fromkeys(found))


def _body(node: NamedNode, item: Body) -> Iterator[Triple]:
    if item.acronym:
        yield Triple(node, ACRONYM, Literal(tidy(item.acronym)))
    if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", item.homepage):
        yield Triple(node, term("foaf:homepage"), NamedNode(item.homepage))
    if item.founded:
        yield plain(node, "ngo:founded", item.founded)


def _coded(node: NamedNode, code: Code) -> Iterator[Triple]:
    """State what a register calls *node*."""
    identifier = thing("identifier", f"{key(code.scheme)}-{minted(code.notation)}")
    yield Triple(node, term("ngo:identifier"), identifier)
    yield typed(identifier, "Identifier")
    yield plain(identifier, "ngo:scheme", code.scheme)
    yield plain(identifier, "skos:notation", code.notation)
    yield plain(identifier, "ngo:strength", code.strength)


def _when(node: NamedNode, edtf: str) -> Iterator[Triple]:
    """State the time *edtf* of *node*, and the bounds that follow from it."""
    if not edtf:
        return
    yield plain(node, "ngo:edtf", edtf)
    days = bounds(edtf)
    for name, predicate in _BOUNDS:
        if (day := getattr(days, name)) is not None:
            yield Triple(node, predicate, Literal(day.isoformat(), datatype=_DATE))
    if days.ongoing:
        yield Triple(node, term("ngo:ongoing"), Literal("true", datatype=_BOOLEAN))


def _last(node: NamedNode) -> str:
    return node.value.rpartition("/")[2]
