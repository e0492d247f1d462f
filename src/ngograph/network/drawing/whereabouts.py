"""Where bodies and things are, out of the tables of a release."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import polars as pl

from ngograph.network.drawing.geography import Geography, Place, Site
from ngograph.network.twomode import ASSERTED, key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    Tables = Mapping[str, pl.DataFrame]

_LABELS: Final = {"en": "labelEn", "bs": "labelBs", "ru": "labelRu"}


def geography_in(
    tables: Tables,
    lang: str = "en",
    *,
    focus: str = "",
    modalities: Collection[str] | None = ASSERTED,
) -> Geography:
    """Return the places of the tables, and who and what is at which.

    A country is a place whose IRI ends in two letters, those of ISO 3166-1; other places lie in the one that
    they are within, however far up.

    Args:
        tables: Those of a release: places, things, parties, activities and relationships.
        lang: Language of the names of places; English where one has none in it.
        focus: IRI of the country to show large; empty takes the one with most places.
        modalities: Of the presences and the statements to take, by their keys; None takes all.
    """
    label = pl.coalesce(_LABELS.get(lang, "labelEn"), "labelEn")
    names = dict(tables["things"].select("thing", label.alias("label")).iter_rows())
    lying = {
        iri: tuple(sorted(within or ()))
        for iri, within in tables["places"].select("place", "within").iter_rows()
    }
    places = {
        iri: Place(
            names.get(iri) or key(iri), _country(iri, lying), None if None in {north, east} else (north, east)
        )
        for iri, north, east in tables["places"].select("place", "latitude", "longitude").iter_rows()
    }
    sites: defaultdict[str, set[Site]] = defaultdict(set)
    for iri, place, kind in _sites(tables, modalities):
        if place in places:
            sites[iri].add(Site(place, kind))
    return Geography(places, {iri: tuple(sorted(found)) for iri, found in sorted(sites.items())}, focus)


def _sites(tables: Tables, modalities: Collection[str] | None) -> Iterator[tuple[str, str, str]]:
    parties = tables["parties"].filter(pl.col("property").str.ends_with("#organisation"))
    for body, place, role, modality in parties.select("party", "thing", "role", "modality").iter_rows():
        if modalities is None or key(modality) in modalities:
            yield body, place, key(role) or "works"
    for table, column in (("activities", "activity"), ("relationships", "relationship")):
        held = tables[table].select(column, "places", "modality").explode("places").drop_nulls("places")
        for thing, place, modality in held.iter_rows():
            if modalities is None or key(modality) in modalities:
                yield thing, place, "held"


def _country(place: str, lying: Mapping[str, tuple[str, ...]]) -> str:
    """The nearest country that *place* is or lies in; of several as near, the first by its IRI."""
    level, seen = [place], {place}
    while level:
        if found := next((iri for iri in sorted(level) if _is_country(iri)), ""):
            return found
        level = [iri for inner in level for iri in lying.get(inner, ()) if iri not in seen]
        seen.update(level)
    return ""


def _is_country(iri: str) -> bool:
    return len(code := key(iri)) == 2 and code.isalpha()
