"""The countries that things are in, by where they are present and how places lie within each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_SEATS: Final = ("headquartered", "covers", "works")
"""How a body may be in a place; the first tells most of where it is from."""


def countries_of(
    rows: Iterable[Mapping[str, str]], countries: Collection[str]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the country of each place, and the countries of all that is in places, the likeliest first.

    Args:
        rows: which `thing` is `how` in which `place`, `said` how often; places lie ``within`` others.
        countries: the IRIs of the places that are countries.
    """
    within: dict[str, list[str]] = {}
    present: dict[str, list[tuple[int, int, str]]] = {}
    for row in rows:
        if row["how"] == "within":
            within.setdefault(row["thing"], []).append(row["place"])
        else:
            rank = _SEATS.index(row["how"]) if row["how"] in _SEATS else len(_SEATS)
            often = int(row.get("said") or 1)
            present.setdefault(row["thing"], []).append((rank, -often, row["place"]))
    own = {iri: iri for iri in countries}
    for place in within:
        found = _around(place, within, countries)
        if found is not None:
            own[place] = found
    return own, {
        thing: tuple(dict.fromkeys(own[place] for *_, place in sorted(seats) if place in own))
        for thing, seats in present.items()
    }


def _around(place: str, within: Mapping[str, list[str]], countries: Collection[str]) -> str | None:
    """Return the country that *place* lies in, None where that is not said."""
    seen, ring = {place}, [place]
    while ring:
        for one in sorted(ring):
            if one in countries:
                return one
        ring = [wider for one in ring for wider in within.get(one, ()) if wider not in seen]
        seen.update(ring)
    return None
