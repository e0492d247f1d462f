"""SVG becomes the bytes of a file: itself, or a PNG or PDF set by Typst in the font that was measured."""

from __future__ import annotations

import json
import re
from math import ceil, gcd
from typing import Any, Final

import typst

from ngograph.errors import DrawingError
from ngograph.network.drawing.letters import FONT, font_file

FORMATS: Final = ("svg", "png", "pdf", "html")
_SIZE: Final = re.compile(r'width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"')
_UNITS: Final = 96  # of a picture, an inch; Typst sets one as three quarters of a point
_PROLOGUE: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
# A page as large as the picture. No date: the same picture is the same file.
_PAGE: Final = """
#let told = json("told.json")
#set document(title: told.title, date: none)
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: told.font)
#image("map.svg", format: "svg", alt: told.title)
"""


def rendered(picture: str, *, format: str, title: str, dpi: int = 200) -> bytes:
    """Return *picture* (SVG text) as a file that shows nothing but it.

    Args:
        picture: A whole SVG document whose unit is the point.
        format: `svg`, `png` or `pdf`.
        title: What a PDF is called inside.
        dpi: Dots an inch of a PNG.

    Raises:
        DrawingError: The picture cannot be rendered.
    """
    if format == "svg":
        return (_PROLOGUE + picture + "\n").encode()
    if format == "png":
        picture = _on_whole_dots(picture, dpi)
    files = {
        "main.typ": _PAGE.encode(),
        "map.svg": picture.encode(),
        "told.json": json.dumps({"title": title, "font": FONT}).encode(),
    }
    try:
        compile_: Any = typst.compile  # its stubs know no files in memory
        fonts = [font_file().parent]
        made = compile_(files, format=format, ppi=float(dpi), font_paths=fonts, ignore_system_fonts=True)
    except (typst.TypstError, RuntimeError) as error:
        raise DrawingError(f"expected a picture that {format} can hold, found: {error}") from error
    assert isinstance(made, bytes)  # one page gives one file
    return made


def _on_whole_dots(picture: str, dpi: int) -> str:
    """Return *picture* on a sheet of a whole number of units and of dots, both wide and high.

    Typst sets a picture in whole dots and fits it to its size: with a fraction of a dot more it would leave
    out a row and a column, and with them the feet of some letters.
    """
    step = _UNITS // gcd(_UNITS, dpi)
    wide, high = (ceil(float(length) / step) * step for length in _SIZE.findall(picture)[0])
    return _SIZE.sub(f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"', picture, count=1)
