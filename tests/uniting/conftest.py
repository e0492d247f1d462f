"""A bench to unite sources on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.uniting.making import Bench

from ngograph.check import Rules, read_rules
from ngograph.content import find_content

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The project's own rules."""
    return read_rules(find_content())


@pytest.fixture
def bench(tmp_path: Path, rules: Rules) -> Bench:
    """Where sources are made and united."""
    return Bench(tmp_path, rules)
