"""A description as a person reads it: names, facts, relationships, mentions, each with its source."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from ngograph.vocab import DERIVED_GRAPH, GRAPH, NGO, ONTOLOGY_GRAPH, PREFIXES, curie
from ngograph.web.dates import when
from ngograph.web.links import href
from ngograph.web.tables import Cell, cell
from ngograph.web.views import Fact, Name, Relation, Source, Sourced, View
from ngograph.web.words import Words, best

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ngograph.store.embedded import Term
    from ngograph.web.describing import Description

    Labelling = Callable[[str, str], str]

_TYPE: Final = f"{PREFIXES['rdf']}type"
_PREF: Final = f"{PREFIXES['skos']}prefLabel"
_NAMES: Final = {
    _PREF: "name",
    f"{NGO}acronym": "acronym",
    f"{PREFIXES['skos']}altLabel": "also",
    f"{PREFIXES['skos']}hiddenLabel": "written as",
}
_EVIDENCE, _IDENTIFIER = f"{NGO}evidence", f"{NGO}identifier"
_BOUNDS: Final = {
    f"{NGO}{name}" for name in ("edtf", "startEarliest", "startLatest", "endEarliest", "endLatest", "ongoing")
}
_APART: Final = {*_NAMES, *_BOUNDS, _TYPE, _EVIDENCE, _IDENTIFIER, f"{PREFIXES['rdfs']}label"}
_VERBS: Final = frozenset(
    {
        *("worksWith", "meetsWith", "hasAgreementWith", "funds", "takesPartIn", "follows", "extends"),
        *("partOf", "partOfOrganisation", "presentIn", "holdsPostIn", "within"),
    }
)
_TURNED: Final = {
    f"{PREFIXES['skos']}broader": "narrower",
    f"{PREFIXES['skos']}narrower": "broader",
    f"{PREFIXES['skos']}inScheme": "concepts in it",
    f"{PREFIXES['skos']}topConceptOf": "first in it",
    f"{PREFIXES['dct']}source": "what it says",
}
_MODALITY: Final = f"{NGO}modality"


def view(description: Description, words: Words) -> View:
    """Return *description* as its page shows it."""
    words = words.and_those(description.words)
    about, parts = _by_subject(description.about).get(description.iri, []), _by_subject(description.parts)
    own = [quad for quad in about if _own(quad)]
    kinds = [quad.object for quad in own if quad.predicate.value == _TYPE]
    relations = _by_subject(description.relations)
    return View(
        iri=description.iri,
        title=_title(description.iri, about, words),
        kinds=tuple(
            Cell(words.label(kind.value).value, href(kind.value))
            for kind in dict.fromkeys(kinds)
            if isinstance(kind, NamedNode)
        ),
        names=_names(own),
        identifiers=_identifiers(own, parts),
        when=when(own),
        facts=_facts(own, words, skip=_APART),
        worked_out=_facts([quad for quad in about if _telling(quad)], words, skip=_APART, sourced=False),
        relations=_relations(description.iri, relations, parts, words),
        mentions=_mentions(description, {*relations, *parts}, words),
        sources=_evidence(own, parts) or tuple(dict.fromkeys(_graph(quad) for quad in own)),
        whole=description.whole,
    )


def _relations(
    thing: str, relations: Mapping[str, list[Quad]], parts: Mapping[str, list[Quad]], words: Words
) -> tuple[tuple[str, tuple[Relation, ...]], ...]:
    groups: dict[str, list[Relation]] = defaultdict(list)
    for iri, quads in relations.items():
        own = [quad for quad in quads if _own(quad)]
        kind = next((quad.object for quad in own if quad.predicate.value == _TYPE), None)
        label = words.label(kind.value).value if isinstance(kind, NamedNode) else "relationship"
        modality = next((quad.object for quad in own if quad.predicate.value == _MODALITY), None)
        groups[label].append(
            Relation(
                href=href(iri),
                kind=label,
                facts=_facts(own, words, skip={*_APART, _MODALITY}, here=thing, sourced=False),
                when=when(own),
                modality=words.label(modality.value).value if isinstance(modality, NamedNode) else "",
                sources=_evidence(own, parts) or tuple(dict.fromkeys(_graph(quad) for quad in own)),
            )
        )
    return tuple((label, tuple(groups[label])) for label in sorted(groups))


def _mentions(description: Description, apart: set[str], words: Words) -> tuple[Fact, ...]:
    """Return who else speaks of the thing, by property: neither a relationship nor a part of something."""
    said = {
        (quad.predicate.value, quad.object.value)
        for quad in description.about
        if isinstance(quad.object, NamedNode)
    }
    turned = [
        Quad(quad.object, quad.predicate, quad.subject, quad.graph_name)  # type: ignore[arg-type]
        for quad in description.pointing
        if isinstance(quad.subject, NamedNode)
        and quad.subject.value not in apart
        and (quad.predicate.value, quad.subject.value) not in said  # a symmetric edge was shown already
        and (_own(quad) or _telling(quad))
    ]
    skip = {f"{PREFIXES['oa']}hasSource", f"{PREFIXES['oa']}hasSelector", _TYPE}
    return _facts(turned, words, skip=skip, label=_inward)


def _facts(
    quads: Iterable[Quad],
    words: Words,
    *,
    skip: set[str],
    here: str | None = None,
    sourced: bool = True,
    label: Labelling | None = None,
) -> tuple[Fact, ...]:
    """Return the statements by property and value; a value that is *here* is marked."""
    grouped: dict[str, dict[Term, list[Source]]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate.value not in skip:
            grouped[quad.predicate.value].setdefault(quad.object, []).append(_graph(quad))
    facts = []
    for predicate, values in grouped.items():
        shown = [
            Sourced(cell(value, words), tuple(dict.fromkeys(sources)) if sourced else (), _is(value, here))
            for value, sources in values.items()
        ]
        shown.sort(key=lambda value: value.cell.text.casefold())
        said = words.label(predicate).value
        facts.append(Fact(label(predicate, said) if label else said, href(predicate), tuple(shown)))
    return tuple(sorted(facts, key=lambda fact: (not any(value.here for value in fact.values), fact.label)))


def _inward(predicate: str, label: str) -> str:
    """Return what is said of a thing by what points at it: *label*, seen from the other end."""
    if predicate in _TURNED:
        return _TURNED[predicate]
    return f"… {label} this" if predicate.removeprefix(NGO) in _VERBS else f"… has this as {label}"


def _is(value: Term, iri: str | None) -> bool:
    return isinstance(value, NamedNode) and value.value == iri


def _title(iri: str, about: Sequence[Quad], words: Words) -> Cell:
    labels = [
        quad.object for quad in about if quad.predicate.value == _PREF and isinstance(quad.object, Literal)
    ]
    if labels:
        label = best(labels)
        return Cell(label.value, lang=label.language)
    kind = next((quad.object for quad in about if quad.predicate.value == _TYPE and _own(quad)), None)
    parties = [
        words.label(quad.object.value).value
        for quad in about
        if isinstance(quad.object, NamedNode)
        and quad.object.value in words.labels
        and _party(quad)
        and _own(quad)
    ]
    if isinstance(kind, NamedNode) and parties:
        return Cell(f"{words.label(kind.value).value}: {', '.join(dict.fromkeys(parties))}")
    return Cell(curie(iri))


def _party(quad: Quad) -> bool:
    predicate = quad.predicate.value
    return (
        predicate.startswith(NGO)
        and "/concept/" not in getattr(quad.object, "value", "")
        and predicate != _EVIDENCE
    )


def _names(quads: Iterable[Quad]) -> tuple[Name, ...]:
    order = list(_NAMES)
    found = {
        (order.index(quad.predicate.value), (quad.object.language or "").lower(), quad.object.value)
        for quad in quads
        if quad.predicate.value in _NAMES and isinstance(quad.object, Literal)
    }
    return tuple(Name(text, lang or None, _NAMES[order[kind]]) for kind, lang, text in sorted(found))


def _identifiers(quads: Iterable[Quad], parts: Mapping[str, list[Quad]]) -> tuple[str, ...]:
    found = set()
    for quad in quads:
        if quad.predicate.value == _IDENTIFIER and isinstance(quad.object, NamedNode):
            said = {
                part.predicate.value: getattr(part.object, "value", "")
                for part in parts.get(quad.object.value, ())
            }
            found.add(f"{said.get(f'{NGO}scheme', '')} {said.get(PREFIXES['skos'] + 'notation', '')}".strip())
    return tuple(sorted(found - {""}))


def _evidence(quads: Iterable[Quad], parts: Mapping[str, list[Quad]]) -> tuple[Source, ...]:
    """Return the places in sources that *quads* name as evidence."""
    spots = {
        quad.object.value
        for quad in quads
        if quad.predicate.value == _EVIDENCE and isinstance(quad.object, NamedNode)
    }
    return tuple(_spot(iri, parts) for iri in sorted(spots))


def _spot(iri: str, parts: Mapping[str, list[Quad]]) -> Source:
    said = {quad.predicate.value: getattr(quad.object, "value", "") for quad in parts.get(iri, ())}
    document = said.get(f"{PREFIXES['oa']}hasSource", "").rpartition("/")[2]
    place = {
        quad.predicate.value: getattr(quad.object, "value", "")
        for quad in parts.get(said.get(f"{PREFIXES['oa']}hasSelector", ""), ())
    }
    start, end = place.get(f"{PREFIXES['oa']}start"), place.get(f"{PREFIXES['oa']}end")
    span = f"characters {start}–{end}" if start else place.get(f"{NGO}locator", "")
    return Source(f"{document}, {span}".strip(", ") or curie(iri), href(iri))


def _graph(quad: Quad) -> Source:
    iri = getattr(quad.graph_name, "value", "")
    if iri == DERIVED_GRAPH:
        return Source("worked out", href(iri))
    return Source("ontology" if iri == ONTOLOGY_GRAPH else iri.removeprefix(GRAPH), href(iri))


def _own(quad: Quad) -> bool:
    """Say whether a source, or the ontology, says it."""
    return getattr(quad.graph_name, "value", "") != DERIVED_GRAPH


def _telling(quad: Quad) -> bool:
    """Say whether it is worked out and in our own words: other vocabularies only repeat it."""
    return not _own(quad) and quad.predicate.value.startswith(NGO)


def _by_subject(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        found[getattr(quad.subject, "value", str(quad.subject))].append(quad)
    return found
