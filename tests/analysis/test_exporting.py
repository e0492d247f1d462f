from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ngograph.analysis.exporting import exported
from ngograph.errors import UnknownChoice
from ngograph.network import EXPORTS

if TYPE_CHECKING:
    from ngograph.analysis import Known


@pytest.mark.parametrize("network", ["two-mode", "projection"])
@pytest.mark.parametrize("form", EXPORTS)
def test_every_format_is_written_and_again_the_same(known: Known, form: str, network: str) -> None:
    given = {"format": [form], "network": [network]}
    assert exported(known, given)
    assert exported(known, given) == exported(known, given)


def test_a_file_says_where_it_is_from_and_keeps_the_evidence(known: Known) -> None:
    found = json.loads(exported(known, {"format": ["node-link"], "collapse": ["branch"]}))
    about = found["graph"]
    assert about["release"] == known.digest
    assert "collapse=branch" in about["query"]
    assert about["bodies"] == sum(node["mode"] == "body" for node in found["nodes"])
    assert all(edge["evidence"] for edge in found["edges"])


def test_the_nodes_of_a_projection_bear_their_names(known: Known) -> None:
    found = json.loads(exported(known, {"format": ["node-link"], "network": ["projection"], "lang": ["bs"]}))
    assert "Otaharin" in " ".join(node["label"] for node in found["nodes"])
    assert {edge["distance"] * edge["strength"] for edge in found["edges"]} == {1.0}


@pytest.mark.parametrize("form", [name for name, one in EXPORTS.items() if "evidence" in one.holds])
def test_the_ties_of_a_projection_keep_their_evidence(known: Known, form: str) -> None:
    found = exported(known, {"format": [form], "network": ["projection"], "ties": ["contact"]})
    assert b"/evidence/" in found or form in ("csv", "edges-parquet", "parquet")


def test_each_tie_of_a_projection_names_what_is_behind_it(known: Known) -> None:
    given = {"format": ["node-link"], "network": ["projection"], "ties": ["contact"], "weight": ["count"]}
    for edge in json.loads(exported(known, given))["edges"]:
        assert edge["strength"] == len(edge["things"])
        assert edge["relationships"]
        assert edge["evidence"]


def test_an_unknown_format_names_the_nearest(known: Known) -> None:
    with pytest.raises(UnknownChoice, match="nearest: graphml"):
        exported(known, {"format": ["graphlm"]})
