"""Local units of national societies. The record names the country, and in GO the country is its society."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import About, Affiliation, Body, Code, Name, Presence, Record, Skipped, Spot
from ngograph.sources.formats.go.societies import CONTACT, REGISTER, nation, society
from ngograph.sources.formats.keys import Keys
from ngograph.sources.formats.loose import text, texts, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ngograph.sources.known import Known

TITLE: Final = "local units"
MARKS: Final = frozenset({"local_branch_name", "english_branch_name"})
"""What each record of this kind has."""

# An administrative unit is a branch; a clinic, a training centre or a warehouse is another part.
_ADMINISTRATIVE: Final = "administrative"
_CONTACTS: Final = (
    "focal_person_loc",
    "focal_person_en",
    "email",
    "phone",
    "address_loc",
    "address_en",
    "postcode",
)


def records(
    opened: Callable[[], Iterator[tuple[str, dict[str, Any]]]], known: Known
) -> Iterator[Record | Skipped]:
    """Yield a record for each local unit."""
    keys = Keys()
    for locator, item in opened():
        notes = [CONTACT for key in _CONTACTS if text(item.get(key))]
        country = _country(item)
        place, whole = nation(country, known), _society(country)
        local, english = text(item.get("local_branch_name")), text(item.get("english_branch_name"))
        if not local and not english:
            yield Skipped(locator, "no name of a unit", tuple(notes))
        elif whole is None:
            yield Skipped(locator, "no country named", tuple(notes))
        else:
            number = text(item.get("id"))
            if item.get("validated") in (False, "False") or text(item.get("status_details")) == "Unvalidated":
                notes.append("not validated by the society")
            unit = _unit(item, number, local, english)
            spot = _spot(item, unit, place)
            about = About(modality="implied")
            kind = "branch" if unit.kind == "Branch" else "unit"
            yield Record(
                keys.of(number or locator),
                locator,
                (Affiliation(unit, whole, kind, about), Presence(unit, spot, "headquartered")),
                tuple(notes),
            )


def _country(item: dict[str, Any]) -> dict[str, Any]:
    details = item.get("country_details")
    if not isinstance(details, dict):
        details = item.get("country")
    return details if isinstance(details, dict) else {}


def _society(country: dict[str, Any]) -> Body | None:
    """Return the society of *country*: named, or else known by the number of the country alone."""
    if body := society(country):
        return body
    name, number = text(country.get("name")), text(country.get("id")) or text(country.get("iso3"))
    if not name or not number:
        return None
    codes = (Code(REGISTER, number, "weak"),) if number.isdigit() else ()
    return Body(
        (Name(f"National Society of {name}", "en"),), codes, "NationalSociety", key=f"society-{number}"
    )


def _unit(item: dict[str, Any], number: str, local: str, english: str) -> Body:
    kind = (text(within(item, "type_details", "name")) or text(within(item, "type", "name"))).lower()
    names = [Name(english, "en")] if english else []
    if local and local != english:
        names.append(Name(local, "und" if english else ""))
    return Body(
        tuple(names),
        (Code("IFRC GO local unit", number),) if number else (),
        "Branch" if kind in ("", _ADMINISTRATIVE) else "Unit",
        key="" if number else f"{local or english}",
        homepage=text(item.get("link")),
    )


def _spot(item: dict[str, Any], unit: Body, country: Spot | None) -> Spot:
    """Return where the *unit* is: its town, else a place of its own, with its coordinates."""
    geometry = item.get("location_geojson") or item.get("location")
    longitude, latitude = (*texts(within(geometry, "coordinates")), "", "")[:2]
    town = text(item.get("city_en")) or text(item.get("city_loc"))
    if town:
        return Spot((Name(town, "en" if text(item.get("city_en")) else ""),), within=country)
    if not latitude or not longitude:
        return country or Spot(unit.names)
    own = unit.codes[0].notation if unit.codes else unit.key
    return Spot(unit.names, key=f"unit-{own}", within=country, latitude=latitude, longitude=longitude)
