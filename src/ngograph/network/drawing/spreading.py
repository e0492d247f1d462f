"""Where many nodes go: a layout turned to lie flat, evened out, and its boxes pushed off each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_GROWS: Final = 25  # rounds of pushing after which the whole grows a little
_GROWTH: Final = 1.05
_FILLED: Final = 0.34  # the share of the sheet that boxes take before they are pushed
_EVEN: Final = 0.6  # how far places are evened out, from 0 to 1


def spread(places: Floats, sizes: Floats, *, room: float, aspect: float) -> Floats:
    """Return *places* without overlaps, as they lie to each other as far as that goes.

    Boxes that overlap are moved apart, each half the way, along the side where less is missing, until none
    do; if that takes long, the whole grows.

    Args:
        places: Centres, one row each: x, y.
        sizes: Widths and heights, likewise.
        room: What stays free between two boxes.
        aspect: How many times wider than high the whole should be.
    """
    moved = _evened(_turned(places)) * _sheet(sizes + room, aspect)
    half = (sizes + room) / 2
    reach = half[:, None, :] + half[None, :, :]
    number = np.arange(len(moved))
    order = np.sign(number[:, None] - number[None, :])[:, :, None]  # two in one place part by their numbers
    rounds = 0
    while True:
        apart = moved[:, None, :] - moved[None, :, :]
        missing = reach - np.abs(apart)
        meet = np.asarray(missing.min(axis=2) > 0.01)
        meet[number, number] = False
        if not meet.any():
            return moved
        rounds += 1
        way = np.where(apart == 0, order, np.sign(apart))
        nearer = missing == missing.min(axis=2, keepdims=True)
        step = np.where(meet[:, :, None] & nearer, way * (missing + 0.5) / 2, 0.0)
        moved = moved + step.sum(axis=1) / np.sqrt(np.maximum(meet.sum(axis=1), 1))[:, None]
        if rounds % _GROWS == 0:
            moved = moved * _GROWTH


def _turned(places: Floats) -> Floats:
    """With the direction in which they lie furthest apart across."""
    centred = places - places.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(centred.T))
    axes = axes[:, ::-1]
    return np.asarray(centred @ (axes * np.where(axes.sum(axis=0) < 0, -1.0, 1.0)))


def _evened(places: Floats) -> Floats:
    """From 0 to 1 across and down: partly as they lie, partly by their rank, so that no crowd stays one."""
    low, high = places.min(axis=0), places.max(axis=0)
    lying = (places - low) / np.maximum(high - low, 1e-9)
    ranked = places.argsort(axis=0, kind="stable").argsort(axis=0) / max(len(places) - 1, 1)
    return np.asarray((1 - _EVEN) * lying + _EVEN * ranked)


def _sheet(sizes: Floats, aspect: float) -> Floats:
    """Width and height of a sheet of which the boxes take their share."""
    area = float(sizes.prod(axis=1).sum()) / _FILLED
    return np.array([np.sqrt(area * aspect), np.sqrt(area / aspect)])
