"""What was kept of many batches, each sorted by thing, in memory or on disk, and merged in the end."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ngograph.importing.keeping import Kept

_AT_ONCE: Final = 1 << 24
"""How many bytes of all files are in memory while they are merged, about."""


class Runs:
    """What was kept of batches: the last in memory, those before in files of *folder*.

    Args:
        folder: where there is room for them.
        first: what is kept before all batches.
    """

    def __init__(self, folder: Path, first: Kept) -> None:
        self._folder = folder
        self._files: list[Path] = []
        self._first = _rows(first)
        self._last = list[bytes]()

    def add(self, said: Kept) -> None:
        """Take in what was kept of one more batch."""
        if self._last:
            path = self._folder / f"run-{len(self._files)}.tsv"
            with path.open("wb") as file:
                file.writelines(self._last)
            self._files.append(path)
        self._last = _rows(said)

    def merged(self) -> Iterator[tuple[bytes, list[bytes]]]:
        """Yield each thing with the rows on it, in order; without line ends, and the rows without its IRI."""
        thing, told = b"", list[bytes]()
        for row in self._sorted():
            subject, _, said = row[:-1].partition(b"\t")
            if subject == thing:
                told.append(said)
                continue
            if told:
                yield thing, told
            thing, told = subject, [said]
        if told:
            yield thing, told

    def clear(self) -> None:
        """Take away the files."""
        for path in self._files:
            path.unlink()

    def _sorted(self) -> Iterator[bytes]:
        with ExitStack() as stack:
            files = [stack.enter_context(path.open("rb")) for path in self._files]
            at_once = _AT_ONCE // (len(files) + 1)
            yield from _merged([_Held(self._first), _Held(self._last), *files], at_once)


class _Source(Protocol):
    def readlines(self, hint: int = -1, /) -> list[bytes]:
        """Return the next rows, about *hint* bytes of them; none at the end."""


class _Held:
    """Rows in memory, read once."""

    def __init__(self, rows: list[bytes]) -> None:
        self._rows = rows

    def readlines(self, _: int = -1, /) -> list[bytes]:
        """Return all rows; none if that was done."""
        rows, self._rows = self._rows, []
        return rows


def _rows(said: Kept) -> list[bytes]:
    return sorted([f"{row}\n".encode() for row in said.rows()])


def _merged(sources: Sequence[_Source], at_once: int) -> Iterator[bytes]:
    """Yield the rows of all *sources*, each of which is sorted, in order.

    What is read of them up to the least of what was read last is whole: it is sorted together, which finds
    what is sorted already.
    """
    held = [source.readlines(at_once) for source in sources]
    while last := [rows[-1] for rows in held if rows]:
        bound, ready = min(last), list[bytes]()
        for at, rows in enumerate(held):
            end = bisect_right(rows, bound)
            ready += rows[:end]
            held[at] = rows[end:] or sources[at].readlines(at_once)
        ready.sort()
        yield from ready
