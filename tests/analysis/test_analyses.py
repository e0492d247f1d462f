"""Every analysis on the five articles: it comes to what they tell."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from ngograph.analysis import ANALYSES, write_csv
from ngograph.errors import EmptySelection, NotInNetwork
from ngograph.vocab import ROOT

if TYPE_CHECKING:
    from ngograph.analysis import Analysis, Known, Report

ID = f"{ROOT}id/"
OTAHARIN = f"{ID}organisation/otaharin"
NEEDED = {"node": [OTAHARIN], "before": ["2018-06-30"], "after": ["2022-11-25"]}


def report(known: Known, name: str, **given: str) -> Report:
    analysis = ANALYSES[name]
    needed = {option.name: NEEDED[option.name] for option in analysis.options if option.needed}
    told = {key.replace("_", "-").strip("-"): [text] for key, text in given.items()}
    return analysis.report(known, {**needed, **told})


def rows(found: Report) -> list[dict[str, Any]]:
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


@pytest.mark.parametrize("analysis", ANALYSES.values(), ids=ANALYSES)
def test_each_says_what_it_is_about_and_how_it_was_made(known: Known, analysis: Analysis) -> None:
    found = report(known, analysis.name)
    assert found.title
    assert found.network["release"]["digest"] == known.digest
    assert found.network["filters"]["ties"]
    assert found.network["counts"]["ties"] > 0
    assert all(len(row) == len(found.columns) for row in found.rows)
    assert all(text.endswith(".") for text in found.columns.values())
    again = json.loads(json.dumps(found.plain()))
    assert len(again["rows"]) == len(found.rows)
    assert report(known, analysis.name).plain() == found.plain()


@pytest.mark.parametrize("analysis", ANALYSES.values(), ids=ANALYSES)
def test_every_option_takes_its_example_and_its_default(analysis: Analysis) -> None:
    for option in analysis.options:
        assert option.description.endswith(".")
        assert not option.choices or set(filter(None, option.default.split(","))) <= set(option.choices)
        assert not (option.choices and option.example) or set(option.example.split(",")) <= set(
            option.choices
        )


def test_the_network_falls_into_the_parts_a_reader_would_expect(known: Known) -> None:
    found = report(known, "communities", ties="contact,funding")
    parts: dict[int, set[str]] = {}
    for row in rows(found):
        parts.setdefault(row["community"], set()).add(row["node"].removeprefix(f"{ID}organisation/"))
    apart = [part for part in parts.values() if "usaid" in part or "kali-sara" in part]
    assert len(apart) == 1
    assert {"usaid", "kali-sara"} <= apart[0]


def test_collapsing_delegations_joins_what_only_they_link(known: Known) -> None:
    apart, joined = (
        report(known, "measures", ties="contact", measure="connected_components", collapse=level)
        for level in ("none", "branch")
    )
    parts, fewer = apart.summary["Components"], joined.summary["Components"]
    assert isinstance(parts, float)
    assert isinstance(fewer, float)
    assert parts > fewer
    assert apart.network["counts"]["bodies"] > joined.network["counts"]["bodies"]


@pytest.mark.parametrize(
    ("donor", "unfunded"),
    [
        ("european-union", "nscep"),
        ("usaid", "kali-sara"),
        ("giz", "otaharin"),
        ("government-of-switzerland", None),
        ("united-nations", None),
    ],
)
def test_what_if_a_donor_left_is_what_the_articles_support(
    known: Known, donor: str, unfunded: str | None
) -> None:
    lost = {
        row["node"].rpartition("/")[2]
        for row in rows(report(known, "without", node=f"{ID}organisation/{donor}"))
        if row["loss"] == "loses its last known funder"
    }
    assert bool(lost) is (unfunded is not None)
    assert unfunded is None or unfunded in lost


def test_nobody_loses_what_was_never_there(known: Known) -> None:
    with pytest.raises(NotInNetwork):
        report(known, "without", node=f"{ID}organisation/fdrs-dal001", ties="funding")


def test_an_empty_selection_names_the_filter_that_emptied_it(known: Known) -> None:
    with pytest.raises(EmptySelection, match="places="):
        report(known, "measures", place=f"{ID}place/is")


def test_amounts_nobody_knows_leave_bounds(known: Known) -> None:
    found = {row["label"].split()[0]: row for row in rows(report(known, "dependency", to="activities"))}
    assert found["Joint"]["known"] is None
    assert (found["Joint"]["lowest"], found["Joint"]["highest"]) == (0.5, 1.0)


def test_the_articles_are_too_few_for_a_backbone_and_it_says_so(known: Known) -> None:
    found = report(known, "backbone")
    assert found.summary["kept"] == 0
    assert any("Too small" in note for note in found.notes)


def test_a_sheet_holds_what_the_report_holds(known: Known) -> None:
    found = report(known, "without", node=f"{ID}organisation/usaid")
    file = io.StringIO()
    write_csv(found, file)
    lines = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert [line["node"] for line in lines] == [row["node"] for row in rows(found)]
    assert all(
        line["staying"] == "; ".join(row["staying"]) for line, row in zip(lines, rows(found), strict=True)
    )
