"""What the registry says of a format is so."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import numpy as np
import polars as pl
import pytest

from ngograph.errors import NetworkError, UnknownChoice
from ngograph.network import Network
from ngograph.network.formats import EXPORTS, About, export

if TYPE_CHECKING:
    from ngograph.network import OneMode


def text(content: bytes) -> str:
    """Return all that stands in a file."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            return "".join(text(archive.read(name)) for name in archive.namelist())
    if content.startswith(b"PAR1"):
        return f"{pl.read_parquet(BytesIO(content)).to_dicts()}{pl.read_parquet_metadata(BytesIO(content))}"
    return content.decode()


@pytest.mark.parametrize("name", EXPORTS)
def test_a_format_has_a_name_an_ending_and_a_type_of_its_own(name: str) -> None:
    one = EXPORTS[name]
    assert one.name == name
    assert one.ending.startswith(".")
    assert "/" in one.media_type
    assert [other.name for other in EXPORTS.values() if other.ending == one.ending] == [name]


@pytest.mark.parametrize("name", EXPORTS)
def test_a_format_says_where_it_comes_from_where_it_can(name: str, weighted: OneMode, about: About) -> None:
    found = text(export(weighted, name, about=about))
    told = [about.licence, about.query, about.date, about.release]
    assert [word in found for word in told] == ["about" in EXPORTS[name].holds] * 4


@pytest.mark.parametrize("name", EXPORTS)
def test_a_format_keeps_the_iris_of_evidence_where_it_can(name: str, crossing: Network, about: About) -> None:
    found = text(export(crossing, name, about=about))
    assert ("x:e1" in found and "x:e2" in found) == ("evidence" in EXPORTS[name].holds)


@pytest.mark.parametrize("name", EXPORTS)
def test_a_format_keeps_measures_where_it_can(name: str, weighted: OneMode, about: About) -> None:
    found = text(export(weighted, name, about=about, nodes={"x:a": {"betweenness": np.float64(0.125)}}))
    assert ("betweenness" in found) == ("attributes" in EXPORTS[name].holds)


@pytest.mark.parametrize("name", EXPORTS)
def test_a_format_knows_nodes_by_their_iris_where_it_can(name: str, weighted: OneMode, about: About) -> None:
    labels = {iri: {"label": iri[-1].upper()} for iri in weighted.nodes}
    found = text(export(weighted, name, about=about, nodes=labels))
    assert ("x:b" in found) == ("iris" in EXPORTS[name].holds)


@pytest.mark.parametrize("name", EXPORTS)
def test_distance_stands_beside_strength_where_it_can(name: str, weighted: OneMode, about: About) -> None:
    assert ("distance" in text(export(weighted, name, about=about))) == ("distance" in EXPORTS[name].holds)


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_network_is_the_same_file_however_it_was_put_together(
    name: str, dated: Network, about: About
) -> None:
    told = {node.iri: {"degree": 1, "cluster": 2} for node in dated.nodes}
    other_way = {iri: dict(reversed(of.items())) for iri, of in reversed(told.items())}
    assert export(dated, name, about=about, nodes=told) == export(dated, name, about=about, nodes=other_way)


@pytest.mark.parametrize("name", EXPORTS)
def test_nobody_and_nothing_is_a_file_too(name: str, about: About) -> None:
    assert export(Network((), ()), name, about=about)


@pytest.mark.parametrize("name", EXPORTS)
def test_names_that_hurt_are_written(name: str, nasty: Network, about: About) -> None:
    found = text(export(nasty, name, about=about))
    assert not {"\x00", "\x07", "\ud800"} & set(found)
    if "about" in EXPORTS[name].holds:
        assert "characters left out" in found


def test_a_byte_order_mark_is_for_csv_only(weighted: OneMode, about: About) -> None:
    for name, one in EXPORTS.items():
        if not one.marked:
            with pytest.raises(NetworkError, match="expected CSV"):
                export(weighted, name, about=about, bom=True)
    assert export(weighted, "nodes-csv", about=about, bom=True).startswith(b"\xef\xbb\xbfid,label")


def test_an_unknown_format_is_told_the_nearest(weighted: OneMode, about: About) -> None:
    with pytest.raises(UnknownChoice, match="graphml"):
        export(weighted, "graph-ml", about=about)


def test_an_attribute_that_no_format_holds_is_refused(weighted: OneMode, about: About) -> None:
    with pytest.raises(NetworkError, match=r"'when'.*truth value"):
        export(weighted, "gexf", about=about, nodes={"x:a": {"when": object()}})
    with pytest.raises(NetworkError, match="found id, source"):
        export(weighted, "gexf", about=about, nodes={"x:a": {"source": 1, "id": 2}})
