"""Statements as text: what is said of one thing in one breath."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import Literal

from ngograph.sources.statements import A, term
from ngograph.vocab import NGO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

_REMEMBERED: Final = 1 << 14


class Block(NamedTuple):
    """What is said of one thing at one place.

    Args:
        subject: the thing, as N-Triples writes it.
        said: each "predicate object .", as N-Triples writes it.
    """

    subject: str
    said: tuple[str, ...]


def of_triples(triples: Iterable[Triple]) -> list[Block]:
    """Return *triples* as one block a subject, in the order in which they come."""
    found: dict[str, list[str]] = {}
    for triple in triples:
        found.setdefault(str(triple.subject), []).append(f"{triple.predicate} {triple.object} .")
    return [Block(subject, tuple(said)) for subject, said in found.items()]


def lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the statements of *blocks* as lines of N-Triples, without line ends.

    >>> list(lines([Block("<a:b>", ("<a:c> <a:d> .",))]))
    ['<a:b> <a:c> <a:d> .']
    """
    return (f"{block.subject} {one}" for block in blocks for one in block.said)


@lru_cache(_REMEMBERED)
def word(curie: str) -> str:
    """Return the term that *curie* stands for, as N-Triples writes it.

    >>> word("ngo:topic")
    '<https://w3id.org/ngograph/ontology#topic>'
    """
    return str(term(curie))


@lru_cache(_REMEMBERED)
def typed(kind: str) -> str:
    """Return what is said of a thing of the class *kind* of the ontology."""
    return f"{A} <{NGO}{kind}> ."


def plain(curie: str, text: str) -> str:
    """Return that the property *curie* has *text* as a plain string."""
    return f"{word(curie)} {Literal(text)} ."


@lru_cache(_REMEMBERED)
def value(text: str, datatype: str) -> str:
    """Return *text* as a literal of a *datatype*, itself a CURIE.

    >>> value("1.5", "xsd:decimal")
    '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    return str(Literal(text, datatype=term(datatype)))
