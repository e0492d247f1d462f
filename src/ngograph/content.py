"""Where the content is: the folders of ontology, shapes, queries and data, and the files in each."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ngograph.errors import ContentError, MissingFile


@dataclass(frozen=True)
class Content:
    """The folders of one body of content, all below *root*."""

    root: Path

    @property
    def ontology(self) -> Path:
        """What exists: OWL, SKOS concepts, alignments."""
        return self.root / "ontology"

    @property
    def shapes(self) -> Path:
        """What is well formed: SHACL."""
        return self.root / "shapes"

    @property
    def queries(self) -> Path:
        """What one may ask: SPARQL."""
        return self.root / "queries"

    @property
    def data(self) -> Path:
        """What is known: one folder a source."""
        return self.root / "data"


def find_content(root: Path | None = None) -> Content:
    """Return the content in *root*, or the one that is nearest.

    Without *root* that is the folder named by the environment variable `NGOGRAPH_CONTENT`, else the working
    directory or the nearest folder above it that holds `ontology/` and `shapes/`, else the copy that comes
    with the installed package.

    Raises:
        MissingFile: a folder that was named is not there.
        ContentError: there is no content in it.
    """
    named = root or (Path(value) if (value := os.environ.get("NGOGRAPH_CONTENT")) else None)
    if named is not None:
        return _content(named)
    packaged = Path(__file__).parent / "content"
    checkout = Path(__file__).parents[2]
    near = [Path.cwd(), *Path.cwd().parents, packaged, checkout]
    found = next((folder for folder in near if _holds_content(folder)), None)
    if found is None:
        raise ContentError(f"{Path.cwd()}: expected ontology/ and shapes/ here or above, found neither")
    return Content(found)


def turtle_files(folder: Path) -> list[Path]:
    """Return the Turtle files in *folder* and below, sorted, without the examples in its subfolders.

    Examples are the `valid-*` and `invalid-*` that lie in a folder beside the rule they explain.

    Raises:
        MissingFile: there is no such folder.
    """
    if not folder.is_dir():
        raise MissingFile(folder, "a folder")
    files = [file for file in folder.rglob("*.ttl") if file.is_file()]
    return sorted(file for file in files if file.parent == folder or not is_example(file))


def source_folders(content: Content) -> list[Path]:
    """Return the folders of the sources in *content*, sorted by name.

    Raises:
        MissingFile: there is no data folder, or nothing in it.
    """
    if not content.data.is_dir():
        raise MissingFile(content.data, "a folder with one folder a source")
    folders = sorted(
        path for path in content.data.iterdir() if path.is_dir() and not path.name.startswith(".")
    )
    if not folders:
        raise MissingFile(content.data / "*", "one folder a source")
    return folders


def is_example(file: Path) -> bool:
    """Say whether *file* is an example that explains a rule rather than content itself."""
    return file.name.startswith(("valid-", "invalid-"))


def _content(folder: Path) -> Content:
    if not folder.is_dir():
        raise MissingFile(folder, "the folder of the content")
    if not _holds_content(folder):
        raise ContentError(f"{folder}: expected ontology/ and shapes/ in it, found no such folders")
    return Content(folder)


def _holds_content(folder: Path) -> bool:
    return (folder / "ontology").is_dir() and (folder / "shapes").is_dir()
