"""The country in which each body is at home, out of the tables of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ngograph.network.columns import concepts, holds, of_modalities
from ngograph.network.twomode import ASSERTED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ngograph.network.drawing.geography import Geography

_AT_HOME: Final = ("headquartered", "covers")
"""What makes a place the home of a body, the seat first; to work somewhere does not."""
_PARTS: Final = concepts("affiliation-kind", ("branch", "department", "unit"))
"""Parts that are in the country of their whole; a delegation is in another one."""


def seats(
    geography: Geography, affiliations: pl.DataFrame, *, modalities: Collection[str] | None = ASSERTED
) -> dict[str, str]:
    """Return the IRI of the country of each body, by IRI, as far as it is known.

    It is that of the seat; where none is known, that of the area which the body covers; where that is not
    known either, that of the body of which it is a branch, a department or a unit. A body with seats in
    several countries has none here: its seats do not tell.

    Args:
        geography: Who is where, as `geography_in` reads it.
        affiliations: The table of a release.
        modalities: Of the affiliations to take, by their keys; None takes all.
    """
    found = {iri: country for iri in geography.sites if (country := _country(geography, iri))}
    above = dict(_wholes(affiliations, modalities))
    for part in above:
        at, passed = part, {part}
        while at not in found and (at := above.get(at, "")) and at not in passed:
            passed.add(at)
        if at in found:
            found.setdefault(part, found[at])
    return dict(sorted(found.items()))


def _country(geography: Geography, iri: str) -> str:
    sites = geography.known(iri)
    for kind in _AT_HOME:
        countries = {geography.country(site) for site in sites if site.kind == kind} - {""}
        if countries:
            return countries.pop() if len(countries) == 1 else ""
    return ""


def _wholes(affiliations: pl.DataFrame, modalities: Collection[str] | None) -> Iterable[tuple[str, str]]:
    """Each part with its whole; of several the first by its IRI."""
    parts = affiliations.filter(holds("kinds", _PARTS), of_modalities(modalities))
    return parts.group_by("part").agg(pl.col("whole").min()).sort("part").iter_rows()
