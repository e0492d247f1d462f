"""From content to a published release, whatever happens on the way."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse
from tests.dumping import dumped

import ngograph
from ngograph.build import build
from ngograph.content import Content
from ngograph.errors import (
    ContentError,
    MissingFile,
    MissingSource,
    NonConforming,
    RdfSyntaxError,
    ReleaseBusy,
)
from ngograph.release import Release, listed, locked, published, rollback
from ngograph.store import ask, select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = "https://w3id.org/ngograph/"
NGO = f"{ROOT}ontology#"
MOMENTS = 20

SCRIPT = """
import sys
from pathlib import Path
from ngograph.build import build
from ngograph.content import Content
sys.stdout.write("ready\\n"); sys.stdout.flush()
sys.stdin.readline()
print(build(Content(Path(sys.argv[1])), Path(sys.argv[2])).id)
"""


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    return tmp_path / "releases"


def whole(release: Release) -> bool:
    """Say whether store, dump and account of *release* agree."""
    dump = release.dump.read_bytes()
    return hashlib.sha256(dump).hexdigest() == release.account["digest"] and dumped(release.store()) == dump


def change(content: Content, number: int) -> None:
    """Make *content* differ from what it was."""
    path = content.data / "beta" / "changing.ttl"
    path.write_text(
        f'<{ROOT}id/organisation/three> <http://www.w3.org/2004/02/skos/core#altLabel> "{number}"@en .'
    )


def environment(**more: str) -> dict[str, str]:
    source = str(Path(ngograph.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": source, "PYTHONDONTWRITEBYTECODE": "1", **more}


def process(content: Content, releases: Path, **more: str) -> subprocess.Popen[str]:
    """A build in a process of its own that has read its code and waits for a line to begin."""
    started = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(content.root), str(releases)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**more),
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def test_a_build_publishes_what_the_content_says(tiny: Content, releases: Path) -> None:
    release = build(tiny, releases)
    assert published(releases) == release
    assert whole(release)
    store = release.store()
    assert ask(store, f"ASK {{ <{ROOT}id/organisation/two> <{NGO}worksWith> <{ROOT}id/organisation/one> }}")
    rows = select(store, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g")
    assert {row["g"].value.removeprefix(ROOT): int(row["n"].value) for row in rows} == {
        "graph/alpha": 12,
        "graph/beta": 11,
        "graph/derived": 4,
        "graph/ontology": len([*ontology(tiny), *shapes(tiny)]),
    }


def ontology(content: Content) -> list[object]:
    return list(parse(path=content.ontology / "tiny.ttl", format=RdfFormat.TURTLE))


def shapes(content: Content) -> list[object]:
    return list(parse(path=content.shapes / "partnership.ttl", format=RdfFormat.TURTLE))


def test_the_account_says_what_went_in(tiny: Content, releases: Path) -> None:
    account = build(tiny, releases).account
    alpha, beta = account["sources"]
    statements = tiny.data / "alpha" / "statements.ttl"
    assert {key: alpha[key] for key in ("name", "title", "graph", "document", "triples")} == {
        "name": "alpha",
        "title": "Alpha",
        "graph": f"{ROOT}graph/alpha",
        "document": f"{ROOT}id/document/alpha",
        "triples": 12,
    }
    assert alpha["files"][1] == {
        "path": "data/alpha/statements.ttl",
        "sha256": hashlib.sha256(statements.read_bytes()).hexdigest(),
        "bytes": statements.stat().st_size,
        "triples": 9,
    }
    assert beta["things"] == {"ngo:Document": 1, "ngo:NationalSociety": 1, "ngo:Organisation": 1}
    assert account["totals"]["things"] == {"ngo:Document": 2, "ngo:NationalSociety": 1, "ngo:Organisation": 2}
    assert account["totals"]["relationships"] == {"ngo:Partnership": 2}
    assert account["totals"]["derived"] == account["derived"]["works-with.rq"] == 4
    assert account["totals"]["triples"] == 20, "what two sources state counts once"


def test_the_report_locates_its_findings(tiny: Content, releases: Path) -> None:
    (finding,) = build(tiny, releases).report["findings"]
    assert finding["files"] == ["data/beta/statements.ttl"]
    assert finding["label"] == "Three"
    assert finding["shape"] == f"{ROOT}shapes#OrganisationShape-label"
    assert finding["severity"].endswith("#Warning")


def test_equal_content_gives_equal_bytes(tiny: Content, releases: Path, tmp_path: Path) -> None:
    first = build(tiny, releases)
    other = Content(shutil.copytree(tiny.root, tmp_path / "other"))
    # the same statements in other files, in another order
    both = [other.data / "alpha" / name for name in ("statements.ttl", "source.ttl")]
    head, *lines = both[0].read_text().split("\n\n")
    (both[0].with_name("a.ttl")).write_text("\n\n".join([head, *lines]))
    both[0].unlink()
    (other.ontology / "tiny.ttl").rename(other.ontology / "another.ttl")
    dumps = {first.dump.read_bytes()}
    for seed in ("0", "1", "77"):
        started = process(other, tmp_path / f"releases-{seed}", PYTHONHASHSEED=seed)
        out, err = started.communicate("\n", timeout=60)
        assert started.returncode == 0, err
        dumps.add((tmp_path / f"releases-{seed}" / out.strip() / "dump.nq").read_bytes())
    assert len(dumps) == 1


def test_what_has_not_changed_is_not_built_again(tiny: Content, releases: Path) -> None:
    first = build(tiny, releases)
    assert build(tiny, releases) == first
    assert listed(releases) == [first]
    with (tiny.data / "beta" / "statements.ttl").open("a") as file:
        file.write("# a comment\n")
    second = build(tiny, releases)
    assert second != first, "the account tells of other bytes"
    assert second.digest == first.digest
    rollback(releases)
    assert build(tiny, releases) not in (first, second), "what is published is what was built last"


def test_a_damaged_release_is_built_again(tiny: Content, releases: Path) -> None:
    first = build(tiny, releases)
    (first.path / "account.json").unlink()
    second = build(tiny, releases)
    assert published(releases) == second != first


@pytest.fixture
def before(tiny: Content, releases: Path) -> Iterator[Release]:
    """A release that is published, and must still be, whole, when the test is over."""
    release = build(tiny, releases)
    state = sorted((path, path.stat().st_mtime_ns) for path in release.path.rglob("*"))
    yield release
    assert published(releases) == release
    assert whole(release)
    assert sorted((path, path.stat().st_mtime_ns) for path in release.path.rglob("*")) == state
    assert [path.name for path in releases.iterdir() if path.name.startswith(".building")] == []


@pytest.mark.usefixtures("before")
def test_a_violation_stops_a_build(tiny: Content, releases: Path) -> None:
    path = tiny.data / "beta" / "statements.ttl"
    path.write_text(
        path.read_text().replace("<id/organisation/one> , <id/organisation/three>", "<id/organisation/one>")
    )
    with pytest.raises(NonConforming, match="1 violation of the shapes: nothing was published") as raised:
        build(tiny, releases)
    (located,) = [finding for finding in raised.value.located if finding.is_violation]
    assert (located.files, located.rule) == ((path,), "ngosh:PartnershipShape-party")


@pytest.mark.usefixtures("before")
def test_shapes_that_look_at_nothing_stop_a_build(tiny: Content, releases: Path) -> None:
    (tiny.shapes / "partnership.ttl").write_text("")
    with pytest.raises(ContentError, match="expected shapes that look at something"):
        build(tiny, releases)


@pytest.mark.usefixtures("before")
def test_a_syntax_error_stops_a_build(tiny: Content, releases: Path) -> None:
    (tiny.data / "beta" / "bad.ttl").write_text("<a:b> <a:c>\n  nowhere:x .")
    with pytest.raises(RdfSyntaxError, match=r"bad\.ttl:2:3: "):
        build(tiny, releases)


@pytest.mark.usefixtures("before")
def test_a_folder_without_source_stops_a_build(tiny: Content, releases: Path) -> None:
    (tiny.data / "beta" / "source.ttl").unlink()
    with pytest.raises(MissingSource, match="beta"):
        build(tiny, releases)


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize("name", ["data", "ontology", "shapes", "queries"])
def test_a_missing_folder_stops_a_build(tiny: Content, releases: Path, name: str) -> None:
    shutil.rmtree(tiny.root / name)
    with pytest.raises(MissingFile, match=name):
        build(tiny, releases)


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("CONSTRUCT { ?a ?b } WHERE { }", r"bad\.rq: line 1, column 19: not a SPARQL query"),
        ("SELECT * { ?s ?p ?o }", r"bad\.rq: expected a CONSTRUCT or DESCRIBE query"),
        ("CONSTRUCT { [] a ?t } WHERE { ?s a ?t }", r"bad\.rq: expected edges between things with IRIs"),
        (
            "CONSTRUCT WHERE { SERVICE <http://localhost/> { ?s ?p ?o } }",
            r"bad\.rq: line 1, column 19: SERVICE",
        ),
    ],
)
def test_a_bad_query_stops_a_build(tiny: Content, releases: Path, query: str, problem: str) -> None:
    (tiny.queries / "derive" / "bad.rq").write_text(query)
    with pytest.raises(ContentError, match=problem):
        build(tiny, releases)


@pytest.mark.usefixtures("before")
def test_a_second_build_is_told_to_wait(tiny: Content, releases: Path) -> None:
    with locked(releases), pytest.raises(ReleaseBusy):
        build(tiny, releases)


def test_a_derived_edge_never_rests_on_an_edge(tiny: Content, releases: Path) -> None:
    (tiny.queries / "derive" / "zz.rq").write_text(
        f"CONSTRUCT {{ ?a <a:further> ?b }} WHERE {{ ?a <{NGO}worksWith> ?b }}"
    )
    assert build(tiny, releases).account["derived"]["zz.rq"] == 0


def test_progress_is_told(tiny: Content, releases: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(tiny, releases, progress=lambda *step: told.append(step))
    assert [step for step, _, _ in told] == [
        "reading",
        "checking",
        "staging",
        "deriving",
        "tabulating",
        "summarising",
        "dumping",
        "writing",
        "publishing",
    ]
    assert [done for _, done, _ in told] == list(range(9))


def limited(megabytes: float) -> Callable[[], None]:
    size = int(megabytes * 1024 * 1024)
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("limit", [0.0, 0.001, 0.004, 0.03])
@pytest.mark.usefixtures("before")
def test_a_file_that_cannot_grow_stops_a_build(tiny: Content, releases: Path, limit: float) -> None:
    change(tiny, 1)
    ended = subprocess.run(
        [sys.executable, "-m", "ngograph", "build", "--content", tiny.root, "--releases", releases],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        preexec_fn=limited(limit),
    )
    assert ended.returncode == 3, ended.stderr
    assert ended.stderr.splitlines()[-1].startswith("error: ")
    assert "Traceback" not in ended.stderr


@pytest.fixture
def little_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", folder], capture_output=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_stops_a_build(tiny: Content, little_disk: Path) -> None:
    before = build(tiny, little_disk)
    for turn in range(50):
        change(tiny, turn)
        ended = subprocess.run(
            [sys.executable, "-m", "ngograph", "build", "--content", tiny.root, "--releases", little_disk],
            capture_output=True,
            text=True,
            check=False,
            env=environment(),
        )
        if ended.returncode != 0:
            break
        before = published(little_disk)
    assert ended.returncode == 3, ended.stderr
    assert "No space left on device" in ended.stderr
    assert published(little_disk) == before
    assert whole(before)


BUILDS = """
import os, signal, sys
from pathlib import Path
from ngograph.build import build
from ngograph.content import Content
content, releases = Content(Path(sys.argv[1])), Path(sys.argv[2])
for line in sys.stdin:
    left = int(line)
    child = os.fork()
    if child == 0:
        def hook(event, details):
            global left
            if event in ("os.mkdir", "os.rename", "os.symlink", "os.remove", "os.rmdir"):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        if left >= 0:
            sys.addaudithook(hook)
        build(content, releases)
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Builds:
    """Builds one after another, each a process of its own, of one that has read the code for all of them."""

    def __init__(self, started: subprocess.Popen[str]) -> None:
        self._started = started

    def begin(self, changes: int = -1) -> int:
        """Begin a build that kills itself after so many *changes* of the folder; return its number."""
        assert self._started.stdin is not None
        self._started.stdin.write(f"{changes}\n")
        self._started.stdin.flush()
        return self._told()

    def ended(self) -> int:
        """Wait until it has ended, and return how."""
        return self._told()

    def _told(self) -> int:
        assert self._started.stdout is not None
        return int(self._started.stdout.readline())


