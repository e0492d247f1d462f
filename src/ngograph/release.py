"""Releases: immutable folders of what a build made, one of which is published.

::

    releases/
    ├── 20261122T061900Z-4f0c9d2ab6e1/   a release, named by its moment and by the digest of its dump
    │   ├── store/                         what is asked
    │   ├── dump.nq                        the same as sorted N-Quads
    │   ├── dumps/                         the same as files for others, whole and by graph, with digests
    │   ├── tables/                        the same as columns (Parquet), for whoever counts and joins
    │   ├── summary/                       what is asked of the whole, answered
    │   ├── yielded.tsv                    what imported sources say that gave way to what others say
    │   ├── report.json                    what the shapes found
    │   └── account.json                   what went in, and the digest of the dump
    ├── current -> 20261122T061900Z-…      what is served; replaced in one step
    └── .building-…                        what a build is at; left behind only by one that was killed

A release gets its name only when it is whole and on the disk, so that whatever has a name can be served.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ngograph.errors import NoRelease, ReleaseBusy, ReleaseError
from ngograph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

_CURRENT: Final = "current"
_STAGING: Final = ".building-"
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_DIGITS: Final = 12


@dataclass(frozen=True, order=True)
class Release:
    """One release, as the folder *path*."""

    path: Path

    @property
    def id(self) -> str:
        """The name of the release: sortable by time."""
        return self.path.name

    @property
    def dump(self) -> Path:
        """The file that holds every quad, as sorted N-Quads."""
        return self.path / "dump.nq"

    @property
    def dumps(self) -> Path | None:
        """The folder with the files that others take away, None in a release that was built without."""
        folder = self.path / "dumps"
        return folder if folder.is_dir() else None

    @property
    def tables(self) -> Path | None:
        """The folder with the tables, None in a release that was built without."""
        folder = self.path / "tables"
        return folder if folder.is_dir() else None

    @property
    def summary(self) -> Path | None:
        """The folder with what was asked of the whole, None in a release that was built without."""
        folder = self.path / "summary"
        return folder if folder.is_dir() else None

    @property
    def yielded(self) -> Path | None:
        """The table of what gave way, None in a release that was built without."""
        file = self.path / "yielded.tsv"
        return file if file.is_file() else None

    @property
    def report(self) -> dict[str, Any]:
        """What the shapes found: `findings` and `looked_at`."""
        return self._read("report.json")

    @cached_property
    def account(self) -> dict[str, Any]:
        """What went in: `sources`, `totals`, `digest` and more. It is read once, for it never changes."""
        return self._read("account.json")

    @property
    def digest(self) -> str:
        """The SHA-256 of the dump, as the account states it."""
        return str(self.account["digest"])

    @property
    def built(self) -> datetime:
        """The moment in the release's name."""
        return datetime.strptime(self.id.split("-")[0], _STAMP).replace(tzinfo=UTC)

    def store(self) -> Store:
        """Open the store for reading.

        Raises:
            ReleaseError: it cannot be read.
        """
        return open_store(self.path / "store")

    def _read(self, name: str) -> dict[str, Any]:
        try:
            content = json.loads((self.path / name).read_text("utf-8"))
        except (FileNotFoundError, ValueError) as error:
            raise ReleaseError(f"{self.path / name}: expected JSON of a release: {error}") from error
        return dict(content)


def listed(releases: Path) -> list[Release]:
    """Return the releases in the folder *releases*, the oldest first; none if there is no such folder."""
    if not releases.is_dir():
        return []
    return [release for release in _folders(releases) if (release.path / "account.json").is_file()]


def published(releases: Path) -> Release:
    """Return the release that is served, under its own name, so that a later switch does not move it.

    Raises:
        NoRelease: nothing has been published.
    """
    try:
        name = (releases / _CURRENT).readlink().name
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoRelease(releases) from error
    if not (releases / name).is_dir():
        raise ReleaseError(
            f"{releases / _CURRENT}: expected a release, found a link to {name}, which is not there"
        )
    return Release(releases / name)


def named(releases: Path, release_id: str) -> Release:
    """Return the release called *release_id*.

    Raises:
        ReleaseError: there is none of that name.
    """
    return _named_release(releases, listed(releases), release_id)


