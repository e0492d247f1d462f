"""What a thing is called and known by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ngograph.vocab import NGO, PREFIXES, curie
from ngograph.web.showing.reading import EVIDENCE, IDENTIFIER, NAMES, PREF, kinds, literals, own
from ngograph.web.tables import Cell
from ngograph.web.views import Name
from ngograph.web.words import best

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from ngograph.web.showing.evidence import Library
    from ngograph.web.words import Words


def title(iri: str, about: Sequence[Quad], words: Words, languages: Sequence[str], library: Library) -> Cell:
    """Return the headline of a thing.

    That is its name or title; else, for a place in a document that place, and for a relationship its kind and
    parties.
    """
    if labels := literals(about, PREF) or literals(about, f"{PREFIXES['dct']}title"):
        label = best(labels, languages)
        return Cell(label.value, lang=label.language)
    stated = kinds(quad for quad in about if own(quad))
    if f"{NGO}Evidence" in stated:
        spot = library.spot(iri)
        return Cell(spot.label, lang=spot.lang)
    parties = [
        words.label(quad.object.value).value
        for quad in about
        if isinstance(quad.object, NamedNode)
        and quad.object.value in words.labels
        and _party(quad)
        and own(quad)
    ]
    if stated and parties:
        kind = words.label(stated[0]).value
        return Cell(f"{kind[:1].upper()}{kind[1:]}: {', '.join(dict.fromkeys(parties))}")
    return Cell(curie(iri))


def names(quads: Iterable[Quad]) -> tuple[Name, ...]:
    """Return the names that *quads* give, the preferred ones first."""
    order = list(NAMES)
    found = {
        (order.index(quad.predicate.value), (quad.object.language or "").lower(), quad.object.value)
        for quad in quads
        if quad.predicate.value in NAMES and isinstance(quad.object, Literal)
    }
    return tuple(Name(text, lang or None, NAMES[order[kind]]) for kind, lang, text in sorted(found))


def identifiers(quads: Iterable[Quad], parts: Mapping[str, list[Quad]]) -> tuple[str, ...]:
    """Return the codes of a thing, each with its scheme."""
    found = set()
    for quad in quads:
        if quad.predicate.value == IDENTIFIER and isinstance(quad.object, NamedNode):
            said = {
                part.predicate.value: getattr(part.object, "value", "")
                for part in parts.get(quad.object.value, ())
            }
            found.add(f"{said.get(f'{NGO}scheme', '')} {said.get(PREFIXES['skos'] + 'notation', '')}".strip())
    return tuple(sorted(found - {""}))


def _party(quad: Quad) -> bool:
    predicate = quad.predicate.value
    return (
        predicate.startswith(NGO)
        and "/concept/" not in getattr(quad.object, "value", "")
        and predicate != EVIDENCE
    )
