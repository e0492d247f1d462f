"""Both engines find the same: in all examples of all shapes at once, and in examples that were damaged."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ngograph.content import turtle_files
from ngograph.validation import Report, validate
from ngograph.validation.terms import SUBCLASS_OF, TYPE
from ngograph.vocab import ID, NGO, PREFIXES

ROOT: Final = Path(__file__).parents[2]
IN_SCHEME: Final = NamedNode(PREFIXES["skos"] + "inScheme")
DAMAGED: Final = 60
STRAY: Final = (
    Literal("20.11.2022"),
    Literal("1", datatype=NamedNode(PREFIXES["xsd"] + "int")),
    Literal("-0.50", datatype=NamedNode(PREFIXES["xsd"] + "decimal")),
    Literal("2022-02-30", datatype=NamedNode(PREFIXES["xsd"] + "date")),
    Literal("Krug", language="sr"),
    NamedNode(NGO + "Donor"),
    NamedNode(NGO + "Nothing"),
)


def read(*paths: Path) -> list[Triple]:
    quads = (quad for path in paths for quad in parse(path=path, format=RdfFormat.TURTLE))
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]


def apart(triples: list[Triple], number: int) -> list[Triple]:
    """Return *triples* with things of their own, so that many examples fit into one graph."""

    def own(term: object) -> object:
        if isinstance(term, NamedNode) and term.value.startswith(ID):
            return NamedNode(f"{ID}{number}/{term.value.removeprefix(ID)}")
        return term

    return [Triple(own(t.subject), t.predicate, own(t.object)) for t in triples]  # type: ignore[arg-type]


def damaged(triples: list[Triple], chance: random.Random) -> list[Triple]:
    """Return *triples* with one of them lost, doubled with another value, or turned to something else."""
    at = chance.randrange(len(triples))
    hit, kept = triples[at], triples[:at] + triples[at + 1 :]
    value = chance.choice([*(triple.object for triple in triples), *STRAY])
    other = Triple(hit.subject, hit.predicate, value)
    return chance.choice([kept, [*kept, other], [*triples, other]])


@pytest.fixture(scope="module")
def reports() -> tuple[Report, Report]:
    chance = random.Random(2)
    examples = [read(path) for path in sorted((ROOT / "shapes").glob("*/*.ttl"))]
    broken = [damaged(chance.choice(examples), chance) for _ in range(DAMAGED)]
    data = [triple for at, part in enumerate([*examples, *broken]) for triple in apart(part, at)]
    # pySHACL is slow: it is given what the shapes need of the ontology, without its words and without the
    # concepts that nothing mentions.
    needed = (TYPE, SUBCLASS_OF, IN_SCHEME)
    ontology = [triple for triple in read(*turtle_files(ROOT / "ontology")) if triple.predicate in needed]
    unused = {t.subject for t in ontology if t.predicate == IN_SCHEME} - {t.object for t in data}
    ontology = [triple for triple in ontology if triple.subject not in unused]
    shapes = read(*turtle_files(ROOT / "shapes"))
    ours, theirs = (
        validate(data, ontology=ontology, shapes=shapes, engine=engine) for engine in ("default", "pyshacl")
    )
    return ours, theirs


def keys(report: Report) -> list[tuple[str | None, ...]]:
    return [(f.node, f.shape, f.path, f.value, f.component, f.severity) for f in report.findings]


def test_both_engines_find_the_same(reports: tuple[Report, Report]) -> None:
    ours, theirs = reports
    assert keys(ours) == keys(theirs)
    assert len(ours.findings) > 200


def test_both_engines_look_at_the_same(reports: tuple[Report, Report]) -> None:
    ours, theirs = reports
    assert ours.looked_at == theirs.looked_at


def test_no_variable_is_left_in_a_message(reports: tuple[Report, Report]) -> None:
    assert [
        finding.message for report in reports for finding in report.findings if "{" in finding.message
    ] == []
