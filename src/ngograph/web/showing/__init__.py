"""A description as a person reads it: names, facts, relationships by role and time, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ngograph.vocab import GRAPH
from ngograph.web.dates import when
from ngograph.web.links import href
from ngograph.web.phrases import PREFERENCE, has_phrase, phrase
from ngograph.web.showing import sections as parts
from ngograph.web.showing.company import tied
from ngograph.web.showing.comparing import comparison
from ngograph.web.showing.evidence import Library
from ngograph.web.showing.facts import facts
from ngograph.web.showing.lines import relation_line
from ngograph.web.showing.money import sums
from ngograph.web.showing.naming import identifiers, names, title
from ngograph.web.showing.reading import APART, MODALITY, by_property, key, kinds, own, value
from ngograph.web.showing.voices import heard, voices
from ngograph.web.tables import Cell
from ngograph.web.views import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Quad

    from ngograph.web.showing.choosing import Chosen, Index
    from ngograph.web.startpage import Source as Document
    from ngograph.web.views import Comparison
    from ngograph.web.words import Words


@dataclass(frozen=True)
class Material:
    """What is known of a thing and of all that stands on its page.

    Args:
        about: what is said of it.
        index: what there is to show of it.
        said: what is said of the others, by subject.
        words: what all of them are called.
        documents: what is known of the sources, by document and by graph.
        heard: the graph whose source alone is heard, None if all are.
        linked: whether there is a question that tells of two organisations together.
    """

    iri: str
    about: Sequence[Quad]
    index: Index
    said: Mapping[str, list[Quad]]
    words: Words
    documents: Mapping[str, Document]
    heard: str | None = None
    linked: bool = True


def view(material: Material, chosen: Chosen, lang: str) -> View:
    """Return what was *chosen* of the *material* as the page in *lang* shows it."""
    iri, about, words, index = material.iri, material.about, material.words, material.index
    library = Library(material.documents, material.said, lang)
    whole = [quad for quad in about if own(quad)]
    quads = heard(whole, material.heard) if material.heard else whole
    titled = {name: phrase(name, lang) for name in index.sections if has_phrase(name)}
    write = parts.writing(iri, material.said, words, library, PREFERENCE[lang])
    listed = {*chosen.sections, *(name for name, _ in (chosen.timeline.items if chosen.timeline else ()))}
    titles = parts.titles(listed, material.said, words, lang)
    modality = value(by_property(quads), MODALITY)
    return View(
        iri=iri,
        title=title(iri, about, words, PREFERENCE[lang], library),
        kinds=tuple(
            Cell(label.value, href(kind), label.language)
            for kind in kinds(whole)
            for label in [words.label(kind)]
        ),
        names=names(quads),
        identifiers=identifiers(quads, material.said),
        when=when(quads, lang),
        modality=words.label(modality).value if key(modality) not in ("", "asserted") else "",
        facts=facts(quads, words, library, skip=APART | {MODALITY}),
        company=parts.company(chosen.company, iri, words, lang, linked=material.linked),
        topics=parts.topics(chosen.topics, words, lang),
        sections=parts.sections(chosen.sections, titles, write),
        timeline=parts.timeline(chosen.timeline, titles, write, lang),
        sources=library.sources(quads),
        whole=index.whole,
        tied=tied(about, chosen.sections),
        only=chosen.only,
        voices=() if material.heard else voices(whole, index.sections, titled, library, PREFERENCE[lang]),
        sums=sums(index.money, words, library, lang),
        heard=library.source(material.heard) if material.heard else None,
        heard_as=(material.heard or "").removeprefix(GRAPH),
        comparison=_compared(material, chosen, library, lang) if chosen.alike else None,
    )


def _compared(material: Material, chosen: Chosen, library: Library, lang: str) -> Comparison:
    """Return the relationship of the page beside those in which other sources join the same two."""
    said = {**material.said, material.iri: list(material.about)}
    first, *others = (
        relation_line(
            iri,
            said.get(iri, []),
            here="",
            leads=(),
            beside=said,
            words=material.words,
            library=library,
            languages=PREFERENCE[lang],
        )
        for iri in (material.iri, *chosen.alike)
    )
    more = len(material.index.alike) - len(chosen.alike)
    return comparison(first, others, more, material.words, lang)
