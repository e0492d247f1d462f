"""What is kept in memory within a bound of bytes: what was used longest ago makes room for what comes."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, of which each costs some bytes.

    Args:
        most: the bytes that are kept in all.

    >>> kept = Kept(most=5)
    >>> kept.keep("a", "x", 3)
    >>> kept.keep("b", "y", 3)
    >>> kept.get("a"), kept.get("b"), kept.bytes
    (None, 'y', 3)
    """

    def __init__(self, most: int) -> None:
        self.most, self.bytes = most, 0
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """Return the value of *key*, which has been used now, or None."""
        if (kept := self._kept.get(key)) is None:
            return None
        self._kept.move_to_end(key)
        return kept[0]

    def keep(self, key: K, value: V, cost: int) -> None:
        """Keep *value* for *key*, unless it costs more than all may."""
        if cost > self.most:
            return
        if (before := self._kept.pop(key, None)) is not None:
            self.bytes -= before[1]
        self._kept[key] = (value, cost)
        self.bytes += cost
        while self.bytes > self.most:
            _, (_, freed) = self._kept.popitem(last=False)
            self.bytes -= freed
