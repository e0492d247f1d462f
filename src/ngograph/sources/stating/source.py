"""How one source states facts: record by record, each with its evidence."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode

from ngograph.sources.facts import Body, Holder, Spot, Statements, Work
from ngograph.sources.minting import minted
from ngograph.sources.statements import thing
from ngograph.sources.stating import ties
from ngograph.sources.stating.blocks import Block, of_triples, plain, typed, word
from ngograph.sources.stating.things import Speaker, Thing, Told, told
from ngograph.vocab import ID

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ngograph.sources.facts import Record, Tie

_REMEMBERED: Final = 1 << 16
_THINGS: Final = (Body, Holder, Work, Spot)


class Stated(NamedTuple):
    """What a record says.

    Args:
        own: its relationships and its evidence: of what one value is to stand, each of them has one.
        loose: what else it says, in the words of the ontology.
        things: what it mentions, each once.
        proof: that its evidence is such of these: "predicate object .", as N-Triples writes it.
    """

    own: list[Block]
    loose: list[Block]
    things: Collection[Told]
    proof: str

    def blocks(self) -> list[Block]:
        """Return all that it says."""
        proof = (self.proof,)
        mentioned = [one for told in self.things for one in (*told.blocks, Block(told.node, proof))]
        return [*self.own, *self.loose, *mentioned]

    def subjects(self) -> Iterator[str]:
        """Yield of what it says something."""
        yield from (block.subject for several in (self.own, self.loose) for block in several)
        yield from (block.subject for told in self.things for block in told.blocks)


class _Around(NamedTuple):
    """What is known of a thing.

    Args:
        item: the thing.
        node: the same as N-Triples writes it.
        told: what is said of it and of all that it names, by identity: to compare things that name others
            takes longer than to state them.
        values: that properties have it as their value, by property, and what that tells apart.
    """

    item: Thing
    node: str
    told: dict[int, Told]
    values: dict[str, tuple[str, str]]


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
        self._by = Speaker(source, language, countries or {}, self._node, self._has)
        self._told = lru_cache(_REMEMBERED)(self._tell)
        # Readers hand over one value for what their rows repeat: to know it again takes no comparison. It is
        # kept here, so that no other has its identity.
        self._lately = dict[int, _Around]()
        self._evident = (typed("Evidence"), f"{word('oa:hasSource')} {self.document} .")

    def record(self, record: Record) -> Stated:
        """Return all that *record* says, with its evidence."""
        own, loose, things = list[Block](), list[Block](), dict[int, Told]()
        proof = self._evidence(record.key, record.locator, own)
        for fact in record.facts:
            if isinstance(fact, _THINGS):
                things |= self._around(fact).told
            elif isinstance(fact, Statements):
                loose += of_triples(fact.triples)
                loose += [Block(str(node), (proof,)) for node in fact.unproven]
            else:
                self._tie(fact, record.key, proof, things, own)
        return Stated(own, loose, things.values(), proof)

    def of(self, item: Thing) -> NamedNode:
        """Return the IRI of a thing."""
        return NamedNode(self._node(item)[1:-1])

    def _node(self, item: Thing) -> str:
        held = self._lately.get(id(item))
        return held.node if held is not None else self._around(item).node

    def _has(self, curie: str, item: Thing) -> tuple[str, str]:
        held = self._lately.get(id(item)) or self._around(item)
        found = held.values.get(curie)
        if found is None:
            found = held.values[curie] = ties.has(curie, held.node)
        return found

    def _around(self, item: Thing) -> _Around:
        """Return what is said of *item* and of all that this names."""
        held = self._lately.get(id(item))
        if held is not None:
            return held
        found = self._told(item)
        every = {id(found): found}
        for other in found.others:
            every |= self._around(other).told
        if len(self._lately) >= _REMEMBERED:
            self._lately.clear()
        around = self._lately[id(item)] = _Around(item, found.node, every, {})
        return around

    def _tell(self, item: Thing) -> Told:
        return told(item, self._by)

    def _evidence(self, name: str, locator: str, blocks: list[Block]) -> str:
        """Add what is said of a piece of evidence to *blocks*, and return how things refer to it."""
        part = f"{self.source}-{minted(name)}"
        node, selector = f"<{ID}evidence/{part}>", f"<{ID}selector/{part}>"
        blocks += (
            Block(node, (*self._evident, f"{word('oa:hasSelector')} {selector} .")),
            Block(selector, (typed("RecordSelector"), plain("ngo:locator", locator))),
        )
        return f"{word('ngo:evidence')} {node} ."

    def _tie(self, tie: Tie, record: str, proof: str, things: dict[int, Told], own: list[Block]) -> None:
        digest, said = ties.stated(tie, record, self._by)
        subject = f"<{ID}{type(tie).__name__.lower()}/{self.source}-{digest}>"
        if locator := tie.about.locator:
            proof = self._evidence(f"{record}#{locator}", locator, own)
        own += (Block(subject, said), Block(subject, (proof,)))
        for item in (*ties.parties(tie), *tie.about.places):
            things |= (self._lately.get(id(item)) or self._around(item)).told
