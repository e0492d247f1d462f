"""What is behind a tie of a projection: just what both bodies are tied to, with all that says so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ngograph import tables
from ngograph.network import project, selection, shared

from .tabled import columns, party

if TYPE_CHECKING:
    from ngograph.release import Release

BODIES, THINGS = "abcd", "pqr"


def test_two_share_a_thing_and_the_words_of_both_are_behind_it() -> None:
    rows = [
        party("r1", "participant", "a", "p"),
        party("r2", "participant", "b", "p"),
        party("r3", "participant", "b", "p"),
        party("r4", "participant", "b", "q"),
        party("r5", "participant", "c", "q"),
    ]
    found = shared(selection(columns(rows)))
    assert found == {
        ("a", "b"): {
            "things": ("p",),
            "relationships": ("r1", "r2", "r3"),
            "evidence": ("e-r1", "e-r2", "e-r3"),
        },
        ("b", "c"): {"things": ("q",), "relationships": ("r4", "r5"), "evidence": ("e-r4", "e-r5")},
    }


def test_what_one_pays_another_is_no_thing_that_they_share() -> None:
    rows = [
        party("r1", "funder", "a", None),
        party("r1", "recipient", "b", None),
        party("r2", "funder", "a", "p"),
        party("r3", "funder", "b", "p"),
    ]
    found = shared(selection(columns(rows), ties="funding"))
    assert {pair: told["things"] for pair, told in found.items()} == {("a", "b"): ("p",)}


@settings(max_examples=20)
@given(st.sets(st.tuples(st.sampled_from(BODIES), st.sampled_from(THINGS)), min_size=1))
def test_each_tie_has_as_many_things_behind_it_as_it_counts(held: set[tuple[str, str]]) -> None:
    rows = [party(f"{body}-{thing}", "participant", body, thing) for body, thing in sorted(held)]
    chosen = selection(columns(rows))
    counted = project(chosen.incidence, "count").graph
    found = shared(chosen)
    assert len(found) == counted.number_of_edges()
    assert all(len(told["things"]) == counted.edges[pair]["strength"] for pair, told in found.items())
    for pair, told in found.items():
        assert set(told["relationships"]) == {f"{who}-{what}" for who in pair for what in told["things"]}


def test_every_tie_of_the_articles_rests_on_evidence(release: Release) -> None:
    chosen = selection(tables.Tables(release), ties="contact")
    found = shared(chosen)
    assert len(found) == project(chosen.incidence).strength.nnz / 2
    assert all(told["evidence"] for told in found.values())


def test_a_tie_has_the_spells_in_which_both_are_in_a_thing() -> None:
    rows = [party(f"{body}-{thing}", "participant", body, thing) for thing in "pqrs" for body in "ab"]
    days = {
        "p": {"startEarliest": date(2012, 3, 1), "endLatest": date(2013, 5, 31)},
        "q": {"startEarliest": date(2013, 6, 1), "endLatest": date(2014, 1, 9)},
        "r": {"startEarliest": date(2018, 1, 1), "endLatest": date(2018, 12, 31)},
        "s": {"startEarliest": date(2022, 8, 15)},
    }
    own = {"a-r": {"startEarliest": date(2018, 7, 1)}}
    found = shared(selection(columns(rows, own, days)))["a", "b"]
    assert found["spells"] == ("2012-03-01/2014-01-09", "2018-07-01/2018-12-31", "2022-08-15/..")
    assert (found["start"], found.get("end")) == ("2012-03-01", None)


def test_those_who_came_one_after_the_other_have_the_time_of_both() -> None:
    rows = [party(f"{body}-p", "participant", body, "p") for body in "ab"]
    own = {
        "a-p": {"startEarliest": date(2010, 1, 1), "endLatest": date(2011, 1, 1)},
        "b-p": {"startEarliest": date(2015, 1, 1), "endLatest": date(2016, 1, 1)},
    }
    assert shared(selection(columns(rows, own)))["a", "b"]["spells"] == ("2010-01-01/2016-01-01",)


def test_a_thing_without_dates_leaves_a_tie_without_spells() -> None:
    rows = [party(f"{body}-{thing}", "participant", body, thing) for thing in "pq" for body in "ab"]
    days = {"p": {"startEarliest": date(2012, 3, 1), "endLatest": date(2013, 5, 31)}}
    assert not {"spells", "start", "end"} & shared(selection(columns(rows, activities=days)))["a", "b"].keys()
