"""Meanings of several words together: "media luna" is a crescent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.names.word import Word


@dataclass(frozen=True)
class Phrase:
    """Words that mean something together.

    Args:
        parts: of each word the keys, any of which will do.
        meant: the meaning, "=crescent" or "@bg".
    """

    parts: tuple[frozenset[str], ...]
    meant: str


def by_first(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    """Return *phrases* by each key of their first words."""
    found: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        for key in phrase.parts[0]:
            found[key] = (*found.get(key, ()), phrase)
    return found


def marked(words: tuple[Word, ...], phrases: Mapping[str, tuple[Phrase, ...]]) -> tuple[Word, ...]:
    """Return *words*, those of each phrase among them with its meaning too.

    Words that only join others may stand between those of a phrase.
    """
    if not any(key in phrases for word in words for key in word.keys):
        return words
    telling = [at for at, word in enumerate(words) if not word.joins]
    firsts = [(i, key) for i, at in enumerate(telling) for key in words[at].keys & phrases.keys()]
    added: dict[int, set[str]] = {}
    for i, key in firsts:
        for phrase in phrases[key]:
            run = telling[i : i + len(phrase.parts)]
            if len(run) == len(phrase.parts) and all(
                part & words[at].keys for part, at in zip(phrase.parts, run, strict=True)
            ):
                for at in run:
                    added.setdefault(at, set()).add(phrase.meant)
    if not added:
        return words
    return tuple(word.meaning(*added[at]) if at in added else word for at, word in enumerate(words))
