"""A release cannot be exported as asked."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ngograph.errors.root import NgographError

if TYPE_CHECKING:
    from collections.abc import Sequence


class ExportError(NgographError):
    """A release cannot be exported as asked."""


class UnknownSelection(ExportError):  # noqa: N818
    """There is no source, class or format of that name."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        self.nearest = tuple(get_close_matches(name, known, n=3, cutoff=0.5))
        hint = f"nearest: {', '.join(self.nearest)}" if self.nearest else f"known: {', '.join(known)}"
        super().__init__(f"expected a known {what}, found {name!r}; {hint}")
        self.what, self.name, self.known = what, name, tuple(known)


class NothingToExport(ExportError):  # noqa: N818
    """Nothing in the release fits what was said."""

    def __init__(self) -> None:
        super().__init__("expected relationships or things that fit all that was said, found none")
