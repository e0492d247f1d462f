"""Which of a hundred thousand texts share keys with another, weighed by how rare the keys are."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

_MOST: Final = 400_000


@dataclass(frozen=True)
class Postings:
    """For each key the texts that have it; made by `postings`.

    Args:
        ids: the number of each key.
        starts: where the texts of each key begin, and where the last ones end; shape (keys + 1,).
        texts: the numbers of the texts, key by key; shape (postings,).
        weights: what a key of weight 1 adds to the likeness of each text, 0–1; shape (postings,).
        rarity: how rare each key is, the natural logarithm of texts by texts with it; shape (keys,).
        count: how many texts there are.
    """

    ids: Mapping[str, int]
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    weights: NDArray[np.float32]
    rarity: NDArray[np.float64]
    count: int

    def likeness(self, keys: Iterable[str]) -> NDArray[np.float64]:
        """Return for each text the cosine of its keys and *keys*, 0–1; shape (texts,).

        Where very many texts share very common keys, the commonest are left aside.
        """
        unknown = 0
        known: list[int] = []
        for key in keys:
            if (at := self.ids.get(key)) is None:
                unknown += 1
            else:
                known.append(at)
        if not known:
            return np.zeros(self.count)
        known.sort(key=lambda at: (-self.rarity[at], at))
        rarest = float(np.log(1 + self.count))
        norm = float(np.sqrt(np.square(self.rarity[known]).sum() + unknown * rarest**2)) or 1.0
        runs: list[NDArray[np.int32]] = []
        weighed: list[NDArray[np.float64]] = []
        left = _MOST
        for at in known:
            run = slice(int(self.starts[at]), int(self.starts[at + 1]))
            left -= run.stop - run.start
            if left < 0 and runs:
                break
            runs.append(self.texts[run])
            weighed.append(self.weights[run] * (self.rarity[at] / norm))
        return np.bincount(np.concatenate(runs), np.concatenate(weighed), self.count).astype(np.float64)


def postings(texts: Iterable[Iterable[str]]) -> Postings:
    """Return the postings of *texts*, each given by its keys, none twice."""
    ids: dict[str, int] = {}
    lengths, flat = array("i"), array("i")
    for keys in texts:
        before = len(flat)
        flat.extend([ids.setdefault(key, len(ids)) for key in keys])
        lengths.append(len(flat) - before)
    found = np.frombuffer(flat, np.int32) if flat else np.zeros(0, np.int32)
    owners = np.repeat(
        np.arange(len(lengths), dtype=np.int32), np.frombuffer(lengths, np.int32) if lengths else 0
    )
    shared = np.bincount(found, minlength=len(ids))
    rarity = np.log(1 + len(lengths) / np.maximum(shared, 1))
    norms = np.sqrt(np.bincount(owners, np.square(rarity[found]), len(lengths)))
    order = np.argsort(found, kind="stable")
    weights = (rarity[found] / norms[owners]).astype(np.float32)[order]
    starts = np.concatenate([[0], np.cumsum(shared)])
    return Postings(ids, starts, owners[order], weights, rarity, len(lengths))
