"""What came, went and stayed between two networks."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ngograph.network import Difference, Network, Node, Stay, Tie, change

DAYS = (date(2020, 1, 1), date(2023, 1, 1))


def tie(pair: str, start: str = "", end: str = "", modality: str = "asserted") -> Tie:
    return Tie(pair[0], pair[1:], "participation", modality, start=start, end=end)


def network(*ties: Tie) -> Network:
    names = {
        end: "Project" if end.isupper() else "Organisation" for t in ties for end in (t.source, t.target)
    }
    return Network(tuple(sorted(Node(iri, kind, iri) for iri, kind in names.items())), tuple(sorted(ties)))


LASTING = tie("aP", "2015-01-01", "2025-12-31")
OVER = tie("bP", "2015-01-01", "2020-12-31")
NEW = tie("cP", "2021-05-01", "2024-01-01")


def test_what_ended_what_began_and_what_stayed() -> None:
    found = change(network(LASTING, OVER), network(LASTING, NEW), days=DAYS)
    assert found.vanished == (Difference(OVER, "ended"),)
    assert found.appeared == (Difference(NEW, "not begun"),)
    assert found.stayed == (Stay("a", "P", "participation", ("asserted",), ("asserted",), True),)
    assert (found.nodes_appeared, found.nodes_vanished, found.nodes_stayed) == (("c",), ("b",), ("P", "a"))
    assert found.stability == found.dated_stability == 1 / 3
    assert found.node_stability == 0.5
    assert found.undated == ()


def test_what_only_some_source_no_longer_mentions_has_not_ended() -> None:
    open_ended = tie("bQ", "2015-01-01")
    found = change(network(LASTING, open_ended, tie("cQ")), network(), days=DAYS)
    assert [(one.tie.source, one.reason) for one in found.vanished] == [
        ("a", "unmentioned"),
        ("b", "unmentioned"),
        ("c", "undated"),
    ]


def test_without_days_nothing_is_said_to_have_ended() -> None:
    found = change(network(OVER), network(NEW))
    assert [one.reason for one in (*found.appeared, *found.vanished)] == ["unmentioned", "unmentioned"]


def test_the_day_itself_still_belongs() -> None:
    last = tie("aP", "2015-01-01", "2023-01-01")
    first = tie("bP", "2020-01-01", "2021-01-01")
    found = change(network(last), network(first), days=DAYS)
    assert [one.reason for one in (*found.appeared, *found.vanished)] == ["unmentioned", "unmentioned"]


def test_undated_ties_are_named_and_do_not_count_as_stable() -> None:
    found = change(network(tie("aP"), OVER), network(tie("aP"), NEW), days=DAYS)
    assert found.undated == (tie("aP"),)
    assert (found.stability, found.dated_stability) == (1 / 3, 0)


def test_a_plan_that_came_true_stays() -> None:
    found = change(network(tie("aP", modality="planned")), network(tie("aP")))
    assert [(stay.before, stay.after) for stay in found.stayed] == [(("planned",), ("asserted",))]
    assert (found.appeared, found.vanished) == ((), ())


def test_another_kind_of_tie_is_another_tie() -> None:
    paid = Tie("a", "P", "funding", "asserted")
    found = change(network(tie("aP")), network(paid))
    assert [one.tie.kind for one in found.appeared] == ["funding"]
    assert found.stability == 0


def test_two_networks_of_nothing_are_neither_stable_nor_unstable() -> None:
    found = change(network(), network())
    assert (found.stability, found.dated_stability, found.node_stability) == (None, None, None)


TIMES = st.sampled_from(["", "2015-01-01", "2019-06-30", "2021-01-01", "2024-12-31"])
NETWORKS = st.lists(
    st.builds(
        lambda body, thing, start, end, modality: tie(f"{body}{thing}", start, end, modality),
        st.sampled_from("abcd"),
        st.sampled_from("PQR"),
        TIMES,
        TIMES,
        st.sampled_from(["asserted", "planned"]),
    ),
    max_size=8,
    unique=True,
).map(lambda ties: network(*ties))


@given(NETWORKS, NETWORKS)
def test_the_way_back_is_the_same_way(before: Network, after: Network) -> None:
    there, back = change(before, after, days=DAYS), change(after, before, days=DAYS[::-1])
    assert (there.appeared, there.vanished) == (back.vanished, back.appeared)
    assert (there.nodes_appeared, there.nodes_vanished) == (back.nodes_vanished, back.nodes_appeared)
    assert [(s.source, s.target, s.before, s.after) for s in there.stayed] == [
        (s.source, s.target, s.after, s.before) for s in back.stayed
    ]
    assert (there.stability, there.dated_stability, there.undated) == (
        (back.stability, back.dated_stability, back.undated)
    )


@given(NETWORKS)
def test_nothing_changes_from_a_network_to_itself(same: Network) -> None:
    found = change(same, same, days=DAYS)
    assert (found.appeared, found.vanished, found.nodes_appeared, found.nodes_vanished) == ((), (), (), ())
    assert found.stability == (1 if same.ties else None)


@given(NETWORKS, NETWORKS)
def test_every_tie_has_its_place(before: Network, after: Network) -> None:
    found = change(before, after)
    stayed = {(stay.source, stay.target, stay.kind) for stay in found.stayed}
    kept = [one for one in after.ties if (one.source, one.target, one.kind) in stayed]
    assert sorted([*kept, *(one.tie for one in found.appeared)]) == list(after.ties)
