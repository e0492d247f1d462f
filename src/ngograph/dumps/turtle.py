"""Turtle of sorted N-Quads, as the engine would write it.

The engine spells the terms. What is said of one subject is put together here: an object of Python for each
statement would take longer than all else.
"""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, BinaryIO, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TOGETHER: Final = 1 << 20
"""How many bytes of lines are rewritten together."""
_PREFIX: Final = b"@prefix "
_ABBREVIATED: Final = (b"<<", *(f"<{namespace}".encode() for namespace in PREFIXES.values()))
"""How terms begin that are spelled by a prefix, or that hold such terms."""
_ANY: Final = NamedNode("urn:x")


def as_turtle(quads: BinaryIO, graph: str) -> Iterator[bytes]:
    """Yield the sorted lines *quads*, which are of one *graph*, as Turtle in pieces, prefixes first."""
    *prefixes, _ = written((Triple(_ANY, _ANY, _ANY),), RdfFormat.TURTLE)
    yield from prefixes
    subject = predicate = b""
    cut = -len(f" <{graph}> .\n".encode())
    nodes, verbs = _Spelling(b"<urn:%d> <urn:x> %b .\n", 2), _Spelling(b"<urn:%d> %b <urn:x> .\n", 1)
    while lines := quads.readlines(_TOGETHER):
        rows = [line[:cut].split(b" ", 2) for line in lines]
        nodes.learn(set(filter(_is_abbreviated, {row[0] for row in rows} | {row[2] for row in rows})))
        verbs.learn({row[1] for row in rows})
        pieces = list[bytes]()
        for about, verb, value in rows:
            if about != subject:
                pieces += (b" .\n" if subject else b"", nodes.get(about, about), b" ", verbs[verb], b" ")
                subject, predicate = about, verb
            elif verb != predicate:
                pieces += (b" ;\n\t", verbs[verb], b" ")
                predicate = verb
            else:
                pieces.append(b" , ")
            pieces.append(nodes.get(value, value))
        yield b"".join(pieces)
    if subject:
        yield b" .\n"


class _Spelling(dict[bytes, bytes]):
    """Terms as N-Triples writes them, with how Turtle does.

    Args:
        line: a statement of N-Triples, for its number and a term.
        place: where the term stands in it, counted from 0.
    """

    def __init__(self, line: bytes, place: int) -> None:
        super().__init__()
        self._line, self._place = line, place

    def learn(self, terms: set[bytes]) -> None:
        """Ask the engine how it spells those of *terms* that are new."""
        new = sorted(terms - self.keys())
        lines = b"".join(self._line % (at, term) for at, term in enumerate(new))
        quads = parse(lines, format=RdfFormat.N_TRIPLES)
        said = [line for line in written(quads, RdfFormat.TURTLE) if not is_prefix(line)]
        for term, line in zip(new, said, strict=True):
            self[term] = line[: -len(b" .\n")].split(b" ", 2)[self._place]


def _is_abbreviated(term: bytes) -> bool:
    """Say whether Turtle may write *term* in another way than N-Triples: by a prefix, without a datatype."""
    if term.startswith(b'"'):
        return term.endswith(b">")
    return term.startswith(_ABBREVIATED)


def written(statements: Iterable[Quad] | Iterable[Triple], form: RdfFormat) -> Iterator[bytes]:
    """Yield *statements* as lines of *form* with our prefixes, sorted, at their head."""
    with tempfile.TemporaryFile() as raw:
        serialize(statements, raw, form, prefixes=PREFIXES)
        raw.seek(0)
        yield from with_sorted_prefixes(raw)


def is_prefix(line: bytes) -> bool:
    """Say whether a *line* of Turtle tells of a prefix."""
    return line.startswith(_PREFIX)


def with_sorted_prefixes(written: Iterable[bytes]) -> Iterator[bytes]:
    """Return the lines *written* with the prefixes at their head sorted: the engine shuffles them.

    >>> list(with_sorted_prefixes([b"@prefix b: <b> .", b"@prefix a: <a> .", b"a:x a b:y ."]))
    [b'@prefix a: <a> .', b'@prefix b: <b> .', b'a:x a b:y .']
    """
    lines = iter(written)
    head: list[bytes] = []
    for line in lines:
        if not is_prefix(line):
            yield from sorted(head)
            yield line
            break
        head.append(line)
    else:
        yield from sorted(head)
    yield from lines
