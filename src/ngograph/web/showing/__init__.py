"""A description as a person reads it: names, facts, relationships by role and time, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ngograph.web.dates import when
from ngograph.web.links import href
from ngograph.web.phrases import PREFERENCE
from ngograph.web.showing.company import company
from ngograph.web.showing.evidence import Library
from ngograph.web.showing.facts import facts
from ngograph.web.showing.lines import key
from ngograph.web.showing.naming import identifiers, names, title
from ngograph.web.showing.reading import (
    APART,
    MODALITY,
    by_property,
    by_subject,
    kinds,
    own,
    rows_as_quads,
    value,
)
from ngograph.web.showing.sections import lines, one_of, sections
from ngograph.web.showing.timeline import timeline
from ngograph.web.tables import Cell
from ngograph.web.views import View
from ngograph.web.words import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.store.answering import Table
    from ngograph.web.describing import Description
    from ngograph.web.startpage import Source as Document
    from ngograph.web.words import Words

_TIMED = frozenset(
    {
        *(
            "funds",
            "leads",
            "projects",
            "events",
            "agreements",
            "partnerships",
            "receives",
            "part-of",
            "parts",
        ),
        *("signed", "holds", "posts", "within", "followed", "serves", "funders", "behalf"),
    }
)


@dataclass(frozen=True)
class Reader:
    """Who reads: the language of the page, and if one section alone is wanted, which and which page of it."""

    lang: str
    part: str | None = None
    page: int = 1


def view(
    description: Description,
    words: Words,
    *,
    reader: Reader,
    documents: Mapping[str, Document],
    beside: Table,
    together: Table,
) -> View:
    """Return *description* as its page shows it.

    Args:
        description: what the graph holds about the thing.
        words: what terms of the ontology are called.
        reader: who reads.
        documents: what is known of the sources, by document and by graph.
        beside: rows (s, p, o, g) on the activities that the thing stands beside.
        together: rows (other, shared) of what it shares with whom.
    """
    languages = PREFERENCE[reader.lang]
    words = words.and_those(labels(description.labels, languages))
    about, parts = by_subject(description.about).get(description.iri, []), by_subject(description.parts)
    near = by_subject(rows_as_quads(beside))
    library = Library(documents, {**near, **parts}, reader.lang)
    said = [quad for quad in about if own(quad)]
    found, titles = lines(description, near, words, library, languages)
    parted = sections(found, titles, reader.lang)
    moments, undated, years = timeline(
        (section.title, line) for section in parted if section.key in _TIMED for line in found[section.key]
    )
    works_with, has_met = company(about, together, words)
    modality = value(by_property(said), MODALITY)
    return View(
        iri=description.iri,
        title=title(description.iri, about, words, languages),
        kinds=tuple(
            Cell(label.value, href(kind), label.language)
            for kind in kinds(said)
            for label in [words.label(kind)]
        ),
        names=names(said),
        identifiers=identifiers(said, parts),
        when=when(said, reader.lang),
        modality=words.label(modality).value if key(modality) not in ("", "asserted") else "",
        facts=facts(said, words, library, skip=APART | {MODALITY}),
        sections=parted,
        works_with=works_with,
        has_met=has_met,
        timeline=moments,
        undated=undated,
        years=years,
        sources=library.sources(said),
        whole=description.whole,
        only=one_of(found, titles, reader.part, reader.lang, page=reader.page)
        if reader.part in found
        else None,
    )
