"""Relationships and other statements as lines of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ngograph.translation import amount
from ngograph.vocab import NGO, PREFIXES
from ngograph.web.dates import day_in_words, when
from ngograph.web.links import href
from ngograph.web.showing.reading import APART, BOUNDS, EVIDENCE, MODALITY, PREF, by_property, key, own, value
from ngograph.web.tables import Cell, cell
from ngograph.web.views import Line, Span
from ngograph.web.words import best

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from ngograph.store.embedded import Term
    from ngograph.web.showing.evidence import Library
    from ngograph.web.words import Words

SIGNATURE: Final = f"{NGO}signature"
_DAY: Final = NamedNode(f"{PREFIXES['xsd']}date")
AMOUNT, _CURRENCY = f"{NGO}amount", f"{NGO}currency"


def span(said: Mapping[str, Sequence[Term]]) -> Span:
    """Return the bounds of the time that is *said*."""
    return Span(*(value(said, f"{NGO}{bound}") for bound in BOUNDS[1:5]))


def relation_line(
    iri: str,
    quads: Iterable[Quad],
    *,
    here: str,
    leads: Collection[str],
    beside: Mapping[str, list[Quad]],
    words: Words,
    library: Library,
    languages: Sequence[str],
) -> Line:
    """Return the relationship *iri* as a line on the page of *here*, which begins with the values of *leads*.

    An agreement that has a name begins with that. A participation without a time has that of its activity.
    """
    quads = [quad for quad in quads if own(quad)]
    said = by_property(quads)
    named = [text for text in said.get(PREF, ()) if isinstance(text, Literal)]
    cells = tuple(
        cell(value_, words) for lead in leads for value_ in said.get(lead, ()) if not _is(value_, here)
    )
    skip = {*APART, MODALITY, SIGNATURE, _CURRENCY}
    if named:
        label = best(named, languages)
        cells = (Cell(label.value, href(iri), label.language),)
    else:
        skip |= set(leads)
    notes = [
        (words.label(predicate).value, _values(predicate, said, here, words, languages))
        for predicate in said
        if predicate not in skip
    ]
    notes += [
        (words.label(SIGNATURE).value, tuple(cell(term, words) for term in signers))
        for signature in said.get(SIGNATURE, ())
        if (signers := signers_of(signature, library.parts))
    ]
    time = quads
    dated = any(quad.predicate.value.removeprefix(NGO) in BOUNDS for quad in quads)
    if not dated and f"{NGO}participant" in said:
        time = [
            quad
            for term in said.get(f"{NGO}activity", ())
            if not _is(term, here)
            for quad in beside.get(_iri(term), ())
            if own(quad)
        ]
    modality = value(said, MODALITY)
    implied = any(_is(term, here) for term in said.get(f"{NGO}impliedParty", ()))
    if implied:
        modality = modality.rpartition("/")[0] + "/implied"
    return Line(
        cells=tuple(dict.fromkeys(cells)) or (Cell(words.label(iri).value, href(iri)),),
        notes=tuple((label, values) for label, values in sorted(notes, key=lambda note: note[0]) if values),
        when=when(time, library.lang),
        span=span(by_property(time)),
        key=key(modality),
        modality=words.label(modality).value if modality else "",
        sources=library.sources(quads),
        href=href(iri),
    )


def plain_line(
    thing: str, quads: Sequence[Quad], beside: Mapping[str, list[Quad]], words: Words, library: Library
) -> Line:
    """Return the *thing* that *quads* tie to the thing of the page, as a line."""
    known = [quad for quad in beside.get(thing, ()) if own(quad)]
    said = by_property(known)
    modality = value(said, MODALITY)
    return Line(
        cells=(cell(NamedNode(thing), words),),
        notes=(),
        when=when(known, library.lang),
        span=span(said),
        key=key(modality),
        modality=words.label(modality).value if modality else "",
        sources=library.sources(known)
        if any(q.predicate.value == EVIDENCE for q in known)
        else library.graphs(quads),
    )


def _values(
    predicate: str,
    said: Mapping[str, Sequence[Term]],
    here: str,
    words: Words,
    languages: Sequence[str],
) -> tuple[Cell, ...]:
    values = [term for term in said[predicate] if not _is(term, here)]
    texts = [term for term in values if isinstance(term, Literal) and term.language]
    if texts:
        label = best(texts, languages)
        return (Cell(label.value, lang=label.language),)
    if predicate == AMOUNT:
        currency = key(value(said, _CURRENCY)).upper()
        return tuple(
            Cell(f"{amount(getattr(term, 'value', ''), languages[0])} {currency}".strip()) for term in values
        )
    return tuple(_shown(term, words, languages[0]) for term in values)


def _shown(term: Term, words: Words, lang: str) -> Cell:
    """Return *term* as it is shown: a day as people write it."""
    if isinstance(term, Literal) and term.datatype == _DAY:
        return Cell(day_in_words(term.value, lang))
    return cell(term, words)


def signers_of(signature: Term, parts: Mapping[str, Sequence[Quad]]) -> list[Term]:
    """Return who signed in the *signature* that *parts* tell of, and on whose behalf."""
    return [
        quad.object
        for name in ("signatory", "onBehalfOf")
        for quad in parts.get(_iri(signature), ())
        if quad.predicate.value == NGO + name
    ]


def _iri(term: Term) -> str:
    return str(getattr(term, "value", term))


def _is(term: Term, iri: str) -> bool:
    return isinstance(term, NamedNode) and term.value == iri
