"""What is said of things: bodies, persons, activities, places, documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pyoxigraph import Literal, NamedNode

from ngograph.sources.facts import Body, Holder, Name, Paper, Spot, Work
from ngograph.sources.statements import ACRONYM, PREF_LABEL, WITHIN, concept, located, tidy
from ngograph.sources.stating import naming
from ngograph.sources.stating.blocks import Block, plain, typed, value, word
from ngograph.sources.stating.calling import bears, called, coded, is_tag, tag
from ngograph.sources.stating.times import when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Thing: TypeAlias = Body | Holder | Work | Spot | Paper

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


class Told(NamedTuple):
    """A thing as N-Triples writes it, what is said of it, and the things that this names."""

    node: str
    blocks: tuple[Block, ...]
    others: tuple[Thing, ...] = ()


class Speaker(NamedTuple):
    """Who tells of things.

    Args:
        source: its name.
        language: the BCP 47 tag of names whose language is not said, empty if that is not known.
        countries: the English names of countries by ISO 3166-1 alpha-2 code in lower case.
        node_of: another thing, as N-Triples writes it.
        has: that a property, a CURIE, has another thing as its value; and what that tells apart.
    """

    source: str
    language: str
    countries: Mapping[str, str]
    node_of: Callable[[Thing], str]
    has: Callable[[str, Thing], tuple[str, str]]


def told(item: Thing, by: Speaker) -> Told:
    """Return what is said of *item*."""
    if isinstance(item, Body):
        return _told(item, naming.of_body(by.source, item), item.kind, _body(item), by)
    if isinstance(item, Holder):
        return _told(item, naming.of_holder(by.source, item), "Person", (), by)
    if isinstance(item, Work):
        node = naming.of_work(by.source, item)
        others: tuple[Thing, ...] = (*item.part_of, *item.follows, *item.places, *item.outcomes)
        return _told(item, node, item.kind, _work(item, by), by)._replace(others=others)
    return _paper(item, by) if isinstance(item, Paper) else _spot(item, by)


def _told(
    item: Body | Holder | Work | Spot,
    node: NamedNode,
    kind: str,
    more: Iterator[str] | tuple[()],
    by: Speaker,
) -> Told:
    names = called(node, item.names, item.codes, by.language)
    said = (typed(kind), *names, *bears(item.codes), *more)
    return Told(str(node), (Block(str(node), said), *coded(item.codes)))


def _body(item: Body) -> Iterator[str]:
    if item.acronym:
        yield f"{ACRONYM} {Literal(tidy(item.acronym))} ."
    if _ADDRESS.fullmatch(item.homepage):
        yield f"{word('foaf:homepage')} {NamedNode(item.homepage)} ."
    if item.founded:
        yield plain("ngo:founded", item.founded)


def _work(item: Work, by: Speaker) -> Iterator[str]:
    yield from when(item.edtf)
    if item.modality:
        yield f"{word('ngo:modality')} {concept('modality', item.modality)} ."
    if item.status:
        yield f"{word('ngo:status')} {concept('status', item.status)} ."
    yield from (f"{word('ngo:partOf')} {by.node_of(other)} ." for other in item.part_of)
    yield from (f"{word('ngo:follows')} {by.node_of(other)} ." for other in item.follows)
    yield from (f"{word('ngo:topic')} {concept('topic', topic)} ." for topic in item.topics)
    yield from (f"{word('ngo:place')} {by.node_of(place)} ." for place in item.places)
    yield from (plain("ngo:statedCode", tidy(code)) for code in item.codes_kept)
    yield from (f"{word('ngo:outcome')} {by.node_of(paper)} ." for paper in item.outcomes)


def _paper(item: Paper, by: Speaker) -> Told:
    node = naming.of_paper(by.source, item)
    text = item.names[0].text if item.names else ""
    said = [
        typed("Document"),
        *called(node, item.names, (), by.language),
        plain("dct:identifier", item.address),
        *(plain("dct:language", tag(Name(text, one), "")) for one in item.languages if is_tag(one)),
        *([f"{word('dct:issued')} {value(item.issued, 'xsd:date')} ."] if item.issued else []),
    ]
    return Told(str(node), (Block(str(node), tuple(said)),))


def _spot(item: Spot, by: Speaker) -> Told:
    node = naming.of_spot(by.source, item, by.node_of)
    english = by.countries.get(item.country.lower(), "" if item.names else item.country.upper())
    others: tuple[Thing, ...] = (item.within,) if item.within else ()
    if item.country and english:  # a country is called what the content calls it, whatever a source does
        name = f"{PREF_LABEL} {Literal(english, language='en')} ."
        said = (typed("Place"), name, *_where(item, node, by))
        return Told(str(node), (Block(str(node), said),), others)
    known = item._replace(codes=()) if item.country else item
    return _told(known, node, "Place", _where(item, node, by), by)._replace(others=others)


def _where(item: Spot, node: NamedNode, by: Speaker) -> Iterator[str]:
    if item.within:
        yield f"{WITHIN} {by.node_of(item.within)} ."
    if item.latitude and item.longitude:
        for triple in located(node, item.latitude, item.longitude):
            yield f"{triple.predicate} {triple.object} ."
