"""What a file says of itself, so that it can be judged and found again when it is far from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class About:
    """Where a network comes from and what may be done with it.

    Attributes:
        title: What it is called.
        licence: IRI or name of the licence.
        query: The question or the filters that it answers, as one text.
        date: The day that it speaks for (ISO 8601), not that of writing: the same network is the same file.
        release: What names the release, such as its digest.
        counts: Further figures by name, such as how many ties a filter took out; the numbers of nodes and
            edges need not be given.
    """

    title: str
    licence: str = ""
    query: str = ""
    date: str = ""
    release: str = ""
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def told(self) -> Mapping[str, str | int]:
        """What is known, by name, in order."""
        words = {
            "licence": self.licence,
            "query": self.query,
            "date": self.date,
            "release": self.release,
        }
        known = {name: text for name, text in words.items() if text}
        return {"title": self.title, **known, **dict(self.counts)}


def sentences(told: Mapping[str, str | int]) -> str:
    """Return *told* as lines of `name: value`."""
    return "\n".join(f"{name}: {value}" for name, value in told.items())