def publish(release: Release) -> None:
    """Serve *release* from now on: one atomic switch, on the disk when this returns."""
    releases = release.path.parent
    link = releases / f".{_CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(release.id)
    link.replace(releases / _CURRENT)
    _to_disk(releases)


def rollback(releases: Path, release_id: str | None = None) -> Release:
    """Publish the release called *release_id*, or the one before the published one, and return it.

    A later release can be named as well as an earlier one: forward is the same switch.

    Raises:
        NoRelease: nothing has been published.
        ReleaseError: there is no release of that name, or none before.
        ReleaseBusy: a build is writing here.
    """
    if not releases.is_dir():
        raise NoRelease(releases)
    with locked(releases):
        known = listed(releases)
        target = (
            _named_release(releases, known, release_id) if release_id else _before(known, published(releases))
        )
        target.store()
        publish(target)
    return target


@contextmanager
def locked(releases: Path) -> Iterator[int]:
    """Hold the folder *releases* for writing, alone; the hold ends with the process, however it ends.

    Gives the open file that holds. A process that inherits it shares the hold, which lasts as long as one of
    the two lives.

    Raises:
        ReleaseBusy: another process holds it.
    """
    with (releases / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ReleaseBusy(releases) from error
        yield handle.fileno()


@contextmanager
def staging(releases: Path) -> Iterator[Path]:
    """Give a new folder to build in, and take it away again if the work in it fails.

    To be used under `locked`: what killed builds left behind is removed first.
    """
    for left in releases.glob(f"{_STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    for link in releases.glob(f".{_CURRENT}-*"):
        link.unlink(missing_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=releases))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def thin(releases: Path, most: int) -> None:
    """Take away the oldest releases that writing made and left behind, so that at most *most* of them remain.

    What a build made and what is published stay. To be used under `locked`.
    """
    current = published(releases)
    made = [release for release in listed(releases) if release < current and release.account.get("written")]
    for release in made[: max(0, len(made) - most)]:
        leaving = releases / f"{_STAGING}{release.id}"
        release.path.rename(leaving)
        shutil.rmtree(leaving, ignore_errors=True)


def seal(staged: Path, moment: datetime, digest: str) -> Release:
    """Make the *staged* folder a release: whole on the disk, read-only, then under its name.

    Args:
        staged: a folder from `staging` with all that belongs to a release.
        moment: when it was built; moved on if a release of a later moment is there, so that order stays.
        digest: of the dump.
    """
    releases = staged.parent
    for path in sorted(staged.rglob("*"), reverse=True):
        if path.is_file():
            path.chmod(0o444)
        _to_disk(path)
    staged.chmod(0o755)
    _to_disk(staged)
    after = [release.built + timedelta(seconds=1) for release in _folders(releases)]
    stamp = max([moment.replace(microsecond=0), *after]).strftime(_STAMP)
    release = Release(releases / f"{stamp}-{digest[:_DIGITS]}")
    staged.rename(release.path)
    _to_disk(releases)
    return release


def _folders(releases: Path) -> list[Release]:
    """Return what bears the name of a release, damaged or not, the oldest first."""
    paths = (path for path in releases.iterdir() if path.is_dir() and not path.is_symlink())
    return sorted(Release(path) for path in paths if _named(path.name))


def _named(name: str) -> bool:
    stamp, _, digest = name.partition("-")
    try:
        datetime.strptime(stamp, _STAMP)
    except ValueError:
        return False
    return len(digest) == _DIGITS


def _named_release(releases: Path, known: list[Release], release_id: str) -> Release:
    fits = [release for release in known if release.id == release_id]
    if not fits:
        names = ", ".join(release.id for release in known) or "none"
        raise ReleaseError(f"{releases}: expected a release called {release_id!r}, found {names}")
    return fits[0]


def _before(known: list[Release], current: Release) -> Release:
    earlier = [release for release in known if release < current]
    if not earlier:
        raise ReleaseError(f"{current.path.parent}: expected a release before {current.id}, found none")
    return earlier[-1]


def _to_disk(path: Path) -> None:
    """Wait until *path*, a file or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
