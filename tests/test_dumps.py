"""The files that hold everything: what is in them, that equal dumps give equal bytes, odd names of graphs."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse, serialize

from ngograph.dumps import SUMS, WHOLE, of_graph, read, with_sorted_prefixes, write
from ngograph.dumps.turtle import as_turtle
from ngograph.errors import ReleaseError
from ngograph.vocab import GRAPH, PREFIXES

if TYPE_CHECKING:
    from ngograph.release import Release

GRAPHS = (f"{GRAPH}alpha", f"{GRAPH}ngograph", "http://example.org/../../etc/passwd", f"{GRAPH}a/../b")
LINES = sorted(
    f'<http://example.org/{name}> <http://example.org/p> "{name} {number}"@en <{graph}> .\n'
    for graph in GRAPHS
    for name in ("one", "two")
    for number in range(3)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dump.nq").write_text("".join(LINES), "utf-8")
    write(tmp_path / "dump.nq", tmp_path / "dumps")
    return tmp_path / "dumps"


def test_the_whole_is_the_dump_and_each_graph_stands_by_itself(folder: Path) -> None:
    whole = (folder / "ngograph.nq").read_text("utf-8")
    assert whole == "".join(LINES)
    quads = set(parse(whole, RdfFormat.N_QUADS))
    assert set(parse(path=folder / "ngograph.trig", format=RdfFormat.TRIG)) == quads
    for graph in GRAPHS:
        turtle, packed, lines, _ = of_graph(graph)
        own = {quad for quad in quads if quad.graph_name == NamedNode(graph)}
        assert len(own) == 6
        assert set(parse(path=folder / lines, format=RdfFormat.N_QUADS)) == own
        said = {quad.triple for quad in parse(path=folder / turtle, format=RdfFormat.TURTLE)}
        assert said == {quad.triple for quad in own}
        assert gzip.decompress((folder / packed).read_bytes()) == (folder / turtle).read_bytes()


def test_the_digests_are_those_of_the_files(folder: Path) -> None:
    dumps = read(folder)
    assert [*dumps][:4] == [*WHOLE]
    assert {*dumps, SUMS} == {path.name for path in folder.iterdir()}
    for dump in dumps.values():
        content = dump.path.read_bytes()
        assert (dump.size, dump.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_equal_dumps_give_equal_bytes_in_every_process(folder: Path, tmp_path: Path) -> None:
    program = "import sys, pathlib, ngograph.dumps as d; d.write(*map(pathlib.Path, sys.argv[1:]))"
    subprocess.run(
        [sys.executable, "-c", program, tmp_path / "dump.nq", tmp_path / "again"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src"), "PYTHONHASHSEED": "7"},
        check=True,
    )
    for path in folder.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


ODD = [
    "<https://w3id.org/ngograph/ontology#Body>",
    "<https://w3id.org/ngograph/ontology#a/b>",
    "<https://w3id.org/ngograph/ontology#>",
    "<https://w3id.org/ngograph/ontology#-é(x)>",
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
    "<http://example.org/x>",
    "<http://example.org/é>",
    "_:c14n0",
    '"plain <http://example.org/g> . "',
    '"\\"quoted\\" \\\\ \\n \\r \\t \\u0001 é"@en',
    '"<http://example.org/x>"',
    '"5"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"-5.0"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    '"yes"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    '"2022-11-20"^^<http://www.w3.org/2001/XMLSchema#date>',
    '"a b"^^<http://example.org/type>',
]


def by_the_engine(lines: bytes) -> bytes:
    raw = serialize(
        (quad.triple for quad in parse(lines, format=RdfFormat.N_QUADS)),
        None,
        RdfFormat.TURTLE,
        prefixes=PREFIXES,
    )
    return b"".join(with_sorted_prefixes((raw or b"").splitlines(keepends=True)))


@given(
    st.sets(
        st.tuples(
            st.sampled_from([term for term in ODD if term[0] != '"']),
            st.sampled_from([term for term in ODD if term[0] == "<"]),
            st.sampled_from(ODD),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_turtle_is_what_the_engine_writes(statements: set[tuple[str, str, str]]) -> None:
    graph = f"{GRAPH}alpha"
    lines = "".join(sorted(f"{' '.join(one)} <{graph}> .\n" for one in statements)).encode()
    assert b"".join(as_turtle(io.BytesIO(lines), graph)) == by_the_engine(lines)


def test_turtle_of_a_release_is_what_the_engine_writes(release: Release) -> None:
    assert release.dumps is not None
    for graph in {quad.graph_name for quad in release.store()} - {DefaultGraph()}:
        turtle, _, quads, _ = of_graph(str(graph)[1:-1])
        assert (release.dumps / turtle).read_bytes() == by_the_engine((release.dumps / quads).read_bytes())


@pytest.mark.parametrize(
    "spoilt", ["no digest at all\n", f"{'0' * 64}  ../dump.nq\n", f"{'0' * 64}  gone.nq\n"]
)
def test_a_list_of_digests_that_is_none(folder: Path, spoilt: str) -> None:
    (folder / SUMS).write_text(spoilt)
    with pytest.raises(ReleaseError, match="SHA256SUMS"):
        read(folder)


@given(st.lists(st.text(min_size=1, max_size=200).map(lambda name: GRAPH + name), max_size=5, unique=True))
def test_no_two_graphs_share_a_file_and_no_name_leaves_the_folder(graphs: list[str]) -> None:
    names = [name for graph in graphs for name in of_graph(graph)]
    assert len({*names, *WHOLE, SUMS}) == len(names) + len(WHOLE) + 1
    assert all(Path(name).name == name and len(name) < 120 and not name.startswith(".") for name in names)
