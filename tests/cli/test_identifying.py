"""The verbs for who is who: pairs are proposed, a decision is written, joined by a build, and taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.uniting.making import Bench

from ngograph.identity.decisions import WITHDRAWN, read, table_in
from ngograph.release import published
from ngograph.sources.facts import Body, Name, Partnership, Record
from ngograph.vocab import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

    from ngograph.content import Content

    Run = Callable[..., Outcome]

ORGANISATIONS = """@base <https://w3id.org/ngograph/> .
@prefix ngo: <https://w3id.org/ngograph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<id/organisation/water> a ngo:Organisation ; skos:prefLabel "Water for All Foundation"@en , "Voda za sve"@bs .
"""
THEIRS = "id/organisation/sheet-water-for-all-foundation"
OURS = "id/organisation/water"


@pytest.fixture
def places(tiny: Content, tmp_path: Path, ngograph: Run) -> list[object]:
    """The options for a small content and a release of it with one imported source."""
    (tiny.data / "alpha" / "more.ttl").write_text(ORGANISATIONS, "utf-8")
    bench = Bench(tmp_path, None)  # type: ignore[arg-type]  # no rules are needed to import by hand
    names = ("WATER FOR ALL FOUNDATION", "Swiss Development Cooperation")
    parties = tuple(Body((Name(name, "en"),)) for name in names)
    bench.imported("sheet", Record("1", "/1", (Partnership(parties),)))
    options = ["--content", tiny.root, "--releases", tmp_path / "releases"]
    made = ngograph("build", *options, "--imports", tmp_path / "imports")
    assert made.code == 0, made.err
    return options


def test_suggestions_are_listed_and_decide_nothing(
    places: list[object], ngograph: Run, tiny: Content
) -> None:
    (pair,) = json.loads(ngograph("identity", "suggest", "--json", *places).out)
    assert (pair["left_label"], pair["right_label"]) == (
        "WATER FOR ALL FOUNDATION",
        "Water for All Foundation",
    )
    assert pair["safe"]
    assert json.loads(ngograph("identity", "review", *places).out) == [pair], "nobody sits at the keyboard"
    listed = ngograph("identity", "suggest", *places).out
    assert "1 pair may be one" in listed
    assert f"{pair['left'].removeprefix(ROOT)}  {pair['left_label']}\n" in listed, "to be copied from there"
    assert not table_in(tiny.data).exists()


def test_a_decision_is_joined_by_the_next_build_and_can_be_taken_back(
    places: list[object], ngograph: Run, tiny: Content, tmp_path: Path
) -> None:
    (tiny.data / "alpha").rename(tiny.data / "judgements")
    for path in (tiny.data / "judgements").glob("*.ttl"):
        path.write_text(path.read_text("utf-8").replace("<graph/alpha>", "<graph/judgements>"), "utf-8")
    assert ngograph("build", *places, "--imports", tmp_path / "imports").code == 0
    before = published(tmp_path / "releases").account["digest"]
    done = ngograph("identity", "accept", THEIRS, OURS, "--reason", "One seat.", "--author", "A", *places)
    assert done.code == 0, done.err
    (decision,) = read(table_in(tiny.data))
    assert (decision.verdict, decision.author, decision.right_label) == (
        "same",
        "A",
        "Water for All Foundation",
    )
    assert ngograph("build", *places, "--imports", tmp_path / "imports").code == 0
    dump = published(tmp_path / "releases").dump.read_text("utf-8")
    assert f"{THEIRS}> <http://purl.org/dc/terms/isReplacedBy> <https://w3id.org/ngograph/{OURS}>" in dump
    assert ngograph("identity", "undo", OURS, THEIRS, "--reason", "A mistake.", *places).code == 0
    assert read(table_in(tiny.data)) == []
    assert len(read(table_in(tiny.data).with_name(WITHDRAWN))) == 1
    assert ngograph("identity", "undo", OURS, THEIRS, "--reason", "Again.", *places).code == 1
    assert ngograph("build", *places, "--imports", tmp_path / "imports").code == 0
    assert published(tmp_path / "releases").account["digest"] == before, "nothing is left of it"


def test_what_is_safe_is_accepted_at_once_and_what_is_rejected_is_not_proposed(
    places: list[object], ngograph: Run, tiny: Content
) -> None:
    assert ngograph("identity", "accept", "--safe", *places).code == 0
    (decision,) = read(table_in(tiny.data))
    assert decision.by_names
    assert ngograph("identity", "undo", "--safe", "--reason", "Too many.", *places).code == 0
    assert read(table_in(tiny.data)) == []
    assert ngograph("identity", "undo", "--safe", OURS, THEIRS, "--reason", "Both.", *places).code == 2
    assert ngograph("identity", "accept", "--safe", *places).code == 0
    assert ngograph("identity", "reject", OURS, THEIRS, "--reason", "Two seats.", *places).code == 0
    assert [one.verdict for one in read(table_in(tiny.data))] == ["different"]
    assert json.loads(ngograph("identity", "suggest", "--json", *places).out) == []
    assert ngograph("identity", "accept", OURS, *places).code == 2


def test_what_cannot_be_meant_is_said(places: list[object], ngograph: Run, tiny: Content) -> None:
    unknown = ngograph("identity", "suggest", "--source", "shet", *places)
    assert (unknown.code, "sheet" in unknown.err, "'shet'" in unknown.err) == (2, True, True)
    apart = ngograph("identity", "accept", OURS, "id/place/water", "--reason", "x", *places)
    assert (apart.code, "of one kind" in apart.err) == (2, True)
    assert not table_in(tiny.data).exists()
    misspelt = ngograph("identity", "reject", OURS, f"{THEIRS}-x", "--reason", "x", *places)
    assert (misspelt.code, "knows nothing of" in misspelt.err) == (0, True)
