"""The rules that compare bounds with EDTF, in SPARQL, say what ngograph.dates says in Python."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ngograph.dates import Bounds, bounds
from ngograph.errors import DateError
from ngograph.validation import Engine, validate
from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPES: Final = Path(__file__).parents[2] / "shapes"
DATE: Final = NamedNode(PREFIXES["xsd"] + "date")
BOOLEAN: Final = NamedNode(PREFIXES["xsd"] + "boolean")
SIDES: Final = ("start_earliest", "start_latest", "end_earliest", "end_latest")

# Texts near EDTF: most are dates, many of them of level 2 or of days that do not exist.
YEAR: Final = st.sampled_from(
    ["2022", "2024", "1900", "2000", "0001", "0000", "9999", "201X", "19XX", "2XXX", "-0044"]
)
MONTH: Final = st.sampled_from([f"{month:02}" for month in range(26)] + ["XX", "1X", "8"])
DAY: Final = st.sampled_from([f"{day:02}" for day in range(33)] + ["XX", "2X", "5"])
MARK: Final = st.sampled_from(["", "", "", "?", "~", "%", "?~", "T10:00:00Z"])
SIMPLE: Final = st.one_of(
    st.dates(date(1, 1, 1)).map(date.isoformat),
    st.builds("{}{}".format, YEAR, MARK),
    st.builds("{}-{}{}".format, YEAR, MONTH, MARK),
    st.builds("{}-{}-{}{}".format, YEAR, MONTH, DAY, MARK),
)
SIDE: Final = st.one_of(st.sampled_from(["", ".."]), SIMPLE)
EDTF: Final = st.one_of(
    SIMPLE, st.builds("{}/{}".format, SIDE, SIDE), st.text("0123456789X-/.?~%", max_size=12)
)

# Texts of level 0 and 1 that are read without fail.
FORMS: Final = (
    "{0:04}",
    "{0:04}-{1:02}",
    "{0:04}-{1:02}-{2:02}",
    "{0:04}-XX",
    "{0:04}-{1:02}-XX",
    "{0:04}-2{3}",
)
READ_SIDE: Final = st.builds(
    lambda form, day, mark: form.format(day.year, day.month, day.day, day.month % 4 + 1) + mark,
    st.sampled_from(FORMS),
    st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    st.sampled_from(["", "?", "~", "%"]),
)
READ: Final = st.one_of(READ_SIDE, READ_SIDE.map("{}/..".format), READ_SIDE.map("/{}".format)) | st.lists(
    READ_SIDE, min_size=2, max_size=2
).map(lambda sides: "/".join(sorted(sides, key=lambda side: str(bounds(side).start_earliest))))


def rules() -> list[Triple]:
    quads = (
        quad
        for file in ("ngograph.ttl", "time.ttl")
        for quad in parse(path=SHAPES / file, format=RdfFormat.TURTLE)
    )
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]


def node(number: int) -> NamedNode:
    return NamedNode(f"https://example.org/{number}")


def statements(number: int, edtf: str, found: Bounds) -> Iterator[Triple]:
    yield Triple(node(number), NamedNode(NGO + "edtf"), Literal(edtf))
    for side in SIDES:
        first, second = side.split("_")
        if day := getattr(found, side):
            term = Literal(day.isoformat(), datatype=DATE)
            yield Triple(node(number), NamedNode(f"{NGO}{first}{second.capitalize()}"), term)
    if found.ongoing:
        yield Triple(node(number), NamedNode(NGO + "ongoing"), Literal("true", datatype=BOOLEAN))


def broken(cases: list[tuple[str, Bounds]], engine: Engine = "default") -> set[int]:
    """Return the numbers of the *cases* in which a rule is broken."""
    data = [triple for number, case in enumerate(cases) for triple in statements(number, *case)]
    report = validate(data, ontology=[], shapes=rules(), engine=engine)
    return {int(finding.node.rpartition("/")[2]) for finding in report.violations}


def bounds_or_none(edtf: str) -> Bounds:
    try:
        return bounds(edtf)
    except DateError:
        return Bounds()


def refused(edtf: str) -> bool:
    try:
        bounds(edtf)
    except DateError:
        return True
    return False


@settings(max_examples=60, deadline=None)
@given(st.lists(EDTF, min_size=40, max_size=120))
def test_what_python_gives_is_accepted_and_what_it_refuses_is_not(texts: list[str]) -> None:
    # A text that Python refuses for its order alone is refused by the rules once its bounds are stated, so
    # the bounds of its sides are stated for it.
    cases = [(text, side_bounds(text) if refused(text) else bounds(text)) for text in texts]
    expected = {number for number, text in enumerate(texts) if refused(text)}
    assert broken(cases) == expected


def side_bounds(edtf: str) -> Bounds:
    left, slash, right = edtf.partition("/")
    if not slash:
        return Bounds()
    start, end = bounds_or_none(left), bounds_or_none(right)
    ongoing = right == ".."
    return Bounds(start.start_earliest, start.end_latest, end.start_earliest, end.end_latest, ongoing)


@settings(max_examples=40, deadline=None)
@given(st.lists(READ, min_size=5, max_size=20), st.data())
def test_any_other_bound_is_refused(texts: list[str], data: st.DataObject) -> None:
    changed = [(text, other_bounds(bounds(text), data)) for text in texts]
    wrong = {number for number, (text, found) in enumerate(changed) if found != bounds(text)}
    assert broken(changed) == wrong


def other_bounds(found: Bounds, data: st.DataObject) -> Bounds:
    """Return *found* with a bound gone or a day off, or with the other word on whether it goes on."""
    known = [side for side in SIDES if getattr(found, side)]
    side = data.draw(st.sampled_from([*known, "ongoing"]))
    if side == "ongoing":
        return replace(found, ongoing=not found.ongoing)
    day = getattr(found, side)
    near = [day + timedelta(days=1)] if day < date.max else []
    return replace(found, **{side: data.draw(st.sampled_from([None, *near]))})


FIXED: Final = [
    "2022-08-15", "2022-08", "2022", "2024-02", "1900-02", "201X", "2022-XX", "2022-08-XX~", "2023-24",
    "2022-22?", "2017-02/2018-02", "2013/..", "../2022-08", "/2022-08", "2013/", "/..",
    "2022-08-15T10:00:00Z",
]  # fmt: skip


@pytest.mark.parametrize("engine", ["default", "pyshacl"])
def test_both_engines_agree_with_python(engine: Engine) -> None:
    right = [(text, bounds(text)) for text in FIXED]
    wrong = [(text, replace(found, end_latest=date(2030, 1, 1))) for text, found in right if found.end_latest]
    assert broken(right, engine) == set()
    assert broken(wrong, engine) == set(range(len(wrong)))


def test_where_edtf_gives_no_bound_a_source_may() -> None:
    may = [
        ("2013/..", replace(bounds("2013/.."), end_earliest=date(2022, 8, 15))),
        ("/2022", bounds("/2022")),
    ]
    assert broken([*may, ("/2022", replace(bounds("/2022"), start_latest=date(2021, 1, 1)))]) == set()
