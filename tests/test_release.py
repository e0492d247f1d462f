"""Release folders: named when whole, published by one switch, listed and switched back."""

from __future__ import annotations

import json
import stat
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ngograph.errors import NoRelease, ReleaseBusy, ReleaseError
from ngograph.release import Release, listed, locked, publish, published, rollback, seal, staging
from ngograph.store import bulk_write, named_quads

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = datetime(2026, 11, 22, 6, 19, 7, tzinfo=UTC)


def made(releases: Path, number: int, moment: datetime = MOMENT) -> Release:
    """A release that holds one quad with *number* in it."""
    quad = Quad(NamedNode("a:a"), NamedNode("a:b"), Literal(str(number)), NamedNode("a:g"))
    with staging(releases) as folder:
        bulk_write(folder / "store", [quad])
        (folder / "dump.nq").write_text(f"{quad} .\n")
        (folder / "report.json").write_text('{"findings": []}')
        (folder / "account.json").write_text(json.dumps({"digest": f"{number:064d}"}))
        return seal(folder, moment, f"{number:064d}"[::-1])


def number_in(release: Release) -> int:
    (quad,) = named_quads(release.store())
    assert isinstance(quad.object, Literal)
    return int(quad.object.value)


def test_a_release_is_named_by_its_moment_and_digest(tmp_path: Path) -> None:
    release = made(tmp_path, 7)
    assert release.id == "20261122T061907Z-700000000000"
    assert release.built == MOMENT
    assert release.digest == f"{7:064d}"
    assert release.report == {"findings": []}
    assert release.dump.is_file()
    assert number_in(release) == 7


def test_names_sort_as_they_were_made_though_the_clock_stands_still_or_goes_back(tmp_path: Path) -> None:
    releases = [made(tmp_path, n, MOMENT - timedelta(hours=n)) for n in range(4)]
    assert listed(tmp_path) == releases
    assert [number_in(release) for release in listed(tmp_path)] == [0, 1, 2, 3]


def test_a_damaged_release_is_not_listed_and_its_name_not_used_again(tmp_path: Path) -> None:
    first = made(tmp_path, 1)
    (first.path / "account.json").unlink()
    assert listed(tmp_path) == []
    assert made(tmp_path, 1).built == MOMENT + timedelta(seconds=1)


def test_its_files_cannot_be_written_and_it_can_be_deleted(tmp_path: Path) -> None:
    release = made(tmp_path, 1)
    files = [path for path in release.path.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o444}
    for path in sorted(release.path.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def test_nothing_is_published_at_first(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NoRelease, match="ngograph build"):
            published(folder)
    assert listed(tmp_path / "nowhere") == []


def test_publish_and_back_and_forward(tmp_path: Path) -> None:
    first, second = made(tmp_path, 1), made(tmp_path, 2)
    publish(first)
    assert published(tmp_path) == first
    publish(second)
    assert published(tmp_path) == second
    assert rollback(tmp_path) == first
    assert published(tmp_path) == first
    assert rollback(tmp_path, second.id) == second
    assert number_in(published(tmp_path)) == 2
    assert listed(tmp_path) == [first, second]


def test_there_may_be_nothing_to_go_back_to(tmp_path: Path) -> None:
    with pytest.raises(NoRelease):
        rollback(tmp_path / "nowhere")
    with pytest.raises(NoRelease):
        rollback(tmp_path)
    publish(made(tmp_path, 1))
    with pytest.raises(ReleaseError, match="expected a release before"):
        rollback(tmp_path)
    with pytest.raises(ReleaseError, match=r"expected a release called '\.\./etc'"):
        rollback(tmp_path, "../etc")
    assert number_in(published(tmp_path)) == 1


def test_a_release_whose_store_is_damaged_is_not_gone_back_to(tmp_path: Path) -> None:
    first, second = made(tmp_path, 1), made(tmp_path, 2)
    publish(second)
    (first.path / "store" / "CURRENT").unlink()
    with pytest.raises(ReleaseError, match="expected a store"):
        rollback(tmp_path)
    assert published(tmp_path) == second


def test_a_link_to_nowhere_is_said(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("20260101T000000Z-000000000000")
    with pytest.raises(ReleaseError, match="which is not there"):
        published(tmp_path)


def test_an_account_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    release = made(tmp_path, 1)
    (release.path / "account.json").chmod(0o644)
    (release.path / "account.json").write_text("{")
    with pytest.raises(ReleaseError, match=r"account\.json: expected JSON"):
        _ = release.digest


def test_what_killed_builds_left_is_not_listed_and_goes_with_the_next(tmp_path: Path) -> None:
    (tmp_path / ".building-x" / "store").mkdir(parents=True)
    (tmp_path / ".current-1").symlink_to("x")
    assert listed(tmp_path) == []
    release = made(tmp_path, 1)
    assert [path.name for path in tmp_path.iterdir()] == [release.id]


def test_work_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), staging(tmp_path) as folder:
        (folder / "half").write_text("x")
        raise OSError("full")
    assert list(tmp_path.iterdir()) == []


def test_two_cannot_write_at_once(tmp_path: Path) -> None:
    publish(made(tmp_path, 1))
    with locked(tmp_path):
        with pytest.raises(ReleaseBusy), locked(tmp_path):
            pytest.fail("held by two")
        with pytest.raises(ReleaseBusy):
            rollback(tmp_path)
    with locked(tmp_path):
        pass


def test_whoever_reads_while_it_switches_always_reads_a_whole_release(tmp_path: Path) -> None:
    releases = [made(tmp_path, n) for n in range(2)]
    publish(releases[0])
    done = threading.Event()
    seen: set[int] = set()

    def read() -> None:
        while not done.is_set():
            seen.add(number_in(published(tmp_path)))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for turn in range(60):
            publish(releases[turn % 2])
    finally:
        done.set()
        reader.join()
    assert seen <= {0, 1}
    assert seen
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".current")]
