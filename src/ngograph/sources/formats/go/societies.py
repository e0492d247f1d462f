"""National societies as IFRC GO knows them: in GO a country is its society, and both are one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Body, Code, Name, Spot
from ngograph.sources.formats.loose import text

if TYPE_CHECKING:
    from ngograph.sources.known import Known

REGISTER: Final = "IFRC GO"
LANGUAGES: Final = ("en", "fr", "es", "ar")
CONTACT: Final = "contact data dropped"

_COMPONENTS: Final = {
    "ICRC": ("International Committee of the Red Cross", "21016"),
    "IFRC": ("International Federation of Red Cross and Red Crescent Societies", "21018"),
}


def component(acronym: str) -> Body:
    """Return the ICRC or the IFRC, which GO knows by their acronyms; they have channel codes of their own."""
    name, code = _COMPONENTS[acronym]
    codes = (Code("DAC channel code", code),)
    return Body((Name(name, "en"),), codes, "MovementComponent", acronym)


IFRC: Final = component("IFRC")


def society(record: dict[str, Any]) -> Body | None:
    """Return the society in the *record* of a country, or nothing if it has none.

    A society has a code of the Federation's databank (FDRS) or a page in its directory; what has neither is
    not recognised or is a part of one, and stays an organisation.
    """
    name = text(record.get("society_name")) or text(record.get("society_name_en"))
    if name in _COMPONENTS:
        return component(name)
    if not name:
        return None
    names = [Name(name)]
    for language in LANGUAGES:
        told = text(record.get(f"society_name_{language}"))
        if told and told != name:
            names.append(Name(told, language))
    code, number = text(record.get("fdrs")), text(record.get("id") or record.get("pk"))
    recognised = bool(code or text(record.get("url_ifrc")))
    codes = (
        *((Code("FDRS", code),) if code else ()),
        *((Code(REGISTER, number, "weak"),) if number and recognised else ()),
    )
    return Body(
        tuple(names),
        codes,
        "NationalSociety" if recognised else "Organisation",
        homepage=text(record.get("society_url")),
    )


def nation(record: dict[str, Any], known: Known) -> Spot | None:
    """Return the country or territory of the *record* of a country; nothing for a region or a cluster."""
    name = text(record.get("name_en")) or text(record.get("name"))
    iso = text(record.get("iso")) or text(record.get("iso3"))
    if code := known.country(iso):
        return Spot(country=code)
    if not name or (record.get("record_type") is not None and text(record["record_type"]) != "1"):
        return None
    number = text(record.get("id") or record.get("pk"))
    return Spot((Name(name),), key=f"country-{number}" if number else "")
