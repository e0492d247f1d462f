"""What is said of a file from outside, by the one who imports it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyascii import anyascii

from ngograph.sources.statements import key

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


@dataclass(frozen=True)
class Wanted:
    """What the one who imports says of a file, in place of what the file says or does not.

    Args:
        reader: the name of its format, else it is found out.
        source: the name of the source, else it is made from the name of the file.
        title: what the document is called.
        language: the BCP 47 tag of its names.
        issued: the day it bears.
        licence: the address of its licence.
        origin: the address of the package that holds it.
        mapping: the file that says what its columns mean.
    """

    reader: str | None = None
    source: str | None = None
    title: str | None = None
    language: str | None = None
    issued: dt.date | None = None
    licence: str | None = None
    origin: str | None = None
    mapping: Path | None = None


def name_of(path: Path) -> str:
    """Return the name of the source that the file at *path* becomes.

    >>> from pathlib import Path
    >>> name_of(Path("3W August_2025.csv"))
    '3w-august-2025'
    """
    return re.sub(r"-{2,}", "-", key(anyascii(path.stem))) or "source"
