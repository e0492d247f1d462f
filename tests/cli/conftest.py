"""What tests of several verbs need: two releases, to turn from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ngograph.build import build
from ngograph.release import listed, publish

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.content import Content


@pytest.fixture
def two(tiny: Content, tmp_path: Path) -> Path:
    """A folder with two releases, of which the first is published."""
    folder = tmp_path / "releases"
    build(tiny, folder)
    file = next(tiny.root.glob("data/*/*.ttl"))
    file.write_text(
        file.read_text("utf-8") + '\n<id/organisation/one> skos:altLabel "Second"@en .\n', "utf-8"
    )
    build(tiny, folder)
    first, second = listed(folder)
    assert first.digest != second.digest
    publish(first)
    return folder
