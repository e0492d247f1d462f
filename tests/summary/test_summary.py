"""What a release says of itself as a whole is what its store says, and is asked only where it is not kept."""

from __future__ import annotations

import asyncio
import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode

from ngograph import summary
from ngograph.errors import ReleaseError
from ngograph.release import Release
from ngograph.store import memory_store
from ngograph.store.answering import Dataset, Question
from ngograph.store.results import answer, table_of
from ngograph.store.threads import Threads

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.store.answering import Table


def asked(release: object, question: Question, most: int | None = None) -> Table:
    """What an engine over a store that holds nothing answers with the summary of *release* before it."""
    nothing = Threads(memory_store(()), at_once=1, waiting=1, seconds=10, patience=10)
    return asyncio.run(summary.Summarised(nothing, release).table(question, most))


def test_the_questions_are_those_of_the_folder() -> None:
    folder = files("ngograph.summary") / "questions"
    assert sorted(path.name for path in folder.iterdir()) == [f"{name}.rq" for name in summary.NAMES]


@pytest.mark.parametrize("name", summary.NAMES)
def test_what_is_kept_is_what_the_store_answers(name: str, release: Release) -> None:
    question = summary.question(name)
    found = table_of(answer(release.store(), question), None)
    assert found.rows
    assert asked(release, question) == found


def test_what_is_asked_otherwise_is_not_taken_from_what_is_kept(release: Release) -> None:
    text = summary.question("classes").text
    alone = NamedNode("http://example.org/none")
    assert not asked(release, Question(text, {"class": alone})).rows
    assert not asked(release, Question(text, dataset=Dataset((alone.value,)))).rows
    assert not asked(release, Question(text), 1).rows
    assert not asked(release, Question(f"{text} ")).rows
    assert asked(release, Question(text)).rows


@pytest.fixture
def other(release: Release, tmp_path: Path) -> Release:
    """A release that holds nothing but its account and the answers."""
    assert release.summary is not None
    (tmp_path / "summary").mkdir()
    for path in release.summary.iterdir():
        (tmp_path / "summary" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "account.json").write_text(json.dumps(release.account), "utf-8")
    return Release(tmp_path)


def test_a_release_without_answers_is_asked(other: Release) -> None:
    question = summary.question("graphs")
    assert asked(other, question).rows
    assert other.summary is not None
    other.summary.rename(other.path / "elsewhere")
    assert not asked(other, question).rows
    assert not asked(object(), question).rows


@pytest.mark.parametrize("said", [{}, {"summary": {}}, {"summary": {"graphs": "0" * 64}}])
def test_the_answer_to_another_question_is_none(other: Release, said: dict[str, object]) -> None:
    account = {key: value for key, value in other.account.items() if key != "summary"} | said
    (other.path / "account.json").write_text(json.dumps(account), "utf-8")
    assert not asked(Release(other.path), summary.question("graphs")).rows


@pytest.mark.parametrize("damage", [b"\xff", b"?graph\n<a> <b>\n"])
def test_an_answer_that_cannot_be_read_is_an_error(other: Release, damage: bytes) -> None:
    assert other.summary is not None
    (other.summary / "graphs.tsv").write_bytes(damage)
    with pytest.raises(ReleaseError, match=r"graphs\.tsv: expected the answer to a question"):
        asked(other, summary.question("graphs"))
