"""A table of who does what, where and when, made for measuring: always the same, of any length."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_HEADERS: Final = (
    *("Reporting month", "Activity status", "Donor Acronym", "Donor Name"),
    *("Program partner Acronym", "Program Partner Name"),
    *("Implementing Partner Acronym", "Implementing Partner Name", "Implementing Partner Type"),
    *("Region", "Region Pcode", "Zone", "Zone Pcode", "Woreda", "Woreda Pcode", "Cluster", "Activity"),
    *("Project title", "Start date", "End date", "People reached"),
)
_SECTORS: Final = ("WASH", "Health", "Nutrition", "Protection", "Education", "Food Security", "Shelter / NFI")
_KINDS: Final = ("International NGO", "National NGO", "UN Agency", "Government")
_STATUSES: Final = ("Completed", "Ongoing", "Planned")
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August")
_DONORS: Final = 60
_BODIES: Final = 900
_PARTNERS: Final = 250
_WOREDAS: Final = 1100
_PROJECTS: Final = 4000
_WORKING: Final = 12
"""In how many places a body works at most."""


def made(path: Path, rows: int) -> None:
    """Write a table of that many *rows* to *path*: 900 bodies in 1,100 places, of 60 donors."""
    chance = random.Random(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(_HEADERS)
        table.writerows(_row(chance) for _ in range(rows))


def _row(chance: random.Random) -> tuple[str, ...]:
    worker = int(_BODIES * chance.random() ** 2)  # a few do much, as everywhere
    leader = worker % _PARTNERS if chance.random() < 0.6 else worker
    donor = (worker * 7 + int(chance.random() * 3)) % _DONORS
    woreda = (worker * 131 + int(chance.random() * _WORKING) * 17) % _WOREDAS
    zone, region = woreda // 10, woreda // 100
    start = f"2025-{1 + int(chance.random() * 12):02}-{1 + int(chance.random() * 2) * 14:02}"
    project = (worker * 5 + int(chance.random() * 5)) % _PROJECTS
    return (
        _MONTHS[int(chance.random() * len(_MONTHS))],
        _STATUSES[int(chance.random() * len(_STATUSES))],
        f"DNR{donor}",
        f"Donor Agency of Land {donor}",
        f"ORG{leader}",
        f"Organisation for Relief {leader}",
        f"ORG{worker}",
        f"Organisation for Relief {worker}",
        _KINDS[worker % len(_KINDS)],
        f"Region {region}",
        f"ET{region:02}",
        f"Zone {zone}",
        f"ET{region:02}{zone % 10:02}",
        f"Woreda {woreda}",
        f"ET{region:02}{zone % 10:02}{woreda % 10:02}",
        _SECTORS[(worker + int(chance.random() * 2)) % len(_SECTORS)],
        f"Activity of kind {int(chance.random() * 40)}",
        f"Project {project} of relief and recovery" if worker % 4 == 0 else "",
        start,
        f"2026-{1 + int(chance.random() * 12):02}-28" if chance.random() < 0.5 else "",
        str(int(chance.random() * 5000)),
    )
