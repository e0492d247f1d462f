"""RDF in any syntax: what speaks the ontology comes in whole, other words are left out and counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, RdfFormat, Triple, parse, serialize
from tests.sources.formats.asking import ask

from ngograph.content import find_content
from ngograph.errors import NothingToImport, UnreadableFile
from ngograph.sources import read_folder
from ngograph.sources.formats.rdf import reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource

    Import = Callable[..., ImportedSource]
    Write = Callable[[str, object], Path]

HEAD = """@prefix ngo: <https://w3id.org/ngograph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix ex: <http://example.org/> .
@prefix c: <https://w3id.org/ngograph/concept/> .
"""
PARTNERSHIP = f"""{HEAD}
ex:one a ngo:Organisation ; skos:prefLabel "One"@en ; foaf:mbox <mailto:one@example.org> .
[] a ngo:Partnership ; ngo:party ex:one , [ a ngo:Ministry ; skos:prefLabel "Two"@en ] ;
   ngo:modality <https://w3id.org/ngograph/concept/modality/asserted> .
"""


def statements(source: ImportedSource) -> set[str]:
    """What *source* states of others than its own document, whose digest is that of the file."""
    own = str(source.document)
    return {str(triple) for triple in source.triples if str(triple.subject) != own}


def text_of(triples: list[Triple], syntax: RdfFormat) -> str:
    return (serialize(triples, format=syntax) or b"").decode()


@pytest.mark.parametrize("name", ["kali-sara-memoranda", "nscep-staff-exchanges", "otaharin-working-groups"])
def test_a_source_of_the_content_comes_in_whole(imported: Import, written: Write, name: str) -> None:
    folder = read_folder(find_content().root / "data" / name)
    source = imported(written("again.ttl", text_of(folder.triples, RdfFormat.TURTLE)))
    # Of the passages that mention a body one is kept, and each source says itself which document it renders.
    wanted = {
        str(triple)
        for triple in folder.triples
        if triple.subject != folder.graph and not str(triple.predicate).endswith("#evidence>")
    }
    assert wanted <= {str(triple) for triple in source.triples}
    assert source.account["skipped"] == {"a node without a class": 1}


@pytest.mark.parametrize(
    "syntax",
    [
        RdfFormat.TURTLE,
        RdfFormat.TRIG,
        RdfFormat.N_TRIPLES,
        RdfFormat.N_QUADS,
        RdfFormat.RDF_XML,
        RdfFormat.JSON_LD,
    ],
    ids=lambda syntax: str(syntax.file_extension),
)
def test_every_syntax_says_the_same(imported: Import, written: Write, syntax: RdfFormat) -> None:
    triples = [quad.triple for quad in parse(PARTNERSHIP.encode(), format=RdfFormat.TURTLE)]
    expected = statements(imported(written("a.dat", PARTNERSHIP), source="same"))
    assert statements(imported(written("b.dat", text_of(triples, syntax)), source="same")) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_word(imported: Import, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(PARTNERSHIP, encoding)
    assert imported(path).account["produced"] == 3


def test_nodes_of_others_become_nodes_of_the_source(imported: Import, written: Write) -> None:
    source = imported(written("a.ttl", PARTNERSHIP))
    assert source.account["produced"] == 3
    assert source.account["notes"] == {"foaf:mbox has no meaning here": 1}
    parties = ask(source, "?p a ngo:Partnership ; ngo:party ?x . ?x skos:prefLabel ?name", "name")
    assert parties == [("One",), ("Two",)]
    assert ask(source, "?x skos:exactMatch <http://example.org/one> ; a ngo:Organisation", "x")
    assert not [
        t for t in source.triples if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)
    ]
    assert ask(source, "?p a ngo:Partnership ; ngo:evidence/oa:hasSource ?document", "document") == [("a",)]


def test_a_record_that_breaks_a_shape_is_left_out_with_its_cause(imported: Import, written: Write) -> None:
    text = f"""{PARTNERSHIP}
ex:alone a ngo:Partnership ; ngo:party ex:one ; ngo:modality c:nonsense .
"""
    source = imported(written("a.ttl", text))
    assert source.account["produced"] == 3
    assert sum(source.account["skipped"].values()) == 1
    assert len(ask(source, "?p a ngo:Partnership", "p")) == 1


def test_of_a_long_chain_each_record_tells_its_own_link(imported: Import, written: Write) -> None:
    links = (
        f'ex:w{n} a ngo:Project ; skos:prefLabel "Work {n}"@en ; ngo:partOf ex:w{n + 1} .' for n in range(60)
    )
    text = "\n".join((HEAD, *links, 'ex:w60 a ngo:Programme ; skos:prefLabel "All"@en .'))
    source = imported(written("chain.ttl", text))
    said = Counter(triple.predicate.value.rpartition("#")[2] for triple in source.triples)
    assert (source.account["produced"], said["partOf"]) == (61, 60)
    assert said["evidence"] == 121, "each by its own record, and by that of what is a part of it"


def test_what_is_worked_out_is_not_taken_for_a_statement(imported: Import, written: Write) -> None:
    text = f"""{PARTNERSHIP}
