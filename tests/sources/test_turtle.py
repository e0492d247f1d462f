"""Reading Turtle files and the folders of sources."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from ngograph.errors import ContentError, MissingFile, MissingSource, RdfSyntaxError
from ngograph.sources import read_file, read_folder, read_turtle

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """@base <https://w3id.org/ngograph/> .
@prefix ngo: <https://w3id.org/ngograph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
"""
SOURCE = f"""{HEAD}
<graph/memo> dct:source <id/document/memo> .
<id/document/memo> a ngo:Document ; skos:prefLabel "Memo"@en, "Dopis"@bs ; dct:title "Naslov"@bs .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "memo"
    made.mkdir()
    (made / "source.ttl").write_text(SOURCE)
    return made


def test_a_file_is_read_with_the_digest_of_its_bytes(folder: Path) -> None:
    file = read_file(folder / "source.ttl")
    assert file.sha256 == hashlib.sha256((folder / "source.ttl").read_bytes()).hexdigest()
    assert (file.size, len(file.triples)) == ((folder / "source.ttl").stat().st_size, 5)


def test_literals_are_as_written(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<a:a> <a:b> 01 .")
    assert read_turtle(tmp_path / "a.ttl")[0].object == Literal(
        "01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    )


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("_:x <a:b> 1 .")
    nodes = {read_turtle(tmp_path / name)[0].subject for name in ("a.ttl", "b.ttl")}
    assert len(nodes) == 2
    assert all(isinstance(node, BlankNode) for node in nodes)


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ("<a:b> <a:c> 1 .\n<a:b> <a:c> nowhere:x .", 2, 13, "prefix nowhere: has not been declared"),
        ("<a:b> <a:c> 'x", 1, 13, "Unexpected end of file"),
        ("<a:b> <a:c>\n  <x y> .", 2, 3, "Invalid IRI code point ' '"),
        ("<a:b> <a:c> 1", 1, 14, "Unexpected end"),
    ],
)
def test_a_syntax_error_knows_file_line_and_column(
    tmp_path: Path, text: str, line: int, column: int, problem: str
) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(text)
    with pytest.raises(RdfSyntaxError) as raised:
        read_turtle(path)
    assert (raised.value.line, raised.value.column) == (line, column)
    assert str(raised.value).startswith(f"{path}:{line}:{column}: ")
    assert problem in raised.value.problem


def test_bytes_that_are_not_utf_8_are_a_syntax_error(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_bytes(b"<a:b> <a:c> '\xff' .")
    with pytest.raises(RdfSyntaxError, match=r"bad\.ttl:1:14.*UTF-8"):
        read_turtle(tmp_path / "bad.ttl")


def test_a_statement_about_a_statement_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<a:b> <a:c> <<( <a:b> <a:c> 1 )>> .")
    with pytest.raises(ContentError, match=r"expected RDF 1\.1"):
        read_turtle(tmp_path / "bad.ttl")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"nowhere\.ttl: expected a Turtle file"):
        read_turtle(tmp_path / "nowhere.ttl")


def test_a_folder_is_a_source_with_its_graph_and_document(folder: Path) -> None:
    (folder / "more.ttl").write_text(f'{HEAD} <id/document/memo> skos:prefLabel "Memo"@en, "Note"@en .')
    source = read_folder(folder)
    assert source.name == "memo"
    assert source.graph == NamedNode("https://w3id.org/ngograph/graph/memo")
    assert source.document == NamedNode("https://w3id.org/ngograph/id/document/memo")
    assert source.title == "Memo"
    assert [(file.path.name, len(file.triples)) for file in source.files] == [
        ("more.ttl", 2),
        ("source.ttl", 5),
    ]
    assert len(source.triples) == 6, "what two files state counts once"


def test_a_document_without_english_label_is_known_by_its_title(folder: Path) -> None:
    (folder / "source.ttl").write_text(SOURCE.replace('"Memo"@en, ', ""))
    assert read_folder(folder).title == "Naslov"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, "no such file"),
        (HEAD, "0 documents"),
        (SOURCE + "<graph/memo> dct:source <id/document/other> .", "2 documents"),
        (SOURCE.replace("graph/memo", "graph/other"), "0 documents"),
        (
            SOURCE.replace("a ngo:Document ;", ""),
            "no statement that <https://w3id.org/ngograph/id/document/memo> is",
        ),
        (
            SOURCE.replace("<graph/memo> dct:source <id/document/memo>", "<graph/memo> dct:source 1"),
            "no statement",
        ),
    ],
)
def test_a_folder_that_does_not_say_its_document(folder: Path, text: str | None, found: str) -> None:
    (folder / "more.ttl").write_text(HEAD)
    (folder / "source.ttl").unlink()
    if text is not None:
        (folder / "source.ttl").write_text(text)
    with pytest.raises(MissingSource, match=found) as raised:
        read_folder(folder)
    assert raised.value.folder == folder


def test_a_blank_node_in_a_source_is_refused(folder: Path) -> None:
    (folder / "more.ttl").write_text(f"{HEAD} <id/document/memo> dct:relation [ ] .")
    with pytest.raises(ContentError, match=r"more\.ttl: expected an IRI for every node"):
        read_folder(folder)


@pytest.mark.parametrize("name", ["derived", "ontology", "My Source", "čest", "a--b", "-a"])
def test_a_name_that_cannot_name_a_graph_is_refused(folder: Path, name: str) -> None:
    folder = folder.rename(folder.parent / name)
    with pytest.raises(ContentError, match="expected"):
        read_folder(folder)
