"""The content is not what it should be, or does not agree with its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.errors.root import NgographError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class ContentError(NgographError):
    """A file or folder of the content is not what it should be."""


class MissingFile(ContentError):  # noqa: N818 - reads as the situation it names
    """A file or folder that was named is not there."""

    def __init__(self, path: Path, expected: str = "a file or folder") -> None:
        super().__init__(f"{path}: expected {expected}, found nothing of that name")
        self.path = path


class MissingSource(ContentError):  # noqa: N818
    """A data folder does not say which document it renders."""

    def __init__(self, folder: Path, found: str = "no such file") -> None:
        super().__init__(
            f"{folder}: expected source.ttl describing the one ngo:Document rendered here, found {found}"
        )
        self.folder = folder


class RdfSyntaxError(ContentError):
    """A file is not well-formed RDF."""

    def __init__(self, path: Path, line: int | None, column: int | None, problem: str) -> None:
        place = "" if line is None else f":{line}" if column is None else f":{line}:{column}"
        super().__init__(f"{path}{place}: not well-formed: {problem}")
        self.path, self.line, self.column, self.problem = path, line, column, problem


class FrontMatterError(ContentError):
    """The `#+` head of a query or an example cannot be read."""

    def __init__(self, path: Path, problem: str, line: int | None = None) -> None:
        super().__init__(f"{path}{'' if line is None else f':{line}'}: {problem}")
        self.path, self.line, self.problem = path, line, problem


class ContradictingDecisions(ContentError):  # noqa: N818
    """Two things are decided to be different, and others decide that they are the same."""

    def __init__(self, left: str, right: str, chain: Sequence[str]) -> None:
        super().__init__(
            f"{left} and {right} are decided to be different, but also to be the same, by way of "
            f"{' = '.join(chain)}: take one of these decisions back"
        )
        self.left, self.right, self.chain = left, right, tuple(chain)


class DateError(NgographError):
    """The text is not an EDTF date of level 0 or 1."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(f"{text!r}: expected an EDTF date such as 2023-05-17 or 2018-04/2019-05: {problem}")
        self.text, self.problem = text, problem


class EvidenceError(NgographError):
    """A source's bytes or a span do not agree with what the graph says of them."""
