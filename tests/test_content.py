"""Finding the content and the files in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ngograph.content import Content, find_content, source_folders, turtle_files
from ngograph.errors import ContentError, MissingFile

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NGOGRAPH_CONTENT", raising=False)


def made(folder: Path) -> Path:
    for name in ("ontology", "shapes", "queries", "data"):
        (folder / name).mkdir(parents=True)
    return folder


def test_a_folder_that_is_named_is_taken(tmp_path: Path) -> None:
    assert find_content(made(tmp_path / "a")) == Content(tmp_path / "a")


def test_the_environment_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NGOGRAPH_CONTENT", str(made(tmp_path / "a")))
    monkeypatch.chdir(made(tmp_path / "b"))
    assert find_content().root == tmp_path / "a"


def test_the_nearest_folder_above_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made(tmp_path / "a") / "data")
    assert find_content().root == tmp_path / "a"


def test_elsewhere_the_content_of_the_package_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = find_content()
    assert found.ontology.is_dir()
    assert found.shapes.is_dir()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="nowhere"):
        find_content(tmp_path / "nowhere")


def test_a_folder_without_content(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"expected ontology/ and shapes/"):
        find_content(tmp_path)


def test_examples_beside_a_rule_are_not_content(tmp_path: Path) -> None:
    for name in ("b.ttl", "a.ttl", "notes.md", "a/valid-x.ttl", "a/invalid-x.ttl", "concepts/role.ttl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [file.relative_to(tmp_path).as_posix() for file in turtle_files(tmp_path)] == [
        "a.ttl",
        "b.ttl",
        "concepts/role.ttl",
    ]
    assert [file.name for file in turtle_files(tmp_path / "a")] == ["invalid-x.ttl", "valid-x.ttl"]


def test_sources_are_the_folders_of_data_in_order(tmp_path: Path) -> None:
    content = Content(made(tmp_path / "a"))
    for name in ("two", "one", ".hidden"):
        (content.data / name).mkdir()
    (content.data / "README.md").touch()
    assert [folder.name for folder in source_folders(content)] == ["one", "two"]


def test_no_data_is_said(tmp_path: Path) -> None:
    content = Content(made(tmp_path / "a"))
    with pytest.raises(MissingFile, match="one folder a source"):
        source_folders(content)
    content.data.rmdir()
    with pytest.raises(MissingFile, match="data"):
        source_folders(content)
