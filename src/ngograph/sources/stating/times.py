"""What is said of times: the words of a source as EDTF, and the bounds that follow from them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ngograph.dates import bounds
from ngograph.sources.stating.blocks import plain, value, word

_REMEMBERED: Final = 1 << 14
_BOUNDS: Final = (
    ("start_earliest", "ngo:startEarliest"),
    ("start_latest", "ngo:startLatest"),
    ("end_earliest", "ngo:endEarliest"),
    ("end_latest", "ngo:endLatest"),
)


@lru_cache(_REMEMBERED)
def when(edtf: str) -> tuple[str, ...]:
    """Return what is said of a time in *edtf*; nothing of none."""
    if not edtf:
        return ()
    days = bounds(edtf)
    found = ((curie, getattr(days, name)) for name, curie in _BOUNDS)
    return (
        plain("ngo:edtf", edtf),
        *(f"{word(curie)} {value(day.isoformat(), 'xsd:date')} ." for curie, day in found if day is not None),
        *((f"{word('ngo:ongoing')} {value('true', 'xsd:boolean')} .",) if days.ongoing else ()),
    )
