"""What was kept of many batches, each sorted by thing, in memory or on disk, and merged in the end."""

from __future__ import annotations

import heapq
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ngograph.importing.batches import Counted
    from ngograph.sources.settling import Blocks

_Row: TypeAlias = "tuple[str, int, tuple[str, ...]]"
"""A thing, and how often what is said of it."""


class Runs:
    """What was kept of batches: the last in memory, those before in files of *folder*.

    Args:
        folder: where there is room for them.
        first: what is kept before all batches.
    """

    def __init__(self, folder: Path, first: Counted) -> None:
        self._folder = folder
        self._files: list[Path] = []
        self._first: Counted = first
        self._last: Counted = {}

    def add(self, said: Counted) -> None:
        """Take in what was kept of one more batch."""
        if self._last:
            path = self._folder / f"run-{len(self._files)}.tsv"
            with path.open("w", encoding="utf-8", newline="\n") as file:
                rows = _rows(self._last)
                file.writelines("\t".join((subject, str(count), *one)) + "\n" for subject, count, one in rows)
            self._files.append(path)
        self._last = said

    def merged(self) -> Iterator[tuple[str, Blocks]]:
        """Yield each thing with what is said of it, in order."""
        with ExitStack() as stack:
            files = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in self._files]
            rows = heapq.merge(_rows(self._first), _rows(self._last), *map(_read, files))
            for subject, group in groupby(rows, key=itemgetter(0)):
                yield subject, [(one, count) for _, count, one in group]

    def clear(self) -> None:
        """Take away the files."""
        for path in self._files:
            path.unlink()


def _rows(said: Counted) -> Iterator[_Row]:
    for subject in sorted(said):
        yield from ((subject, count, one) for one, count in sorted(said[subject]))


def _read(lines: Iterable[str]) -> Iterator[_Row]:
    # N-Triples escapes tabs and line ends within literals.
    for line in lines:
        subject, count, *said = line[:-1].split("\t")
        yield subject, int(count), tuple(said)
