"""The product of a projection: what it is without bands, in order, and nothing on its diagonal."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import csr_array, random_array

from ngograph.network.multiplying import product


@pytest.mark.parametrize(
    ("bodies", "things", "ties"), [(0, 0, 0), (3, 4, 5), (40, 9, 200), (900, 2000, 36_000)]
)
def test_bands_of_a_product_are_the_whole_of_it(bodies: int, things: int, ties: int) -> None:
    drawn = random_array((bodies, things), density=ties / max(bodies * things, 1), rng=1, format="csr")
    ones = csr_array((np.ones(ties), drawn.indices, drawn.indptr), drawn.shape)
    found = product(csr_array(drawn), ones)
    expected = (drawn @ ones.T).toarray()
    np.fill_diagonal(expected, 0)
    assert (found.toarray() == expected).all()
    assert found.nnz == np.count_nonzero(expected)
    for first, end in pairwise(found.indptr):
        assert (np.diff(found.indices[first:end]) > 0).all()
