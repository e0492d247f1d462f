"""The file that is imported as a document: what it says of itself, and what is said of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Record
from ngograph.sources.reading import Document
from ngograph.sources.stating import Block, Stated, of_triples
from ngograph.sources.writing import described
from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.importing.wanted import Wanted
    from ngograph.sources.formats import Format, Heading
    from ngograph.sources.stating import Stating

_UNNAMED: Final = "und"
_PUBLISHER: Final = f"<{PREFIXES['dct']}publisher>"


@dataclass(frozen=True)
class File:
    """A file, what it says of itself, and what is said of it.

    Args:
        path: where it is.
        sha256: the digest of its bytes.
        form: its format.
        media_type: that of its bytes.
        source: the name of the source that it becomes.
        heading: what it says of itself.
        wanted: what is said of it from outside.
    """

    path: Path
    sha256: str
    form: Format
    media_type: str
    source: str
    heading: Heading
    wanted: Wanted

    @property
    def title(self) -> str:
        """What it is called."""
        return self.wanted.title or self.heading.title or self.path.name

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags of its languages; the first is that of names which do not say theirs."""
        return (self.wanted.language,) if self.wanted.language else self.heading.languages or ("",)


def document(file: File, stating: Stating) -> Stated:
    """Return what is said of the document that *file* is."""
    heading, wanted = file.heading, file.wanted
    about = described(
        Document(
            source=file.source,
            title=file.title,
            sha256=file.sha256,
            file_name=file.path.name,
            media_type=file.media_type,
            languages=tuple(one or _UNNAMED for one in file.languages),
            licence=wanted.licence or heading.licence or None,
            origin=wanted.origin,
            issued=wanted.issued or heading.issued,
        )
    )
    blocks = of_triples(about)
    if heading.publisher:
        blocks += stating.record(Record("document", "/", (heading.publisher,))).blocks()
        blocks.append(Block(str(stating.document), (f"{_PUBLISHER} {stating.of(heading.publisher)} .",)))
    return Stated([], blocks, (), "")


def digest(path: Path) -> str:
    """Return the SHA-256 of the bytes of the file at *path*."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
