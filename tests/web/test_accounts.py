"""The page of an imported source says what became of its records; other pages do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.uniting.making import Bench

from ngograph.build import build
from ngograph.sources.facts import Body, Name, Partnership, Record
from ngograph.web.accounts import imported

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.content import Content
    from ngograph.release import Release


@pytest.fixture
def release_with_import(tiny: Content, tmp_path: Path) -> Release:
    bench = Bench(tmp_path, None)  # type: ignore[arg-type]  # no rules are needed to import by hand
    parties = tuple(Body((Name(name, "en"),)) for name in ("First", "Second"))
    bench.imported("sheet", Record("1", "/1", (Partnership(parties),)))
    return build(tiny, tmp_path / "releases", imports=tmp_path / "imports")


def test_only_an_imported_source_has_such_an_account(release_with_import: Release) -> None:
    graphs = {one["name"]: one["graph"] for one in release_with_import.account["sources"]}
    found = imported(release_with_import, graphs["sheet"])
    assert found is not None
    assert (found.read, found.joined, found.parts) == (1, 0, ())
    assert imported(release_with_import, graphs["alpha"]) is None
