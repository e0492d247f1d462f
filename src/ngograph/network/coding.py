"""Names as numbers, so that what is said of them becomes the rows and columns of a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]


def coded(names: pl.Series) -> tuple[tuple[str, ...], Numbers]:
    """Return the distinct *names*, sorted, and the number of each name in that order."""
    met = _met(names)
    (own,) = np.nonzero(met == np.arange(len(met), dtype=np.int32))
    distinct = pl.DataFrame({"name": names.gather(own), "row": own}).sort("name", multithreaded=False)
    number = np.empty(len(names), np.int32)
    number[distinct["row"].to_numpy()] = np.arange(len(own), dtype=np.int32)
    return tuple(distinct["name"].to_list()), number[met]


def _met(names: pl.Series) -> Numbers:
    """Return for each name the row of one that is the same: one row for all that are.

    Each goes to the place that its hash gives it, where the last to come stays. Who meets its own name there
    is done; the others, who are few, go on to the place of another hash.
    """
    met = np.empty(len(names), np.int32)
    places = np.empty(2 << len(names).bit_length(), np.int32)
    within = np.uint64(len(places) - 1)
    asking, rows, seed = names, np.arange(len(names), dtype=np.int32), 0
    while len(rows):
        place = (asking.hash(seed).to_numpy() & within).view(np.int64)
        places[place] = rows
        there = places[place]
        met[rows] = there
        other = asking != names.gather(there)
        asking, rows, seed = asking.filter(other), rows[other.to_numpy()], seed + 1
    return met
