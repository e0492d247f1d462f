"""Two ties in a row, and the third that closes them: paths i - b - j, as arrays of the numbers of nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from scipy.sparse import csr_array, vstack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int64]

AT_ONCE: Final = 1 << 21
"""About how many candidates are looked at together: those of a large network need not all be held."""


ROWS: Final = 512
"""How many rows of a product are held at once: where there are hubs, it is all but full."""


def present(strength: csr_array) -> csr_array:
    """Return one where *strength* has a tie, and nothing elsewhere."""
    ties = csr_array(strength.copy())
    ties.eliminate_zeros()
    ties.sort_indices()
    return csr_array((np.ones(ties.nnz, dtype=np.int64), ties.indices, ties.indptr), shape=ties.shape)


def ends(ties: csr_array) -> tuple[Numbers, Numbers]:
    """Return where each tie of *ties* comes from and where it leads, in the order of the rows."""
    source = np.repeat(np.arange(ties.shape[0], dtype=np.int64), np.diff(ties.indptr))
    return source, ties.indices.astype(np.int64)


def over(left: csr_array, right: csr_array, ties: csr_array) -> csr_array:
    """Return the product of *left* and *right* where *ties* has an entry, and nothing elsewhere.

    For each tie i-j, what the ways i - b - j add up to.
    """
    held = present(ties)
    slices = [
        (left[start : start + ROWS] @ right).multiply(held[start : start + ROWS])
        for start in range(0, max(held.shape[0], 1), ROWS)
    ]
    return csr_array(vstack(slices))


def closed(ties: csr_array) -> Numbers:
    """Return all i, b, j with ties i-b, b-j and i-j as three rows, one column for each; in a fixed order.

    For each tie i-j the shorter of two lists is gone through: those to whom i is tied, those tied to j.

    Args:
        ties: Ones with sorted indices, nothing on the diagonal; a tie leads from its row to its column.
    """
    source, target = ends(ties)
    back = present(csr_array(ties.T))
    forth = np.diff(ties.indptr)[source] <= np.diff(back.indptr)[target]
    there = _between(ties, source[forth], target[forth])
    here = _between(back, target[~forth], source[~forth])
    return np.concatenate([there, here[::-1]], axis=1)


def _between(ties: csr_array, source: Numbers, target: Numbers) -> Numbers:
    """All of *source*, b and *target* with ties from the first to b and from b to the last."""
    size, known = ties.shape[0], np.ravel_multi_index(ends(ties), ties.shape)
    count = np.diff(ties.indptr).astype(np.int64)[source]
    found = [np.empty((3, 0), dtype=np.int64)]
    for part in np.split(np.arange(len(source)), np.searchsorted(count.cumsum(), _steps(count.sum()))):
        pair = np.repeat(part, count[part])
        first = np.repeat(count[part].cumsum() - count[part], count[part])
        between = ties.indices[ties.indptr[source[pair]] + np.arange(len(pair)) - first].astype(np.int64)
        key = between * size + target[pair]
        place = np.minimum(np.searchsorted(known, key), len(known) - 1)
        held = known[place] == key
        found.append(np.stack([source[pair[held]], between[held], target[pair[held]]]))
    return np.concatenate(found, axis=1)


def _steps(total: int) -> Numbers:
    return np.arange(AT_ONCE, total, AT_ONCE, dtype=np.int64)
