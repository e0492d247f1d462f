"""Profiles of a description: how much of it a client wants, and in whose words.

The client names one in ``Accept-Profile`` or as ``?_profile=``; every profile has an IRI under our root.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from ngograph.errors import NoFittingFormat
from ngograph.vocab import PREFIXES, ROOT

if TYPE_CHECKING:
    from ngograph.web.description import Description

_SCHEMA: Final = PREFIXES["schema"]
_NAMES: Final = {
    f"{PREFIXES['skos']}prefLabel": NamedNode(f"{_SCHEMA}name"),
    f"{PREFIXES['skos']}altLabel": NamedNode(f"{_SCHEMA}alternateName"),
}
_RANGE: Final = re.compile(r"\s*<([^<>\s]*)>\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")


@dataclass(frozen=True)
class Profile:
    """One way of describing a thing.

    Args:
        name: the word for ``?_profile=``.
        title: what it holds.
    """

    name: str
    title: str

    @property
    def iri(self) -> str:
        """Return its IRI, which is what ``Accept-Profile`` names."""
        return f"{ROOT}profile/{self.name}"


LABELLED: Final = Profile("labelled", "the description, and what the neighbours are called")
PLAIN: Final = Profile("plain", "the description alone")
SCHEMA: Final = Profile("schema", "the thing and its neighbours in the words of schema.org")

PROFILES: Final = (LABELLED, PLAIN, SCHEMA)
"""All of them; the first one answers a client that names none."""


def choose_profile(header: str | None, name: str | None = None) -> Profile:
    """Return the profile that a client wants most; *name*, given as ``?_profile=``, outranks the *header*.

    A header that cannot be read counts as none.

    >>> choose_profile("<https://w3id.org/ngograph/profile/plain>;q=0.5").name
    'plain'

    Raises:
        NoFittingFormat: it names none of ours.
    """
    if name:
        weights = {name: 1.0}
    else:
        ranges = [_RANGE.fullmatch(part) for part in (header or "").split(",")]
        weights = {match[1]: float(match[2] or 1) for match in ranges if match}
        if not weights:
            return LABELLED
    found = [(weights.get(profile.iri, weights.get(profile.name, 0.0)), profile) for profile in PROFILES]
    weight, best = max(found, key=lambda each: each[0])
    if weight == 0:
        raise NoFittingFormat(name or header or "", [profile.iri for profile in PROFILES])
    return best


def profiled(description: Description, profile: Profile) -> tuple[Quad, ...]:
    """Return the statements of *description* that *profile* holds."""
    if profile is PLAIN:
        labels = set(description.labels)
        kept = {*description.about, *description.pointing, *description.relations, *description.parts}
        return tuple(quad for quad in description.quads if quad not in labels or quad in kept)
    if profile is SCHEMA:
        return _in_schema_words(description)
    return description.quads


def _in_schema_words(description: Description) -> tuple[Quad, ...]:
    said = [quad for quad in (*description.about, *description.pointing) if _is_schema(quad)]
    told = {NamedNode(description.iri), *(end for quad in said for end in (quad.subject, quad.object))}
    names = [
        Quad(quad.subject, _NAMES[quad.predicate.value], quad.object, quad.graph_name)
        for quad in (*description.about, *description.labels)
        if quad.predicate.value in _NAMES and quad.subject in told
    ]
    return tuple(dict.fromkeys((*said, *names)))


def _is_schema(quad: Quad) -> bool:
    kind = quad.object.value if isinstance(quad.object, NamedNode) else ""
    is_type = quad.predicate.value == f"{PREFIXES['rdf']}type"
    return quad.predicate.value.startswith(_SCHEMA) or (is_type and kind.startswith(_SCHEMA))