@pytest.fixture
def builds(tiny: Content, releases: Path) -> Iterator[Builds]:
    """Builds of the tiny content."""
    started = subprocess.Popen(
        [sys.executable, "-c", BUILDS, str(tiny.root), str(releases)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    yield Builds(started)
    started.communicate(timeout=60)


def test_a_build_may_be_killed_before_each_change_of_the_folder(
    tiny: Content, releases: Path, builds: Builds
) -> None:
    before, steps = build(tiny, releases), 0
    while True:
        change(tiny, steps)
        builds.begin(steps)
        code = builds.ended()
        if code != -signal.SIGKILL:
            break
        assert whole(published(releases)), f"before step {steps}"
        assert published(releases) == before, "it died before it published"
        steps += 1
    assert code == 0
    assert steps >= 4, "a folder to build in, its name, a link, the switch"
    assert published(releases) != before
    assert whole(published(releases))


def test_a_build_may_be_killed_at_any_moment(tiny: Content, releases: Path, builds: Builds) -> None:
    chance = random.Random(20221120)
    build(tiny, releases)
    change(tiny, 0)
    begun = time.perf_counter()
    builds.begin()
    assert builds.ended() == 0
    duration = time.perf_counter() - begun
    killed = tried = 0
    while killed < MOMENTS:
        tried += 1
        assert tried < 5 * MOMENTS, f"only {killed} builds were still at work when they were killed"
        change(tiny, tried)
        number = builds.begin()
        time.sleep(duration * (killed + chance.random()) / MOMENTS)
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
        if builds.ended() == -signal.SIGKILL:
            killed += 1
        else:  # it had ended before: on this machine, now, a build takes less time
            duration *= 0.9
        assert whole(published(releases)), f"after {tried}"
        assert all(whole(release) for release in listed(releases)), f"after {tried}"
    release = build(tiny, releases)
    assert published(releases) == release
    assert [path.name for path in releases.iterdir() if path.name.startswith(".building")] == []
