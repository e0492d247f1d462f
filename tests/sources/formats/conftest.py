"""What tests of formats need: what is known of countries and topics, and files imported by the real rules."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from ngograph.check import Rules, read_rules
from ngograph.content import find_content, source_folders
from ngograph.importing import Wanted, import_file
from ngograph.imports import ImportedSource
from ngograph.sources import read_folder
from ngograph.sources.formats import Task, format_of
from ngograph.sources.known import Known, known
from ngograph.sources.opening import sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.sources.facts import Record, Skipped
    from ngograph.sources.formats import Opened


@pytest.fixture(scope="session")
def rules() -> Rules:
    """Ontology and shapes of the project."""
    return read_rules(find_content())


@pytest.fixture(scope="session")
def world(rules: Rules) -> Known:
    """Countries, topics and currencies of the project's content."""
    names = ("ifrc-go", "geonames-countries", "countries", "cldr-territories")
    folders = [folder for folder in source_folders(find_content()) if folder.name.startswith(names)]
    places = [triple for folder in folders for triple in read_folder(folder).triples]
    return known([triple for file in rules.ontology for triple in file.triples], places)


@pytest.fixture(scope="session")
def once(
    rules: Rules, world: Known, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path, Wanted], Path]:
    """Import a file that nobody changes: whoever wants the same of it is given the same folder."""

    @cache
    def take(path: Path, wanted: Wanted) -> Path:
        return import_file(path, tmp_path_factory.mktemp("imports"), rules, world, wanted=wanted).path

    return take


@pytest.fixture
def imported(
    tmp_path: Path, rules: Rules, world: Known, once: Callable[[Path, Wanted], Path]
) -> Callable[..., ImportedSource]:
    """Import a file: `imported(path, language="bs")` gives the source that it became."""

    def take(path: Path, **more: Any) -> ImportedSource:
        wanted = Wanted(**more)
        if not path.is_relative_to(tmp_path):
            return ImportedSource(once(path, wanted))
        return import_file(path, tmp_path / "imports", rules, world, wanted=wanted)

    return take


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, object], Path]:
    """Write a file: `written("a.json", [1])` gives its path; what is no text is written as JSON."""

    def write(name: str, content: object) -> Path:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return path

    return write


@pytest.fixture
def opened(tmp_path: Path, world: Known) -> Callable[..., Opened]:
    """Open what is written to a file, by the format that its content shows."""

    def read(content: str | bytes, name: str = "table.csv") -> Opened:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        found = sample(path)
        return format_of(found).read(Task(found, "a", world))

    return read


@pytest.fixture
def read(opened: Callable[..., Opened]) -> Callable[..., list[Record | Skipped]]:
    """Return the records of what is written to a file."""
    return lambda content, name="table.csv": list(opened(content, name).records)
