"""What was worked out before, by what it was worked out from."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class Remembered(dict[K, V]):
    """What *make* makes of each key; when *most* are held, all are let go.

    Where files repeat themselves millions of times, this knows again sooner than a cache that keeps order.

    >>> lengths = Remembered(len, 2)
    >>> [lengths[word] for word in ("one", "three", "one", "seven")], sorted(lengths)
    ([3, 5, 3, 5], ['seven'])
    """

    def __init__(self, make: Callable[[K], V], most: int) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, key: K) -> V:
        if len(self) >= self._most:
            self.clear()
        found = self[key] = self._make(key)
        return found
