"""`ngograph map` draws the published release."""

from __future__ import annotations

import io
import stat
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from ngograph.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]


def test_a_map_is_drawn_from_the_published_release(ngograph: Run, releases: Path, tmp_path: Path) -> None:
    target = tmp_path / "map.svg"
    ended = ngograph("map", "-o", target, "--releases", releases, "--lang", "bs", "--title", "Naslov")
    assert (ended.code, ended.err) == (0, "")
    text = "".join(ElementTree.fromstring(target.read_bytes()).itertext())
    assert "Naslov" in text
    assert "Crveni križ Tuzlanskog kantona" in text
    assert "Erasmus+" in text
    assert "Referalni mehanizmi" not in text
    assert stat.S_IMODE(target.stat().st_mode) & stat.S_IRUSR
    assert [path.name for path in tmp_path.iterdir()] == ["map.svg"]


def test_what_is_planned_is_drawn_when_asked_and_bystanders_never(
    ngograph: Run, releases: Path, tmp_path: Path
) -> None:
    ngograph(
        "map", "-o", tmp_path / "more.svg", "--releases", releases, "--modality", "asserted,planned,implied"
    )
    text = (tmp_path / "more.svg").read_text("utf-8")
    assert "Referral mechanisms" in text
    assert 'stroke-dasharray="0.1 5"' in text
    assert "Bulgarian Red Cross" in text
    # A society that the reference source lists, and that takes part in nothing.
    assert "Andorran Red Cross" not in text


def test_the_name_of_the_file_says_the_format(ngograph: Run, releases: Path, tmp_path: Path) -> None:
    assert ngograph("map", "-o", tmp_path / "map.PDF", "--releases", releases).code == 0
    assert (tmp_path / "map.PDF").read_bytes().startswith(b"%PDF")


def test_an_unknown_format_leaves_what_is_there(ngograph: Run, releases: Path, tmp_path: Path) -> None:
    target = tmp_path / "map.bmp"
    target.write_bytes(b"before")
    ended = ngograph("map", "-o", target, "--releases", releases)
    assert ended.code == 1
    assert "svg, png, pdf" in ended.err
    assert "'bmp'" in ended.err
    assert target.read_bytes() == b"before"


def test_a_name_without_a_suffix_needs_a_format(ngograph: Run, releases: Path, tmp_path: Path) -> None:
    ended = ngograph("map", "-o", tmp_path / "map", "--releases", releases)
    assert ended.code == 1
    assert "--format" in ended.err


def test_an_unknown_modality_names_those_there_are(ngograph: Run, releases: Path, tmp_path: Path) -> None:
    ended = ngograph("map", "-o", tmp_path / "map.svg", "--releases", releases, "--modality", "dreamt")
    assert (ended.code, "planned" in ended.err) == (1, True)
    assert not list(tmp_path.iterdir())


def test_without_a_release_it_says_what_to_do(ngograph: Run, tmp_path: Path) -> None:
    ended = ngograph("map", "-o", tmp_path / "map.svg", "--releases", tmp_path / "none")
    assert ended.code == 1
    assert "ngograph build" in ended.err


def test_a_folder_that_is_not_there_is_said(ngograph: Run, releases: Path, tmp_path: Path) -> None:
    ended = ngograph("map", "-o", tmp_path / "no" / "map.svg", "--releases", releases)
    assert ended.code == 1
    assert "a folder to write to" in ended.err
    assert not (tmp_path / "no").exists()


def test_a_dash_is_standard_output(releases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.TextIOWrapper(io.BytesIO(), "utf-8")
    monkeypatch.setattr(sys, "stdout", pipe)
    words = ("map", "-o", "-", "--format", "svg", "--releases", str(releases))
    monkeypatch.setattr(sys, "argv", ["ngograph", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert pipe.buffer.getvalue().startswith(b"<?xml")
