"""How one source states facts: record by record, each with its evidence."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import NamedNode

from ngograph.sources.facts import Body, Holder, Spot, Statements, Work
from ngograph.sources.minting import minted
from ngograph.sources.statements import thing
from ngograph.sources.stating import ties
from ngograph.sources.stating.blocks import Block, of_triples, plain, typed, word
from ngograph.sources.stating.things import Speaker, Thing, Told, told
from ngograph.vocab import ID

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        self._by = Speaker(source, language, countries or {}, self._node)
        self._told = lru_cache(_REMEMBERED)(self._tell)
        # Readers hand over one value for what their rows repeat: to know it again takes no comparison.
        self._lately = dict[int, tuple[Thing, tuple[Told, ...]]]()
        self._evident = (typed("Evidence"), f"{word('oa:hasSource')} {self.document} .")

    def record(self, record: Record) -> list[Block]:
        """Return all that *record* says, with its evidence."""
        blocks = list[Block]()
        proof = self._evidence(record.key, record.locator, blocks)
        said: _Said = {}
        for fact in record.facts:
            self._fact(fact, record.key, proof, said, blocks)
        return blocks

    def of(self, item: Thing) -> NamedNode:
        """Return the IRI of a thing."""
        return NamedNode(self._node(item)[1:-1])

    def _node(self, item: Thing) -> str:
        return self._around(item)[0].node

    def _around(self, item: Thing) -> tuple[Told, ...]:
        """Return what is said of *item* and of all that this names, each once."""
        held = self._lately.get(id(item))
        if held is not None:
            return held[1]
        found = self._told(item)
        every = {id(found): found}
        for other in found.others:
            every |= {id(one): one for one in self._around(other)}
        if len(self._lately) >= _REMEMBERED:
            self._lately.clear()
        around = tuple(every.values())
        self._lately[id(item)] = item, around  # which keeps it, so that no other has its identity
        return around

    def _tell(self, item: Thing) -> Told:
        return told(item, self._by)

    def _evidence(self, name: str, locator: str, blocks: list[Block]) -> tuple[str]:
        """Add what is said of a piece of evidence to *blocks*, and return how things refer to it."""
        part = f"{self.source}-{minted(name)}"
        node, selector = f"<{ID}evidence/{part}>", f"<{ID}selector/{part}>"
        blocks += (
            Block(node, (*self._evident, f"{word('oa:hasSelector')} {selector} .")),
            Block(selector, (typed("RecordSelector"), plain("ngo:locator", locator))),
        )
        return (f"{word('ngo:evidence')} {node} .",)

    def _fact(self, fact: Fact, record: str, proof: tuple[str], said: _Said, blocks: list[Block]) -> None:
        if isinstance(fact, Body | Holder | Work | Spot):
            self._mention(fact, proof, said, blocks)
        elif isinstance(fact, Statements):
            blocks += of_triples(fact.triples)
            blocks += [Block(str(node), proof) for node in fact.unproven]
        else:
            self._tie(fact, record, proof, said, blocks)

    def _mention(self, item: Thing, proof: tuple[str], said: _Said, blocks: list[Block]) -> None:
        """Add what is said of *item* if that is not *said* yet: once a record, however many ties."""
        for found in self._around(item):
            if id(found) not in said:
                said[id(found)] = found
                blocks += found.blocks
                blocks.append(Block(found.node, proof))

    def _tie(self, tie: Tie, record: str, proof: tuple[str], said: _Said, blocks: list[Block]) -> None:
        kind, own = type(tie).__name__, ties.own(tie, self._by)
        subject = f"<{ID}{kind.lower()}/{self.source}-{ties.digest(tie, own, record, self._by)}>"
        blocks.append(Block(subject, ties.statements(tie, own, self._by)))
        if locator := tie.about.locator:
            at = len(blocks)
            blocks.insert(at, Block(subject, self._evidence(f"{record}#{locator}", locator, blocks)))
        else:
            blocks.append(Block(subject, proof))
        for item in (*ties.parties(tie), *tie.about.places):
            self._mention(item, proof, said, blocks)
