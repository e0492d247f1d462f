"""How wide a text is, and where it breaks into lines.

Measured by the letters of Fira Sans, which comes as a package and knows Latin and Cyrillic. A screen without
it takes Arial or Helvetica, of nearly the same widths; the SVG states each line's length for the rest.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import fontpkg  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FONT: Final = "Fira Sans"
FAMILY: Final = f"'{FONT}', Arial, Helvetica, sans-serif"
_ELLIPSIS: Final = "…"


def font_file(*, bold: bool = False) -> Path:
    """Return the file of the font."""
    return Path(fontpkg.path(FONT, weight=700 if bold else 400))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of *text* at *size*, both in points.

    >>> round(width("Crveni križ", 12), 1)
    56.8
    """
    widths = _widths(bold)
    return size * sum(widths.get(letter, 1.0) for letter in text)


def wrap(text: str, size: float, limit: float, *, lines: int = 4, bold: bool = False) -> tuple[str, ...]:
    """Return *text* in at most so many *lines*, as even as can be, none wider than *limit* if words allow.

    What does not fit ends in an ellipsis.
    """
    words = text.split()
    fewest = len(_fill(words, size, limit, bold))
    broken = _evened(words, size, limit, fewest, bold)
    if len(broken) <= lines:
        return tuple(broken)
    return (*broken[: lines - 1], _shortened(" ".join(broken[lines - 1 :]), size, limit, bold))


def _fill(words: Sequence[str], size: float, limit: float, bold: bool) -> list[str]:
    lines = [words[0]] if words else [""]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if width(longer, size, bold=bold) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _evened(words: Sequence[str], size: float, limit: float, fewest: int, bold: bool) -> list[str]:
    """Narrow the limit as long as the number of lines stays: the last line is then not a lone word."""
    best = _fill(words, size, limit, bold)
    for narrower in (limit * share / 20 for share in range(19, 5, -1)):
        tried = _fill(words, size, narrower, bold)
        if len(tried) > fewest:
            break
        best = tried
    return best


def _shortened(text: str, size: float, limit: float, bold: bool) -> str:
    while text and width(text + _ELLIPSIS, size, bold=bold) > limit:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


@cache
def _widths(bold: bool) -> Mapping[str, float]:
    with TTFont(font_file(bold=bold)) as font:
        tables: Any = font
        advances, units = tables["hmtx"].metrics, tables["head"].unitsPerEm
        return {chr(code): advances[glyph][0] / units for code, glyph in tables.getBestCmap().items()}
