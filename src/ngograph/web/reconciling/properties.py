"""The properties of the API: those by which things are compared, and those that can be fetched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ngograph.reconciling.entities import scheme_key
from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.reconciling import Entities
    from ngograph.web.reconciling.speaking import Speech

_ALL: Final = ("organisation", "person", "place", "activity")
_SCHEME: Final = "identifier/"


@dataclass(frozen=True)
class Property:
    """One property.

    Args:
        id: how the API calls it.
        kinds: the sorts of thing that have it.
        path: the way from a thing to its values, in SPARQL; empty where the index of things knows them.
        term: the term of a vocabulary that it is called after; empty where the pages have words for it.
        phrase: the key of those words.
        compared: whether queries may say it of the thing that is meant.
    """

    id: str
    kinds: tuple[str, ...]
    path: str = ""
    term: str = ""
    phrase: str = ""
    compared: bool = False

    def label(self, speech: Speech) -> str:
        """Return what people call it."""
        if self.id.startswith(_SCHEME):
            return self.term
        if self.phrase:
            return speech.phrase(self.phrase)
        return str(speech.words.label(self.term).value)


def _ours(name: str, *kinds: str, back: bool = False, phrase: str = "", id: str = "") -> Property:
    term = f"{NGO}{name}"
    return Property(id or name, kinds, f"{'^' if back else ''}<{term}>", "" if phrase else term, phrase)


_INVOLVED: Final = "|".join(
    f"^<{NGO}{name}>" for name in ("participant", "party", "supporter", "impliedParty", "funder", "recipient")
)

PROPERTIES: Final = (
    Property("name", _ALL, f"<{PREFIXES['skos']}prefLabel>", f"{PREFIXES['skos']}prefLabel", compared=True),
    Property(
        "otherName",
        _ALL,
        f"<{PREFIXES['skos']}prefLabel>|<{PREFIXES['skos']}altLabel>",
        phrase="all-names",
        compared=True,
    ),
    Property("acronym", _ALL, f"<{NGO}acronym>", f"{NGO}acronym", compared=True),
    Property("type", _ALL, term=f"{PREFIXES['rdf']}type", compared=True),
    Property("country", ("organisation", "activity", "place"), phrase="country", compared=True),
    Property("identifier", ("organisation", "activity", "place"), term=f"{NGO}identifier", compared=True),
    Property("homepage", ("organisation",), f"<{PREFIXES['foaf']}homepage>", f"{PREFIXES['foaf']}homepage"),
    _ours("partOfOrganisation", "organisation"),
    _ours("partOfOrganisation", "organisation", back=True, phrase="parts", id="parts"),
    _ours("worksWith", "organisation"),
    _ours("meetsWith", "organisation"),
    _ours("hasAgreementWith", "organisation"),
    _ours("funds", "organisation"),
    _ours("funds", "organisation", "activity", back=True, phrase="funders", id="funders"),
    _ours("takesPartIn", "organisation", "person"),
    _ours("takesPartIn", "activity", back=True, phrase="participants", id="participants"),
    _ours("presentIn", "organisation"),
    _ours("presentIn", "place", back=True, phrase="workers", id="organisations"),
    _ours("holdsPostIn", "person"),
    Property("topic", ("organisation", "activity"), f"({_INVOLVED})?/<{NGO}topic>", f"{NGO}topic"),
    _ours("partOf", "activity"),
    _ours("follows", "activity"),
    _ours("place", "activity"),
    _ours("status", "activity"),
    _ours("edtf", "activity"),
    _ours("startEarliest", "activity"),
    _ours("endLatest", "activity"),
    _ours("within", "place"),
    Property("latitude", ("place",), f"<{PREFIXES['geo']}lat>", f"{PREFIXES['geo']}lat"),
    Property("longitude", ("place",), f"<{PREFIXES['geo']}long>", f"{PREFIXES['geo']}long"),
    Property("source", _ALL, f"<{NGO}evidence>/<{PREFIXES['oa']}hasSource>", phrase="from"),
)
"""What is known of things, in the order in which it is proposed."""


def properties(entities: Entities, kind: str | None = None) -> tuple[Property, ...]:
    """Return the properties that things of *kind* have, any kind if that is None.

    Each register whose identifiers stand for one thing alone has a property of its own.
    """
    schemes = {
        code.scheme
        for entity in entities.by_iri.values()
        if kind in (None, entity.kind)
        for code in entity.codes
    }
    own = tuple(
        Property(f"{_SCHEME}{scheme_key(scheme)}", _ALL, term=scheme, compared=True)
        for scheme in sorted(schemes)
    )
    return (*(one for one in PROPERTIES if kind is None or kind in one.kinds), *own)


def called(name: str, among: Iterable[Property]) -> Property:
    """Return the property called *name* among those, or one without values."""
    return next((one for one in among if one.id == name), Property(name, (), term=name))
