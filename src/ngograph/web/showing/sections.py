"""The sections of a page: relationships by the part that the thing plays in them, and what points at it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ngograph.vocab import NGO, PREFIXES
from ngograph.web.phrases import phrase
from ngograph.web.showing.lines import key, plain_line, relation_line
from ngograph.web.showing.reading import TYPE, by_property, kinds, own
from ngograph.web.showing.roles import INWARD, ORDER, leads, place, section
from ngograph.web.views import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from ngograph.web.describing import Description
    from ngograph.web.showing.evidence import Library
    from ngograph.web.words import Words

FIRST: Final = 24
"""How many lines of a section the page of a thing shows."""
LINES: Final = 100
"""How many lines stand on a page that shows one section alone."""

_QUIET: Final = frozenset(
    {TYPE, f"{PREFIXES['oa']}hasSource", f"{PREFIXES['oa']}hasSelector", f"{NGO}signatory"}
)

Lines = dict[str, list[Line]]


def lines(
    description: Description,
    beside: Mapping[str, list[Quad]],
    words: Words,
    library: Library,
    languages: Sequence[str],
) -> tuple[Lines, dict[str, str]]:
    """Return the lines of all sections by their keys, and the titles of those that have no phrase of ours."""
    found: Lines = defaultdict(list)
    grouped = _grouped(description.relations)
    for iri, quads in grouped.items():
        said = by_property(quad for quad in quads if own(quad))
        stated = kinds(quad for quad in quads if own(quad))
        roles = [key(getattr(role, "value", "")) for role in said.get(f"{NGO}role", ())]
        activity = [
            key(kind)
            for term in said.get(f"{NGO}activity", ())
            for kind in kinds(beside.get(getattr(term, "value", ""), ()))
        ]
        places = {
            predicate
            for predicate, values in said.items()
            if any(isinstance(term, NamedNode) and term.value == description.iri for term in values)
        }
        name = section(key(stated[0]) if stated else "", place(places), roles, activity)
        found[name].append(
            relation_line(
                iri,
                quads,
                here=description.iri,
                leads=leads(name),
                beside=beside,
                words=words,
                library=library,
                languages=languages,
            )
        )
    titles = {}
    for predicate, things in _pointing(description, grouped).items():
        name = INWARD.get(predicate) or f"has-{key(predicate)}"
        if name not in ORDER:
            titles[name] = f"… {words.label(predicate).value}"
        found[name] += [plain_line(thing, quads, beside, words, library) for thing, quads in things.items()]
    return found, titles


def sections(found: Mapping[str, list[Line]], titles: Mapping[str, str], lang: str) -> tuple[Section, ...]:
    """Return the first lines of each section, in order."""
    order = [name for name in ORDER if name in found] + sorted(name for name in found if name not in ORDER)
    return tuple(one_of(found, titles, name, lang, page=1, most=FIRST) for name in order)


def one_of(
    found: Mapping[str, list[Line]],
    titles: Mapping[str, str],
    name: str,
    lang: str,
    *,
    page: int,
    most: int = LINES,
) -> Section:
    """Return the page *page* of the section *name* with *most* lines: the latest first, the undated last."""
    ordered = sorted(found[name], key=lambda line: line.cells[0].text.casefold())
    ordered.sort(key=lambda line: line.span.start_earliest or line.span.start_latest, reverse=True)
    ordered.sort(key=lambda line: line.apart)
    pages = -(-len(ordered) // most)
    page = min(max(page, 1), pages)
    shown = ordered[(page - 1) * most : page * most]
    return Section(
        key=name,
        title=titles.get(name) or phrase(name, lang),
        lines=tuple(line for line in shown if not line.apart),
        apart=tuple(line for line in shown if line.apart),
        total=len(ordered),
        page=page,
        pages=pages,
    )


def _grouped(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        found[getattr(quad.subject, "value", "")].append(quad)
    return found


def _pointing(
    description: Description, relations: Mapping[str, list[Quad]]
) -> dict[str, dict[str, list[Quad]]]:
    """Return what points at the thing, by property: neither a relationship nor a part of something."""
    parts = {getattr(quad.subject, "value", "") for quad in description.parts}
    found: dict[str, dict[str, list[Quad]]] = defaultdict(lambda: defaultdict(list))
    for quad in description.pointing:
        if (
            isinstance(quad.subject, NamedNode)
            and own(quad)
            and quad.subject.value not in relations
            and quad.subject.value not in parts
            and quad.predicate.value not in _QUIET
        ):
            found[quad.predicate.value][quad.subject.value].append(quad)
    return found
