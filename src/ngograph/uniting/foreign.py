"""An imported source as it goes into the whole: read line by line, restated on the way, never held.

A large import states a million triples. What has to be known of many of them at once is text, and little of
it: the lines that do not stand, and which IRI stands for which.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from ngograph.imports import parsed
from ngograph.sources import SourceFile
from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import NamedNode, Triple

    from ngograph.identity import Canonical
    from ngograph.imports import ImportedSource

Stands: TypeAlias = "Mapping[str, str]"
"""What stands for each IRI that stands no longer for itself, both as N-Triples writes them."""

_OF_RECORDS: Final = frozenset((f"<{NGO}left>", f"<{NGO}right>", f"<{PREFIXES['dct']}isReplacedBy>"))
"""Properties that speak of records and not of things."""


@dataclass(frozen=True)
class Foreign:
    """An imported source with one IRI for one thing, and without what does not stand.

    Args:
        origin: what was imported.
        stands: the IRIs that stand for others.
        gone: lines of the import that do not stand.
        instead: lines that are said in their place.
        left_out: what breaks a rule beside what others say, as lines after all that.
        lost: things of which nothing is said any longer, for nothing rests on them.
    """

    origin: ImportedSource
    stands: Stands = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    instead: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What it is called."""
        return self.origin.name

    @property
    def graph(self) -> NamedNode:
        """The named graph that it fills."""
        return self.origin.graph

    @property
    def document(self) -> NamedNode:
        """The document that it renders."""
        return self.origin.document

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.origin.title

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The file that states it, without what is read from it line by line."""
        path = self.origin.statements
        return (SourceFile(path, self.origin.sha256, path.stat().st_size, ()),)

    @property
    def triples(self) -> list[Triple]:
        """What it states, each triple once: all of it in memory."""
        return parsed(dict.fromkeys(self.lines()))

    def lines(self) -> Iterator[str]:
        """Yield what it states as lines of N-Triples, some twice if things were joined that say the same."""
        for line in self._settled():
            if line not in self.left_out and (not self.lost or line[: line.index(" ")] not in self.lost):
                yield line

    def _settled(self) -> Iterator[str]:
        for line in self._said():
            subject, predicate, rest = line.split(" ", 2)
            above, value = self.stands.get(subject), self.stands.get(rest[:-2])
            if (above is None and value is None) or predicate in _OF_RECORDS:
                yield line
            else:
                yield f"{above or subject} {predicate} {f'{value} .' if value else rest}"

    def _said(self) -> Iterator[str]:
        yield from (line for line in self.origin.lines() if line not in self.gone)
        yield from self.instead


def stands(canonical: Canonical) -> Stands:
    """Return *canonical* as N-Triples writes it."""
    return {str(old): str(new) for old, new in canonical.items()}


def line_of(triple: Triple) -> str:
    """Return *triple* as a line of N-Triples.

    >>> from pyoxigraph import NamedNode, Triple
    >>> line_of(Triple(NamedNode("a:b"), NamedNode("a:c"), NamedNode("a:d")))
    '<a:b> <a:c> <a:d> .'
    """
    return f"{triple} ."


def subjects(lines: Iterable[str]) -> Iterator[str]:
    """Yield the subjects of sorted *lines*, each once."""
    last = ""
    for line in lines:
        subject = line[: line.index(" ")]
        if subject != last:
            last = subject
            yield subject
