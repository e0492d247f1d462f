"""The README tells the truth: its commands and its Python run, it is short, and every verb is named."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from ngograph.cli import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Outcome

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in SHELL for line in block.splitlines() if line.startswith("ngograph ")]
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.fixture
def beside(releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory like that of a checkout in which a release was built."""
    for name in ("ontology", "shapes", "queries", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    copied = tmp_path / "releases"  # one of the commands builds
    shutil.copytree(releases, copied, symlinks=True, copy_function=os.link)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("command", COMMANDS)
def test_command(command: str, ngograph: Callable[..., Outcome]) -> None:
    outcome = ngograph(*shlex.split(command)[1:])
    assert outcome.code == 0, outcome.err
    assert outcome.out.strip() or " -o " in command


def test_own_sparql(beside: Path) -> None:
    (block,) = (block for block in SHELL if "| ngograph query -" in block)
    found = re.search(r"echo '(.*)' \|", block, re.DOTALL)
    assert found
    done = subprocess.run(
        [sys.executable, "-m", "ngograph", "query", "-"],
        input=found[1],
        cwd=beside,
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("donor,what")


@pytest.mark.parametrize("program", PYTHON)
def test_python(program: str, beside: Path) -> None:
    exec(compile(program, "README.md", "exec"), {})
    assert (beside / "map.svg").read_bytes().startswith(b"<?xml")


def test_it_is_short() -> None:
    assert len(README.splitlines()) < 150


def test_every_verb_is_named() -> None:
    command = typer.main.get_command(create_app())
    verbs = set(getattr(command, "commands", ()))
    assert len(verbs) > 10
    assert {verb for verb in verbs if f"ngograph {verb}" not in README + CONTRIBUTING} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_verb_that_is_named_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    blocks = "".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    typed = re.findall(r"(?:^|\| )ngograph (.+)", blocks, re.MULTILINE)
    told = [*re.findall(r"`ngograph ([^`]+)`", text), *typed]
    verbs = getattr(typer.main.get_command(create_app()), "commands", {})
    assert {words.split()[0] for words in told} <= set(verbs)
