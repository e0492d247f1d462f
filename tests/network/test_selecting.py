"""From tables to ties: each filter by itself on small columns, properties, and the five articles."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import networkx as nx
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph import network, tables
from ngograph.errors import EmptySelection, UnknownChoice
from ngograph.network import TIES, selection
from ngograph.network.collapsing import wholes
from ngograph.vocab import ID, NGO

from .tabled import columns, party

if TYPE_CHECKING:
    from random import Random

    from ngograph.release import Release


def pairs(found: network.Selection) -> set[tuple[str, str]]:
    return set(found.statements.select("body", "thing").iter_rows())


SMALL = [
    party("r1", "participant", "a", "project"),
    party("r2", "participant", "b", "project", "planned"),
    party("r3", "participant", "person-x", "project"),
    party("r3", "onBehalfOf", "c", "project"),
    party("r4", "participant", "a", "meeting"),
    party("agreement", "party", "a", "agreement"),
    party("agreement", "impliedParty", "d", "agreement", "implied"),
    party("f1", "funder", "donor", "project"),
    party("f1", "recipient", "a", "project"),
    party("f1", "through", "programme", "project"),
    party("f2", "funder", "donor", None),
    party("f2", "recipient", "b", None),
    party("p1", "organisation", "a", "town"),
    party("t1", "organisation", "a", None),
]
MEETING = {"meeting": {"types": [f"{NGO}Activity", f"{NGO}Event", f"{NGO}Meeting"]}}


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("partnership", {("a", "project"), ("c", "project"), ("a", "agreement")}),
        ("contact", {("a", "project"), ("c", "project"), ("a", "agreement"), ("a", "meeting")}),
        ("funding", {("donor", "project"), ("a", "project"), ("donor", "b")}),
        ("presence", {("a", "town")}),
        (
            ("presence", "partnership"),
            {("a", "project"), ("c", "project"), ("a", "agreement"), ("a", "town")},
        ),
    ],
)
def test_kinds_of_tie(ties: str | tuple[str, ...], expected: set[tuple[str, str]]) -> None:
    assert pairs(selection(columns(SMALL, activities=MEETING), ties=ties)) == expected


def test_only_what_is_asserted_unless_asked_otherwise() -> None:
    every = selection(columns(SMALL, activities=MEETING), modalities=None)
    assert pairs(every) >= {("b", "project"), ("d", "agreement")}
    planned = selection(columns(SMALL, activities=MEETING), modalities={"planned"})
    assert pairs(planned) == {("b", "project")}


def test_funds_to_a_body_are_kept_and_share_nothing() -> None:
    found = selection(columns(SMALL), ties="funding")
    assert found.ties.filter("direct").select("body", "thing", "tie").rows() == [("donor", "b", "funding")]
    assert found.incidence.things == ("project",)
    assert found.ties.filter(thing="project")["via"].to_list() == ["programme", "programme"]


def test_what_several_say_is_one_tie_with_all_their_evidence() -> None:
    found = selection(columns([party("r1", "participant", "a", "x"), party("r2", "participant", "a", "x")]))
    (tie,) = found.ties.to_dicts()
    assert (tie["relationships"], tie["evidence"]) == (["r1", "r2"], ["e-r1", "e-r2"])
    assert found.incidence.matrix.toarray().tolist() == [[1]]
    assert found.counts["ties"] == 1


TIMES = columns(
    [party(f"r{name}", "participant", name, "x") for name in ("past", "open", "begun", "none", "own")]
    + [party("shared", "participant", "lent", "dated")],
    relationships={
        "rpast": {"startEarliest": date(2000, 1, 1), "endLatest": date(2000, 12, 31)},
        "ropen": {"startLatest": date(2001, 1, 1)},
        "rbegun": {"startEarliest": date(2010, 1, 1)},
        "rown": {"startEarliest": date(2005, 1, 1), "endLatest": date(2005, 1, 1)},
    },
    activities={"dated": {"startEarliest": date(2005, 1, 1), "endLatest": date(2005, 12, 31)}},
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"as_of": date(2000, 12, 31)}, {"past", "open", "none"}),
        ({"as_of": date(2001, 1, 1)}, {"open", "none"}),
        ({"since": date(2005, 1, 1), "until": date(2005, 6, 1)}, {"open", "own", "lent", "none"}),
        ({"since": date(2005, 1, 2)}, {"open", "begun", "lent", "none"}),
        ({"until": date(2000, 1, 1)}, {"past", "open", "none"}),
        ({"as_of": date(2000, 12, 31), "undated": False}, {"past", "open"}),
    ],
)
def test_time_is_overlap_and_what_is_undated_is_a_layer(asked: dict[str, Any], expected: set[str]) -> None:
    found = selection(TIMES, **asked)
    assert {body for body, _ in pairs(found)} == expected
    assert found.counts["left out, outside"] == 6 - len(expected | {"none"})
    assert found.counts["left out, undated"] == (0 if asked.get("undated", True) else 1)
    assert dict(zip(found.ties["body"], found.ties["layer"], strict=True)) == {
        body: "undated" if body == "none" else "dated" for body in expected
    }


def test_a_side_that_is_open_is_as_open_as_the_activity() -> None:
    known = columns(
        [party("r1", "participant", "a", "x"), party("r2", "participant", "b", "y")],
        {"r1": {"endLatest": date(2001, 1, 1)}, "r2": {"endLatest": date(2001, 1, 1)}},
        {"x": {"startEarliest": date(2000, 1, 1), "endLatest": date(2005, 1, 1)}},
    )
    found = {
        year: {body for body, _ in pairs(selection(known).during(date(year, 6, 1), date(year, 6, 1)))}
        for year in (1999, 2000, 2002)
    }
    assert found == {1999: {"b"}, 2000: {"a", "b"}, 2002: set()}


def test_places_and_topics_hold_what_lies_below_and_those_of_the_activity_count() -> None:
    found = columns(
        [
            *(party(f"r{one}", "participant", one, f"x-{one}") for one in "abcd"),
            party("rp", "organisation", "e", "town"),
        ],
        relationships={
            "ra": {"places": ["town"], "topics": ["town"]},
            "rc": {"places": ["abroad"], "topics": ["abroad"]},
        },
        activities={"x-b": {"places": ["land"], "topics": ["land"]}},
        within={"town": ["county"], "county": ["land", "town"], "land": ["continent"]},
    )
    for name in ("places", "topics"):
        asked: dict[str, Any] = {name: ["land"]}
        assert {body for body, _ in pairs(selection(found, **asked))} == {"a", "b"}
    assert pairs(selection(found, places=["county"], ties="presence")) == {("e", "town")}


def test_one_source_alone() -> None:
    rows = [party("r1", "participant", "a", "x"), {**party("r2", "participant", "b", "x"), "sources": ["d2"]}]
    assert pairs(selection(columns(rows), sources=["d2"])) == {("b", "x")}


PARTS = {
    "unit": ("branch", "unit"),
    "branch": ("whole", "branch"),
    "whole": ("movement", "component"),
    "l": ("m", "branch"),
    "m": ("l", "branch"),
}


def test_parts_count_as_their_whole_and_members_do_not() -> None:
    rows = [
        party("r1", "participant", "unit", "x"),
        party("r2", "participant", "whole", "x"),
        party("r3", "participant", "l", "x"),
    ]
    found = selection(columns(rows, parts=PARTS), collapse="branch")
    assert pairs(found) == {("whole", "x"), ("l", "x")}
    assert found.ties.filter(body="whole")["relationships"].to_list() == [["r1", "r2"]]
    assert wholes(columns([], parts=PARTS)["affiliations"]).rows() == [("branch", "whole"), ("unit", "whole")]


def test_what_is_paid_to_a_part_is_paid_to_its_whole_and_nobody_pays_themselves() -> None:
    rows = [
        *(party("f1", "funder", "donor", None), party("f1", "recipient", "branch", None)),
        *(party("f2", "funder", "whole", None), party("f2", "recipient", "unit", None)),
    ]
    assert pairs(selection(columns(rows, parts=PARTS), ties="funding", collapse="branch")) == {
        ("donor", "whole")
    }


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"ties": "presence"}, "ties=presence, found none among the 1"),
        ({"modalities": {"implied"}}, "modalities=implied, found none among the 1"),
        ({"places": ["nowhere"]}, "places=nowhere"),
        ({"topics": ["nothing"]}, "topics=nothing"),
        ({"sources": ["nobody"]}, "sources=nobody"),
        ({"as_of": date(1900, 1, 1), "undated": False}, "time=1900-01-01"),
        ({"since": date(1900, 1, 1), "undated": False}, r"time=1900-01-01/\.\."),
    ],
)
def test_the_filter_that_empties_is_named(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(EmptySelection, match=message):
        selection(columns([party("r1", "participant", "a", "x")]), **asked)


@pytest.mark.parametrize(
    ("asked", "nearest"), [({"ties": "partnerships"}, "partnership"), ({"collapse": "branches"}, "branch")]
)
def test_an_unknown_choice_is_told_with_the_nearest(asked: dict[str, Any], nearest: str) -> None:
    with pytest.raises(UnknownChoice, match=rf"nearest: {nearest}"):
        selection(columns(SMALL), **asked)


@given(
    rows=st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("123")), min_size=1, max_size=20),
    random=st.randoms(),
)
def test_neither_order_nor_a_second_source_changes_the_network(
    rows: list[tuple[str, str]], random: Random
) -> None:
    once = [party(f"r{number}", "participant", *row) for number, row in enumerate(rows)]
    again = [{**row, "relationship": row["relationship"] + "-again", "sources": ["d2"]} for row in once]
    mixed = [*once, *again]
    random.shuffle(mixed)
    plain, twice = selection(columns(once)).incidence, selection(columns(mixed)).incidence
    assert (plain.bodies, plain.things) == (twice.bodies, twice.things)
    assert (plain.matrix.toarray() == twice.matrix.toarray()).all()
    assert (plain.bodies, plain.things) == ((same := network.incidence(rows)).bodies, same.things)
    assert (plain.matrix.toarray() == same.matrix.toarray()).all()


# The five articles


def parts(release: Release, **asked: Any) -> list[set[str]]:
    graph = network.project(selection(tables.Tables(release), **asked).incidence).graph
    found = nx.connected_components(graph)
    return [{iri.removeprefix(f"{ID}organisation/") for iri in part} for part in found]


def test_the_articles_fall_apart_into_who_works_together(release: Release) -> None:
    found = parts(release, ties="contact")
    assert sorted(map(len, found), reverse=True) == [12, 10, 5, 3, 3, 3, 2, 2, 1, 1, 1]
    assert {"fdrs-duz001", "icrc", "icrc-regional-delegation-central-asia"} in found
    assert {"centre-for-social-work-jajce", "primary-school-jajce-kruscica"} in found
    (exchange,) = (part for part in found if "red-cross-tuzla-canton" in part)
    assert exchange >= {"fdrs-dba001", "fdrs-dgb001", "fdrs-dbg001", "fdrs-dtr001", "red-cross-zivinice"}
    (roma,) = (part for part in found if "kali-sara" in part)
    assert roma >= {"klub-mladih-roma", "romska-djevojka"}


def test_collapsing_delegations_joins_what_only_they_link(release: Release) -> None:
    apart = {body: number for number, part in enumerate(parts(release, ties="contact")) for body in part}
    joined = {
        body: number
        for number, part in enumerate(parts(release, ties="contact", collapse="branch"))
        for body in part
    }
    assert apart["fdrs-dba001"] != apart["fdrs-duz001"]
    assert joined["fdrs-dba001"] == joined["fdrs-duz001"]  # the ICRC is in both, by its delegations


def test_a_selection_has_the_ties_of_the_query(release: Release) -> None:
    found = network.named(selection(tables.Tables(release), ties=("contact", "funding"), modalities=None))
    labels = {node.label for node in found.nodes}
    assert {"United Nations", "Kali Sara – Roma Information Centre"} & labels
    assert not any(label.startswith("http") for label in labels)
    assert all(tie.evidence and tie.relationships for tie in found.ties)
    assert {tie.kind for tie in found.ties} == {"participation", "party", "funding", "receipt"}
    bosnian = network.named(selection(tables.Tables(release), ties="contact"), "bs")
    assert "Crveni križ Tuzlanskog kantona" in {node.label for node in bosnian.nodes}


@pytest.mark.parametrize("ties", TIES)
def test_every_kind_of_tie_is_there_and_every_tie_has_its_evidence(release: Release, ties: str) -> None:
    found = selection(tables.Tables(release), ties=ties)
    assert found.ties.height > 0
    assert found.ties.filter(pl.col("evidence").list.len() == 0).is_empty()
    assert found.ties.filter(pl.col("sources").list.len() == 0).is_empty()
