"""The product that a projection is: for each two bodies, what the things that they share give them together.

It has as many figures as there are ties, and most of its time goes into bringing them from and to memory. So
it is made in bands of rows, which are small enough to be put in order where they are, two bands at a time:
scipy lets others work while it multiplies.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.sparse import csr_array, vstack

_BANDS: Final = 8
_LEAST: Final = 4_000
"""How many ties a band has at least: less is done before another could help."""


def product(left: csr_array, right: csr_array) -> csr_array:
    """Return left·rightᵀ without its diagonal; its columns are in order, and it stores no zero.

    Args:
        left: Bodies by things.
        right: Of the same shape.
    """
    turned = csr_array(right.T)
    number = min(_BANDS, 1 + left.nnz // _LEAST)
    edges = np.linspace(0, left.shape[0], number + 1).astype(int).tolist()

    def band(edges: tuple[int, int]) -> csr_array:
        return _band(left, turned, *edges)

    if number == 1:
        return band((0, left.shape[0]))
    with ThreadPoolExecutor(2) as pool:
        return csr_array(vstack(list(pool.map(band, pairwise(edges))), format="csr"))


def _band(left: csr_array, turned: csr_array, first: int, end: int) -> csr_array:
    """Return the rows from *first* to before *end* of the product."""
    found = csr_array(left[first:end] @ turned)
    rows = np.repeat(np.arange(first, end, dtype=found.indices.dtype), np.diff(found.indptr))
    found.data[rows == found.indices] = 0
    found.eliminate_zeros()
    return csr_array(found.tocsc().tocsr())  # by columns and back: each pass puts in order
