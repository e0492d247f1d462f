"""Pages of the store that a worker makes its own before it needs them.

A worker shares the store with the nursery until it reads it, for to read a statement is to count who reads
it: each page is copied when it is first come by, and a small question comes by dozens. To copy them one by
one as they are needed takes several times as long as the question; all together, while nobody asks, they
take little.
"""

from __future__ import annotations

import ctypes
import resource
import sys
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Runs = tuple[tuple[int, int], ...]

_PAGE: Final = resource.getpagesize()
_PRESENT: Final = 1 << 63
_POPULATE_WRITE: Final = 23
"""MADV_POPULATE_WRITE, which Linux has since 5.14."""
_TOGETHER: Final = 512
"""Pages that are copied at once: some two milliseconds, which a question may have to wait."""


def held(most: int) -> Runs:
    """Return the runs of memory that this process holds for itself, each by its address and its bytes.

    None of them if they are more than *most* bytes in all, or the system does not tell.
    """
    if not sys.platform.startswith("linux"):
        return ()
    try:
        if int(Path("/proc/self/statm").read_bytes().split()[1]) * _PAGE > most:
            return ()
        lines = Path("/proc/self/maps").read_text().splitlines()
        with Path("/proc/self/pagemap").open("rb") as pages:
            return tuple(
                run for start, end in _own(lines) for run in _present(pages.seek, pages.read, start, end)
            )
    except OSError:
        return ()


def settle(runs: Runs, disturbed: Callable[[], bool]) -> Runs:
    """Copy what *runs* hold until somebody is *disturbed*; return what is left."""
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    left = list(runs)
    while left and not disturbed():
        address, length = left.pop()
        part = min(length, _TOGETHER * _PAGE)
        if part < length:
            left.append((address + part, length - part))
        if madvise(address, part, _POPULATE_WRITE):
            return ()  # this system cannot, or has no memory left: pages are copied as they are needed
    return tuple(left)


def _own(lines: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield begin and end of what can be written and comes from no file, by the *lines* of `/proc/…/maps`."""
    for line in lines:
        place, rights, _, _, inode, *name = line.split()
        if rights.startswith("rw-p") and inode == "0" and name != ["[stack]"]:
            start, _, end = place.partition("-")
            yield int(start, 16), int(end, 16)


def _present(
    seek: Callable[[int], object], read: Callable[[int], bytes], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield the runs between *start* and *end* that are in memory; what is only reserved is left alone."""
    seek(start // _PAGE * 8)
    begun: int | None = None
    address = start
    for page in array("Q", read((end - start) // _PAGE * 8)):
        if page & _PRESENT:
            if begun is None:
                begun = address
        elif begun is not None:
            yield begun, address - begun
            begun = None
        address += _PAGE
    if begun is not None:
        yield begun, address - begun
