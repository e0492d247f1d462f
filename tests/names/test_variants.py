"""Names as people write them, in many languages, find the body that they mean.

The variants in `variants.csv` were written down from what the bodies are called, not from what the code does:
inflected, in another script, misspelt, translated, shortened, as acronyms. Many an acronym there is that of
several societies.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ngograph import tabular
from ngograph.names import MatchIndex, candidates, expand, match_index, read
from ngograph.queries import load_catalogue
from ngograph.store.embedded import select

if TYPE_CHECKING:
    from ngograph.content import Content
    from ngograph.names import Candidate
    from ngograph.release import Release

VARIANTS = Path(__file__).with_name("variants.csv")


@pytest.fixture(scope="module")
def index(content: Content, release: Release) -> MatchIndex:
    """All names of the project's own content."""
    query = load_catalogue(content.queries).get("names-of-thing")
    rows = tabular.rows(select(release.store(), query.text))
    return match_index(read(rows.records()))


@pytest.fixture(scope="module")
def answers(index: MatchIndex) -> list[tuple[dict[str, str], str, tuple[Candidate, ...]]]:
    """Each variant with the body that is meant and what was found."""
    with VARIANTS.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return [
        (row, expand(row["iri"]) or "", candidates(index, row["variant"], kind="organisation", most=5))
        for row in rows
    ]


def test_the_list_is_broad(answers: list[tuple[dict[str, str], str, tuple[Candidate, ...]]]) -> None:
    languages = Counter(row["language"] for row, _, _ in answers)
    assert len(answers) >= 250
    assert len({iri for _, iri, _ in answers}) >= 100
    assert sum(count >= 5 for count in languages.values()) >= 10


def test_the_body_meant_comes_first_or_among_five(
    answers: list[tuple[dict[str, str], str, tuple[Candidate, ...]]],
) -> None:
    first = sum(found[0].iri == iri for _, iri, found in answers if found)
    five = sum(iri in {one.iri for one in found} for _, iri, found in answers)
    assert first / len(answers) >= 0.94
    assert five / len(answers) >= 0.97


def test_each_language_fares_well(
    answers: list[tuple[dict[str, str], str, tuple[Candidate, ...]]],
) -> None:
    asked = Counter(row["language"] for row, _, _ in answers)
    found = Counter(row["language"] for row, iri, some in answers if iri in {one.iri for one in some})
    assert {
        language for language in asked if asked[language] >= 5 and found[language] / asked[language] < 0.85
    } == set()


def test_a_match_is_never_wrong(
    answers: list[tuple[dict[str, str], str, tuple[Candidate, ...]]],
) -> None:
    matched = [(row["variant"], iri, found[0].iri) for row, iri, found in answers if found and found[0].match]
    assert [one for one in matched if one[1] != one[2]] == []
    assert len(matched) / len(answers) >= 0.6
