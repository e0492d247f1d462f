"""What an activity or a transaction is about, and where: sectors, scopes, countries, regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Code, Name, Spot
from ngograph.sources.formats.iati.codes import REGIONS, SECTORS
from ngograph.sources.formats.iati.texts import texts, tidied

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ngograph.sources.formats.iati.setting import Setting

_NOWHERE: Final = "998"
"""The code of developing countries in general."""
_PURPOSES: Final = {"1": "Sector", "2": "SectorCategory"}
_CLUSTERS: Final = "10"
_NAMED: Final = (_CLUSTERS, "98", "99")
"""Vocabularies whose sectors are also known by name."""


def topic_of(sector: _Element, setting: Setting) -> tuple[str, str]:
    """Return the key of the topic of *sector*, or else the code that is to be kept; the other is empty."""
    stated = (sector.get("vocabulary") or "").strip()
    vocabulary = SECTORS.get(stated.lower(), stated)
    code = (sector.get("code") or "").strip()
    known = setting.known
    if vocabulary in _PURPOSES:
        topic, kept = known.purpose(code), f"{_PURPOSES[vocabulary]}:{code}"
    else:
        topic = known.clusters.get(code.lower(), "") if vocabulary == _CLUSTERS else ""
        kept = f"Sector {vocabulary}:{code}"
        if not topic and vocabulary in _NAMED:
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
