"""The process that makes a change: wherever it is killed, a whole release is published, old or new."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.dumping import dumped

import ngograph
from ngograph.build import build
from ngograph.check import LocatedFinding
from ngograph.errors import (
    ContentError,
    GraphExists,
    NgographError,
    NonConforming,
    NotWritable,
    OutOfScope,
    QueryError,
    QueryRefused,
    ReleaseError,
    UnfitGraph,
    UnknownThing,
    UnreadableBody,
    UpdateSyntaxError,
    WriteTooLarge,
)
from ngograph.release import Release, listed, locked, published
from ngograph.store.changes import Update
from ngograph.validation import Finding
from ngograph.vocab import GRAPH
from ngograph.writing.job import Holder, Job, error_told, told

if TYPE_CHECKING:
    from ngograph.content import Content

UPDATE = f'INSERT DATA {{ GRAPH <{GRAPH}beta> {{ <x:s> <x:p> "%s" }} }}'

DYING = """
import os, signal, sys
from ngograph.writing import process
left = int(sys.argv[1])
def hook(event, details):
    global left
    if event in ("os.mkdir", "os.rename", "os.symlink", "os.remove", "os.rmdir"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
process.main()
"""


def job(content: Content, releases: Path, text: str, **more: int) -> bytes:
    limits: Any = {"megabytes": 500, "kept": 0, **more}
    holder = Holder("editor", ("write",))
    return pickle.dumps(Job(content.root, releases, Update(text), holder, **limits))


def run(sent: bytes, *command: str) -> subprocess.CompletedProcess[bytes]:
    source = str(Path(ngograph.__file__).parents[1])
    arguments = command or ("-m", "ngograph.writing.process")
    return subprocess.run(
        [sys.executable, *arguments],
        input=sent,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": source},
    )


def whole(release: Release) -> bool:
    dump = release.dump.read_bytes()
    return hashlib.sha256(dump).hexdigest() == release.digest and dumped(release.store()) == dump


def test_it_may_be_killed_before_each_change_of_the_folder(tiny: Content, tmp_path: Path) -> None:
    releases, steps = tmp_path / "releases", 0
    before = build(tiny, releases)
    while True:
        with locked(releases):
            ended = run(job(tiny, releases, UPDATE % steps), "-c", DYING, str(steps))
        if ended.returncode != -signal.SIGKILL:
            break
        assert ended.stdout == b""
        assert whole(published(releases)), f"before step {steps}"
        if published(releases) != before:
            (*_, last) = published(releases).account["written"]
            assert last["release"] == before.id, "it died when it had published"
            before = published(releases)
        steps += 1
    assert ended.returncode == 0, ended.stderr
    assert steps >= 5, "a folder, its name, a link, the switch, an old release that goes"
    said = json.loads(ended.stdout)
    assert said["release"] == published(releases).id
    assert all(whole(release) for release in listed(releases))
    assert [path.name for path in releases.iterdir() if path.name.startswith(".building")] == []


def test_memory_is_bounded(tiny: Content, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    before = build(tiny, releases)
    text = UPDATE % ("x" * 40_000_000)
    ended = run(job(tiny, releases, text, megabytes=16))
    assert published(releases) == before
    assert ended.returncode == -signal.SIGABRT or json.loads(ended.stdout)["error"] == "WriteTooLarge"


FINDING = Finding("x:shape", "x:node", "x:path", '"1"', "x:component", "Expected more.")


@pytest.mark.parametrize(
    "error",
    [
        ContentError("a file"),
        GraphExists("x:g"),
        NotWritable("x:g", "because"),
        OutOfScope("x:g", ("write:x:h",)),
        QueryError("a query"),
        QueryRefused("an update"),
        UnfitGraph("x:g", "because"),
        UnknownThing("x:g"),
        UnreadableBody("because", 3, 4),
        UpdateSyntaxError("because", 3, 4),
        WriteTooLarge(3),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_come_back_as_they_were(error: NgographError) -> None:
    again = error_told(json.loads(json.dumps(told(error))))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert {**vars(again)} == {**vars(error)}


def test_findings_come_back_as_they_were() -> None:
    located = (LocatedFinding(FINDING, (), "A node", ("x:g",)), LocatedFinding(FINDING, (), None))
    again = error_told(json.loads(json.dumps(told(NonConforming(2, located)))))
    assert isinstance(again, NonConforming)
    assert (again.violations, again.located) == (2, located)


def test_what_is_not_known_is_nobodys_fault_but_ours() -> None:
    assert type(error_told({"error": "NgographError", "values": ["what"]})) is ReleaseError
    assert type(error_told({"error": "MissingFile", "values": ["what"]})) is ReleaseError
