"""What a reader hands back: statements, the document they come from, and an account of what it did."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ngograph.errors import ContentError, MissingFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Triple


@dataclass(frozen=True)
class Account:
    """How many records were read, how many gave statements, and why the others did not."""

    read: int
    produced: int
    skipped: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        """Refuse an account that does not add up: a record would have been lost in silence."""
        if self.read != self.produced + sum(count for _, count in self.skipped):
            raise ValueError(
                f"{self.read} records read are not {self.produced} produced and {self.skipped} skipped"
            )


@dataclass(frozen=True)
class Document:
    """A source document, as far as its bytes and its reader know it.

    *origin* is the web address of the package or revision that holds the file, *issued* the day of that
    revision. Neither can be read from the bytes: whoever starts the reading says them.
    """

    source: str
    title: str
    sha256: str
    file_name: str
    media_type: str
    languages: tuple[str, ...]
    licence: str | None = None
    rights: str | None = None
    publisher: str | None = None
    origin: str | None = None
    issued: dt.date | None = None


@dataclass(frozen=True)
class Reading:
    """One document turned into statements."""

    document: Document
    triples: tuple[Triple, ...]
    account: Account


def account(read: int, skipped: Iterable[str]) -> Account:
    """Return the account of *read* records of which each cause in *skipped* took one away.

    >>> account(3, ["no name", "no name"])
    Account(read=3, produced=1, skipped=(('no name', 2),))
    """
    causes = tuple(sorted(Counter(skipped).items()))
    return Account(read, read - sum(count for _, count in causes), causes)


def content_of(path: Path) -> bytes:
    """Return the bytes of the file at *path*.

    Raises:
        MissingFile: there is no such file.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise MissingFile(path, "a file to read") from error


def digest(content: bytes) -> str:
    """Return the SHA-256 of *content* as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def whole(path: Path, locator: str, statements: Iterable[Triple]) -> tuple[Triple, ...]:
    """Return all *statements* of one record, or fail naming the record: half a record is never imported.

    Raises:
        ContentError: the record lacks something or holds a value of the wrong kind.
    """
    try:
        return tuple(statements)
    except KeyError as error:
        raise ContentError(f"{path}: record {locator}: expected {error}, found nothing") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ContentError(f"{path}: record {locator}: not as expected: {error}") from error
