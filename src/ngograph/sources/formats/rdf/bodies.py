"""Bodies in the words of ORG, FOAF, schema.org and CPOV: names, seat on the web, and what belongs to what."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from ngograph.sources.facts import Affiliation, Body, Name, Record, Skipped
from ngograph.sources.formats.rdf.parsing import HERE
from ngograph.sources.statements import A, tidy
from ngograph.vocab import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from ngograph.sources.formats.keys import Keys

_SCHEMA: Final = ("https://schema.org/", "http://schema.org/")


def _terms(*names: str) -> tuple[NamedNode, ...]:
    """Return the IRIs of *names*; those of schema.org with both of its addresses."""
    found = list[NamedNode]()
    for name in names:
        prefix, _, local = name.partition(":")
        spaces = _SCHEMA if prefix == "schema" else (PREFIXES[prefix],)
        found += [NamedNode(f"{space}{local}") for space in spaces]
    return tuple(found)


_KINDS: Final = {
    **dict.fromkeys(_terms("cv:PublicOrganisation", "schema:GovernmentOrganization"), "PublicBody"),
    **dict.fromkeys(_terms("schema:NGO"), "NonGovernmentalOrganisation"),
    **dict.fromkeys(
        _terms("org:Organization", "org:FormalOrganization", "org:OrganizationalUnit"), "Organisation"
    ),
    **dict.fromkeys(_terms("foaf:Organization", "schema:Organization"), "Organisation"),
}
# The better name first.
_NAMES: Final = _terms(
    *("skos:prefLabel", "schema:legalName", "schema:name", "foaf:name", "rdfs:label", "skos:altLabel"),
    "schema:alternateName",
)
_HOMES: Final = _terms("foaf:homepage", "schema:url")
_WHOLES: Final = {
    **dict.fromkeys(_terms("org:subOrganizationOf", "org:unitOf", "schema:parentOrganization"), "unit"),
    **dict.fromkeys(_terms("org:memberOf", "schema:memberOf"), "member"),
}
_PARTS: Final = {
    **dict.fromkeys(
        _terms("org:hasSubOrganization", "org:hasUnit", "schema:subOrganization", "schema:department"), "unit"
    ),
    **dict.fromkeys(_terms("org:hasMember", "schema:member"), "member"),
}
_READ: Final = frozenset((A, *_NAMES, *_HOMES, *_WHOLES, *_PARTS))

Told: TypeAlias = "dict[object, list[tuple[NamedNode, object]]]"


def told(quads: Iterable[Quad]) -> Told:
    """Return what is said of each node, as property and value, in the order of the file."""
    found: Told = defaultdict(list)
    for quad in quads:
        found[quad.subject].append((quad.predicate, quad.object))
    return found


def records(said: Told, keys: Keys) -> Iterator[Record | Skipped]:
    """Yield a record for each body in *said*, and why each other node is none."""
    bodies = {node: body for node in said if (body := _body(node, said[node]))}
    for node in sorted(said, key=str):
        if node not in bodies:
            yield Skipped(str(node), _why(said[node]))
            continue
        ties = tuple(dict.fromkeys(_ties(node, said[node], bodies)))
        unread = dict.fromkeys(curie(name.value) for name, _ in said[node] if name not in _READ)
        notes = tuple(f"{name} has no meaning here" for name in unread)
        yield Record(keys.of(str(node)), str(node), (bodies[node], *ties), notes)


def is_body(quad: Quad) -> bool:
    """Say whether *quad* calls something a body."""
    return quad.predicate == A and quad.object in _KINDS


def classes(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield the classes that *quads* name, as often as they do."""
    for quad in quads:
        if quad.predicate == A and isinstance(quad.object, NamedNode):
            yield curie(quad.object.value)


def _body(node: object, pairs: list[tuple[NamedNode, object]]) -> Body | None:
    kinds = {
        _KINDS[value]
        for name, value in pairs
        if name == A and isinstance(value, NamedNode) and value in _KINDS
    }
    narrower = kinds - {"Organisation"}
    names = [
        Name(tidy(value.value), value.language or "")
        for wanted in _NAMES
        for name, value in pairs
        if name == wanted and isinstance(value, Literal) and tidy(value.value)
    ]
    if not kinds or not names:
        return None
    homes = [
        value.value for name, value in pairs if name in _HOMES and isinstance(value, NamedNode | Literal)
    ]
    return Body(
        tuple(dict.fromkeys(names)),
        kind=min(narrower) if len(narrower) == 1 else "Organisation",
        key=node.value.removeprefix(HERE) if isinstance(node, NamedNode) else "",
        homepage=min(homes, default=""),
    )


def _ties(
    node: object, pairs: list[tuple[NamedNode, object]], bodies: dict[object, Body]
) -> Iterator[Affiliation]:
    for name, value in pairs:
        other = bodies.get(value)
        if other is None or value == node:
            continue
        if name in _WHOLES:
            yield Affiliation(bodies[node], other, _WHOLES[name])
        elif name in _PARTS:
            yield Affiliation(other, bodies[node], _PARTS[name])


def _why(pairs: list[tuple[NamedNode, object]]) -> str:
    kinds = sorted(curie(value.value) for name, value in pairs if name == A and isinstance(value, NamedNode))
    if any(value in _KINDS for name, value in pairs if name == A):
        return "no organisation named"
    return f"{kinds[0]} has no meaning here" if kinds else "a node without a class"
