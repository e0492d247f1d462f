"""The two maps of a map of places: one country with its places, and the countries round it."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.network.drawing import letters, nodes, svg
from ngograph.network.drawing.blocks import block, drawn
from ngograph.network.drawing.countries import outline_at
from ngograph.network.drawing.geography import SITES, homes, joined
from ngograph.network.drawing.geometry import Box, Point, overlap
from ngograph.network.drawing.ground import Bow, ground, line, number
from ngograph.network.drawing.labelling import labelled, nearest
from ngograph.network.drawing.marks import SEAT, mark
from ngograph.network.drawing.style import PAPER, QUIET
from ngograph.network.drawing.view import View, fitted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.network.drawing.countries import Position
    from ngograph.network.drawing.geography import Join, Pairs, Site
    from ngograph.network.drawing.subject import Subject

    Who = Mapping[str, Sequence[tuple[str, Site]]]

ARCS: Final = 60  # the most that one map has
CROWDED: Final = 16  # places from which on a map has no room to say who is there
_NAMED: Final = 6  # at one place
_COUNTRIES: Final = 60  # the most that are named
_REACH: Final = 60.0  # of the name of a country
_LETTERS: Final = 11.0
_FRAME: Final = 8.0  # between a label and the frame


class Panel(NamedTuple):
    """One map: what it shows of the globe, its elements, and how many arcs there would be too many of."""

    view: View
    drawn: str
    fewer: int = 0


def inset(subject: Subject, who: Who, *, width: float, heights: tuple[float, float], top: Point) -> Panel:
    """Return the map of one country.

    Args:
        subject: What is drawn.
        who: Bodies and things by place; each place has a point. Of more places than `CROWDED` only the
            names are on the map.
        width: In points.
        heights: Least and greatest.
        top: Where its upper left corner stands.
    """
    network, geography = subject.network, subject.geography
    where = {place: _position(subject, place) for place in who}
    found = Counter(outline for place in who if (outline := outline_at(where[place])))
    focus = found.most_common(1)[0][0] if found else None
    parts = [focus.polygon_at(position) for position in where.values()] if focus else []
    seen = [*where.values(), *(position for rings in parts if rings for position in rings[0])]
    view = fitted(seen, left=top.x, top=top.y, width=width, heights=heights, margin=0.14)
    points = {place: view.at(position) for place, position in where.items()}
    blocks = {
        place: block(
            geography.places[place].label,
            [] if len(who) > CROWDED else [(network.index[iri], site.kind) for iri, site in there],
            subject.lang,
            most=_NAMED,
        )
        for place, there in who.items()
    }
    first = sorted(blocks, key=lambda place: (-blocks[place].size[0] * blocks[place].size[1], place))
    at = {iri: site.place for iri, site in homes(network, geography).items()}
    pairs = joined(network, lambda iri: at.get(iri, "") if at.get(iri) in who else "")
    sizes = {place: blocks[place].size for place in first}
    boxes = labelled(points, sizes, _frame(view), mark=16, avoid=_beads(pairs, points))
    numbered = nodes.numbered(network)
    return Panel(
        view,
        svg.element(
            "g",
            ground(view, focus),
            *_arcs(subject, pairs, points, boxes),
            *(_lead(points[place], boxes[place]) for place in who),
            *(_mark(found, points[place]) for place, found in who.items()),
            *(drawn(blocks[place], boxes[place], subject, numbered) for place in who),
        ),
        max(len(pairs) - ARCS, 0),
    )


def world(
    subject: Subject,
    lands: Mapping[str, int],
    *,
    focus: str,
    width: float,
    heights: tuple[float, float],
    top: Point,
) -> Panel:
    """Return the map of countries, each one circle.

    Args:
        subject: What is drawn.
        lands: How many bodies are at home in each country; each has a point.
        focus: The country that the other map shows.
        width: In points.
        heights: Least and greatest.
        top: Where its upper left corner stands.
    """
    geography = subject.geography
    where = {land: _position(subject, land) for land in lands}
    seen = [*where.values()]
    view = fitted(seen, left=top.x, top=top.y, width=width, heights=heights, margin=0.16, least=14.0)
    points = {land: view.at(position) for land, position in where.items()}
    texts = {land: f"{geography.places[land].label} · {count}" for land, count in lands.items()}
    at = {iri: geography.country(site) for iri, site in homes(subject.network, geography).items()}
    pairs = joined(subject.network, lambda iri: at.get(iri, "") if at.get(iri) in lands else "")
    strongest = _shown(pairs)
    tied = Counter({land: sum(join.things for ends, join in strongest if land in ends) for land in lands})
    named = sorted(lands, key=lambda land: (land != focus, -tied[land], -lands[land], land))[:_COUNTRIES]
    height = _LETTERS * svg.LINE + 4
    sizes = {land: (letters.width(texts[land], _LETTERS) + 8, height) for land in named}
    widest = max(_radius(count) for count in lands.values())
    many = _REACH if len(lands) > CROWDED else None
    avoid = () if many else _beads(pairs, points)
    boxes = labelled(points, sizes, _frame(view), mark=2 * min(widest, 7.0), avoid=avoid, reach=many)
    return Panel(
        view,
        svg.element(
            "g",
            ground(view, outline_at(where[focus]) if focus in where else None),
            *_arcs(subject, pairs, points, boxes),
            *(_lead(points[land], boxes[land]) for land in boxes),
            *(_circle(points[land], count, texts[land]) for land, count in lands.items()),
            *(_name(texts[land], boxes[land]) for land in boxes),
        ),
        max(len(pairs) - ARCS, 0),
    )


def _position(subject: Subject, place: str) -> Position:
    point = subject.geography.places[place].point
    assert point is not None  # those without are not handed over
    return point[1], point[0]


def _frame(view: View) -> Box:
    return Box(
        view.left + view.width / 2,
        view.top + view.height / 2,
        view.width - 2 * _FRAME,
        view.height - 2 * _FRAME,
    )


def _arcs(subject: Subject, pairs: Pairs, points: Mapping[str, Point], boxes: Mapping[str, Box]) -> list[str]:
    """The arcs, the thin ones on top of the thick, then their numbers, where there is room for them."""
    places = subject.geography.places
    taken = [*boxes.values(), *(Box(point.x, point.y, 16, 16) for point in points.values())]
    lines, numbers = [], []
    for (one, other), join in _shown(pairs):
        bow = Bow(points[one], points[other])
        title = f"{places[one].label} – {places[other].label}: {join.things}"
        lines.append(line(bow, join.things, title, mark=" ".join(map(str, join.ties))))
        free = (box for box in bow.numbers() if not any(overlap(box, other) for other in taken))
        if (box := next(free, None)) is not None:
            taken.append(box)
            numbers.append(number(box, join.things))
    return [*lines, *numbers]


def _beads(pairs: Pairs, points: Mapping[str, Point]) -> list[Box]:
    """Small boxes along the arcs."""
    bows = [Bow(points[one], points[other]) for (one, other), _ in _shown(pairs)]
    return [Box(*bow.at(at / 12), 8, 8) for bow in bows for at in range(1, 12)]


def _shown(pairs: Pairs) -> list[tuple[tuple[str, str], Join]]:
    """Those that have an arc, the strongest first."""
    return sorted(pairs.items(), key=lambda pair: (-pair[1].things, pair[0]))[:ARCS]


def _lead(point: Point, box: Box) -> str:
    near = nearest(point, box)
    return svg.element(
        "path",
        d=f"M{point.x:.1f} {point.y:.1f}L{near.x:.1f} {near.y:.1f}",
        stroke=QUIET,
        stroke_width=0.8,
    )


def _mark(found: Sequence[tuple[str, Site]], point: Point) -> str:
    """The mark of what is most at home at a place."""
    kinds = {site.kind for _, site in found}
    return mark(next(kind for kind in (*SITES, *sorted(kinds)) if kind in kinds), point, 6.0)


def _circle(point: Point, count: int, title: str) -> str:
    ring = {"fill": SEAT, "fill_opacity": 0.85, "stroke": PAPER, "stroke_width": 1.2}
    said = svg.element("title", svg.words(title))
    return svg.element("circle", said, cx=point.x, cy=point.y, r=_radius(count), **ring)


def _radius(count: int) -> float:
    return min(3.0 + 2.0 * sqrt(count), 20.0)


def _name(text: str, box: Box) -> str:
    frame = {"x": box.left, "y": box.top, "width": box.width, "height": box.height, "rx": 4}
    return svg.element("rect", **frame, fill=PAPER, fill_opacity=0.85) + svg.lettering(
        [text], box.x, box.y, _LETTERS
    )
