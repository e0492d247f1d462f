"""`ngograph export`: the whole or a part, in every format; what is asked wrongly is said, nothing written."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ngograph.cli.exporting import FORMATS
from ngograph.exporting import FORMS
from ngograph.release import published

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..conftest import Outcome

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
COMMANDS = re.findall(r"^ngograph (export .*)$", PAGE, re.MULTILINE)


@pytest.fixture
def asked(ngograph: Callable[..., Outcome], releases: Path) -> Callable[..., Outcome]:
    return lambda *arguments: ngograph("export", *arguments, "--releases", releases)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_of_the_page_run(
    command: str, asked: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = shlex.split(command)[1:]
    outcome = asked(*arguments, "--content", Path(__file__).parents[2])
    assert outcome.code == 0, outcome.err
    made = tmp_path / arguments[-1]
    files = list(made.iterdir()) if made.is_dir() else [made]
    assert files
    assert all(file.stat().st_size > 200 for file in files)


def test_the_help_and_the_page_name_every_format() -> None:
    assert re.findall(r"\w+", FORMATS.replace(" or ", " ")) == [*FORMS]
    assert {name for name in FORMS if f"`{name}`" not in PAGE} == set()


def test_the_whole_is_the_dump(asked: Callable[..., Outcome], releases: Path, tmp_path: Path) -> None:
    assert asked("nquads", "-o", tmp_path / "all.nq").code == 0
    assert (tmp_path / "all.nq").read_bytes() == published(releases).dump.read_bytes()


def test_a_body_is_found_by_a_name_in_another_script(asked: Callable[..., Outcome], tmp_path: Path) -> None:
    assert asked("3w", "--organisation", "ОКП Узбекистана", "-o", tmp_path / "3w.csv").code == 0
    with (tmp_path / "3w.csv").open(encoding="utf-8", newline="") as file:
        names = {row["Organisation"] or row["Implementing partner"] for row in csv.DictReader(file)}
    assert any("Uzbekistan" in name for name in names)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("nqads",), 1, "nearest: nquads"),
        (("nquads", "--source", "kali-sara"), 1, "nearest: kali-sara-memoranda"),
        (("3w", "--class", "Fundings"), 1, "nearest: Funding"),
        (("3w", "--organisation", "British Red Crss"), 1, "British Red Cross"),
        (("nquads", "--query", "who-works-in-plase"), 1, "who-works-in-place"),
        (("nquads", "--source", "kali-sara-memoranda", "--class", "Visit"), 1, "found none"),
        (("csv",), 2, "expected a folder for csv"),
        (("nquads", "--param", "place=x"), 2, "expected the question"),
        (("nquads", "--query", "who-works-in-place", "--param", "plase=x"), 2, "it has place"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    asked: Callable[..., Outcome],
    tmp_path: Path,
    arguments: tuple[str, ...],
    code: int,
    says: str,
) -> None:
    output = () if arguments == ("csv",) else ("-o", tmp_path / "out")
    outcome = asked(*arguments, *output)
    assert outcome.code == code
    assert says in re.sub(r"[\s│]+", " ", outcome.err)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(asked: Callable[..., Outcome], tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", "utf-8")
    outcome = asked("csv", "-o", tmp_path)
    assert outcome.code == 3
    assert "expected no folder, or an empty one" in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
