"""How wide a line is for a quantity, which round quantities a key shows, and how they are written."""

from __future__ import annotations

from math import floor, log10, sqrt
from typing import Final

NARROW: Final = 0.9
WIDE: Final = 9.0
_NAMES: Final = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))


def width(value: float, most: float, *, power: float = 1.0) -> float:
    """Return the width of a line in points for a *value* from 0 to *most*.

    Args:
        value: What the width says.
        most: What the widest line stands for.
        power: 1 for widths in proportion; 0.5 keeps small values visible beside one a thousand times larger.
    """
    return round(NARROW + (WIDE - NARROW) * (max(value, 0.0) / most) ** power, 2) if most > 0 else NARROW


def steps(least: float, most: float) -> tuple[float, ...]:
    """Return up to three round quantities from about *least* to about *most*, for a key.

    >>> steps(0.1, 3.0)
    (0.1, 1.0, 3.0)
    """
    if most <= 0:
        return ()
    top, low = rounded(most), rounded(max(least, most / 1000))
    middle = rounded(sqrt(top * low))
    return tuple(sorted({low, middle, top}))


def rounded(value: float) -> float:
    """Return the number of the series 1, 2, 3, 5, 10 … next to a positive *value*, by ratio."""
    power = 10.0 ** floor(log10(value))
    nearest = min((1, 2, 3, 5, 10), key=lambda digit: abs(log10(digit * power / value)))
    return float(f"{nearest * power:.6g}")


def written(value: float) -> str:
    """Return *value* in at most three figures.

    >>> written(1_250_000), written(0.3333), written(12)
    ('1.25 m', '0.33', '12')
    """
    for unit, name in _NAMES:
        if value >= unit:
            return f"{value / unit:.3g} {name}"
    return f"{value:.3g}" if value >= 1 else f"{value:.2g}"
