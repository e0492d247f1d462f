"""Keys of records: each once in a file, however often a source repeats an identifier."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Hashable

REPEATED: Final = "says what another record says"
"""Why a record is skipped of which `Keys.repeats` is true: a page that was fetched twice, a fragment."""


class Keys:
    """The keys given so far in one file; memory grows with the identifiers alone."""

    def __init__(self) -> None:
        self._given = Counter[str]()
        self._said = set[int]()

    def repeats(self, identifier: str, said: Hashable) -> bool:
        """Say whether a record with that *identifier* has said the same before; without one, none has.

        >>> keys = Keys()
        >>> [keys.repeats("a", said) for said in (1, 2, 1)], keys.repeats("", 1), keys.repeats("", 1)
        ([False, False, True], False, False)
        """
        whole = hash((identifier, said))
        if not identifier or whole not in self._said:
            self._said.add(whole)
            return False
        return True

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
