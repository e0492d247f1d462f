"""A description as a person reads it: names, facts, relationships by role and time, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ngograph.web.dates import when
from ngograph.web.links import href
from ngograph.web.phrases import PREFERENCE
from ngograph.web.showing import sections as parts
from ngograph.web.showing.company import tied
from ngograph.web.showing.evidence import Library
from ngograph.web.showing.facts import facts
from ngograph.web.showing.naming import identifiers, names, title
from ngograph.web.showing.reading import APART, MODALITY, by_property, key, kinds, own, value
from ngograph.web.tables import Cell
from ngograph.web.views import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Quad

    from ngograph.web.showing.choosing import Chosen
    from ngograph.web.startpage import Source as Document
    from ngograph.web.words import Words


@dataclass(frozen=True)
class Material:
    """What is known of a thing and of all that stands on its page.

    Args:
        about: what is said of it.
        said: what is said of the others, by subject.
        words: what all of them are called.
        documents: what is known of the sources, by document and by graph.
        whole: whether there is no more than was read.
        linked: whether there is a question that tells of two organisations together.
    """

    iri: str
    about: Sequence[Quad]
    said: Mapping[str, list[Quad]]
    words: Words
    documents: Mapping[str, Document]
    whole: bool = True
    linked: bool = True


def view(material: Material, chosen: Chosen, lang: str) -> View:
    """Return what was *chosen* of the *material* as the page in *lang* shows it."""
    iri, about, words = material.iri, material.about, material.words
    library = Library(material.documents, material.said, lang)
    quads = [quad for quad in about if own(quad)]
    write = parts.writing(iri, material.said, words, library, PREFERENCE[lang])
    listed = {*chosen.sections, *(name for name, _ in (chosen.timeline.items if chosen.timeline else ()))}
    titles = parts.titles(listed, material.said, words, lang)
    modality = value(by_property(quads), MODALITY)
    return View(
        iri=iri,
        title=title(iri, about, words, PREFERENCE[lang], library),
        kinds=tuple(
            Cell(label.value, href(kind), label.language)
            for kind in kinds(quads)
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
        whole=material.whole,
        tied=tied(about, chosen.sections),
        only=chosen.only,
    )
