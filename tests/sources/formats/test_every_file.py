"""Every file of the foreign data is read by the reader it should be, or refused with a reason."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ngograph.errors import ImportingError
from ngograph.sources.facts import Record
from ngograph.sources.formats import FORMATS, Task, format_of
from ngograph.sources.opening import sample

if TYPE_CHECKING:
    from ngograph.sources.known import Known

ROOT = Path(__file__).parents[3]
REFUSED = "refused"
FOLDERS: dict[str, dict[str, int]] = {
    "360giving": {"360giving": 2, REFUSED: 2},
    "3w-ebola-guinea": {"3w": 1},
    "3w-nepal-redcross": {"3w": 1},
    "cldr-territories": {REFUSED: 36},
    "cpov": {"rdf": 1, REFUSED: 3},
    "ftm": {"followthemoney": 1},
    "hxl-libhxl-tests": {"3w": 24, REFUSED: 8},
    "hxl-showcase": {"3w": 3},
    "i18n-iso-countries": {REFUSED: 15},
    "iati-codelists": {REFUSED: 69},
    "iati-datastore-fixtures": {"iati": 8},
    "iati-dportal-covid": {"iati": 1, REFUSED: 3},
    "iati-hxlproxy": {"iati": 1},
    "iati-iatikit": {"iati": 4, "iati-publishers": 2, REFUSED: 6},
    "iati-publishers": {"iati-publishers": 1},
    "iati-pyiati-203": {"iati": 674, REFUSED: 12},
    "iati-standard-examples": {"iati": 2},
    "ifrc-go": {"ifrc-go": 6, REFUSED: 7},
    "nsi-red-cross": {REFUSED: 1},
    "ocds": {"ocds": 2},
    "ocha-3w-country": {"3w": 7, REFUSED: 1},
    "ocha-fts": {"fts": 5, REFUSED: 2},
    "ocha-hpc-projects": {"hpc": 2},
    "ocha-operational-presence": {"3w": 2, REFUSED: 2},
    "org-aliases": {REFUSED: 7},
    "org-id-register": {REFUSED: 823},
    "popolo": {"popolo": 2},
    "ror": {"ror": 2, REFUSED: 1},
    "tbfy-ocds-ontology": {REFUSED: 1},
    "vivo": {"rdf": 2, REFUSED: 1},
    "wikidata-json": {REFUSED: 6},
    "world-atlas": {REFUSED: 2},
}


def outcome(path: Path, world: Known) -> str:
    """Return the name of the format that gives records of *path*, or that there are none."""
    try:
        found = sample(path)
        form = format_of(found)
        given = sum(isinstance(one, Record) for one in form.read(Task(found, "source", world)).records)
    except ImportingError as error:
        said = str(error)
        assert said.startswith(str(path))
        assert len(said) > len(str(path)) + 20, "no reason is given"
        return REFUSED
    return form.name if given else REFUSED


def files(folder: Path) -> list[Path]:
    """Return the files in *folder* and below that are data."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if path.name not in ("SOURCE.md", "LICENSE")]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_file_is_read_or_refused(name: str, shared: Path, world: Known) -> None:
    assert Counter(outcome(path, world) for path in files(shared / "data" / name)) == FOLDERS[name]


def test_the_documentation_lists_every_format() -> None:
    text = (ROOT / "docs" / "imports.md").read_text("utf-8").partition("## Formats")[2].partition("###")[0]
    assert sorted(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)) == sorted(one.name for one in FORMATS)


def test_no_folder_is_left_out(shared: Path) -> None:
    assert {path.name for path in (shared / "data").iterdir() if path.is_dir()} == FOLDERS.keys()
