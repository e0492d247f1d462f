"""What is no release, or cannot become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ngograph.errors.root import NgographError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class NonConforming(NgographError):  # noqa: N818
    """SHACL found violations; `located` holds what it found, with the files that state it."""

    def __init__(self, violations: int, located: Sequence[Any]) -> None:
        many = "" if violations == 1 else "s"
        super().__init__(f"{violations} violation{many} of the shapes: nothing was published")
        self.violations, self.located = violations, tuple(located)


class ReleaseError(NgographError):
    """A release cannot be written, found or read."""


class NoRelease(ReleaseError):  # noqa: N818
    """Nothing has been published yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: expected a published release, found none: run `ngograph build` first")
        self.folder = folder


class ReleaseBusy(ReleaseError):  # noqa: N818
    """Another process is writing releases in this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: another build or rollback is at work here: wait until it has ended")
        self.folder = folder


class WrittenChanges(ReleaseError):  # noqa: N818
    """The published release holds what was written to it and does not stand in the content."""

    def __init__(self, release: str, graphs: Sequence[str], writes: int) -> None:
        times = "once" if writes == 1 else f"{writes} times"
        super().__init__(
            f"{release} was written to {times}, and the content says otherwise of {', '.join(graphs)}: "
            "take these graphs home into data/, or build with --discard-written to throw the changes away"
        )
        self.release, self.graphs, self.writes = release, tuple(graphs), writes
