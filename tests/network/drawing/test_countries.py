"""The outlines are there, whole, and where the countries are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ngograph.network.drawing.countries import outline_at, outlines


@pytest.mark.parametrize(
    ("longitude", "latitude", "country"),
    [
        (18.35644, 43.84864, "Bosnia and Herz."),
        (69.21627, 41.26465, "Uzbekistan"),
        (32.85427, 39.91987, "Turkey"),
        (21.16, 42.67, "Kosovo"),
        (-68.3, -54.8, "Argentina"),
    ],
)
def test_a_place_is_in_its_country(longitude: float, latitude: float, country: str) -> None:
    found = outline_at((longitude, latitude))
    assert found is not None
    assert found.name == country


def test_a_hole_and_the_sea_are_in_no_country_round_them() -> None:
    lesotho = outline_at((28.2, -29.6))
    assert lesotho is not None
    assert lesotho.name == "Lesotho"
    assert outline_at((-30.0, 40.0)) is None


def test_every_ring_is_closed_and_on_the_globe() -> None:
    rings = [ring for outline in outlines() for polygon in outline.polygons for ring in polygon]
    assert len(rings) > 1000
    assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in rings)
    assert all(-90 <= y <= 90 for ring in rings for _, y in ring)


def test_no_ring_jumps_across_the_180th_meridian_but_along_the_pole() -> None:
    steps = [
        (one, other)
        for outline in outlines()
        for polygon in outline.polygons
        for ring in polygon
        for one, other in pairwise(ring)
        if abs(one[0] - other[0]) > 180
    ]
    assert steps
    assert {(one[1], other[1]) for one, other in steps} == {(-90.0, -90.0)}
    assert outline_at((-172.5, 65.8)) == outline_at((37.6, 55.75))
    antarctica = outline_at((60.0, -85.0))
    assert antarctica is not None
    assert antarctica.name == "Antarctica"
