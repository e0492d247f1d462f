"""The kind timeline: each thing as a bar in its time, with those who take part, sorted by what it is."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.errors import DrawingError
from ngograph.network.drawing import bars, letters, nodes, svg
from ngograph.network.drawing.axis import Axis, axis
from ngograph.network.drawing.geometry import Box, Point
from ngograph.network.drawing.legend import SAMPLE, Entry, Section, node_section
from ngograph.network.drawing.multiples import multiples
from ngograph.network.drawing.sheet import ORIGIN, Body
from ngograph.network.drawing.spans import Bar, bar
from ngograph.network.drawing.style import FAMILIES, GRID, QUIET, family
from ngograph.network.drawing.subject import Span
from ngograph.network.drawing.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ngograph.network.drawing.subject import Subject
    from ngograph.network.values import Network, Node

_NAMES: Final = 370.0  # the column of names
_TIME: Final = 620.0  # the column of bars
_NAME: Final = 11.5
_WITH: Final = 9.5
_ICON: Final = 34.0
_GAP: Final = 10.0
_HEADING: Final = 26.0


class _Row(NamedTuple):
    """A thing with its bar; y is the middle of its row."""

    node: Node
    bar: Bar | None
    name: tuple[str, ...]
    taking_part: tuple[str, ...]
    y: float
    height: float


def timeline_map(subject: Subject) -> Body:
    """Return the things of *subject* as bars by their bounds, those without a date apart; or time by time.

    Raises:
        DrawingError: There is no thing that organisations share, or what `multiples` raises.
    """
    if subject.periods:
        return multiples(subject)
    things = subject.network.things
    if not things:
        raise DrawingError("expected something that organisations share, found none to put on a timeline")
    known = {node.iri: bar(_span(subject, node)) for node in things}
    across = axis([one for one in known.values() if one], ORIGIN.x + _NAMES, _TIME)
    drawn, y = [], ORIGIN.y + 24
    for key, group in _groups(things, known):
        drawn.append(
            svg.lettering([word(key, subject.lang)], ORIGIN.x, y + 12, 12, anchor="start", bold=True)
        )
        y += _HEADING
        for row in _rows(group, known, subject.network, y):
            drawn.append(_drawn(row, across, subject))
            y = row.y + row.height / 2 + _GAP
        y += 8
    lowest = y
    return Body(
        subject.network,
        subject.network,
        (
            svg.element("g", *_ticks(across, lowest), id="axis"),
            svg.element("g", *drawn, id="nodes"),
        ),
        _NAMES + _TIME + 20,
        lowest - ORIGIN.y,
        (
            node_section(things, subject.lang),
            _key([one for one in known.values() if one], across, subject.lang),
        ),
        (word("timeline", subject.lang),),
    )


def _span(subject: Subject, node: Node) -> Span:
    """What is known of a thing's time; where only its ties know, their outer bounds."""
    if node.iri in subject.spans:
        return subject.spans[node.iri]
    ties = [tie for tie in subject.network.ties if tie.target == node.iri]
    starts, ends = [tie.start for tie in ties if tie.start], [tie.end for tie in ties if tie.end]
    return Span(start_earliest=min(starts, default=""), end_latest=max(ends, default=""))


def _groups(things: Sequence[Node], known: Mapping[str, Bar | None]) -> Iterable[tuple[str, list[Node]]]:
    """Families in the order of the legend, then all that is undated; in each by beginning and name."""
    grouped: dict[str, list[tuple[int, int, str, Node]]] = defaultdict(list)
    for node in things:
        found = known[node.iri]
        key = family(node).name if found else "undated"
        begin, end = (found.begin, found.end) if found else (0, 0)
        grouped[key].append((begin, end, node.label, node))
    for key in [look.name for look in FAMILIES] + ["undated"]:
        if key in grouped:
            yield key, [node for *_, node in sorted(grouped[key])]


def _rows(
    group: Sequence[Node], known: Mapping[str, Bar | None], network: Network, y: float
) -> Iterable[_Row]:
    for node in group:
        dated = known[node.iri] is not None
        room = (_NAMES if dated else _NAMES + _TIME) - _ICON - 22
        name = letters.wrap(node.label, _NAME, room, lines=2)
        taking_part = letters.wrap(_bodies(network, node), _WITH, room, lines=2)
        height = (len(name) * _NAME + len(taking_part) * _WITH) * svg.LINE
        yield _Row(node, known[node.iri], name, taking_part, y + height / 2, height)
        y += height + _GAP


def _bodies(network: Network, node: Node) -> str:
    iris = {tie.source for tie in network.ties if node.iri in (tie.target, tie.via)}
    return " · ".join(sorted(network.index[iri].label for iri in iris))


def _drawn(row: _Row, across: Axis, subject: Subject) -> str:
    number = nodes.numbered(subject.network)[row.node.iri]
    left, look = ORIGIN.x + _ICON + 8, family(row.node)
    names = len(row.name) * _NAME * svg.LINE
    group = svg.element(
        "g",
        svg.element("title", svg.words(nodes.told(row.node, subject))),
        svg.icon(look, Box(ORIGIN.x + _ICON / 2, row.y, _ICON - 6, 16)),
        svg.lettering(row.name, left, row.y - row.height / 2 + names / 2, _NAME, anchor="start"),
        svg.lettering(
            row.taking_part,
            left,
            row.y + row.height / 2 - len(row.taking_part) * _WITH * svg.LINE / 2,
            _WITH,
            anchor="start",
            colour=QUIET,
        ),
        *(() if row.bar is None else (bars.drawn(row.bar, across, row.y, look),)),
        data_node=number,
    )
    return nodes.linked(group, row.node, subject)


def _ticks(across: Axis, lowest: float) -> list[str]:
    drawn = []
    for day, text in across.ticks:
        x = across.at(day)
        drawn.append(
            svg.element("path", d=f"M{x:.1f} {ORIGIN.y + 12:.1f}V{lowest:.1f}", stroke=GRID, stroke_width=1)
        )
        drawn.append(svg.lettering([text], x + 3, ORIGIN.y + 4, 11, anchor="start", colour=QUIET))
    return drawn


def _key(known: Sequence[Bar], across: Axis, lang: str) -> Section:
    """Samples of the ways in which a time is known, of those that are there."""
    samples = {
        "time-sure": Bar(0, (0, 100), 100, False, "known"),
        "time-maybe": Bar(0, None, 100, False, "known"),
        "time-day": Bar(50, (50, 51), 51, False, "known"),
        "time-ongoing": Bar(0, (0, 1), 1, False, "ongoing"),
        "time-open": Bar(50, (50, 51), 51, True, "open"),
        "time-beyond": Bar(-1, (-1, 100), 100, False, "known"),
    }
    present = {
        "time-sure": any(one.sure for one in known),
        "time-maybe": any(one.sure != (one.begin, one.end) for one in known),
        "time-day": any(one.sure == (one.begin, one.end) for one in known),
        "time-ongoing": any(one.closes == "ongoing" for one in known),
        "time-open": any(one.closes == "open" or one.opens for one in known),
        "time-beyond": not all(across.holds(one) for one in known),
    }
    entries = [Entry(partial(_sample, samples[key]), word(key, lang)) for key in samples if present[key]]
    return Section(word("time", lang), tuple(entries))


def _sample(sample: Bar, at: Point) -> str:
    look = next(look for look in FAMILIES if look.name == "project")
    return bars.drawn(
        sample, Axis(0, 100, at.x, SAMPLE - 8 if sample.closes == "ongoing" else SAMPLE, ()), at.y, look
    )
