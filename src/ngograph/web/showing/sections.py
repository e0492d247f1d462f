"""The parts of a page, made of what was chosen for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from ngograph.vocab import ROOT
from ngograph.web.phrases import has_phrase, phrase
from ngograph.web.showing.lines import plain_line, relation_line
from ngograph.web.showing.reading import own
from ngograph.web.showing.roles import ORDER, leads
from ngograph.web.showing.timeline import moments
from ngograph.web.tables import cell
from ngograph.web.views import Company, Section, Shared, Timeline, Topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from ngograph.web.showing.company import Other
    from ngograph.web.showing.evidence import Library
    from ngograph.web.showing.places import Entry, Slice
    from ngograph.web.views import Line
    from ngograph.web.words import Words

    Writing = Callable[[str, Entry], Line]

TOGETHER: Final = "history-of-partnership"
"""The question that tells of two organisations together."""


def writing(
    here: str, said: Mapping[str, list[Quad]], words: Words, library: Library, languages: Sequence[str]
) -> Writing:
    """Return what writes the line of an entry in a section of the page of *here*."""

    def line(name: str, entry: Entry) -> Line:
        quads = said.get(entry.iri, [])
        if not entry.tie:
            tied = [quad for quad in quads if quad.predicate.value in entry.places]
            return plain_line(entry.iri, tied, said, words, library)
        return relation_line(
            entry.iri,
            quads,
            here=here,
            leads=leads(name),
            beside=said,
            words=words,
            library=library,
            languages=languages,
        )

    return line


def sections(
    chosen: Mapping[str, Slice[Entry]], titles: Mapping[str, str], write: Writing
) -> tuple[Section, ...]:
    """Return the sections *chosen*, in the order of the page."""
    order = [name for name in ORDER if name in chosen] + sorted(name for name in chosen if name not in ORDER)
    return tuple(section(name, titles[name], chosen[name], write) for name in order)


def section(name: str, title: str, listed: Slice[Entry], write: Writing) -> Section:
    """Return the section *name* with the lines of what is *listed*: the latest first, the undated by name."""
    lines = sorted(
        (write(name, entry) for entry in listed.items), key=lambda line: line.cells[0].text.casefold()
    )
    lines.sort(key=lambda line: line.span.start_earliest or line.span.start_latest, reverse=True)
    return Section(
        key=name,
        title=title,
        total=listed.total,
        page=listed.number,
        pages=listed.pages,
        lines=tuple(line for line in lines if not line.apart),
        apart=tuple(line for line in lines if line.apart),
    )


def titles(names: Iterable[str], said: Mapping[str, list[Quad]], words: Words, lang: str) -> dict[str, str]:
    """Return the titles of the sections *names*; one that has no phrase is called after its property."""
    called = {
        f"has-{quad.predicate.value.rpartition('#')[2].rpartition('/')[2]}": quad.predicate.value
        for quads in said.values()
        for quad in quads
        if own(quad)
    }
    return {
        name: phrase(name, lang)
        if has_phrase(name)
        else f"… {words.label(called[name]).value}"
        if name in called
        else name
        for name in names
    }


def company(
    chosen: Mapping[str, Slice[Other]], here: str, words: Words, lang: str, *, linked: bool
) -> tuple[Company, ...]:
    """Return the others *chosen* of each sort, those first with whom most is shared.

    Args:
        linked: whether each leads to the question that tells of both together.
    """
    return tuple(
        Company(
            key=name,
            title=phrase(name, lang),
            total=listed.total,
            page=listed.number,
            pages=listed.pages,
            others=tuple(
                Shared(
                    other=cell(NamedNode(other.iri), words),
                    times=len(other.shared),
                    things=tuple(cell(NamedNode(thing), words) for thing in other.first),
                    href=_together(here, other.iri, lang) if linked else None,
                )
                for other in listed.items
            ),
        )
        for name, listed in chosen.items()
    )


def topics(chosen: Slice[tuple[str, int]] | None, words: Words, lang: str) -> Topics | None:
    """Return the topics *chosen*, if any."""
    if chosen is None:
        return None
    return Topics(
        key="topics",
        title=phrase("topics", lang),
        total=chosen.total,
        page=chosen.number,
        pages=chosen.pages,
        topics=tuple((cell(NamedNode(topic), words), times) for topic, times in chosen.items),
    )


def timeline(
    chosen: Slice[tuple[str, Entry]] | None, titles: Mapping[str, str], write: Writing, lang: str
) -> Timeline | None:
    """Return the timeline of what is *chosen*, if anything is."""
    if chosen is None:
        return None
    found, years = moments((titles[name], write(name, entry)) for name, entry in chosen.items)
    return Timeline(
        key="timeline",
        title=phrase("timeline", lang),
        total=chosen.total,
        page=chosen.number,
        pages=chosen.pages,
        moments=found,
        years=years,
    )


def _together(one: str, other: str, lang: str) -> str:
    """Return the address of the question what the sources tell of two organisations."""
    values = {"organisation": one.removeprefix(ROOT), "other": other.removeprefix(ROOT), "lang": lang}
    return f"/queries/{TOGETHER}?{urlencode(values)}"
