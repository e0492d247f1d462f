"""Memory that nothing needs any longer."""

from __future__ import annotations

import ctypes
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SELDOM: Final = 1 << 18
"""How many values are made before circles are looked for."""


def give_back() -> None:
    """Give what was freed back to the system.

    The C library of GNU keeps it, and a store of a million triples leaves so many holes that the next step
    would take as much again beside them. Other libraries do so by themselves.
    """
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)


@contextmanager
def seldom_swept() -> Iterator[None]:
    """Let circles be looked for less often, where millions of values are made, and no circles of them."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
