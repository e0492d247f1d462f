from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ngograph.sources import read_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome


@pytest.fixture
def register(tmp_path: Path) -> Path:
    fields = {
        "name_en": "Uzbekistan",
        "record_type": 1,
        "iso": "UZ",
        "iso3": "UZB",
        "fdrs": "DUZ001",
        "society_name": "Red Crescent Society of Uzbekistan",
        "society_name_en": "Red Crescent Society of Uzbekistan",
    }
    file = tmp_path / "Countries.json"
    file.write_text(json.dumps([{"model": "api.country", "pk": 6, "fields": fields}]), encoding="utf-8")
    return file


def test_a_document_becomes_a_source(
    ngograph: Callable[..., Outcome], register: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "ifrc-go"
    run = ngograph("read", register, "--as", "ifrc-go", "-o", folder, "--issued", "2026-05-20")
    assert (run.code, run.err) == (0, "")
    assert "1 records read, 1 produced statements" in run.out
    assert '"2026-05-20"^^xsd:date' in (folder / "source.ttl").read_text(encoding="utf-8")
    assert read_folder(folder).name == "ifrc-go"


def test_the_account_as_json(ngograph: Callable[..., Outcome], register: Path, tmp_path: Path) -> None:
    run = ngograph("read", register, "--as", "ifrc-go", "-o", tmp_path / "ifrc-go", "--json")
    facts = json.loads(run.out)
    assert (facts["read"], facts["produced"], facts["skipped"]) == (1, 1, {})


def test_societies_are_found_beside_the_output(
    ngograph: Callable[..., Outcome], register: Path, tmp_path: Path
) -> None:
    names = tmp_path / "territories.json"
    about = {"localeDisplayNames": {"territories": {"UZ": "Uzbekistan", "TR": "Turska"}}}
    names.write_text(json.dumps({"main": {"bs": about}}), encoding="utf-8")
    ngograph("read", register, "--as", "ifrc-go", "-o", tmp_path / "data" / "ifrc-go")
    run = ngograph("read", names, "--as", "cldr-territories", "-o", tmp_path / "data" / "names-bs")
    assert run.code == 0
    assert "1 skipped: a region or territory without a national society of its own" in run.out


def test_without_societies_the_error_says_what_is_missing(
    ngograph: Callable[..., Outcome], register: Path, tmp_path: Path
) -> None:
    run = ngograph("read", register, "--as", "cldr-territories", "-o", tmp_path / "data" / "names-bs")
    assert run.code == 1
    assert "ifrc-go" in run.err
    assert not (tmp_path / "data" / "names-bs").exists()


def test_a_file_of_another_kind_writes_nothing(ngograph: Callable[..., Outcome], tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("{", encoding="utf-8")
    run = ngograph("read", file, "--as", "ifrc-go", "-o", tmp_path / "ifrc-go")
    assert run.code == 1
    assert "expected a JSON list of api.country records" in run.err
    assert not (tmp_path / "ifrc-go").exists()


def test_an_unknown_reader_is_a_mistake_of_usage(ngograph: Callable[..., Outcome], tmp_path: Path) -> None:
    run = ngograph("read", tmp_path / "x", "--as", "csv", "-o", tmp_path / "y")
    assert run.code == 2
    assert "name-suggestion-index" in run.err
