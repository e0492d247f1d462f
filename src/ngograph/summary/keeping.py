"""The answers as files of a release, and which of them answer what is asked today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

from pyoxigraph import QueryResultsFormat, parse_query_results

from ngograph.errors import ReleaseError
from ngograph.store.results import table_of
from ngograph.summary.asking import digests, question

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ngograph.store.answering import Table

_ENDING: Final = ".tsv"


@runtime_checkable
class Summary(Protocol):
    """A release that brings its answers with it."""

    @property
    def summary(self) -> Path | None:
        """The folder that they are in, None if it was built without."""

    @property
    def account(self) -> dict[str, Any]:
        """What went in; `summary` tells the digest of each question."""


def write(answers: Mapping[str, bytes], folder: Path) -> None:
    """Write *answers*, by the names of their questions, into the new folder *folder*.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    folder.mkdir()
    for name, answer in answers.items():
        (folder / f"{name}{_ENDING}").write_bytes(answer)


def kept(release: object) -> dict[str, Path]:
    """Return the files of answers that *release* brings, by the text of the question."""
    if not isinstance(release, Summary) or release.summary is None:
        return {}
    asked, now = release.account.get("summary", {}), digests()
    return {
        question(name).text: release.summary / f"{name}{_ENDING}"
        for name, digest in now.items()
        if asked.get(name) == digest
    }


def read(path: Path) -> Table:
    """Return the answer in the file at *path*.

    Raises:
        ReleaseError: it cannot be read.
    """
    try:
        return table_of(parse_query_results(path=str(path), format=QueryResultsFormat.TSV), None)
    except (OSError, SyntaxError, ValueError) as error:
        found = str(error)
    # Not within the clause: the error would hold the engine's rows, which must not leave this thread.
    raise ReleaseError(f"{path}: expected the answer to a question: {found}")
