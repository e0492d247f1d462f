from __future__ import annotations

import networkx as nx
import pytest
from tests.network.measures.published import FLORENCE, KARATE, KITE, WITH_PUCCI
from tests.network.measures.samples import named

from ngograph import network
from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network import MEASURES, Measured, betweenness, degree, density, measures, one_mode
from ngograph.network.measures import registry
from ngograph.network.measures.paths import SAMPLES

# Some columns are made of what a function gives in another form.
PUBLIC = [
    name for name, one in MEASURES.items() if not getattr(one.function, "__name__", "_").startswith("_")
]


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_is_told_in_full(name: str) -> None:
    measure = MEASURES[name]
    assert measure.name == name
    assert measure.title[0].isupper()
    assert measure.definition.endswith(".")
    assert measure.formula
    assert any(character.isdigit() for character in measure.reference), "a reference has a year"
    assert not measure.two_mode_bias or measure.two_mode_bias.endswith(".")
    assert measure.takes <= {"engine", "attribute", "seed"}


@pytest.mark.parametrize("name", PUBLIC)
def test_each_measure_is_a_function_of_that_name(name: str) -> None:
    assert getattr(network, name) is MEASURES[name].function


def test_no_two_measures_share_a_name() -> None:
    assert len(MEASURES) == len({measure.title for measure in MEASURES.values()})


def test_the_table_has_a_row_a_node_and_a_column_a_measure() -> None:
    found = measures(FLORENCE, ["betweenness", "degree", "density"])
    assert found.nodes == tuple(sorted(FLORENCE))
    assert list(found.columns) == ["betweenness", "degree"]
    assert found.whole == {"density": density(FLORENCE)}
    rows = list(found.rows())
    assert rows[8] == {"node": "Medici", "betweenness": betweenness(FLORENCE)["Medici"], "degree": 6}
    assert [row["degree"] for row in rows] == list(degree(FLORENCE).values())


def test_without_names_all_are_taken_that_can_be() -> None:
    found = measures(nx.DiGraph(FLORENCE))
    taken = {*found.columns, *found.whole, *found.ties}
    assert taken == {
        one.name
        for one in MEASURES.values()
        if one.mode == "one-mode" and "attribute" not in one.takes and not one.samples
    }
    sides = dict.fromkeys(FLORENCE, "Florence")
    assert measures(FLORENCE, attribute=sides).whole["ei_index"] == -1


def test_what_has_no_figure_is_none_and_says_why() -> None:
    found = measures(WITH_PUCCI)
    assert set(found.columns["eigenvector"]) == {None}
    assert "expected a network where every node reaches every other" in found.notes["eigenvector"][0]
    assert found.whole["closeness_centralization"] is None
    assert "degree" not in found.notes
    with pytest.raises(NetworkError, match="every node reaches every other"):
        measures(WITH_PUCCI, ["degree", "eigenvector"])


def test_a_projection_brings_its_bias_along() -> None:
    assert measures(FLORENCE, ["clustering"]).notes == {}
    projected = one_mode(FLORENCE)
    assert measures(projected, ["clustering"]).notes == {
        "clustering": (MEASURES["clustering"].two_mode_bias,)
    }
    directed = one_mode(nx.DiGraph(FLORENCE))
    assert measures(directed, ["clustering"]).notes == {}


def test_a_small_network_is_said_to_be_small() -> None:
    found = measures(named(nx.path_graph(2)), ["betweenness"])
    assert found.notes["betweenness"] == ("Betweenness says nothing of fewer than 3 nodes; here are 2.",)


def test_heavy_measures_of_a_large_network_are_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_LIGHT", 14)
    assert "betweenness" not in measures(FLORENCE).columns
    with pytest.warns(
        UserWarning, match="betweenness of 15 nodes .* takes long; sampled_betweenness estimates"
    ):
        assert "betweenness" in measures(FLORENCE, ["betweenness"]).columns
    assert "betweenness" in measures(KITE).columns


def test_what_is_estimated_is_asked_for_by_name_and_says_from_what() -> None:
    assert "sampled_betweenness" not in measures(KITE).columns
    assert measures(KITE, ["sampled_betweenness"]).notes == {}
    star = named(nx.star_graph(SAMPLES))
    found = measures(star, ["sampled_betweenness"], seed=7)
    assert found.notes["sampled_betweenness"] == (
        "Estimated by the ways from 500 of 501 nodes, drawn with seed 7.",
    )
    ((node, figure),) = found.top("sampled_betweenness", 1)
    assert node == "0"
    assert figure == pytest.approx(1)


def test_an_unknown_measure_has_its_nearest() -> None:
    with pytest.raises(
        UnknownChoice, match="expected a known measure, found 'betweeness'; nearest: betweenness"
    ):
        measures(KARATE, ["degree", "betweeness"])


def test_a_measure_that_lacks_its_attribute_says_so() -> None:
    with pytest.raises(NetworkError, match="ei_index compares nodes by an attribute"):
        measures(KARATE, ["ei_index"])


def test_equal_figures_are_in_the_order_of_their_iris() -> None:
    # A third reckoned on two ways is one figure, whatever its last digit.
    found = Measured(("a", "b", "c", "d"), {"share": (1 / 3, 1 - 2 / 3, 0.5, None)})
    assert found.columns["share"][0] != found.columns["share"][1]
    assert [node for node, _ in found.top("share")] == ["c", "a", "b"]
    assert found.top("share", 1) == (("c", 0.5),)
