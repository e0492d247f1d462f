"""The things that a row of a table may mean, by name and by code; made once for a release."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ngograph.names import exact_keys, expand
from ngograph.vocab import ID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.names import MatchIndex

KINDS: Final = {
    "Organisation": "organisation",
    "Person": "person",
    "Place": "place",
    "Activity": "activity",
}
"""The classes that everything here is of, each with the sort of thing that it is."""


@dataclass(frozen=True)
class Code:
    """What a register calls a thing; only a strong one stands for one thing alone."""

    scheme: str
    notation: str
    strong: bool


@dataclass(frozen=True)
class Entity:
    """One thing.

    Args:
        iri: its IRI, which begins as those of all things do.
        kind: what sort of thing it is: organisation, person, place, activity.
        classes: the names of its classes, with the wider ones.
        labels: its preferred name in each language, by tag in small letters.
        countries: the IRIs of the countries that it is in, the likeliest first.
        codes: what registers call it.
    """

    iri: str
    kind: str
    classes: frozenset[str]
    labels: Mapping[str, str]
    countries: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()

    @property
    def id(self) -> str:
        """Its IRI without what all have in common, such as ``organisation/icrc``."""
        return self.iri.removeprefix(ID)

    def label(self, languages: Sequence[str]) -> tuple[str, str]:
        """Return what it is called in the first of *languages* that there is, else in any, and the tag."""
        for wanted in (*languages, "en"):
            for tag in sorted(self.labels):
                if tag == wanted or tag.startswith(f"{wanted}-"):
                    return self.labels[tag], tag
        return next(((self.labels[tag], tag) for tag in sorted(self.labels)), (self.id, ""))


@dataclass(frozen=True)
class Match:
    """One thing that a row may mean.

    Args:
        entity: the thing.
        score: how likely it is meant, 0 to 100.
        features: what speaks for it and, where 0, against it, each 0 to 1.
        certain: whether it may be taken without asking anybody.
    """

    entity: Entity
    score: float
    features: Mapping[str, float]
    certain: bool


@dataclass(frozen=True)
class Entities:
    """All things that may be meant.

    Args:
        by_iri: the things.
        index: their names.
        by_code: the strong codes in small letters, each with the schemes that it is of and the things.
        by_country: the countries by every key of their names and by their codes in small letters.
        texts: each key of a name, the name, and the thing, in order: what is looked through for a prefix.
        kinds: the sort of thing that is of each class.
        merged: the IRIs of things that were merged with others, each with that of what stands for it now.
    """

    by_iri: Mapping[str, Entity]
    index: MatchIndex
    by_code: Mapping[str, tuple[tuple[str, str], ...]]
    by_country: Mapping[str, str]
    texts: tuple[tuple[str, str, str], ...]
    kinds: Mapping[str, str]
    merged: Mapping[str, str] = field(default_factory=dict)

    def named(self, text: str) -> Entity | None:
        """Return the thing whose IRI or identifier *text* is, or what it was merged with; None if it is none.

        Args:
            text: an IRI, ``organisation/icrc`` or ``id/organisation/icrc``.
        """
        text = text.strip()
        found = (self.by_iri.get(self._standing(iri)) for iri in (f"{ID}{text}", expand(text) or ""))
        return next((entity for entity in found if entity is not None), None)

    def _standing(self, iri: str) -> str:
        """Return the IRI of what stands for *iri* now: itself, unless it was merged."""
        seen: set[str] = set()
        while iri in self.merged and iri not in seen:
            seen.add(iri)
            iri = self.merged[iri]
        return iri

    def coded(self, text: str, scheme: str | None = None) -> tuple[str, ...]:
        """Return the IRIs of the things that bear the strong code *text*, of the scheme with that key alone.

        Args:
            text: a code, or an address that ends in one, as registers give out.
            scheme: the key of a scheme, such as ``ror``; None for any.
        """
        found: dict[str, None] = {}
        for form in code_forms(text):
            for of, iri in self.by_code.get(form, ()):
                if scheme in (None, scheme_key(of)):
                    found.setdefault(iri)
        return tuple(found)

    def country(self, text: str) -> str | None:
        """Return the IRI of the country that *text* names, by name, code or identifier."""
        entity = self.named(text)
        if entity is not None:
            return entity.countries[0] if entity.countries else None
        code = text.strip().casefold()
        if code in self.by_country:
            return self.by_country[code]
        return next(
            (self.by_country[key] for key in sorted(exact_keys(text)) if key in self.by_country), None
        )


def code_forms(text: str) -> tuple[str, ...]:
    """Return the forms in which *text* may be a code: as it is, and what stands last in an address.

    >>> code_forms("https://ror.org/01xdqrp08")
    ('https://ror.org/01xdqrp08', '01xdqrp08')
    """
    whole = text.strip().casefold()
    if whole.startswith(("http://", "https://")):
        return whole, whole.rstrip("/").rpartition("/")[2]
    return (whole,)


def scheme_key(scheme: str) -> str:
    """Return *scheme* as it stands in the identifier of a property.

    >>> scheme_key("ISO 3166-1 alpha-2")
    'iso-3166-1-alpha-2'
    """
    return "-".join(scheme.casefold().split())
