"""From ties that are listed to sparse matrices: names in order, strengths that are numbers above 0."""

from __future__ import annotations

from reprlib import repr as shortened
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from scipy.sparse import coo_array, csr_array, diags_array

from ngograph.errors import NetworkError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    Said: TypeAlias = "tuple[str, str, Any]"


def ordered(nodes: Iterable[str]) -> tuple[str, ...]:
    """Return *nodes* sorted, each once.

    Raises:
        NetworkError: They have no order: names are of one type.
    """
    found = set(nodes)
    try:
        return tuple(sorted(found))
    except TypeError:
        types = sorted({type(node).__name__ for node in found})
        raise NetworkError(f"expected names of nodes of one type, found {' and '.join(types)}") from None


def strengths(nodes: Sequence[str], ties: Iterable[Said], *, directed: bool) -> csr_array:
    """Return how strongly each of *nodes* is tied to each; what is listed twice is added up, loops left out.

    Raises:
        NetworkError: A strength is not a number above 0; says of which tie.
    """
    place = {node: number for number, node in enumerate(nodes)}
    held = [tie for tie in ties if tie[0] != tie[1]]
    ends = np.array([(place[one], place[other]) for one, other, _ in held], dtype=np.int64).reshape(-1, 2)
    values = _amounts(held)
    if not directed:  # Each way beside the other, so that both are added up in one order.
        ends = np.stack([ends, ends[:, ::-1]], axis=1).reshape(-1, 2)
        values = np.repeat(values, 2)
    return csr_array(coo_array((values, (ends[:, 0], ends[:, 1])), shape=(len(nodes), len(nodes))))


def ones(rows: Sequence[str], columns: Sequence[str], pairs: Collection[tuple[str, str]]) -> csr_array:
    """Return one for each of *pairs*, none of which comes twice."""
    row = {name: number for number, name in enumerate(rows)}
    column = {name: number for number, name in enumerate(columns)}
    numbers = sorted((row[one], column[other]) for one, other in pairs)
    ends = np.array(numbers, dtype=np.int64).reshape(-1, 2)
    shape = (len(rows), len(columns))
    return csr_array(coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=shape))


def fitting(matrix: Any, rows: int, columns: int) -> csr_array:
    """Return *matrix* by rows, as it is if it is so already.

    Raises:
        NetworkError: It has not that many rows and columns.
    """
    found = matrix if isinstance(matrix, csr_array) else csr_array(matrix, dtype=float)
    if found.shape != (rows, columns):
        held = " by ".join(map(str, found.shape))
        raise NetworkError(f"expected a matrix of {rows} by {columns}, as there are names, found {held}")
    return found


def square(matrix: Any) -> tuple[tuple[Any, ...], csr_array, bool]:
    """Return the numbers of the nodes, the strengths without the diagonal, and whether they have a direction.

    Raises:
        NetworkError: It is not square, or a strength is not above 0.
    """
    found = csr_array(matrix, dtype=float)
    rows, columns = found.shape
    if rows != columns:
        raise NetworkError(f"expected a square matrix, found one of {rows} by {columns}")
    ties = csr_array(found - diags_array(found.diagonal()))
    ties.eliminate_zeros()
    positive(ties)
    return tuple(range(rows)), ties, bool(abs(ties - ties.T).max() > 0) if ties.nnz else False


def table(matrix: Any) -> tuple[tuple[Any, ...], tuple[Any, ...], csr_array]:
    """Return the numbers of the rows, those of the columns after them, and one where there is a tie.

    Raises:
        NetworkError: There is something else than 0 and what is above it.
    """
    held = csr_array(matrix, dtype=float)
    rows, columns = held.shape
    held.eliminate_zeros()
    positive(held).data[:] = 1
    return tuple(range(rows)), tuple(range(rows, rows + columns)), held


def positive(strength: csr_array) -> csr_array:
    """Return *strength* for what reads it as an amount.

    Raises:
        NetworkError: A strength is not a number above 0.
    """
    wrong = strength.data[~((strength.data > 0) & np.isfinite(strength.data))]
    if len(wrong):
        raise NetworkError(f"expected strengths above 0, found {wrong[0]:g}")
    return strength


def _amounts(ties: Sequence[Said]) -> NDArray[np.float64]:
    try:
        found = np.array([strength for _, _, strength in ties], dtype=float)
    except (TypeError, ValueError):
        found = np.array([_number(strength) for _, _, strength in ties])
    wrong = np.flatnonzero(~((found > 0) & np.isfinite(found)))
    if len(wrong):
        one, other, strength = ties[wrong[0]]
        raise NetworkError(
            f"expected strengths above 0, found {shortened(strength)} of the tie of {one!r} and {other!r}"
        )
    return found


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan")
