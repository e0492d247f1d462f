"""The verbs that analyse: one for each analysis, with its options, for people and for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from ngograph.analysis import ANALYSES
from ngograph.analysis.speaking import heading
from ngograph.network.measures import registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..conftest import Outcome

NEEDED = {"node": "Otaharin", "before": "2018-06-30", "after": "2022-11-25"}


@pytest.fixture
def asked(ngograph: Callable[..., Outcome], releases: Path) -> Callable[..., Outcome]:
    return lambda *arguments: ngograph("network", *arguments, "--releases", releases)


def test_the_help_names_every_analysis(ngograph: Callable[..., Outcome]) -> None:
    said = ngograph("network", "--help")
    assert said.code == 0
    listed = said.out.partition("Commands:")[2].splitlines()
    assert [line.split()[0] for line in listed if line] == [*ANALYSES, "export"]


@pytest.mark.parametrize("name", ANALYSES)
def test_each_answers_as_table_sheet_and_json(asked: Callable[..., Outcome], name: str) -> None:
    needed = [NEEDED[option.name] for option in ANALYSES[name].options if option.needed]
    found = json.loads(asked(name, *needed, "--format", "json").out)
    assert found["counts"]["ties"] > 0
    lines = list(csv.reader(io.StringIO(asked(name, *needed).out)))
    assert lines[0] == list(found["columns"])
    assert len(lines) == len(found["rows"]) + 1
    table = asked(name, *needed, "--format", "table")
    assert table.code == 0
    shown = " ".join(table.out.split())
    assert shown.startswith(found["title"])
    assert all(note in shown for note in found["notes"])


@pytest.mark.parametrize(("name", "width"), [("brokerage", "80"), ("localisation", "80"), ("backbone", "40")])
def test_no_column_is_cut_off_where_a_line_is_short(
    asked: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch, name: str, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    columns = json.loads(asked(name, "--format", "json").out)["columns"]
    shown = asked(name, "--format", "table").out.split()
    hidden = {"node", "source", "target", "type", "recipient"}
    for column in columns.keys() - hidden:
        assert set(heading(column, "en").split()) <= set(shown), column


def test_whom_each_part_of_a_wide_table_is_about(
    asked: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    table = asked("backbone", "--ties", "contact", "--format", "table").out
    heads = [line for line in table.splitlines() if line.startswith("source label")]
    assert len(heads) > 1
    assert all("target label" in line for line in heads)


def test_the_whole_alone_is_a_sheet_of_its_figures(asked: Callable[..., Outcome]) -> None:
    report = json.loads(asked("measures", "--measure", "density,fragmentation", "--format", "json").out)
    lines = list(csv.reader(io.StringIO(asked("measures", "--measure", "density,fragmentation").out)))
    assert lines == [["measure", "figure"], *([name, str(one)] for name, one in report["summary"].items())]
    table = asked("measures", "--measure", "density,fragmentation", "--format", "table").out
    assert "There are none" not in table
    assert all(name in table for name in report["summary"])


def test_bridges_are_counted_and_named(asked: Callable[..., Outcome], tmp_path: Path) -> None:
    assert asked("export", "graphml", "--network", "projection", "-o", tmp_path / "p.graphml").code == 0
    graph = nx.read_graphml(tmp_path / "p.graphml")
    bridges = {frozenset(ends) for ends in nx.bridges(graph)}
    assert 0 < len(bridges) < graph.number_of_edges()
    found = json.loads(asked("measures", "--measure", "bridges,density", "--format", "json").out)
    assert found["summary"]["Bridges"] == len(bridges)
    assert len(found["rows"]) == graph.number_of_edges()
    assert {frozenset((row["source"], row["target"])) for row in found["rows"] if row["bridges"]} == bridges
    beside = json.loads(asked("measures", "--measure", "bridges,degree", "--format", "json").out)
    assert beside["summary"]["Bridges"] == len(bridges)
    assert "degree" in beside["columns"]


def test_what_takes_long_is_told_beforehand(
    asked: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_LIGHT", 3)
    found = asked("measures", "--measure", "betweenness,degree")
    assert found.code == 0
    assert found.err.startswith("warning: betweenness of ")
    assert "takes long; sampled_betweenness estimates it" in found.err
    assert asked("measures", "--measure", "sampled_betweenness,degree").err == ""


def test_a_table_speaks_the_language_that_is_asked_for(
    asked: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")  # room for the types
    told = ("without", "Otaharin", "--lang", "ru")
    table = " ".join(asked(*told, "--format", "table").out.split())
    assert table.startswith("Если бы ушёл участник: ")
    for said in (
        "связи: контакт, финансирование",
        "число общих дел: 25",
        "программа",
        "фрагментация до 0,8493",
    ):
        assert said in table
    report = json.loads(asked(*told, "--format", "json").out)
    assert report["columns"]["loss"] == "Что было бы потеряно, насколько известно графу."
    assert report["summary"]["ties lost"] == 1
    assert {row["loss"] for row in report["rows"]} == {"is left to fewer than two"}


@pytest.mark.parametrize("name", ANALYSES)
def test_each_names_its_options(ngograph: Callable[..., Outcome], name: str) -> None:
    said = " ".join(ngograph("network", name, "--help").out.split())
    for option in ANALYSES[name].options:
        assert (option.name.upper() if option.needed else f"--{option.name}") in said
    for common in ("--format", "--releases", "--content"):
        assert common in said


def test_a_network_is_written_for_another_tool(asked: Callable[..., Outcome], tmp_path: Path) -> None:
    file, sheet = tmp_path / "partners.gexf", tmp_path / "partners.csv"
    assert asked("export", "gexf", "--network", "projection", "-o", file).code == 0
    counts = json.loads(asked("measures", "--format", "json").out)["counts"]
    assert nx.read_gexf(file).number_of_nodes() == counts["bodies"]
    assert asked("export", "nodes-csv", "--output", sheet).code == 0
    assert sheet.read_text("utf-8").startswith("id,label,")
    refused = asked("export", "gefx")
    assert (refused.code, refused.out) == (1, "")
    assert "nearest: gexf" in refused.err


def test_things_are_named_in_any_script_and_filters_narrow(asked: Callable[..., Outcome]) -> None:
    all_of_it, part = (
        json.loads(asked("communities", *options, "--format", "json").out)
        for options in ((), ("--place", "Босния и Герцеговина", "--modality", "asserted,implied"))
    )
    assert 0 < part["counts"]["bodies"] != all_of_it["counts"]["bodies"]
    assert part["filters"]["places"].endswith("id/place/ba")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("measures", "--measure", "betweeness"), 1, "nearest: betweenness"),
        (("measures", "--as-of", "yesterday"), 2, "expected a day such as 2022-11-25, found 'yesterday'"),
        (("measures", "--place", "Iceland"), 1, "expected ties that fit places="),
        (("without", "GIS"), 1, "nothing in the graph is called 'GIS'"),
        (("without",), 2, "Missing argument"),
        (("brokerage", "--attribute", "colour"), 1, "expected a known attribute, found 'colour'"),
        (("change", "2022-11-25", "2018"), 2, "parameter 'after': expected a day"),
    ],
)
def test_what_does_not_fit_is_told(
    asked: Callable[..., Outcome], arguments: tuple[str, ...], code: int, said: str
) -> None:
    outcome = asked(*arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert said in " ".join(outcome.err.split())