ex:one ngo:worksWith ex:two ; a ngo:Donor .
<https://w3id.org/ngograph/graph/derived> {{ ex:one ngo:funds ex:two }}
<https://w3id.org/ngograph/graph/ontology> {{ ngo:Organisation a ngo:Nonsense }}
"""
    source = imported(written("a.trig", text))
    assert source.account["notes"]["a derived edge was left out: it is worked out anew"] == 2
    assert not ask(source, "?x ngo:worksWith|ngo:funds ?y", "x")
    assert not ask(source, "?x a ngo:Donor", "x")


def test_bodies_in_the_words_of_others_come_in(imported: Import, written: Write) -> None:
    text = f"""{HEAD}
ex:all a org:Organization ; skos:prefLabel "All"@en , "Svi"@bs ; foaf:homepage <https://example.org/> .
ex:some a org:OrganizationalUnit ; foaf:name "Some" ; org:unitOf ex:all ; org:classification ex:kind .
ex:nameless a org:Organization .
ex:ann a foaf:Person ; foaf:name "Ann" .
"""
    source = imported(written("a.ttl", text))
    assert (source.account["read"], source.account["produced"]) == (4, 2)
    assert source.account["skipped"] == {"foaf:Person has no meaning here": 1, "no organisation named": 1}
    assert source.account["notes"] == {"org:classification has no meaning here": 1}
    pattern = "?a ngo:part/skos:prefLabel ?part ; ngo:whole/skos:prefLabel ?whole ; ngo:affiliationKind ?kind"
    assert ask(source, f"{pattern} FILTER(lang(?whole) = 'bs')", "part", "whole", "kind") == [
        ("Some", "Svi", "unit")
    ]
    assert "Ann" not in "\n".join(map(str, source.triples))


def test_the_example_of_cpov_is_one_public_body_in_four_languages(imported: Import, shared: Path) -> None:
    path = shared / "data/cpov/example-rdf_public_organisation.ttl"
    subjects = {quad.subject for quad in parse(path=path)}
    source = imported(path)
    assert (source.account["read"], source.account["produced"]) == (len(subjects), 1)
    names = "?x a ngo:PublicBody ; skos:prefLabel ?name BIND(lang(?name) AS ?in)"
    assert [language for _, language in ask(source, names, "x", "in")] == ["de", "en", "fr", "nl"]
    said = "\n".join(map(str, source.triples))
    assert "257" not in said
    assert "Boulevard" not in said


@pytest.mark.parametrize(
    "pattern",
    ["tbfy-ocds-ontology/*.ttl", "cpov/c*.ttl", "vivo/*sr_Latn*.ttl"],
)
def test_vocabularies_are_refused_with_what_they_are(imported: Import, shared: Path, pattern: str) -> None:
    paths = sorted((shared / "data").glob(pattern))
    assert paths
    for path in paths:
        with pytest.raises(NothingToImport, match="no statement in the ngograph ontology"):
            imported(path)


@pytest.mark.parametrize("name", ["sample-data.n3", "sample-data-i18n.ttl"])
def test_of_another_ontology_only_the_bodies_that_it_calls_so_come_in(
    imported: Import, shared: Path, name: str
) -> None:
    path = shared / "data/vivo" / name
    quads = list(parse(path.read_bytes(), format=RdfFormat.TURTLE))
    bodies = {q.subject for q in quads if str(q.object) == "<http://xmlns.com/foaf/0.1/Organization>"}
    source = imported(path)
    assert source.account["produced"] == len(bodies) > 0
    assert source.account["read"] == len({quad.subject for quad in quads})


BOMB = """<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="http://example.org/x"/>
</rdf:RDF>
"""


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (f"{HEAD}\nex:one a ngo:Organisation", r"a\.dat:\d+:\d+: not well-formed TriG"),
        ("<http://example.org/a> <http://example.org/b> .\n", "not well-formed"),
        (BOMB, "entities"),
        ('{"@context": "https://schema.org", "@id": "http://example.org/x"}', "nothing is fetched"),
        ('{"@context": {"@vocab": "http://example.org/"}, "name": ', "not well-formed JSON-LD"),
    ],
)
def test_a_file_that_is_not_well_formed_is_an_error_that_says_where(
    imported: Import, written: Write, content: str, problem: str
) -> None:
    with pytest.raises(UnreadableFile, match=problem):
        imported(written("a.dat", content))


def test_more_than_can_be_held_is_refused(
    imported: Import, written: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST", 3)
    with pytest.raises(UnreadableFile, match="up to 3 statements"):
        imported(written("a.ttl", PARTNERSHIP))
