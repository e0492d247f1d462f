"""The W3C test suite of SHACL: Core whole, and SPARQL constraints, through our own validate()."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from ngograph.errors import ContentError
from ngograph.validation import Engine, validate
from ngograph.validation.statements import Statements
from ngograph.validation.terms import TYPE, Node, name, sh

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

SUITE: Final = Path(__file__).parents[3] / "shared" / "suites" / "shacl" / "data-shapes-test-suite" / "tests"
FOLDERS: Final = ("core/*", "sparql/node", "sparql/property", "sparql/pre-binding")
MF: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT: Final = "http://www.w3.org/ns/shacl-test#"
RESULT: Final = ("focusNode", "value", "sourceConstraintComponent", "resultSeverity")

NOT_OURS: Final = {
    "sparql/pre-binding/shapesGraph-001": "$shapesGraph is refused: shapes are not staged beside the data",
}
NOT_PYSHACL: Final = {
    "core/property/uniqueLang-002": 'it takes "1" for no boolean',
    "sparql/node/prefixes-001": "it does not follow owl:imports to prefixes",
    "sparql/pre-binding/shapesGraph-001": "it has no $shapesGraph either",
}


def cases(known: dict[str, str]) -> list[ParameterSet]:
    files = sorted(path for folder in FOLDERS for path in SUITE.glob(f"{folder}/*.ttl"))
    found = []
    for path in files:
        if path.name != "manifest.ttl" and not path.stem.endswith(("-data", "-shapes")):
            key = path.relative_to(SUITE).with_suffix("").as_posix()
            marks = [pytest.mark.xfail(reason=known[key], strict=True)] if key in known else []
            found.append(pytest.param(key, id=key, marks=marks))
    return found or [pytest.param("core/node/and-001")]  # so that without the suite there is one test to skip


@pytest.mark.parametrize("key", cases(NOT_OURS))
def test_default_engine(key: str, shared: Path) -> None:
    holds(shared / SUITE.relative_to(SUITE.parents[3]) / f"{key}.ttl", "default")


@pytest.mark.parametrize("key", cases(NOT_PYSHACL))
def test_pyshacl(key: str, shared: Path) -> None:
    holds(shared / SUITE.relative_to(SUITE.parents[3]) / f"{key}.ttl", "pyshacl")


def holds(path: Path, engine: Engine) -> None:
    """Compare what the manifest in *path* expects with what is found; identical results count once."""
    manifest = Statements(triples(path))
    for test in manifest.subjects(TYPE, NamedNode(SHT + "Validate")):
        (action,), (result,) = (manifest.nodes(test, NamedNode(MF + part)) for part in ("action", "result"))
        data, shapes = (part_of(manifest, action, part) for part in ("dataGraph", "shapesGraph"))
        if result == NamedNode(SHT + "Failure"):
            with pytest.raises(ContentError):
                validate(data, ontology=[], shapes=shapes, engine=engine)
        else:
            report = validate(data, ontology=[], shapes=shapes, engine=engine)
            found = {(f.node, f.value or "", f.component, f.severity) for f in report.findings}
            assert {tuple(map(anonymous, row)) for row in found} == expected(manifest, result)


def triples(path: Path) -> list[Triple]:
    quads = parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=path.as_uri())
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]


def part_of(manifest: Statements, action: Node, part: str) -> list[Triple]:
    (file,) = manifest.nodes(action, NamedNode(SHT + part))
    return triples(Path(file.value.removeprefix("file://")))


def expected(manifest: Statements, result: Node) -> set[tuple[str, ...]]:
    rows = manifest.nodes(result, sh("result"))
    terms = ([manifest.object(row, sh(part)) for part in RESULT] for row in rows)
    return {tuple("" if term is None else anonymous(name(term)) for term in row) for row in terms}


def anonymous(text: str) -> str:
    """Return *text*, or the same for all blank nodes: reading a file twice names them anew."""
    return "_:" if text.startswith("_:") else text
