"""A file cannot become a source."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ngograph.errors.root import NgographError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class ImportingError(NgographError):
    """A file cannot become a source."""


class UnreadableFile(ImportingError):  # noqa: N818
    """A file is damaged, or not what its bytes promise."""

    def __init__(self, path: Path, problem: str, line: int | None = None, column: int | None = None) -> None:
        place = "" if line is None else f":{line}" if column is None else f":{line}:{column}"
        super().__init__(f"{path}{place}: {problem}")
        self.path, self.problem, self.line, self.column = path, problem, line, column


class UnknownFormat(ImportingError):  # noqa: N818
    """No reader knows what a file is, or there is no reader of the name given."""

    def __init__(self, path: Path, found: str, readers: Sequence[str]) -> None:
        super().__init__(f"{path}: expected one of {', '.join(readers)}, found {found}")
        self.path, self.found, self.readers = path, found, tuple(readers)


class UnfitMapping(ImportingError):  # noqa: N818
    """What is to say the meaning of a table's columns cannot be read, or does not fit the table."""

    def __init__(
        self, path: Path, key: str, problem: str, wrong: str = "", known: Sequence[str] = ()
    ) -> None:
        near = get_close_matches(wrong, known, n=1, cutoff=0.5) or get_close_matches(
            wrong.casefold(), [one.casefold() for one in known], n=1, cutoff=0.5
        )
        self.nearest = next((one for one in known if near and one.casefold() == near[0].casefold()), None)
        hint = f"; nearest: {self.nearest!r}" if self.nearest else ""
        listed = f"; there are {', '.join(known)}" if known and not self.nearest else ""
        super().__init__(f"{path}: {key}: {problem}{hint or listed}" if key else f"{path}: {problem}")
        self.path, self.key, self.problem = path, key, problem


class NothingToImport(ImportingError):  # noqa: N818
    """A file can be read, but tells of no relationship and of no body."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: nothing to import: {reason}")
        self.path, self.reason = path, reason


class UnknownColumn(ImportingError):  # noqa: N818
    """No table in a file has a column of that name."""

    def __init__(self, path: Path, column: str, nearest: Sequence[str]) -> None:
        hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"{path}: expected a table with the column {column!r}, found none{hint}")
        self.path, self.column, self.nearest = path, column, tuple(nearest)
