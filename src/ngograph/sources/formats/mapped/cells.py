"""The values of one row, as a mapping wants them: texts, dates, numbers, codes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Code, Name
from ngograph.sources.refs import ORGANISATION, organisation_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.sources.formats.mapped.mapping import Cell, CodeCell

_PARTS: Final = {"YYYY": r"(?P<y>\d{4})", "MM": r"(?P<m>\d\d?)", "DD": r"(?P<d>\d\d?)"}
_EMPTY: Final = frozenset({"", "-", "--", "n/a", "na", "none", "null", "n.a."})


def texts(cell: Cell, row: Mapping[str, str]) -> list[str]:
    """Return the values of *cell* in *row*, the cells by heading: none, one, or several if it is split."""
    told = cell.value or row.get(cell.column, "")
    parts = re.split("|".join(re.escape(mark) for mark in cell.split), told) if cell.split else [told]
    found = (" ".join(part.split()) for part in parts)
    return [cell.words.get(one.casefold(), one) for one in found if one.casefold() not in _EMPTY]


def first(cells: Iterable[Cell], row: Mapping[str, str]) -> str:
    """Return the first value that is not empty."""
    return next((one for cell in cells for one in texts(cell, row)), "")


def every(cells: Iterable[Cell], row: Mapping[str, str]) -> list[str]:
    """Return all values, each once."""
    return list(dict.fromkeys(one for cell in cells for one in texts(cell, row)))


def names(cells: Iterable[Cell], row: Mapping[str, str]) -> list[tuple[Name, ...]]:
    """Return the names of each of the things in *row*: of one, in several languages, or of several.

    Where a cell holds several, they are several things, and only that cell names them.
    """
    told = [(cell, texts(cell, row)) for cell in cells]
    for cell, found in told:
        if len(found) > 1:
            return [(Name(one, cell.language),) for one in dict.fromkeys(found)]
    one = tuple(dict.fromkeys(Name(found[0], cell.language) for cell, found in told if found))
    return [one] if one else []


def date(cells: Iterable[Cell], row: Mapping[str, str]) -> str:
    """Return the first date, as ISO where its cell says how it is written; else as the table writes it."""
    for cell in cells:
        for told in texts(cell, row):
            for form in cell.formats:
                if found := _pattern(form).fullmatch(told):
                    parts = [found.groupdict().get(part) for part in "ymd"]
                    return "-".join(part.zfill(2) for part in parts if part)
            return told
    return ""


def number(cells: Iterable[Cell], row: Mapping[str, str]) -> str:
    """Return the first number with a decimal point, without marks between thousands."""
    for cell in cells:
        for told in texts(cell, row):
            plain = told.replace(".", "").replace(",", ".") if cell.decimal == "," else told
            return re.sub(r"[\s\u00a0'’]", "", plain)
    return ""


def codes(cells: Iterable[CodeCell], row: Mapping[str, str]) -> tuple[Code, ...]:
    """Return the codes in *row*; of the scheme "IATI organisation" each is judged by itself."""
    found = list[Code]()
    for code in cells:
        for told in texts(code.cell, row):
            judged = organisation_codes(told) if code.scheme == ORGANISATION else ()
            found += judged or (Code(code.scheme, told, code.strength),)
    return tuple(dict.fromkeys(found))


@lru_cache
def _pattern(form: str) -> re.Pattern[str]:
    escaped = re.escape(form)
    for token, part in _PARTS.items():
        escaped = escaped.replace(token, part, 1)
    return re.compile(escaped, re.ASCII)
