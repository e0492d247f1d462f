"""What is kept of a batch: most of it said once and for good, the rest with how often it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ngograph.sources.settling import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.importing.batches import Batch, Counted
    from ngograph.sources.settling import Blocks


class Kept(NamedTuple):
    """What is kept of a batch, by thing.

    Args:
        plain: of what is said once, and of which nothing is to yield: each "predicate object .", sorted.
        counted: of all else.
    """

    plain: dict[str, list[str]]
    counted: Counted

    def of(self, subject: str) -> Blocks:
        """Return what is said of *subject*."""
        told = self.plain.get(subject)
        return self.counted.get(subject, []) if told is None else [(tuple(told), 1)]

    def rows(self) -> Iterator[str]:
        """Yield rows for each thing: its IRI, how often it is said where that is counted, and what is."""
        for subject, told in self.plain.items():
            yield "\t".join((subject, *told))
        for subject, blocks in self.counted.items():
            yield from ("\t".join((subject, str(times), *said)) for said, times in blocks)


def kept(batch: Batch) -> Kept:
    """Return what a *batch* says as it is kept."""
    found, sure = Kept({}, {}), batch.sure()
    for subject, blocks in batch.tallied().items():
        told = plain(subject, blocks, sure=subject in sure)
        if told is None:
            found.counted[subject] = blocks
        else:
            found.plain[subject] = told
    return found


def blocks_of(rows: list[bytes]) -> Blocks:
    """Return what *rows* of one thing, without its IRI, say of it."""
    found: Blocks = []
    for row in rows:
        first, *others = row.decode().split("\t")
        # N-Triples escapes tabs and line ends within literals, and a property is an IRI.
        found.append((tuple(others), int(first)) if first.isdigit() else ((first, *others), 1))
    return found
