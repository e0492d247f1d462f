"""The head of a file: what a damaged archive is told as."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from ngograph.errors import UnreadableFile
from ngograph.sources.opening import sample

if TYPE_CHECKING:
    from pathlib import Path


def test_a_damaged_member_of_an_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "".join(map(str, range(5000))))
    content = bytearray(path.read_bytes())
    content[60:400] = b"\xff" * 340
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="expected a whole archive"):
        sample(path)
