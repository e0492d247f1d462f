"""The pinned versions, and the places that must agree with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import ngograph

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
_TEXT = (ROOT / "constraints.txt").read_text("utf-8")
LINES = [line for line in _TEXT.splitlines() if not line.startswith("#")]


def test_the_version_is_the_same_in_both_places() -> None:
    assert PROJECT["project"]["version"] == ngograph.__version__


def test_every_line_pins_a_version_and_names_no_place_to_fetch_it_from() -> None:
    assert [line for line in LINES if re.fullmatch(r"[\w.-]+==[\w.+]+", line) is None] == []


def test_every_dependency_is_pinned_to_a_version_that_fits() -> None:
    pinned = {
        canonicalize_name(name): Version(version) for name, version in (line.split("==") for line in LINES)
    }
    asked = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["dev"],
        *PROJECT["build-system"]["requires"],
    ]
    for requirement in map(Requirement, asked):
        assert pinned[canonicalize_name(requirement.name)] in requirement.specifier, requirement
        assert any(each.operator == ">=" for each in requirement.specifier), f"{requirement}: a lower bound"
