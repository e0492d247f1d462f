"""What an activity or a transaction is about, and where: sectors, scopes, countries, regions, locations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Code, Name, Spot
from ngograph.sources.formats.iati.codes import REGIONS, SECTORS
from ngograph.sources.formats.iati.texts import texts, tidied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from ngograph.sources.formats.iati.texts import Setting

_NUMBER: Final = r"([+-]?\d{1,3}(?:\.\d+)?)"
_POINT: Final = re.compile(rf"\s*{_NUMBER}[\s,]+{_NUMBER}\s*", re.ASCII)
_NOWHERE: Final = "998"
"""The code of developing countries in general."""


def topic_of(sector: _Element, setting: Setting) -> tuple[str, str]:
    """Return the key of the topic of *sector*, or else the code that is to be kept; the other is empty."""
    stated = (sector.get("vocabulary") or "").strip()
    vocabulary = SECTORS.get(stated.lower(), stated)
    code = (sector.get("code") or "").strip()
    known = setting.known
    if vocabulary == "1":
        topic, kept = known.purpose(code), f"Sector:{code}"
    elif vocabulary == "2":
        topic, kept = known.purpose(code), f"SectorCategory:{code}"
    else:
        topic = known.clusters.get(code.lower(), "") if vocabulary == "10" else ""
        kept = f"Sector {vocabulary}:{code}"
        if not topic and vocabulary in ("10", "98", "99"):
            called = texts(sector, setting.language)
            topic = next(filter(None, (known.topic(name.text) for name in called)), "")
            if not code and called:
                kept, code = f"{kept}{called[0].text}", called[0].text
    if topic:
        return topic, ""
    if not code:
        setting.notes.append("sector without a code")
        return "", ""
    setting.notes.append("sector that no topic answers to: code kept")
    return "", kept


def kept_of(element: _Element) -> str:
    """Return the code of a tag or of a humanitarian scope as it is kept, empty if it has none."""
    code = tidied(element.get("code"))
    name = {"tag": "Tag", "humanitarian-scope": "HumanitarianScope"}[element.tag]
    vocabulary = tidied(element.get("vocabulary")) or "1"
    return f"{name} {vocabulary}:{code}" if code else ""


def country_of(element: _Element, setting: Setting) -> Spot | None:
    """Return the country that *element* names by its code, or else by its name."""
    code = (element.get("code") or "").strip()
    found = code.lower()
    if found not in setting.known.countries:
        found = setting.known.country(code)
    if not found:
        names = texts(element, setting.language)
        found = next(filter(None, (setting.known.country(name.text) for name in names)), "")
    if not found:
        setting.notes.append(f"country {code} is unknown" if code else "country without a code")
        return None
    return Spot(country=found)


def region_of(element: _Element, setting: Setting) -> Spot | None:
    """Return the region that *element* names."""
    code = tidied(element.get("code"))
    vocabulary = tidied(element.get("vocabulary")) or "1"
    if vocabulary == "1" and code == _NOWHERE:
        setting.notes.append("region 998 is developing countries in general, no place")
        return None
    names = texts(element, setting.language)
    if vocabulary == "1" and code in REGIONS:
        return Spot((Name(REGIONS[code], "en"), *names), (Code("DAC region", code),))
    if names:
        return Spot(names)
    setting.notes.append("region that is neither known nor named")
    return None


def locations_of(elements: Iterable[_Element], countries: list[Spot], setting: Setting) -> Iterator[Spot]:
    """Yield the locations among *elements* that have a name or a code.

    A location lies in the country that it names itself, or in the one of *countries* if it is the only one.
    """
    only = countries[0] if len(countries) == 1 else None
    for element in elements:
        names = texts(element.find("name"), setting.language)
        codes = tuple(_codes(element))
        if not names and not codes:
            setting.notes.append("location without a name")
            continue
        latitude, longitude = ("", "") if codes else _point(element)
        within = _country_around(element, setting) or only
        yield Spot(names, codes, within=within, latitude=latitude, longitude=longitude)


def _codes(location: _Element) -> Iterator[Code]:
    """Yield the GeoNames code of *location*; gazetteers of areas are many, and not told apart by code."""
    for found in location.iterfind("location-id"):
        code = tidied(found.get("code"))
        if tidied(found.get("vocabulary")).upper() == "G1" and code.isdigit():
            yield Code("GeoNames", code)
            return


def _country_around(location: _Element, setting: Setting) -> Spot | None:
    for area in location.iterfind("administrative"):
        code = area.get("country") or (area.get("code") if area.get("vocabulary") == "A4" else "")
        if found := setting.known.country(code):
            return Spot(country=found)
    return None


def _point(location: _Element) -> tuple[str, str]:
    """Return where *location* is: latitude and longitude, of its point or, in version 1, its coordinates."""
    stated = location.findtext("point/pos") or ""
    coordinates = location.find("coordinates")
    if coordinates is not None:
        stated = f"{coordinates.get('latitude', '')} {coordinates.get('longitude', '')}"
    match = _POINT.fullmatch(stated)
    if not match or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        return "", ""
    return match[1].lstrip("+"), match[2].lstrip("+")
