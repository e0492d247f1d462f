"""Sampling: what is found of some nodes is what is found of all, whatever is wrong with them."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from ngograph.content import turtle_files
from ngograph.validation import Screen, validate
from ngograph.validation.terms import TYPE, Term
from ngograph.vocab import ID, NGO, PREFIXES

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = sorted((ROOT / "shapes").glob("*/*.ttl"))


@cache
def triples(*paths: Path) -> tuple[Triple, ...]:
    return tuple(quad.triple for path in paths for quad in parse(path=path, format=RdfFormat.TURTLE))


@cache
def ontology() -> tuple[Triple, ...]:
    return triples(*turtle_files(ROOT / "ontology"))


@cache
def shapes() -> tuple[Triple, ...]:
    return triples(*turtle_files(ROOT / "shapes"))


@cache
def named() -> frozenset[Term]:
    return frozenset(one.subject for one in ontology())


def copied(example: tuple[Triple, ...], number: str) -> list[Triple]:
    """Return *example*, told of other things."""
    names: dict[Term, NamedNode] = {
        one.subject: NamedNode(f"{one.subject.value}-{number}")
        for one in example
        if isinstance(one.subject, NamedNode) and one.subject.value.startswith(ID)
    }
    found: list[Triple] = []
    for one in example:
        subject = names.get(one.subject, one.subject)
        assert isinstance(subject, NamedNode | BlankNode)
        found.append(Triple(subject, one.predicate, names.get(one.object, one.object)))
    return found


def changed(copy: list[Triple], chance: random.Random) -> list[Triple]:
    """Return *copy* with one statement left out or said otherwise."""
    at = chance.randrange(len(copy))
    lost, taken = copy[at], chance.choice(copy)
    instead = chance.choice(
        [
            taken,
            Triple(lost.subject, taken.predicate, taken.object),
            Triple(lost.subject, lost.predicate, taken.object),
            Triple(taken.subject, lost.predicate, lost.object),
            Triple(taken.subject, lost.predicate, taken.subject),
        ]
    )
    # What is of a class that is a thing is another matter: then all is checked.
    is_other = instead.predicate == TYPE and instead.object in {one.subject for one in copy}
    return [*copy[:at], *([] if is_other else [instead]), *copy[at + 1 :]]


def mixed(examples: list[Path], chance: random.Random) -> list[Triple]:
    """Return *examples* twice, the second time with something changed."""
    found: list[Triple] = []
    for at, path in enumerate(examples):
        same, other = (copied(triples(path), f"{at}-{time}") for time in range(2))
        if all(isinstance(one.subject, NamedNode) and one.subject not in named() for one in same):
            found += [*same, *changed(other, chance)]
    return found


def said(statements: list[Triple]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for one in statements:
        found.setdefault(str(one.subject), {})[f"{one.predicate} {one.object} ."] = None
    return {node: list(told) for node, told in found.items()}


def test_it_finds_what_a_whole_validation_finds() -> None:
    chance = random.Random(3)
    sampling = Screen(ontology(), shapes()).sampling
    assert sampling
    for examples in (EXAMPLES[::3], EXAMPLES[::7]):  # what was learnt of the first is used for the second
        statements = mixed(examples, chance)
        nodes, found = said(statements), dict[str, str]()
        for one in validate(statements, ontology=ontology(), shapes=shapes()).violations:
            if f"<{one.node}>" in nodes:
                found[f"<{one.node}>"] = max(found.get(f"<{one.node}>", ""), one.shape)
        assert len(found) > len(examples) / 2
        assert sampling.violations(nodes) == found


@pytest.mark.parametrize(
    "words",
    [
        "sh:path [ sh:inversePath ex:p ] ; sh:minCount 1",
        "sh:path ( ex:p ex:q ) ; sh:minCount 1",
        "sh:path ex:p ; sh:node [ sh:path ex:q ; sh:class ex:C ]",
        "sh:path ex:p ; sh:nodeKind sh:IRI ; sh:reifierShape ex:S",
        'sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o . ?o ?q $this }" ]',
        'sh:sparql [ sh:select "SELECT $this WHERE { $this a ?c . FILTER(STRLEN(STR($this)) > 9) }" ]',
        'sh:sparql [ sh:select "SELECT $this WHERE { { SELECT $this WHERE { $this a ?c } } }" ]',
    ],
)
def test_what_is_not_understood_is_not_sampled(words: str) -> None:
    head = "@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> ."
    property_ = f"sh:property [ {words} ]" if "path" in words else words
    shape = f"{head} ex:Shape sh:targetClass ex:Body ; {property_} ."
    graph = [quad.triple for quad in parse(shape, format=RdfFormat.TURTLE)]
    assert Screen((), graph).sampling is None


def test_what_redefines_the_ontology_is_not_sampled() -> None:
    sampling = Screen(ontology(), shapes()).sampling
    assert sampling
    assert sampling.violations({"<urn:a>": [f"{TYPE} <{NGO}Place> ."]}) is not None
    assert sampling.violations({f"<{NGO}Place>": [f"{TYPE} <{NGO}Place> ."]}) is None
    assert sampling.violations({"<urn:a>": [f"{TYPE} <urn:b> ."], "<urn:b>": [f"{TYPE} <urn:c> ."]}) is None


def lying(*within: tuple[int, int]) -> dict[str, list[str]]:
    """Return places by number, of which some lie within others."""
    wide = [(f"<{ID}place/{one}>", f"<{ID}place/{other}>") for one, other in within]
    return {
        node: [
            f"{TYPE} <{NGO}Place> .",
            *(f"<{NGO}within> {other} ." for one, other in wide if one == node),
            f'<{PREFIXES["skos"]}prefLabel> "Place"@en .',
        ]
        for node in dict.fromkeys(node for pair in wide for node in pair)
    }


def test_what_was_followed_before_hides_no_circle() -> None:
    sampling = Screen(ontology(), shapes()).sampling
    assert sampling
    rule = "https://w3id.org/ngograph/shapes#PlaceShape-within-acyclic"
    chain = [(at, at + 1) for at in range(40)]
    assert sampling.violations(lying(*chain)) == {}
    assert sampling.violations(lying(*chain, (41, 42))) == {}  # a little more than before
    circle = {f"<{ID}place/{at}>": rule for at in (41, 42)}
    assert sampling.violations(lying(*chain, (41, 42), (42, 41))) == circle
    # What closes a circle only with what was said elsewhere is none here, and one where it is said together.
    assert sampling.violations(lying(*chain)) == {}
    assert sampling.violations(lying(*chain[3:], (3, 0))) == {}
    assert sampling.violations(lying(*chain[:2], *chain[4:])) == {}
    assert sampling.violations(lying(*chain[:3], (3, 0))) == {f"<{ID}place/{at}>": rule for at in range(4)}
