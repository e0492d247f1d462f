"""Which part of all that there is to show stands on the page that a reader asks for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from ngograph.web.showing.places import FIRST, LINES, sliced
from ngograph.web.showing.roles import TIMED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.web.showing.company import Other
    from ngograph.web.showing.money import Shares
    from ngograph.web.showing.places import Entry, Slice

T = TypeVar("T")

MOMENTS: Final = 40
"""How many dates the timeline on the page of a thing shows, the latest."""

ALIKE: Final = 24
"""How many statements of other sources are shown beside a relationship."""

TIMELINE, TOPICS = "timeline", "topics"


@dataclass(frozen=True)
class Reader:
    """Who reads, and what of the page is wanted.

    Args:
        lang: the language of the page.
        part: the section that alone is wanted.
        page: which page of it.
        graph: the graph whose source alone is wanted to be heard.
    """

    lang: str
    part: str | None = None
    page: int = 1
    graph: str | None = None


@dataclass(frozen=True)
class Index:
    """What there is to show of a thing, in order.

    Args:
        sections: what points at it, by section.
        company: whom it works with and whom it has only met, with what they share.
        topics: topics with the number of statements and activities on each.
        whole: whether there is no more than was read.
        money: the amounts that it gives and gets.
        alike: if it is a relationship, those in which other sources join the same two.
        worded: whether the order is by names somewhere, and so that of one language.
    """

    sections: Mapping[str, Sequence[Entry]]
    company: Mapping[str, Sequence[Other]]
    topics: Sequence[tuple[str, int]]
    whole: bool = True
    money: Shares = field(default_factory=dict)
    alike: Sequence[str] = ()
    worded: bool = False

    @property
    def entries(self) -> int:
        """How many there are in all."""
        return sum(map(len, (*self.sections.values(), *self.company.values())))

    def told_in(self, graph: str) -> Index:
        """Return what of it the source of *graph* tells; whom a thing works with is told by no single one."""
        told = {
            name: [one for one in listed if graph in one.graphs] for name, listed in self.sections.items()
        }
        return Index(
            sections={name: listed for name, listed in told.items() if listed},
            company={},
            topics=(),
            whole=self.whole,
            money={share: amounts for share, amounts in self.money.items() if share.graph == graph},
        )

    @property
    def moments(self) -> list[tuple[str, Entry]]:
        """What has a date, with its section, the earliest first; an activity once in each section."""
        dated = {
            (name, entry.activity or entry.iri): (name, entry)
            for name in sorted(TIMED & set(self.sections))
            for entry in self.sections[name]
            if entry.day
        }
        return sorted(dated.values(), key=lambda pair: (pair[1].day, pair[1].iri))


@dataclass(frozen=True)
class Chosen:
    """What stands on a page.

    Args:
        only: the part that it shows alone, None if it shows the first of each.
    """

    sections: Mapping[str, Slice[Entry]]
    company: Mapping[str, Slice[Other]]
    topics: Slice[tuple[str, int]] | None
    timeline: Slice[tuple[str, Entry]] | None
    only: str | None
    alike: Sequence[str] = ()

    @property
    def iris(self) -> set[str]:
        """The IRIs of what is to be read whole."""
        entries = [entry for listed in self.sections.values() for entry in listed.items]
        entries += [entry for _, entry in self.timeline.items] if self.timeline else []
        return {entry.iri for entry in entries} | {*self.alike}

    @property
    def named(self) -> set[str]:
        """The IRIs whose names alone are wanted."""
        others = {
            iri
            for listed in self.company.values()
            for other in listed.items
            for iri in (other.iri, *other.first)
        }
        return others | {topic for topic, _ in (self.topics.items if self.topics else ())}


def chosen(index: Index, reader: Reader) -> Chosen:
    """Return what of *index* the *reader* is to see: the first of all, or a page of the part named."""
    moments = index.moments
    parts = {*index.sections, *(name for name, listed in index.company.items() if listed)}
    parts |= {TOPICS} if index.topics else set()
    parts |= {TIMELINE} if len(moments) > 1 else set()
    only = reader.part if reader.part in parts else None

    def cut(name: str, listed: Sequence[T]) -> Slice[T] | None:
        if name not in parts or only not in (None, name):
            return None
        return sliced(listed, reader.page, LINES) if only else sliced(listed, 1, FIRST)

    def cut_each(listed: Mapping[str, Sequence[T]]) -> dict[str, Slice[T]]:
        return {name: cut_ for name, each in listed.items() if (cut_ := cut(name, each)) is not None}

    timeline = cut(TIMELINE, moments)
    if timeline is not None and only is None:
        timeline = replace(sliced(moments, 1, MOMENTS), items=tuple(moments[-MOMENTS:]))
    return Chosen(
        cut_each(index.sections),
        cut_each(index.company),
        cut(TOPICS, index.topics),
        timeline,
        only,
        () if only else index.alike[:ALIKE],
    )
