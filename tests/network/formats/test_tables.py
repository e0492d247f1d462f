"""CSV, Parquet and their packages, and the formats without a reader here: DL, CX2, Kumu, VOSviewer."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import polars as pl

from ngograph.network import Network, Node, Tie
from ngograph.network.formats import About, export

if TYPE_CHECKING:
    from ngograph.network import OneMode

SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")


def sheet(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def same_names() -> Network:
    nodes = (Node("x:1", "School", "Same"), Node("x:2", "School", "Same"), Node("x:p", "Project", "P"))
    return Network(nodes, tuple(Tie(iri, "x:p", "party", "asserted") for iri in ("x:1", "x:2")))


def test_csv_comes_back(crossing: Network, about: About) -> None:
    nodes = sheet(export(crossing, "nodes-csv", about=about))
    assert [(row["id"], row["label"], row["mode"]) for row in nodes] == [
        ("x:a", "A", "body"),
        ("x:b", "B", "body"),
        ("x:p", "P", "thing"),
        ("x:q", "Q", "thing"),
    ]
    edges = sheet(export(crossing, "edges-csv", about=about))
    assert [(row["source"], row["target"], row["kind"]) for row in edges] == [
        (tie.source, tie.target, tie.kind) for tie in crossing.ties
    ]
    assert (edges[0]["evidence"], edges[1]["roles"], edges[0]["start"]) == ("x:e1 x:e2", "lead partner", "")


def test_no_cell_of_text_is_a_formula_and_numbers_stay_numbers(weighted: OneMode, about: About) -> None:
    labels = {
        iri: {"label": f"{sign}1", "loss": -0.5} for iri, sign in zip(weighted.nodes, "=+-@", strict=True)
    }
    content = export(weighted, "nodes-csv", about=about, nodes=labels)
    assert not [row for row in sheet(content) if row["label"].startswith(SPREADSHEET)]
    assert {row["loss"] for row in sheet(content)} == {"-0.5"}
    tabs = export(
        weighted, "nodes-csv", about=about, nodes={"x:a": {"label": "\t=1"}, "x:b": {"label": "\r=1"}}
    )
    assert {row["label"] for row in sheet(tabs)} >= {"'\t=1", "'\r=1"}


def test_hostile_names_are_one_cell_each(nasty: Network, about: About) -> None:
    found = {row["id"]: row["label"] for row in sheet(export(nasty, "nodes-csv", about=about, bom=True))}
    assert len(found) == len(nasty.nodes)
    assert found["x:1"] == "two\nlines\tand a tab"
    assert found["x:5"] == "bell and null and half"
    assert found["x:7"] == "'=HYPERLINK(1)"


def test_parquet_comes_back_with_real_lists_and_nulls(crossing: Network, about: About) -> None:
    edges = pl.read_parquet(BytesIO(export(crossing, "edges-parquet", about=about)))
    assert edges["evidence"].to_list() == [["x:e1", "x:e2"], None, None, None]
    assert edges["start"].to_list() == [None] * 4
    measured: dict[str, dict[str, object]] = {"x:a": {"betweenness": 1}, "x:b": {"betweenness": 0.5}}
    nodes = pl.read_parquet(BytesIO(export(crossing, "nodes-parquet", about=about, nodes=measured)))
    assert nodes.columns == ["id", "label", "kind", "mode", "betweenness"]
    assert nodes["betweenness"].to_list() == [1.0, 0.5, None, None]


def test_parquet_says_where_it_comes_from(weighted: OneMode, about: About) -> None:
    told = pl.read_parquet_metadata(BytesIO(export(weighted, "edges-parquet", about=about)))
    assert (told["licence"], told["release"], told["nodes"]) == (about.licence, about.release, "4")


def test_an_empty_network_has_the_columns_of_a_full_one(crossing: Network, about: About) -> None:
    empty = pl.read_parquet(BytesIO(export(Network((), ()), "edges-parquet", about=about)))
    assert empty.schema == pl.read_parquet(BytesIO(export(crossing, "edges-parquet", about=about))).schema


def test_a_package_holds_both_files_and_says_what_they_are(weighted: OneMode, about: About) -> None:
    for name, ending in (("csv", "csv"), ("parquet", "parquet")):
        with ZipFile(BytesIO(export(weighted, name, about=about))) as archive:
            assert archive.namelist() == [f"nodes.{ending}", f"edges.{ending}", "datapackage.json"]
            assert archive.read(f"edges.{ending}") == export(weighted, f"edges-{ending}", about=about)
            described = json.loads(archive.read("datapackage.json"))
        assert described["licenses"] == [{"path": about.licence}]
        assert (described["version"], described["created"]) == (about.release, about.date)
        assert described["counts"] == {"nodes": 4, "edges": 2, "undated ties": 3}
        assert [one["path"] for one in described["resources"]] == [f"nodes.{ending}", f"edges.{ending}"]
        fields = [field["name"] for field in described["resources"][1]["schema"]["fields"]]
        assert fields == ["source", "target", "strength", "distance"]


def test_attributes_of_ties_go_with_them_in_either_order(weighted: OneMode, about: About) -> None:
    shared = {("x:b", "x:a"): {"evidence": frozenset({"x:e2", "x:e1"})}}
    edges = pl.read_parquet(BytesIO(export(weighted, "edges-parquet", about=about, ties=shared)))
    assert edges["evidence"].to_list() == [["x:e1", "x:e2"], None]


def test_dl_of_two_modes_counts_a_pair_once(crossing: Network, about: About) -> None:
    assert export(crossing, "ucinet", about=about).decode().splitlines() == [
        "dl nr=2, nc=2",
        "format = edgelist2",
        "row labels:",
        '"A"',
        '"B"',
        "column labels:",
        '"P"',
        '"Q"',
        "data:",
        "1 1 1",
        "2 1 1",
        "2 2 1",
    ]


def test_dl_of_one_mode_has_both_directions_of_an_undirected_tie(weighted: OneMode, about: About) -> None:
    head, data = export(weighted, "ucinet", about=about).decode().split("data:\n")
    assert head.startswith('dl n=4\nformat = edgelist1\nlabels:\n"x:a"\n"x:alone"\n')
    assert data.splitlines() == ["1 3 4.0", "3 1 4.0", "3 4 0.5", "4 3 0.5"]


def test_dl_keeps_ties_within_a_mode(about: About) -> None:
    nodes = (Node("x:a", "School", "A"), Node("x:b", "School", "B"))
    found = export(Network(nodes, (Tie("x:a", "x:b", "funding", "asserted"),)), "ucinet", about=about)
    assert found.decode().endswith('"A"\n"B"\ndata:\n1 2 1\n')


def test_names_that_two_nodes_bear_are_told_apart(about: About) -> None:
    lines = export(same_names(), "pajek", about=about).decode().splitlines()
    assert [line.split('"')[1] for line in lines if '"' in line][:3] == ["Same (x:1)", "Same (x:2)", "P"]


def test_kumu_joins_elements_by_ids(crossing: Network, about: About) -> None:
    blueprint = json.loads(export(crossing, "kumu", about=about))
    ids = {element["id"]: element["label"] for element in blueprint["elements"]}
    assert [ids[element["id"]] for element in blueprint["elements"]] == ["A", "B", "P", "Q"]
    first = blueprint["connections"][0]
    told = (ids[first["from"]], ids[first["to"]], first["type"], first["direction"])
    assert told == ("A", "P", "funding", "directed")
    assert first["evidence"] == ["x:e1", "x:e2"]
    assert {element["type"] for element in blueprint["elements"]} == {"School", "Project", "Visit"}


def test_kumu_knows_each_connection_again(crossing: Network, about: About) -> None:
    connections = json.loads(export(crossing, "kumu", about=about))["connections"]
    assert len({one["id"] for one in connections}) == len(connections) == len(crossing.ties)
    without = Network(crossing.nodes, crossing.ties[1:])
    again = json.loads(export(without, "kumu", about=about))["connections"]
    assert [one["id"] for one in again] == [one["id"] for one in connections[1:]]


def test_kumu_keeps_a_name_that_two_nodes_bear(about: About) -> None:
    elements = json.loads(export(same_names(), "kumu", about=about))["elements"]
    assert [element["label"] for element in elements] == ["Same", "Same", "P"]


def test_cx2_declares_every_attribute_that_it_uses(crossing: Network, about: About) -> None:
    aspects: list[dict[str, Any]] = json.loads(export(crossing, "cx2", about=about))
    assert aspects[0] == {"CXVersion": "2.0", "hasFragments": False}
    assert aspects[-1] == {"status": [{"error": "", "success": True}]}
    held = {name: elements for aspect in aspects[1:-1] for name, elements in aspect.items()}
    assert {one["name"]: one["elementCount"] for one in held["metaData"]} == {
        name: len(elements) for name, elements in held.items() if name != "metaData"
    }
    declared = held["attributeDeclarations"][0]
    for aspect in ("nodes", "edges"):
        assert {name for one in held[aspect] for name in one["v"]} <= declared[aspect].keys()
    assert held["networkAttributes"][0].keys() == declared["networkAttributes"].keys()
    assert declared["edges"]["evidence"] == {"d": "list_of_string"}
    assert {one["t"] for one in held["edges"]} <= {one["id"] for one in held["nodes"]}


def test_vosviewer_adds_up_the_ties_of_a_pair(crossing: Network, about: About) -> None:
    network = json.loads(export(crossing, "vosviewer", about=about))["network"]
    assert network["links"] == [
        {"source_id": "x:a", "target_id": "x:p", "strength": 2},
        {"source_id": "x:b", "target_id": "x:p", "strength": 1},
        {"source_id": "x:b", "target_id": "x:q", "strength": 1},
    ]
    assert network["items"][2]["weights"] == {"Links": 2, "Total link strength": 3}


def test_vosviewer_takes_a_cluster_and_shows_no_markup(weighted: OneMode, about: About) -> None:
    told = {"x:a": {"cluster": 3, "loss": -1.0, "kind": "<script>"}}
    item = json.loads(export(weighted, "vosviewer", about=about, nodes=told))["network"]["items"][0]
    assert (item["cluster"], item["scores"]) == (3, {"loss": -1.0})
    assert item["description"] == "kind: &lt;script&gt;"
