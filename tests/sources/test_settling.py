"""What many records say of one thing: one value where one is due, whatever the order."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ngograph.sources.settling import settled
from ngograph.vocab import ID, NGO, PREFIXES

SKOS, XSD = PREFIXES["skos"], PREFIXES["xsd"]
BODY = f"<{ID}organisation/x-unicef>"
WORK = f"<{ID}activity/iati-activity-gb-1-200>"


def said(subject: str, predicate: str, value: str) -> str:
    return f"{subject} <{predicate}> {value} ."


def label(subject: str, text: str, tag: str = "en") -> str:
    return said(subject, f"{SKOS}prefLabel", f'"{text}"@{tag}')


def settle(lines: list[str]) -> tuple[list[str], Counter[str]]:
    """Settle lines of N-Triples, all of which are on one thing."""
    (subject,) = {line.partition(" ")[0] for line in lines}
    yielded = Counter[str]()
    said = Counter((line.partition(" ")[2],) for line in lines)
    found = settled(subject, list(said.items()), yielded)
    return [f"{subject} {one}" for one in found], yielded


def test_the_most_frequent_name_is_preferred_and_the_others_stay() -> None:
    lines, yielded = settle(
        [label(BODY, "UN Children's Fund")] * 2 + [label(BODY, "United Nations Children's Fund")]
    )
    assert lines == [
        said(BODY, f"{SKOS}altLabel", '"United Nations Children\'s Fund"@en'),
        label(BODY, "UN Children's Fund"),
    ]
    assert yielded == {"another name was preferred": 1}


def test_a_code_that_stood_for_a_name_yields_to_a_name_and_goes() -> None:
    lines, _ = settle([label(WORK, "GB-1-200")] * 5 + [label(WORK, "Water for all")])
    assert lines == [label(WORK, "Water for all")]


def test_a_name_lent_from_another_language_yields_to_a_name_in_its_own() -> None:
    lines, _ = settle(
        [label(BODY, "Croix-Rouge"), label(BODY, "Croix-Rouge", "fr")] * 3 + [label(BODY, "Red Cross")]
    )
    assert lines == [label(BODY, "Croix-Rouge", "fr"), label(BODY, "Red Cross")]


def test_a_time_keeps_the_bounds_that_follow_from_it() -> None:
    edtf, start = f"{NGO}edtf", f"{NGO}startEarliest"
    lines, yielded = settle(
        [said(WORK, edtf, '"2020"'), said(WORK, start, f'"2020-01-01"^^<{XSD}date>')] * 2
        + [said(WORK, edtf, '"2021/.."'), said(WORK, start, f'"2021-01-01"^^<{XSD}date>')]
        + [said(WORK, f"{NGO}ongoing", f'"true"^^<{XSD}boolean>')]
    )
    assert said(WORK, edtf, '"2020"') in lines
    assert [line for line in lines if "startEarliest" in line] == [
        said(WORK, start, f'"2020-01-01"^^<{XSD}date>')
    ]
    assert not any("ongoing" in line for line in lines)
    assert yielded == {"another time was stated more often": 1}


def test_coordinates_that_disagree_are_dropped_and_counted() -> None:
    place, lat, long = f"<{ID}place/x>", f"{PREFIXES['geo']}lat", f"{PREFIXES['geo']}long"
    lines, yielded = settle(
        [said(place, lat, '"1.5"'), said(place, lat, '"2.5"'), said(place, long, '"3.5"')]
    )
    assert lines == []
    assert yielded == {"coordinates disagree": 1}


def test_the_weakest_strength_of_a_code_stands() -> None:
    code = f"<{ID}identifier/x-1>"
    lines, _ = settle([said(code, f"{NGO}strength", value) for value in ('"strong"', '"generic"')])
    assert lines == [said(code, f"{NGO}strength", '"generic"')]


@given(st.permutations([label(BODY, name, tag) for name in ("A", "B", "C") for tag in ("en", "fr", "ru")]))
def test_the_order_of_records_does_not_matter(lines: list[str]) -> None:
    assert settle(lines) == settle(sorted(lines))


def test_a_code_that_is_written_in_two_ways_keeps_the_more_frequent() -> None:
    code = f"<{ID}identifier/p-code-et01>"
    notations = [said(code, f"{SKOS}notation", f'"{text}"') for text in ("ET01", "et01", "ET01")]
    lines, yielded = settle(notations)
    assert lines == [notations[0]]
    assert yielded == {"another notation was stated more often": 1}
