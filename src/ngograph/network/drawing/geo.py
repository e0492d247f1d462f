"""The kind geo: bodies and things at their places in one country, and the countries round it.

What has no point stands beside the map, never at a point that nobody stated. Other countries than the one in
focus are one circle each.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ngograph.errors import DrawingError
from ngograph.network.drawing.blocks import Listing
from ngograph.network.drawing.geography import SITES, at_places, focused, homes
from ngograph.network.drawing.geometry import Point
from ngograph.network.drawing.ground import ARC, width
from ngograph.network.drawing.legend import SAMPLE, Entry, Section, line_entry
from ngograph.network.drawing.marks import mark
from ngograph.network.drawing.panels import ARCS, CROWDED, inset, world
from ngograph.network.drawing.sheet import ORIGIN, Body
from ngograph.network.drawing.style import Stroke
from ngograph.network.drawing.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ngograph.network.drawing.panels import Panel, Who
    from ngograph.network.drawing.subject import Subject

_WHOLE: Final = 1200.0
_INSET: Final = 660.0
_GAP: Final = 16.0
_HEIGHTS: Final = (460.0, 680.0)
_LEAST: Final = 280.0
_FEW: Final = 20  # countries that a small map can hold
_NAMES: Final = 12  # in a note


def geo_map(subject: Subject) -> Body:
    """Return the map of who and what is where.

    Raises:
        DrawingError: No place of what is drawn is known, or there are no outlines of countries.
    """
    network, geography = subject.network, subject.geography
    focus = focused(network, geography)
    there = at_places(network, geography, focus) if focus else {}
    exact = {place: who for place, who in there.items() if any(geography.exact(site) for _, site in who)}
    lands = _lands(subject)
    if not (exact or lands):
        raise DrawingError(
            "expected places of what is drawn, with coordinates, found none: nothing can be put on a map"
        )
    panels = _panels(subject, exact, lands, focus)
    elsewhere = {place: who for place, who in there.items() if place not in exact}
    beside = _listings(subject, exact if len(exact) > CROWDED else {}, elsewhere, panels)
    ends = [panel.view.top + panel.view.height for panel in panels]
    shown = {site.kind for who in there.values() for _, site in who}
    fewer = sum(panel.fewer for panel in panels)
    return Body(
        network,
        network,
        (*(panel.drawn for panel in panels), beside.drawn),
        _WHOLE,
        max(*ends, beside.bottom) - ORIGIN.y,
        _legend(shown, subject.lang),
        _notes(subject, {iri for who in there.values() for iri, _ in who}, set(lands), fewer),
    )


def _panels(subject: Subject, exact: Who, lands: Mapping[str, int], focus: str) -> list[Panel]:
    """The country in focus if it has points, and the others: few beside it, many below it."""
    others = len({*lands, focus}) - 1
    if not exact:
        return [world(subject, lands, focus=focus, width=_WHOLE, heights=_HEIGHTS, top=ORIGIN)]
    wide = _INSET if 0 < others <= _FEW else _WHOLE
    first = inset(subject, exact, width=wide, heights=_HEIGHTS, top=ORIGIN)
    if not others:
        return [first]
    if others > _FEW:
        top = Point(ORIGIN.x, ORIGIN.y + first.view.height + _GAP)
        return [first, world(subject, lands, focus=focus, width=_WHOLE, heights=_HEIGHTS, top=top)]
    top, heights = Point(ORIGIN.x + _INSET + _GAP, ORIGIN.y), (_LEAST, first.view.height)
    return [first, world(subject, lands, focus=focus, width=_WHOLE - _INSET - _GAP, heights=heights, top=top)]


def _listings(subject: Subject, named: Who, elsewhere: Who, panels: Sequence[Panel]) -> Listing:
    """Who is where as lists: in the corner that the maps leave free, if it holds them, else below the maps.

    Args:
        subject: The words and the network.
        named: At places of which the map has only the names.
        elsewhere: At places without a point.
        panels: The maps.
    """
    first, last = panels[0].view, panels[-1].view
    bottom = first.top + first.height
    if first.width < _WHOLE:
        free = last.top + last.height + _GAP if last.left > first.left else first.top
        corner = Point(first.left + first.width + _GAP, free)
        beside = _lists(subject, named, elsewhere, corner, _WHOLE - first.width - _GAP)
        if beside.bottom <= bottom:
            return beside
    below = Point(ORIGIN.x, max(bottom, last.top + last.height) + _GAP)
    return _lists(subject, named, elsewhere, below, _WHOLE)


def _lists(subject: Subject, named: Who, elsewhere: Who, corner: Point, width: float) -> Listing:
    one = Listing.of(subject, word("with-point", subject.lang), named, corner, width)
    below = Point(corner.x, one.bottom + (_GAP if named else 0))
    other = Listing.of(subject, word("without-point", subject.lang), elsewhere, below, width)
    return Listing(one.drawn + other.drawn, other.bottom)


def _lands(subject: Subject) -> dict[str, int]:
    """How many bodies are at home in each country that has a point."""
    geography = subject.geography
    living = homes(subject.network, geography).values()
    counted = Counter(country for site in living if (country := geography.country(site)))
    return {
        country: count
        for country, count in sorted(counted.items())
        if country in geography.places and geography.places[country].point
    }


def _legend(shown: set[str], lang: str) -> tuple[Section, ...]:
    kinds = [kind for kind in SITES if kind in shown]
    marks = [Entry(_sample(kind), word(f"at-{kind}", lang)) for kind in kinds]
    lines = [line_entry(Stroke("shared", ARC, width(count)), str(count)) for count in (1, 5)]
    return Section(word("at-place", lang), tuple(marks)), Section(word("arcs", lang), tuple(lines))


def _sample(kind: str) -> Callable[[Point], str]:
    return lambda at: mark(kind, Point(at.x + SAMPLE / 2, at.y), 6.0)


def _notes(subject: Subject, there: set[str], lands: set[str], fewer: int) -> tuple[str, ...]:
    geography, lang = subject.geography, subject.lang
    living = homes(subject.network, geography)
    away = [
        node.label
        for node in subject.network.bodies
        if node.iri not in there
        and (node.iri not in living or geography.country(living[node.iri]) not in lands)
    ]
    notes = [word("at-home", lang)]
    if fewer:
        notes.append(word("fewer-arcs", lang).format(most=ARCS, left=fewer))
    if away:
        names = ", ".join(sorted(away)[:_NAMES])
        left = len(away) - _NAMES
        names += f" {word('and-more', lang).format(more=left)}" if left > 0 else ""
        notes.append(word("nowhere", lang).format(count=len(away), names=names))
    notes.append(f"{word('boundaries', lang)} {word('outlines', lang)}")
    return tuple(notes)
