"""A PNG has every row and every column of its picture."""

from __future__ import annotations

import struct
import zlib

import pytest

from ngograph.network.drawing.rendering import rendered


def striped(width: int, height: int, dot: float) -> str:
    """A picture whose rows are black and white in turn, each one dot high."""
    rows = "".join(
        f'<rect x="0" y="{at * dot:.6f}" width="{width}" height="{dot:.6f}"/>'
        for at in range(0, int(height / dot), 2)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><rect width="100%" height="100%" fill="#fff"/>{rows}</svg>'
    )


def column(png: bytes) -> list[int]:
    """The red of the first dot of each row."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert depth == 8
    size = {2: 3, 6: 4}[colour]
    at, packed = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += length + 12
    lines = zlib.decompress(packed)
    found: list[int] = []
    for row in range(height):
        start = row * (width * size + 1)
        above = found[-1] if found else 0
        # The first dot has nothing before it, so that filters look up alone: 2 adds all of it, 3 half of it.
        added = {0: 0, 1: 0, 2: above, 3: above // 2, 4: above}[lines[start]]
        found.append((lines[start + 1] + added) % 256)
    return found


@pytest.mark.parametrize(("height", "dpi"), [(90, 96), (90, 200), (91, 220), (67, 131), (503, 100)])
def test_no_row_is_left_out(height: int, dpi: int) -> None:
    dot = 96 / dpi
    found = column(rendered(striped(20, height, dot), format="png", title="Stripes", dpi=dpi))
    whole = int(height / dot) // 2 * 2
    assert [value > 127 for value in found[:whole]] == [False, True] * (whole // 2)
