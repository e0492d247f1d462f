"""Where a row is: the most exact place that it names, within the places around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.facts import Code, Name, Spot
from ngograph.sources.formats.whowhatwhere.picking import picker
from ngograph.sources.formats.whowhatwhere.wording import meanings, says_nothing, worded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.sources.formats.whowhatwhere.layout import Cells, Layout, Level
    from ngograph.sources.known import Known

COUNTRY: Final = -1
_SCHEME: Final = "P-code"
_PREFIX: Final = re.compile(r"([A-Z]{2})([A-Z])?[A-Z]?[ _-]?\d")
_SEVERAL: Final = re.compile(r"\s*[;|\n]\s*|\s*,\s+")
_DECIMAL: Final = re.compile(r"-?\d{1,3}([.,]\d+)?")
_REMEMBERED: Final = 1 << 15
_SHORTEST_NAME: Final = 4
_LONGEST_NAME: Final = 4


class Where(NamedTuple):
    """The places of a row, and what somebody should know of them."""

    spots: tuple[Spot, ...] = ()
    notes: tuple[str, ...] = ()


def country_of_code(code: str, known: Known) -> str:
    """Return the country whose ISO code the P-code *code* begins with, empty if none does.

    >>> from ngograph.sources.known import Known
    >>> iraq = Known(country_codes={"iq": "iq", "irq": "iq"})
    >>> [country_of_code(code, iraq) for code in ("IQ01", "IRQ01", "IQG01Q02", "524 2 05", "IRAQ")]
    ['iq', 'iq', 'iq', '', '']
    """
    found = _PREFIX.match(_tight(code))
    if not found:
        return ""
    return (known.country(found[1] + found[2]) if found[2] else "") or known.country(found[1])


def country_named(text: str, known: Known) -> str:
    """Return the one country that *text*, a title or the name of a file, names; empty if none or several."""
    words = worded(text).split()
    found, index = set[str](), 0
    while index < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - index), 0, -1):
            name = " ".join(words[index : index + length])
            if len(name) >= _SHORTEST_NAME and (country := known.country(name)):
                found.add(country)
                index += length - 1
                break
        index += 1
    return found.pop() if len(found) == 1 else ""


class Places:
    """The places of rows with one *layout*; rows that name the same places share them.

    Args:
        layout: which columns name places.
        known: the countries.
        country: of rows that name none, empty if that is not known.
    """

    def __init__(self, layout: Layout, known: Known, country: str = "") -> None:
        self.layout, self.known, self.country = layout, known, country
        columns = layout.columns
        self._asked = [
            *(column for level in layout.levels for column in level[1:3] if column is not None),
            *(columns[one] for one in ("latitude", "longitude") if one in columns),
        ]
        self._pick = picker(self._asked)
        self._said = lru_cache(_REMEMBERED)(self._read)

    def of(self, cells: Cells) -> Where:
        """Return where the row with these *cells* is."""
        return self._said(self._pick(cells))

    def _read(self, asked: Cells) -> Where:
        stated = dict(zip(self._asked, asked, strict=True))
        cells = tuple(stated.get(column, "") for column in range(max(stated, default=-1) + 1))
        notes = list[str]()
        levels = [level for level in self.layout.levels if level.tier != COUNTRY]
        around = self._countries(cells, levels, notes)
        narrow = list[tuple[tuple[Name, ...], str]]()
        for level in levels:
            if (spot := _stated(level, cells)) is None:
                continue
            names, code = spot
            if level.loose and not names and narrow and not narrow[-1][1]:
                narrow[-1] = narrow[-1][0], code  # of the most exact place that is named
            else:
                narrow.append(spot)
        if not narrow or len(around) > 1:
            return Where(around, tuple(notes))
        place = around[0] if around else None
        for names, code in narrow:
            # What bears the code of the place around it has none of its own.
            own = code if not place or code not in [one.notation for one in place.codes] else ""
            if names or own:
                place = Spot(names, self._coded(own, around), within=place)
        if place is None or place.country:
            return Where(around, tuple(notes))
        point = _point(self.layout, cells, notes)
        return Where((place._replace(latitude=point[0], longitude=point[1]),), tuple(notes))

    def _countries(self, cells: Cells, levels: list[Level], notes: list[str]) -> tuple[Spot, ...]:
        """Return the country or countries of a row: as it says, as its P-codes say, or as the file says."""
        for level in self.layout.levels:
            if level.tier == COUNTRY:
                for text in (_cell(cells, level.code), _cell(cells, level.name)):
                    several = _SEVERAL.split(text) if not self.known.country(text) else [text]
                    found = [self.known.country(one) for one in several if one]
                    if found and all(found):
                        return tuple(Spot(country=one) for one in dict.fromkeys(found))
                if (name := _cell(cells, level.name)) and worded(name) not in meanings("whole"):
                    notes.append("the country is unknown")
                    return (Spot((Name(name),)),)
        coded = [country_of_code(_cell(cells, level.code), self.known) for level in reversed(levels)]
        country = next(filter(None, coded), self.country)
        return (Spot(country=country),) if country else ()

    def _coded(self, code: str, around: Iterable[Spot]) -> tuple[Code, ...]:
        """Return the P-code; it is strong if it begins with the code of the country that the row is in."""
        country = country_of_code(code, self.known)
        strong = bool(country) and any(spot.country == country for spot in around)
        return (Code(_SCHEME, code, "strong" if strong else "weak"),) if code else ()


def _stated(level: Level, cells: Cells) -> tuple[tuple[Name, ...], str] | None:
    """Return the name and the code that a row states of one level, or None where it names no place there."""
    name, code = _cell(cells, level.name), _cell(cells, level.code)
    if worded(name) in meanings("whole"):
        return None
    name = "" if says_nothing(name) else name
    code = "" if says_nothing(code) or worded(code) in meanings("whole") else _tight(code)
    return ((Name(name),) if name else (), code) if name or code else None


def _tight(code: str) -> str:
    """Return a P-code as its country writes it, where it begins with letters: in capitals, without blanks."""
    return "".join(code.split()).upper() if code[:2].isalpha() else code


def _point(layout: Layout, cells: Cells, notes: list[str]) -> tuple[str, str]:
    stated = [_cell(cells, layout.columns.get(one)) for one in ("latitude", "longitude")]
    if not all(stated):
        return "", ""
    latitude, longitude = (text.replace(",", ".") if _DECIMAL.fullmatch(text) else "" for text in stated)
    if latitude and longitude and abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180:
        return latitude, longitude
    notes.append("coordinates cannot be read")
    return "", ""


def _cell(cells: Cells, column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""
