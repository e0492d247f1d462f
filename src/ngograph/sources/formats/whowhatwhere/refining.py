"""What columns hold, told by their cells where headers leave it open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.sources.formats.whowhatwhere.headers import PARTIES, SITE, Meaning
from ngograph.sources.formats.whowhatwhere.wording import meanings as stands_for
from ngograph.sources.formats.whowhatwhere.wording import worded
from ngograph.sources.kinds import UNKNOWN, kind_of_words
from ngograph.sources.known import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ngograph.sources.formats.whowhatwhere.topics import Topics
    from ngograph.sources.opening import Row

_MOST: Final = 0.6
_SHORTER: Final = 0.7
_HALF: Final = 0.5


def refined(
    told: Sequence[Meaning | None], rows: Sequence[Row], topics: Topics
) -> tuple[list[Meaning | None], list[int]]:
    """Return what columns mean after a look at some *rows*, and which of them only their cells explain."""
    found = list(told)
    cells = [
        [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index]]
        for index in range(len(found))
    ]

    def mostly(index: int, holds: Callable[[str], bool]) -> bool:
        return bool(cells[index]) and sum(map(holds, cells[index])) >= len(cells[index]) * _MOST

    explained = list[int]()
    modalities = topics.known.modalities
    for index, one in enumerate(found):
        if one and one.field == "place" and mostly(index, lambda cell: worded(cell) in stands_for("status")):
            found[index] = Meaning("status", rest=one.rest)
        elif one and one.field == "place" and one.level == SITE and _countries(cells[index], topics):
            found[index] = one._replace(level=-1)
        elif one and one.field == "activity" and mostly(index, lambda cell: folded(cell) in modalities):
            found[index] = Meaning("modality")
    if not any(one and one.field == "sector" for one in found):
        for index, one in enumerate(found):
            open_ = one is None or one.field in ("alone", "activity")
            if open_ and mostly(index, lambda cell: bool(topics.one(cell))):
                found[index] = Meaning("sector")
                explained.append(index)
                break
    _shorten(found, cells, rows)
    _choose_kind(found, cells)
    return found, explained


def _countries(cells: list[str], topics: Topics) -> bool:
    return bool(cells) and all(map(topics.known.country, set(cells)))


def _shorten(found: list[Meaning | None], cells: list[list[str]], rows: Sequence[Row]) -> None:
    """Take the shorter of two columns that name the same body for its acronym."""
    for party in PARTIES:
        named = [index for index, one in enumerate(found) if one and one[:2] == (party, "name")]
        if len(named) != len({found[index] for index in named}) and len(named) == 2:
            lengths = {index: sum(map(len, cells[index])) / max(len(cells[index]), 1) for index in named}
            short, long = sorted(named, key=lambda index: lengths[index])
            if lengths[short] < lengths[long] * _SHORTER and _shortens(short, long, rows):
                found[short] = Meaning(party, "acronym")


def _shortens(short: int, long: int, rows: Sequence[Row]) -> bool:
    """Say whether names in the column *short* are made of letters of those beside them, in their order."""
    told = [(row.cells[short], row.cells[long]) for row in rows if max(short, long) < len(row.cells)]
    pairs = {(left, right) for left, right in told if left and right and left != right}
    made = sum(_is_made_of(worded(left), iter(worded(right))) for left, right in pairs)
    return made >= len(pairs) * _HALF


def _is_made_of(short: str, letters: Iterator[str]) -> bool:
    return all(letter in letters for letter in short if letter != " ")


def _choose_kind(found: list[Meaning | None], cells: list[list[str]]) -> None:
    """Keep, of several columns on the kind of a body, those whose cells name kinds, if there is one."""
    kinds = [
        index for index, one in enumerate(found) if one and one.field in PARTIES and one.aspect == "kind"
    ]
    telling = {index for index in kinds if any(kind_of_words(cell) != UNKNOWN for cell in set(cells[index]))}
    for index in kinds:
        if index not in telling:
            found[index] = None
