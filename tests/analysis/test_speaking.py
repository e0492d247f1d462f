"""What analyses and measures say of themselves: all of it in every language, and nothing beside."""

from __future__ import annotations

import ast
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, get_args

import pytest

from ngograph.analysis import ANALYSES, Known, shown, spoken
from ngograph.analysis.speaking import choice, heading, option, sentences
from ngograph.network import EXPORTS, KINDS, MEASURES, ROLES
from ngograph.network.change import Reason
from ngograph.network.localisation import SCOPES
from ngograph.network.taking import TIES
from ngograph.translation import Sentence
from ngograph.vocab import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.analysis import Report

SOURCE = Path(str(files("ngograph")))
FOREIGN = ("bs", "ru")
TOLD: tuple[tuple[str, dict[str, str]], ...] = (
    ("measures", {"measure": "all"}),
    ("measures", {"measure": "two_mode_degree", "as-of": "2022-11-25", "undated": "false"}),
    ("measures", {"measure": "degree", "place": "place/ba", "ties": "presence", "collapse": "branch"}),
    ("measures", {"measure": "degree", "topic": "TOPIC", "source": "DOCUMENT"}),
    ("communities", {"runs": "5", "as-of": "2022-11-25"}),
    ("brokerage", {"attribute": "scope", "permutations": "10"}),
    ("backbone", {}),
    ("without", {"node": "organisation/fdrs-dgb001"}),
    ("without", {"node": "organisation/otaharin"}),
    ("change", {"before": "2018-06-30", "after": "2022-11-25", "ties": "contact,funding"}),
    ("suggest", {"node": "organisation/otaharin"}),
    ("dependency", {"kind": "support"}),
    ("localisation", {"focus": "place/ba", "ties": "contact,funding"}),
)


@pytest.fixture(scope="module")
def reports(known: Known) -> tuple[Report, ...]:
    """Each analysis, told this and that."""
    return tuple(
        ANALYSES[name].report(known, {key: [_thing(known, key, text)] for key, text in told.items()})
        for name, told in TOLD
    )


def _thing(known: Known, key: str, text: str) -> str:
    if text == "TOPIC":
        return str(known.tables["relationships"]["topics"].explode().drop_nulls()[0])
    if text == "DOCUMENT":
        told = known.tables["relationships"].filter(known.tables["relationships"]["topics"].list.len() > 0)
        return str(told["sources"].explode()[0])
    return f"{ROOT}id/{text}" if key in ("node", "place", "focus") else text


def in_code() -> Iterator[str]:
    """Give every sentence that the program is written to say."""
    for path in SOURCE.rglob("*.py"):
        text = path.read_text("utf-8")
        for call in ast.walk(ast.parse(text)) if "entence(" in text else ():
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args:
                said = call.args[0]
                if call.func.id in ("sentence", "Sentence") and isinstance(said, ast.Constant):
                    yield str(said.value)


def in_registries() -> Iterator[str]:
    """Give what analyses, their options, measures, maps and files are called and what is told of them."""
    for analysis in ANALYSES.values():
        yield from (analysis.title, analysis.description)
        for one in analysis.options:
            if one.name != "lang":  # pages have a switch for it
                yield from (f"option {one.name}", template(one.description))
                yield one.example if one.type == "thing" else ""
                yield from (text for text in one.choices if text not in MEASURES)
                yield from ("true", "false") if one.type == "flag" else ()
    for measure in MEASURES.values():
        yield from (measure.title, measure.definition, measure.two_mode_bias)
    yield from (one.title for one in EXPORTS.values())
    yield from (*KINDS, *get_args(Reason), *SCOPES, *TIES, *ROLES)


def in_reports(reports: tuple[Report, ...]) -> Iterator[str]:
    """Give what reports say: titles, meanings, notes, cells that are words, and all sorts of names."""
    for report in reports:
        yield from map(template, (report.title, *report.columns.values(), *report.notes))
        measured = MEASURES.keys() if report.title == "Measures of the network" else ()
        yield from (f"column {name}" for name in report.columns if name not in measured)
        titles = {measure.title for measure in MEASURES.values()}
        yield from (name if name in titles else f"figure {name}" for name in report.summary)
        yield from (f"filter {name}" for name in report.network["filters"])
        asked = report.network["filters"].values()
        yield from (code for text in asked for code in text.split(",") if not re.search("[:/0-9]", code))
        yield from (f"count {name}" for name in report.network["counts"])
        for row in report.rows:
            yield from (template(cell) for cell in row if isinstance(cell, Sentence) and cell)
            cells = dict(zip(report.columns, row, strict=True))
            if "what" in cells and cells["what"] not in MEASURES:
                yield f"column {cells['what']}"


