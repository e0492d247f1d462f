"""Several bodies in one cell: parted only where that is sure.

"BRC-FL/NRC/GRC" are three, "Swiss Church Aid (HEKS/EPER)" is one, and so is "OIM / IOM".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ngograph.sources.formats.whowhatwhere.wording import meanings, worded

if TYPE_CHECKING:
    from collections.abc import Set

_SURE: Final = re.compile(r"\s*[;|\n]\s*|\s+\+\s+")
_LISTED: Final = re.compile(r"\s*,\s*")
_SLASHED: Final = re.compile(r"\s*/\s*")
_JOINED: Final = re.compile(r"\s+(?:&|and|et|y|e|и|و)\s+", re.IGNORECASE)
_LONGEST_ACRONYM: Final = 12
_CAPITALS: Final = 0.6
_MANY: Final = 3


def parts(cell: str, alone: Set[str]) -> tuple[tuple[str, ...], bool]:
    """Return the bodies that *cell* names, and whether it may name more than it is parted into.

    Args:
        cell: the text of a cell, its lines parted by line ends.
        alone: the bodies that cells name by themselves, as they are compared.

    >>> parts("BRC-FL/NRC/GRC", set())
    (('BRC-FL', 'NRC', 'GRC'), False)
    >>> parts("Swiss Church Aid (HEKS/EPER)", set())
    (('Swiss Church Aid (HEKS/EPER)',), False)
    >>> parts("UNICEF/CNOSCG", set())
    (('UNICEF', 'CNOSCG'), False)
    >>> parts("IFH/NHF", set())
    (('IFH/NHF',), True)
    """
    if not cell:
        return (), False
    lines = _outside(_SURE, cell)
    if len(lines) > 1:
        found = [parts(line, alone) for line in lines]
        return tuple(part for one, _ in found for part in one), any(unsure for _, unsure in found)
    unsure = False
    for mark in (_LISTED, _SLASHED, _JOINED):
        several = _outside(mark, cell)
        if len(several) < 2:
            continue
        known = [worded(part) in alone for part in several]
        short = [_is_acronym(part) for part in several]
        listed = mark is _LISTED or len(several) >= _MANY or _has_well_known(several)
        each = all(one or other for one, other in zip(known, short, strict=True))
        if all(known) or (mark is not _JOINED and each and listed):
            return (cell,) if _is_one(several) else tuple(several), False
        unsure |= (all(short) if mark is _JOINED else any(short)) and not _is_one(several)
    return (" ".join(cell.split()),), unsure


def _has_well_known(several: list[str]) -> bool:
    """Say whether a body that everybody knows is among the parts: what stands beside it is another."""
    return any(worded(part) in meanings("same") for part in several)


def _is_one(several: list[str]) -> bool:
    """Say whether the parts are names of one body, or a network and its member."""
    forms = [worded(part) for part in several]
    same = {meanings("same").get(form) for form in forms}
    return (len(same) == 1 and None not in same) or any(form in meanings("networks") for form in forms)


def _is_acronym(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return (
        " " not in text
        and len(text) <= _LONGEST_ACRONYM
        and capitals > 1
        and capitals >= len(letters) * _CAPITALS
    )


def _outside(mark: re.Pattern[str], cell: str) -> list[str]:
    """Return *cell* parted at *mark* where no bracket is open; parts without a letter part nothing."""
    found, begin = list[str](), 0
    for match in mark.finditer(cell):
        before = cell[: match.start()]
        if before.count("(") <= before.count(")"):
            found.append(cell[begin : match.start()])
            begin = match.end()
    found.append(cell[begin:])
    tidy = [part.strip() for part in found if part.strip()]
    return tidy if all(any(letter.isalpha() for letter in part) for part in tidy) else [cell]
