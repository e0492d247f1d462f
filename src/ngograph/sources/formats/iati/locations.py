"""The locations of an activity: places with names, codes of gazetteers and points, of both versions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Code, Spot
from ngograph.sources.formats.iati.children import elements_of
from ngograph.sources.formats.iati.texts import texts_of, tidied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from ngograph.sources.formats.iati.children import Elements
    from ngograph.sources.formats.iati.setting import Setting

_NUMBER: Final = r"([+-]?\d{1,3}(?:\.\d+)?)"
_POINT: Final = re.compile(rf"\s*{_NUMBER}[\s,]+{_NUMBER}\s*", re.ASCII)
_GEONAMES: Final = frozenset(("G1", "GEO", "1"))
"""GeoNames among the vocabularies of places: of version 2, and of the gazetteers of version 1."""
_ISO_3166: Final = "A4"


def locations_of(elements: Iterable[_Element], countries: Sequence[Spot], setting: Setting) -> Iterator[Spot]:
    """Yield the locations among *elements* that have a name or a code.

    A location lies in the country that it names itself, or in the one of *countries* if it is the only one.
    """
    only = countries[0] if len(countries) == 1 else None
    for element in elements:
        parts = elements_of(element)
        if country := _country(parts.get("location-id", ()), setting):
            yield country
            continue
        names = texts_of(parts.get("name", ()), setting.language)
        codes = tuple(_codes(parts))
        if not names and not codes:
            setting.notes.append("location without a name")
            continue
        latitude, longitude = ("", "") if codes else _point(parts)
        within = _country(parts.get("administrative", ()), setting) or only
        yield Spot(names, codes, within=within, latitude=latitude, longitude=longitude)


def _codes(parts: Elements) -> Iterator[Code]:
    """Yield the GeoNames code of a location; gazetteers of areas are many, and not told apart by code."""
    for name, vocabulary, attribute in (
        ("location-id", "vocabulary", "code"),
        ("gazetteer-entry", "gazetteer-ref", ""),
    ):
        for found in parts.get(name, ()):
            code = tidied(found.get(attribute) if attribute else found.text)
            if tidied(found.get(vocabulary)).upper() in _GEONAMES and code.isdecimal() and code.isascii():
                yield Code("GeoNames", code)
                return


def _country(areas: Iterable[_Element], setting: Setting) -> Spot | None:
    """Return the first country among *areas*."""
    for area in areas:
        code = area.get("country") or (area.get("code") if area.get("vocabulary") == _ISO_3166 else "")
        if code and (found := setting.known.country(code)):
            return Spot(country=found)
    return None


def _point(parts: Elements) -> tuple[str, str]:
    """Return where a location is: latitude and longitude, of its point or, in version 1, its coordinates."""
    stated = ""
    for point in parts.get("point", ()):
        stated = point.findtext("pos") or stated
    for coordinates in parts.get("coordinates", ()):
        stated = f"{coordinates.get('latitude', '')} {coordinates.get('longitude', '')}"
    match = _POINT.fullmatch(stated)
    if not match or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        return "", ""
    return match[1].lstrip("+"), match[2].lstrip("+")
