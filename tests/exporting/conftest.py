"""A release that holds the content and what was imported from files of others, and how it is exported."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from ngograph.build import build
from ngograph.check import read_rules
from ngograph.content import source_folders
from ngograph.exporting import Wanted, export, form_called
from ngograph.importing import import_file
from ngograph.sources import read_folder
from ngograph.sources.known import known

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.check import Rules
    from ngograph.content import Content
    from ngograph.imports import ImportedSource
    from ngograph.release import Release
    from ngograph.sources.known import Known

FILES = ("ftm/t1-entities.ftm.json", "ocha-fts/fts_incoming_funding_afg.csv")


@pytest.fixture(scope="session")
def rules(content: Content) -> Rules:
    return read_rules(content)


@pytest.fixture(scope="session")
def all_known(content: Content, rules: Rules) -> Known:
    folders = [
        folder for folder in source_folders(content) if folder.name.startswith(("ifrc-go", "countries"))
    ]
    places = [triple for folder in folders for triple in read_folder(folder).triples]
    return known([triple for file in rules.ontology for triple in file.triples], places)


@pytest.fixture
def imported(rules: Rules, all_known: Known, tmp_path: Path) -> Callable[[Path], ImportedSource]:
    """Import a file into a folder of this test."""
    return lambda path: import_file(path, tmp_path / "imports", rules, all_known)


@pytest.fixture(scope="session")
def united(
    content: Content, rules: Rules, all_known: Known, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Release:
    """A release of the content and of two files of others."""
    folder = tmp_path_factory.mktemp("united")
    for name in FILES:
        import_file(shared / "data" / name, folder / "imports", rules, all_known)
    return build(content, folder / "releases", imports=folder / "imports")


@pytest.fixture
def exported() -> Callable[..., bytes]:
    """Export a part of a release into memory: `exported(release, "nquads", sources=("kali",))`."""

    def run(release: Release, form: str, **wanted: tuple[str, ...]) -> bytes:
        out = io.BytesIO()
        export(release, Wanted(**wanted), form_called(form), out)  # type: ignore[arg-type]
        return out.getvalue()

    return run
