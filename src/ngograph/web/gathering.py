"""What the page of a thing asks of the graph: in short rows what points at it, then whole what it shows.

The rows are sorted into sections and cut into pages before anything is read whole, so that the page of what
thousands point at costs little more than any other.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ngograph.errors import UnknownThing
from ngograph.vocab import ID, NGO
from ngograph.web.questions import among, bounded, question
from ngograph.web.showing.choosing import Index
from ngograph.web.showing.company import company
from ngograph.web.showing.money import SECTIONS, shares
from ngograph.web.showing.places import FIRST, entries, ordered
from ngograph.web.showing.reading import (
    EVIDENCE,
    IDENTIFIER,
    MODALITY,
    SELECTOR,
    by_subject,
    quads_of,
    rows_of,
)
from ngograph.web.showing.roles import INWARD, lead
from ngograph.web.showing.ways import count, dated, played, pointing
from ngograph.web.words import Words, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pyoxigraph import Quad

    from ngograph.store.answering import Engine, Question, Table
    from ngograph.store.embedded import Term
    from ngograph.web.showing.places import Entry
    from ngograph.web.showing.ways import Played, Pointing

_NONE: Final[frozenset[str]] = frozenset()
_PLACE: Final = frozenset({SELECTOR})
_PARTS: Final = frozenset({EVIDENCE, IDENTIFIER, f"{NGO}signature"}) | _PLACE
_FURTHER: Final = _PARTS | {f"{NGO}activity"}


def node(iri: str) -> NamedNode:
    """Return *iri* as a term.

    Raises:
        UnknownThing: it is no IRI.
    """
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise UnknownThing(iri) from error


async def read_about(engine: Engine, iri: str, most: int) -> tuple[Quad, ...]:
    """Return what is said of *iri* itself, in at most *most* statements."""
    return quads_of(await engine.table(question("about", thing=node(iri)), most), "thing", "p", "o", "g")


async def read_index(engine: Engine, iri: str, about: Sequence[Quad], *, lang: str, most: int) -> Index:
    """Return what there is to show of *iri*, of which *about* is said, from at most *most* rows of each kind.

    Raises:
        UnknownThing: the graph says nothing of it.
    """
    thing = node(iri)
    places, signed, parts, together, activities = await asyncio.gather(
        *(
            engine.table(bounded(question(name, thing=thing), most + 1), most)
            for name in ("places", "signed", "parts-played", "together")
        ),
        engine.table(question("activities", thing=thing), most),
    )
    tables = [places, signed, parts, together]
    if not about and not places.rows and not (await engine.table(question("how-many", thing=thing))).rows:
        raise UnknownThing(iri)
    plays = played(parts, activities)
    found = await dated_later(engine, pointing((places, signed)), question("days", thing=thing), most)
    sections = entries(found, plays)
    worded = False
    for name, listed in sections.items():
        if len(listed) > FIRST and not all(entry.day for entry in listed):  # days order the rest
            worded = True
            sections[name] = ordered(listed, await _names(engine, thing, name, listed, lang))
    money: Table | None = None
    if not sections.keys().isdisjoint(SECTIONS.values()):
        money = await engine.table(bounded(question("money", thing=thing), most + 1), most)
        tables.append(money)
    alike: Table | None = None
    if any(quad.predicate.value == MODALITY for quad in about):
        alike = await engine.table(question("alike", thing=thing), most)
    return Index(
        sections=sections,
        company=company(about, together),
        # The topics beside a concept would be those of half the graph.
        topics=_topics(found, plays) if iri.startswith(ID) else (),
        whole=not (activities.more or any(table.more or count(table) > most for table in tables)),
        money=shares(money) if money else {},
        alike=tuple(row[0] for row in rows_of(alike, "s")) if alike else (),
        worded=worded,
    )


async def dated_later(engine: Engine, found: Pointing, asked: Question, most: int) -> Pointing:
    """Return what was *found* with the days of those whose beginning is not known by its earliest day.

    Args:
        asked: the question that tells of them.
    """
    if found.ways.keys() <= found.days.keys():
        return found
    table = await engine.table(bounded(asked, most + 1), most)
    later = {iri: day for (these,) in rows_of(table, "these") for iri, day in dated(these)}
    return found._replace(days={**later, **found.days})


def _topics(found: Pointing, plays: Played) -> tuple[tuple[str, int], ...]:
    """Return how many relationships and activities are on each topic, the most first."""
    counted = (
        (topic, len(found.topics.get(topic, _NONE) | plays.topics.get(topic, _NONE)))
        for topic in {*found.topics, *plays.topics}
    )
    return tuple(sorted(counted, key=lambda each: (-each[1], each[0])))


async def read_said(engine: Engine, iris: Iterable[str], about: Iterable[Quad] = ()) -> dict[str, list[Quad]]:
    """Return what is said of *iris*, and of the evidence, signatures and activities of them and *about*."""
    said: dict[str, list[Quad]] = by_subject(about)
    asked = set(iris) | _ends(about, _PARTS)
    for along in (_FURTHER, _PLACE, ()):
        asked -= set(said)
        if not asked:
            break
        found = quads_of(await engine.table(among(question("said"), "s", asked)), "s", "p", "o", "g")
        said |= {iri: [] for iri in asked} | by_subject(found)
        asked = _ends(found, along)
    return said


async def read_labels(engine: Engine, iris: Collection[str], languages: Sequence[str]) -> Words:
    """Return what *iris* are called, in the first of *languages* that there is."""
    if not iris:
        return Words({})
    return words(await engine.table(among(question("labels"), "thing", iris)), languages)


def named_in(said: Iterable[Iterable[Quad]]) -> set[str]:
    """Return the IRIs that a reader of *said* meets."""
    return {
        quad.object.value
        for quads in said
        for quad in quads
        if isinstance(quad.object, NamedNode) and quad.predicate.value not in _PARTS
    }


async def _names(
    engine: Engine, thing: NamedNode, name: str, listed: Sequence[Entry], lang: str
) -> dict[str, str]:
    """Return what the lines of a section begin with, as far as that is one sort of name."""
    places = {entry.places for entry in listed}
    first = lead(name)
    if len(places) != 1 or len(one := places.pop()) != 1:
        return {}
    bound: dict[str, Term] = {"thing": thing, "place": NamedNode(one[0]), "lang": Literal(lang)}
    if name in INWARD.values() or name.startswith("has-"):
        asked = question("own-names", **bound)
    elif first:
        asked = question("leading-names", lead=NamedNode(first), **bound)
    else:
        return {}
    return {row[0]: row[1] for row in rows_of(await engine.table(asked), "s", "name")}


def _ends(quads: Iterable[Quad], predicates: Collection[str]) -> set[str]:
    return {
        quad.object.value
        for quad in quads
        if quad.predicate.value in predicates and isinstance(quad.object, NamedNode)
    }
