"""How one source states facts: record by record, each with its evidence."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from ngograph.sources.facts import Body, Holder, Spot, Statements, Work
from ngograph.sources.minting import minted
from ngograph.sources.statements import thing
from ngograph.sources.stating import ties
from ngograph.sources.stating.blocks import Block, of_triples, plain, typed, word
from ngograph.sources.stating.things import Speaker, Thing, Told, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import NamedNode

    from ngograph.sources.facts import Fact, Record, Tie

_REMEMBERED: Final = 1 << 16
_Said: TypeAlias = dict[int, Told]
"""What a record has said, by identity: to compare things that name others takes longer than to state them."""


class Stating:
    """How one source states facts.

    Args:
        source: the name of the source: of its graph, its document, its evidence.
        language: the BCP 47 tag of names whose language a record does not say, empty if that is not known.
        countries: the English names of countries by ISO 3166-1 alpha-2 code in lower case.
    """

    def __init__(self, source: str, language: str = "", countries: Mapping[str, str] | None = None) -> None:
        self.source = source
        self.document = thing("document", source)
        self._by = Speaker(source, language, countries or {}, self.of)
        self._told = lru_cache(_REMEMBERED)(self._tell)

    def record(self, record: Record) -> list[Block]:
        """Return all that *record* says, with its evidence."""
        evidence, blocks = self._evidence(record.key, record.locator)
        proof = (f"{word('ngo:evidence')} {evidence} .",)
        said: _Said = {}
        for fact in record.facts:
            blocks.extend(self._fact(fact, record.key, proof, said))
        return blocks

    def of(self, item: Thing) -> NamedNode:
        """Return the IRI of a thing."""
        return self._told(item).node

    def _tell(self, item: Thing) -> Told:
        return told(item, self._by)

    def _evidence(self, name: str, locator: str) -> tuple[NamedNode, list[Block]]:
        part = f"{self.source}-{minted(name)}"
        node, selector = thing("evidence", part), thing("selector", part)
        source, points = f"{word('oa:hasSource')} {self.document} .", f"{word('oa:hasSelector')} {selector} ."
        where = (typed("RecordSelector"), plain("ngo:locator", locator))
        return node, [
            Block(str(node), (typed("Evidence"), source, points)),
            Block(str(selector), where),
        ]

    def _fact(self, fact: Fact, record: str, proof: tuple[str], said: _Said) -> Iterator[Block]:
        if isinstance(fact, Body | Holder | Work | Spot):
            yield from self._mentioned(fact, proof, said)
        elif isinstance(fact, Statements):
            yield from of_triples(fact.triples)
            yield from (Block(str(node), proof) for node in fact.unproven)
        else:
            yield from self._tie(fact, record, proof, said)

    def _mentioned(self, item: Thing, proof: tuple[str], said: _Said) -> Iterator[Block]:
        """Yield what is said of *item* if that is not *said* yet: once a record, however many ties."""
        found = self._told(item)
        if id(found) in said:
            return
        said[id(found)] = found
        yield from found.blocks
        yield Block(found.blocks[0].subject, proof)
        for other in found.others:
            yield from self._mentioned(other, proof, said)

    def _tie(self, tie: Tie, record: str, proof: tuple[str], said: _Said) -> Iterator[Block]:
        own = ties.own(tie, self._by)
        node = thing(type(tie).__name__.lower(), f"{self.source}-{ties.digest(tie, own, record, self._by)}")
        evidence: list[Block] = []
        rests = proof
        if locator := tie.about.locator:
            spot, evidence = self._evidence(f"{record}#{locator}", locator)
            rests = (f"{word('ngo:evidence')} {spot} .",)
        subject = str(node)
        yield Block(subject, tuple(ties.statements(tie, own, self._by)))
        yield Block(subject, rests)
        yield from evidence
        for item in (*ties.parties(tie), *tie.about.places):
            yield from self._mentioned(item, proof, said)
