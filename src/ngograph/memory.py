"""Memory that nothing needs any longer."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Give what was freed back to the system.

    The C library of GNU keeps it, and a store of a million triples leaves so many holes that the next step
    would take as much again beside them. Other libraries do so by themselves.
    """
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)
