"""Keys of records: each once in a file, however often a source repeats an identifier."""

from __future__ import annotations

from collections import Counter


class Keys:
    """The keys given so far in one file; memory grows with the identifiers alone."""

    def __init__(self) -> None:
        self._given = Counter[str]()

    def of(self, identifier: str) -> str:
        """Return *identifier*, or where it has been given already, the same with a number.

        >>> keys = Keys()
        >>> keys.of("a"), keys.of("b"), keys.of("a")
        ('a', 'b', 'a-2')
        """
        self._given[identifier] += 1
        if (times := self._given[identifier]) == 1:
            return identifier
        return self.of(f"{identifier}-{times}")
