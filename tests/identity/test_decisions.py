"""The table of decisions: what is written is read again, what is taken back is kept, bad lines are named."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

from ngograph.check import check, read_rules
from ngograph.content import find_content
from ngograph.errors import ContentError, ContradictingDecisions, UnknownDecision
from ngograph.identity.decisions import DECISIONS, WITHDRAWN, Decision, decide, judged, read, withdraw
from ngograph.sources import SourceFile
from ngograph.vocab import ID, NGO

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.identity.decisions import Verdict

DAY = dt.date(2026, 11, 22)


def decision(left: str, right: str, verdict: Verdict = "same", **more: object) -> Decision:
    ends = {"left": f"{ID}organisation/{left}", "right": f"{ID}organisation/{right}"}
    said = {"verdict": verdict, "author": "A. Person", "day": DAY, "reason": "The same seat."}
    return Decision(**{**ends, **said, **more})  # type: ignore[arg-type]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "judgements" / DECISIONS


def test_what_is_decided_is_read_again(table: Path) -> None:
    told = [
        decision("a", "b", score=0.93, left_label="Å\tb", by_names=True),
        decision("c", "d", "different"),
        decision("e", "f", "unsure"),
    ]
    decide(table, told)
    assert read(table) == [
        decision("a", "b", score=0.93, left_label="Å b", by_names=True),
        *told[1:],
    ]
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert rows[0][:5] == ["subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id"]
    assert [row[2:4] for row in rows[1:]] == [
        ["skos:exactMatch", ""],
        ["skos:exactMatch", "Not"],
        ["skos:closeMatch", ""],
    ]
    assert [row[6] for row in rows[1:]] == ["semapv:LexicalMatching", *["semapv:ManualMappingCuration"] * 2]


def test_a_decision_states_a_judgement_that_conforms(table: Path) -> None:
    triples = tuple(judged(decision("a", "b", score=0.5)))
    checked = check([SourceFile(table, "", 0, triples)], read_rules(find_content()))
    assert checked.report.conforms
    assert (NamedNode(f"{NGO}verdict"), Literal("same")) in {(t.predicate, t.object) for t in triples}


def test_what_is_taken_back_or_decided_anew_is_kept(table: Path) -> None:
    decide(table, [decision("a", "b")])
    decide(table, [decision("b", "a", "different", author="B. Person")])
    assert [one.verdict for one in read(table)] == ["different"]
    withdraw(table, [decision("a", "b").pair], "C. Person", DAY, "a mistake")
    assert read(table) == []
    past = read(table.with_name(WITHDRAWN))
    assert [(one.verdict, one.author) for one in past] == [("same", "A. Person"), ("different", "B. Person")]
    assert "taken back by C. Person on 2026-11-22: a mistake" in past[1].reason
    with pytest.raises(UnknownDecision):
        withdraw(table, [decision("a", "b").pair], "C. Person", DAY, "again")


def test_a_contradiction_is_not_written(table: Path) -> None:
    decide(table, [decision("a", "b"), decision("b", "c")])
    before = table.read_bytes()
    with pytest.raises(ContradictingDecisions):
        decide(table, [decision("c", "a", "different")])
    with pytest.raises(ContradictingDecisions):
        decide(table, [decision("a", "d")], judged(decision("d", "c", "different")))
    assert table.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-11-22", "yesterday"),
        ("skos:exactMatch", "owl:sameAs"),
        ("ngograph:organisation/b", "http://elsewhere/b"),
        ("A. Person", ""),
        ("subject_id", "subject"),
    ],
)
def test_a_bad_line_is_named(table: Path, old: str, new: str) -> None:
    decide(table, [decision("a", "b")])
    lines = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([*lines[:-2], *(line.replace(old, new) for line in lines[-2:])]), "utf-8")
    place = len(lines) - (old == "subject_id")
    with pytest.raises(ContentError, match=f"{DECISIONS}:{place}: "):
        read(table)
