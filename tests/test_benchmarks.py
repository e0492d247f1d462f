"""The harness that measures runs, with a graph of a few triples and short rounds; no figure is judged."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks import building, questions
from benchmarks.data import organisations, partnerships, write
from benchmarks.load import whole

if TYPE_CHECKING:
    from ngograph.content import Content
    from ngograph.release import Release

ROOT = Path(__file__).parents[1]


def test_the_graph_is_the_same_each_time_and_as_large_as_asked(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, 2000)
        texts.append(((tmp_path / name / "graph.nq").read_text(), (tmp_path / name / "graph.nt").read_text()))
    assert texts[0] == texts[1]
    quads, triples = (text.splitlines() for text in texts[0])
    assert len(quads) == len(set(triples)) == 2000
    assert (organisations(2000), partnerships(2000)) == (40, 200)


@pytest.mark.parametrize(
    ("come", "answer"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", (200, b"abc")),
        (b"HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", None),
        (
            b"HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
            (503, b"abc"),
        ),
        (b"HTTP/1.1 200 OK\r\n", None),
    ],
)
def test_the_load_knows_where_an_answer_ends(come: bytes, answer: tuple[int, bytes] | None) -> None:
    assert whole(bytearray(come)) == answer


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="several processes need Linux")
def test_a_run_measures_and_writes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "--triples", "2000", "--seconds", "0.2", "--rounds", "1"]
    command += ["--limit", "1"]
    output = tmp_path / "RESULTS.md"
    subprocess.run(
        [*command, "--only", "ngograph", "FastAPI route", "--output", output],
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        timeout=300,
    )
    text = output.read_text("utf-8")
    assert "at least 2 × FastAPI route" in text
    assert "failed)" not in text


def test_networks_are_measured_and_every_way_gives_the_same_ties(tmp_path: Path) -> None:
    report = tmp_path / "NETWORKS.md"
    command = [sys.executable, "-m", "benchmarks.networks", "--triples", "3000", "--rounds", "1"]
    command.append("--betweenness")
    ended = subprocess.run(
        [*command, "--output", str(report)], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    written = report.read_text("utf-8")
    assert "60 organisations" in written
    assert "| networkx (newman) |" in written
    assert "walk from 20 nodes" in written


def test_questions_are_timed_over_a_release(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    only = ["partners-of-organisation", "events-in-period", "pages/about"]
    questions.main(["--releases", str(release.path.parent), "--only", *only])
    first, _, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("A count of all triples: ")
    asked = {line.split(maxsplit=3)[3].partition("=")[0] for line in lines}
    assert {"partners-of-organisation", "partners-of-organisation organisation"} <= asked
    assert {"events-in-period", "events-in-period from", "events-in-period until"} <= asked
    assert len([name for name in asked if name.startswith("pages/about ")]) >= 1


def test_a_build_is_timed_by_step_beside_a_plain_load(tiny: Content, tmp_path: Path) -> None:
    report = tmp_path / "BUILDING.md"
    building.main(["--content", str(tiny.root), "--rows", "0", "--output", str(report)])
    text = report.read_text("utf-8")
    told = re.search(r"(\d+) triples of 2 sources and 4 derived edges, (\d+) quads in all", text)
    assert told is not None
    assert 20 == int(told[1]) < int(told[2])
    *steps, whole = re.findall(r"^\| ([a-z ]+) \| ([\d.]+) \| \d+ \|$", text, re.MULTILINE)
    assert [name for name, _ in steps][:2] == ["reading", "checking"]
    assert sum(float(seconds) for _, seconds in steps) == pytest.approx(float(whole[1]), abs=0.1)
    assert (
        len(re.findall(r"^\| (?:loaded into|parsed by rdflib).*\| [\d.]+ \| [\d.]+ \|$", text, re.MULTILINE))
        == 2
    )


def test_reading_is_measured_against_the_bare_parser(tmp_path: Path) -> None:
    report = tmp_path / "READERS.md"
    command = [
        sys.executable,
        "-m",
        "benchmarks.readers",
        "--megabytes",
        "0.5",
        "--rounds",
        "1",
        "--rows",
        "50",
    ]
    ended = subprocess.run(
        [*command, "--output", str(report)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert ended.returncode == 0, ended.stderr
    written = report.read_text("utf-8")
    assert "| 1.xml | iati |" in written
    assert re.search(r"\| presences.csv \| 3w \| [\d.]+ \| 50 \|", written)
    assert re.search(r"whole import of the table, checks included: [\d.]+ seconds", written)
    small, large = map(int, re.findall(r"(\d+) MB for", written))
    assert large < small * 2  # the larger file is eight times as large
