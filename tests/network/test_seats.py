"""In which country each body is at home: by its seat, by what it covers, by its whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ngograph import tables
from ngograph.network import Geography, Place, Site, geography_in, seats
from ngograph.vocab import ID

from .tabled import columns, party

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.release import Release

PLACES = {
    "ba": Place("Bosnia and Herzegovina", "ba"),
    "tuzla": Place("Tuzla", "ba"),
    "gb": Place("United Kingdom", "gb"),
    "world": Place("The world"),
}


def found(
    sites: Mapping[str, tuple[Site, ...]], parts: Mapping[str, tuple[str, str]] | None = None
) -> dict[str, str]:
    affiliations = columns([party("r", "participant", "a", "p")], parts=parts)["affiliations"]
    return seats(Geography(PLACES, sites), affiliations)


@pytest.mark.parametrize(
    ("sites", "country"),
    [
        ((Site("tuzla", "headquartered"),), "ba"),
        ((Site("gb", "covers"), Site("tuzla", "headquartered")), "ba"),
        ((Site("gb", "covers"), Site("tuzla", "works")), "gb"),
        ((Site("tuzla", "works"),), None),
        ((Site("world", "headquartered"),), None),
        ((Site("tuzla", "headquartered"), Site("ba", "headquartered")), "ba"),
        ((Site("tuzla", "headquartered"), Site("gb", "headquartered")), None),
        ((Site("tuzla", "headquartered"), Site("gb", "headquartered"), Site("gb", "covers")), None),
    ],
)
def test_a_seat_goes_before_an_area_and_several_countries_are_none(
    sites: tuple[Site, ...], country: str | None
) -> None:
    assert found({"a": sites}).get("a") == country


def test_a_branch_is_where_its_whole_is_and_a_delegation_is_not() -> None:
    parts = {
        "branch": ("society", "branch"),
        "unit": ("branch", "unit"),
        "office": ("society", "delegation"),
        "elsewhere": ("society", "branch"),
        "one": ("other", "branch"),
        "other": ("one", "branch"),
    }
    sites = {"society": (Site("ba", "covers"),), "elsewhere": (Site("gb", "headquartered"),)}
    assert found(sites, parts) == {"branch": "ba", "elsewhere": "gb", "society": "ba", "unit": "ba"}


def test_the_societies_of_the_articles_are_at_home(release: Release) -> None:
    whole = tables.Tables(release)
    known = seats(geography_in(whole), whole["affiliations"])
    told = {key: known.get(f"{ID}organisation/fdrs-d{key}001", "")[-2:] for key in ("ba", "gb", "tr", "uz")}
    assert told == {"ba": "ba", "gb": "gb", "tr": "tr", "uz": "uz"}
