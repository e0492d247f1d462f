"""The product of a projection: what it is without bands, in order, and nothing on its diagonal."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import csr_array

from ngograph.network.multiplying import product


@pytest.mark.parametrize(
    ("bodies", "things", "ties"), [(0, 0, 0), (3, 4, 5), (40, 9, 200), (900, 2000, 36_000)]
)
def test_bands_of_a_product_are_the_whole_of_it(bodies: int, things: int, ties: int) -> None:
    rng = np.random.default_rng(1)
    rows, columns = np.divmod(rng.choice(bodies * things, ties, replace=False), max(things, 1))
    drawn = csr_array((rng.random(ties), (rows, columns)), shape=(bodies, things))
    ones = csr_array((np.ones(ties), drawn.indices, drawn.indptr), shape=drawn.shape)
    found = product(drawn, ones)
    expected = (drawn @ ones.T).toarray()
    np.fill_diagonal(expected, 0)
    assert (found.toarray() == expected).all()
    assert found.nnz == np.count_nonzero(expected)
    for first, end in pairwise(found.indptr):
        assert (np.diff(found.indices[first:end]) > 0).all()