def template(text: str) -> str:
    return text.template if isinstance(text, Sentence) else text


def fields(text: str) -> set[str]:
    """Return the names of the places in a template."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_all_that_is_said_is_said_in_every_language_and_nothing_else(reports: tuple[Report, ...]) -> None:
    said = {*in_code(), *in_registries(), *in_reports(reports)} - {""}
    assert sorted(said - sentences().texts.keys()) == []
    assert sorted(sentences().texts.keys() - said) == []


def test_each_stands_once() -> None:
    keys = [
        line.partition("|")[0].strip()
        for room in ("network", "analysis")
        for line in (SOURCE / room / "sentences.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_the_same_values_stand_in_every_language() -> None:
    for english, others in sentences().texts.items():
        for lang, text in others.items():
            assert fields(text) == fields(english), (english, lang)
            for _, name, spec, _ in Formatter().parse(text):
                assert not spec or "/" not in spec or len(spec.split("/")) == 3, (english, lang, name)
            assert english[-1:] not in ".:" or text[-1:] == english[-1:], (english, lang)


@pytest.mark.parametrize("lang", FOREIGN)
def test_a_report_is_spoken_and_its_names_stay(reports: tuple[Report, ...], known: Known, lang: str) -> None:
    for report in reports:
        told = spoken(report, lang)
        assert told.title != report.title
        assert list(told.columns) == list(report.columns)
        assert told.rows == report.rows
        assert len(told.notes) == len(report.notes)
        seen = shown(report, lang, known.labels(lang), {})
        assert seen.title == told.title
        assert list(seen.headings) == list(report.columns)
        english = shown(report, "en", known.labels("en"), {})
        assert [name for name, _ in english.filters] == list(report.network["filters"])
        assert [name for name, _ in seen.filters] != [name for name, _ in english.filters]


def test_a_report_says_it_plainly(reports: tuple[Report, ...], known: Known) -> None:
    by_name = dict(zip((name for name, _ in TOLD), reports, strict=True))
    left = shown(by_name["without"], "ru", known.labels("ru"), {})
    assert left.headings["loss"] == "потеря"
    assert {str(row[0]) for row in left.rows} <= {
        "теряет последнего известного донора",
        "теряет последнего известного партнёра",
        "остаётся меньше чем у двоих",
        "теряет участника",
    }
    local = shown(by_name["localisation"], "bs", known.labels("bs"), {})
    assert [str(row[0]) for row in local.rows][:4] == [
        "tijela",
        "stepen",
        "jačina",
        "centralnost međupoloženosti",
    ]
    assert ("zemlja", known.labels("bs")[f"{ROOT}id/place/ba"]) in local.filters
    classes = shown(by_name["communities"], "bs", {}, {"Government": "vlada"})
    assert "vlada" in {row[3] for row in classes.rows}


def test_codes_are_called_what_the_concepts_are_called(known: Known) -> None:
    concepts = known.tables["concepts"]
    told = 0
    for iri, *labels in concepts.select("concept", "labelBs", "labelRu").iter_rows():
        scheme, _, key = iri.partition("/concept/")[2].partition("/")
        if scheme in ("modality", "funding-kind") and sentences().knows(key):
            assert [choice(key, lang) for lang in FOREIGN] == labels
            told += 1
    assert told == 8


def test_names_as_words() -> None:
    assert (heading("sourceLabel", "en"), heading("core_number", "en")) == ("source label", "core number")
    assert (heading("core_number", "bs"), heading("pagerank", "ru")) == ("broj jezgra", "PageRank")
    assert (option("as-of", "en"), option("as-of", "bs")) == ("as of", "na dan")
    assert (choice("newman", "en"), choice("degree", "ru"), choice("bh", "bs")) == (
        "newman",
        "Степень",
        "Benjamini–Hochberg",
    )
