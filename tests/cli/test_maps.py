"""`ngograph map` in every kind, of a day, with kept positions; and the examples of docs/maps.md run."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ngograph.network import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Any]

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "maps.md").read_text("utf-8")
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", DOCS, re.DOTALL) for line in block.strip().splitlines()
]
PYTHON = re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL)


@pytest.fixture
def beside(releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a release in it."""
    (tmp_path / "releases").symlink_to(releases)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("command", COMMANDS)
def test_command(command: str, ngograph: Run) -> None:
    words = shlex.split(command)
    ended = ngograph(*words[1:])
    assert (ended.code, ended.err) == (0, "")
    assert Path(words[words.index("-o") + 1]).stat().st_size > 1000


@pytest.mark.parametrize("program", PYTHON)
def test_python(program: str, beside: Path) -> None:
    exec(compile(program, "maps.md", "exec"), {})
    assert (beside / "when.html").read_bytes().startswith(b"<!doctype html>")


def test_every_kind_is_told_of(ngograph: Run) -> None:
    assert re.findall(r"^\| `([\w-]+)` \|", DOCS, re.MULTILINE) == list(KINDS)
    shown = " ".join(ngograph("map", "--help").out.split())
    assert all(f"{kind}:" in shown for kind in KINDS)


def test_an_unknown_kind_names_the_nearest(ngograph: Run, releases: Path, tmp_path: Path) -> None:
    ended = ngograph("map", "--kind", "matrx", "-o", tmp_path / "m.svg", "--releases", releases)
    assert ended.code == 1
    assert "matrix" in ended.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--kind", "ego"], "whom the map is about"),
        (["--as-of", "2018-41-01"], "expected a day such as"),
        (["--from", "yesterday"], "from"),
    ],
)
def test_a_wrong_command(
    options: list[str], said: str, ngograph: Run, releases: Path, tmp_path: Path
) -> None:
    ended = ngograph("map", *options, "-o", tmp_path / "m.svg", "--releases", releases)
    assert ended.code == 2
    assert said in ended.err
    assert not list(tmp_path.iterdir())


def test_a_day_and_a_time_leave_out_and_are_told(ngograph: Run, releases: Path, tmp_path: Path) -> None:
    target = tmp_path / "m.svg"
    ngograph(
        "map", "-k", "timeline", "--as-of", "2018-04-30", "--no-undated", "-o", target, "--releases", releases
    )
    text = target.read_text("utf-8")
    assert "Press conference presenting" in text
    assert "Working meeting of the" not in text
    assert "Time: 2018-04-30" in text
    assert "Undated ties: left out" in text


def test_a_page_names_the_source_of_its_evidence(ngograph: Run, releases: Path, tmp_path: Path) -> None:
    target = tmp_path / "m.html"
    ngograph("map", "-k", "funding", "--lang", "ru", "-o", target, "--releases", releases)
    found = re.search(r'id="data">(.*?)</script>', target.read_text("utf-8"), re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert all(one["title"] and one["link"].startswith("https://") for one in data["evidence"])
    assert "исполнитель" in json.dumps(data["ties"], ensure_ascii=False).lower()


def test_positions_are_written_and_kept(ngograph: Run, releases: Path, tmp_path: Path) -> None:
    places = tmp_path / "places.json"
    run = ("map", "-k", "ego", "--of", "ICRC", "--releases", releases, "--positions", places)
    assert ngograph(*run, "-o", tmp_path / "one.svg").code == 0
    first = json.loads(places.read_text("utf-8"))
    assert ngograph(*run, "-o", tmp_path / "two.svg", "--seed", "7").code == 0
    assert json.loads(places.read_text("utf-8")) == first
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    places.write_text("[1]", "utf-8")
    ended = ngograph(*run, "-o", tmp_path / "three.svg")
    assert ended.code == 1
    assert "expected a JSON object" in ended.err
