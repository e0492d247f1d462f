"""Small two-mode networks: all that have the same degrees, one by one, and the women of Old City."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest

from ngograph.network import Incidence, incidence

if TYPE_CHECKING:
    from numpy.typing import NDArray


def of(matrix: NDArray[np.int64]) -> Incidence:
    """The two-mode network of a matrix: bodies b0, b1, … and things t0, t1, …"""
    from scipy.sparse import csr_array

    rows, columns = matrix.shape
    return Incidence(
        tuple(f"b{row}" for row in range(rows)),
        tuple(f"t{column}" for column in range(columns)),
        csr_array(matrix.astype(float)),
    )


def every(rows: int, columns: int) -> NDArray[np.int64]:
    """All matrices of noughts and ones of that size."""
    return np.array(list(product((0, 1), repeat=rows * columns))).reshape(-1, rows, columns)


@pytest.fixture(scope="session")
def davis() -> Incidence:
    """Davis, Gardner & Gardner (1941): 18 women at 14 events."""
    graph = nx.davis_southern_women_graph()
    women = set(graph.graph["top"])
    return incidence((one, other) if one in women else (other, one) for one, other in graph.edges)
