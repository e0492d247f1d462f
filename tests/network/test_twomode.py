"""Rows become nodes and ties, whatever their order."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngograph.errors import NetworkError
from ngograph.network import as_graph, components, select, two_mode

Row = dict[str, str | None]


def row(source: str, target: str, **more: str | None) -> Row:
    return {
        "source": source,
        "sourceType": "o#Organisation",
        "sourceLabel": source.upper(),
        "target": target,
        "targetType": "o#Project",
        "tie": "participation",
        "modality": "m/asserted",
        **more,
    }


def test_the_order_of_the_rows_does_not_matter(rows: list[Row]) -> None:
    assert two_mode(rows, modalities=None) == two_mode(rows[::-1], modalities=None)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1), st.randoms())
def test_no_order_and_no_repetition_changes_a_network(pairs: list[tuple[str, str]], chance: object) -> None:
    made = [row(source, target) for source, target in pairs]
    shuffled = made * 2
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert two_mode(made) == two_mode(shuffled)
    assert len(two_mode(made).ties) == len(set(pairs))


def test_rows_of_one_tie_are_one_tie_with_all_roles_and_evidence() -> None:
    network = two_mode(
        [
            row(
                "a",
                "x",
                roles="r/lead r/partner",
                relationship="r1",
                evidence="e1 e2",
                startEarliest="2022-01-01",
            ),
            row("a", "x", roles="r/lead", relationship="r2", evidence="e3", startEarliest="2021-05-01"),
        ]
    )
    (tie,) = network.ties
    assert tie.roles == ("lead", "partner")
    assert (tie.relationships, tie.evidence) == (("r1", "r2"), ("e1", "e2", "e3"))
    assert tie.start == "2021-05-01"


def test_a_row_without_a_bound_leaves_the_tie_without_it() -> None:
    network = two_mode([row("a", "x", endLatest="2022-01-01"), row("a", "x", endLatest=None)])
    assert network.ties[0].end == ""


def test_only_what_is_asserted_is_taken_unless_asked() -> None:
    made = [row("a", "x"), row("b", "x", modality="m/planned"), row("c", "x", modality="m/implied")]
    assert [node.iri for node in two_mode(made).bodies] == ["a"]
    assert [node.iri for node in two_mode(made, modalities={"asserted", "planned"}).bodies] == ["a", "b"]
    assert len(two_mode(made, modalities=None).bodies) == 3


def test_a_selection_leaves_out_nodes_without_a_tie() -> None:
    network = two_mode([row("a", "x"), row("b", "y", tie="funding")])
    assert [node.iri for node in select(network, kinds={"funding"}).nodes] == ["b", "y"]
    assert select(network, modalities={"planned"}).nodes == ()


def test_a_node_without_a_label_is_called_by_its_key() -> None:
    assert (
        two_mode([row("a", "http://x/id/activity/nscep")]).index["http://x/id/activity/nscep"].label
        == "nscep"
    )


def test_bodies_and_things_are_the_two_modes(rows: list[Row]) -> None:
    network = two_mode(rows, modalities=None)
    assert {tie.source for tie in network.ties} == {node.iri for node in network.bodies}
    assert {tie.target for tie in network.ties} <= {node.iri for node in network.things}


def test_components_hold_every_node_once_the_largest_first(rows: list[Row]) -> None:
    network = two_mode(rows, modalities=None)
    parts = components(network)
    assert sorted(node for part in parts for node in part.nodes) == list(network.nodes)
    assert [len(part.nodes) for part in parts] == sorted((len(part.nodes) for part in parts), reverse=True)


def test_a_graph_keeps_what_the_values_say(rows: list[Row]) -> None:
    network = two_mode(rows)
    graph = as_graph(network)
    assert graph.number_of_edges() == len(network.ties)
    tie = network.ties[0]
    (attributes,) = (d for d in graph.get_edge_data(tie.source, tie.target).values() if d["kind"] == tie.kind)
    assert attributes["evidence"] == tie.evidence


def test_a_row_without_a_source_column_is_refused() -> None:
    with pytest.raises(
        NetworkError, match=r"row 2: expected a value for 'source', found none; columns: target"
    ):
        two_mode([{"source": "a", "target": "x"}, {"target": "x"}])
    with pytest.raises(NetworkError, match=r"row 1: expected a value for 'target'"):
        two_mode([{"source": "a", "target": None}])


def test_rows_of_any_question_will_do() -> None:
    rows: list[dict[str, str | None]] = [
        {"source": "https://e.org/a", "target": "https://e.org/x", "sourceLabel": "A", "weight": "2.5"},
        {"source": "https://e.org/a", "target": "https://e.org/x", "kind": None, "weight": "0.5"},
        {
            "source": "https://e.org/b",
            "target": "https://e.org/x",
            "kind": "visits",
            "via": "https://e.org/v",
        },
    ]
    found = two_mode(rows)
    assert [(node.kind, node.label, node.mode) for node in found.nodes] == [
        ("Organisation", "A", "body"),
        ("Organisation", "b", "body"),
        ("Programme", "v", "thing"),
        ("Thing", "x", "thing"),
    ]
    assert [(tie.kind, tie.modality, tie.strength) for tie in found.ties] == [
        ("tie", "asserted", 3.0),
        ("visits", "asserted", 1.0),
    ]


def test_a_weight_that_is_no_number_is_refused() -> None:
    with pytest.raises(NetworkError, match=r"row 1: expected a number above 0 for 'weight', found 'much'"):
        two_mode([{"source": "a", "target": "x", "weight": "much"}])


@pytest.mark.parametrize("weight", [0, "0", -1.5, "nan", "inf"])
def test_a_weight_is_above_nought(weight: Any) -> None:
    with pytest.raises(NetworkError, match=r"row 2: expected a number above 0 for 'weight', found"):
        two_mode([{"source": "a", "target": "x"}, {"source": "a", "target": "y", "weight": weight}])


def test_columns_are_rows() -> None:
    rows: list[Row] = [row("a", "p", weight="2"), row("b", "p", weight=None)]
    assert two_mode(pl.DataFrame(rows)) == two_mode(rows)
    assert two_mode(rows, modalities="asserted") == two_mode(rows)
    assert select(two_mode(rows), kinds="participation") == two_mode(rows)


def test_roles_may_be_a_list() -> None:
    listed: Any = {**row("a", "p"), "roles": ["r/lead", "r/partner"]}
    assert two_mode([listed]) == two_mode([row("a", "p", roles="r/partner r/lead")])


@pytest.mark.parametrize("given", [[("a", "p")], ["ap"], [None]])
def test_what_is_no_row_is_refused(given: Any) -> None:
    with pytest.raises(NetworkError, match="expected rows with `source` and `target`"):
        two_mode(given)
