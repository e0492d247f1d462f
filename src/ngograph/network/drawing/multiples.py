"""The kind timeline as small multiples: the whole map, and under it the same places time by time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ngograph.errors import DrawingError
from ngograph.network.drawing import lines, svg
from ngograph.network.drawing.geometry import Box, Point
from ngograph.network.drawing.legend import Section, line_entry
from ngograph.network.drawing.sheet import ORIGIN
from ngograph.network.drawing.style import GRID, INK, RULE, Stroke, family, stroke
from ngograph.network.drawing.twomode import two_mode_map
from ngograph.network.drawing.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ngograph.network.drawing.sheet import Body
    from ngograph.network.drawing.subject import Subject
    from ngograph.network.values import Network, Tie

    Period = tuple[date, date]

MOST: Final = 24
"""How many small maps a sheet holds at most."""

_ACROSS: Final = (3, 4)  # small maps side by side: of few and of many
_FEW: Final = 6
_GAP: Final = 18.0
_HEADING: Final = 24.0
_LEAST: Final = 900.0  # the least width of them together
_INSIDE: Final = 12.0
_ICON: Final = (16.0, 12.0)
_OPEN: Final = "0.1 4"


def multiples(subject: Subject) -> Body:
    """Return the map of all ties, and one small map a period with those that may have stood in it.

    Raises:
        DrawingError: There are too many periods, or no tie has a date.
    """
    if len(subject.periods) > MOST:
        raise DrawingError(
            f"expected at most {MOST} small maps, found {len(subject.periods)}: take longer steps or a "
            "shorter time"
        )
    whole = two_mode_map(subject)
    undated = sum(not (tie.start or tie.end) for tie in whole.network.ties)
    if undated == len(whole.network.ties):
        raise DrawingError("expected ties with a date, found none to show by time")
    across = min(_ACROSS[len(subject.periods) > _FEW], len(subject.periods))
    room = max(whole.width, _LEAST)
    wide = (room - (across - 1) * _GAP) / across
    scale = (wide - 2 * _INSIDE) / whole.width
    high = whole.height * scale + 2 * _INSIDE
    top = ORIGIN.y + whole.height + 2 * _GAP
    drawn = []
    for place, period in enumerate(subject.periods):
        down, right = divmod(place, across)
        corner = Point(ORIGIN.x + right * (wide + _GAP), top + down * (high + _HEADING + _GAP))
        frame = Box(corner.x, corner.y, wide, high)
        drawn.append(_small(whole.network, whole.sheet, period, frame, scale, lang=subject.lang))
    rows = -(-len(subject.periods) // across)
    return replace(
        whole,
        parts=(*whole.parts, svg.element("g", *drawn, id="times")),
        width=room,
        height=top + rows * (high + _HEADING + _GAP) - _GAP - ORIGIN.y,
        legend=(*whole.legend, _key(subject.lang)),
        notes=(word("multiples", subject.lang).format(undated=undated),),
        sheet={},
    )


def _small(
    network: Network, sheet: Mapping[str, Box], period: Period, frame: Box, scale: float, *, lang: str
) -> str:
    """One small map; *frame* has its upper left corner where other boxes have their middle."""
    left, top = frame.x + _INSIDE, frame.y + _HEADING + _INSIDE

    def at(iri: str) -> Point:
        box = sheet[iri]
        return Point(left + (box.x - ORIGIN.x) * scale, top + (box.y - ORIGIN.y) * scale)

    standing = [tie for tie in network.ties if _stands(tie, period)]
    tied = {iri for tie in standing for iri in (tie.source, tie.target)}
    return svg.element(
        "g",
        svg.lettering(
            [f"{_named(period)} · {word('ties', lang)}: {len(standing)}"],
            frame.x,
            frame.y + _HEADING / 2,
            12,
            anchor="start",
            bold=True,
        ),
        svg.element(
            "rect",
            x=frame.x,
            y=frame.y + _HEADING,
            width=frame.width,
            height=frame.height,
            fill="none",
            stroke=RULE,
            stroke_width=1,
        ),
        *(
            svg.element("circle", cx=at(node.iri).x, cy=at(node.iri).y, r=2.5, fill=GRID)
            for node in network.nodes
            if node.iri not in tied
        ),
        *(
            svg.line(
                _thin(stroke(tie, network.index[tie.target])),
                at(tie.source),
                at(tie.target),
                dashes="" if tie.start and tie.end else _OPEN,
                title=lines.said(network, tie),
            )
            for tie in standing
        ),
        *(
            svg.element(
                "g",
                svg.element("title", svg.words(node.label)),
                svg.icon(family(node), Box(*at(node.iri), *_ICON)),
            )
            for node in network.nodes
            if node.iri in tied
        ),
    )


def _stands(tie: Tie, period: Period) -> bool:
    """Whether a tie with a date may have stood in a period; a bound that is not known excludes nothing."""
    since, until = (day.isoformat() for day in period)
    return bool(tie.start or tie.end) and (tie.start or since) <= until and (tie.end or until) >= since


def _thin(look: Stroke) -> Stroke:
    return Stroke(look.name, look.colour, 0.6 + look.width / 3)


def _named(period: Period) -> str:
    """The period in digits, no finer than it has to be.

    >>> from datetime import date
    >>> _named((date(2018, 1, 1), date(2018, 12, 31))), _named((date(2018, 3, 1), date(2018, 3, 31)))
    ('2018', '2018-03')
    """
    since, until = (day.isoformat() for day in period)
    if since[4:] == "-01-01" and until[4:] == "-12-31":
        return since[:4] if since[:4] == until[:4] else f"{since[:4]} – {until[:4]}"
    return since[:7] if since[:7] == until[:7] else f"{since} – {until}"


def _key(lang: str) -> Section:
    look = Stroke("time", INK, 1.4)
    return Section(
        word("multiples-key", lang),
        (
            line_entry(look, word("multiples-known", lang)),
            line_entry(look, word("multiples-open", lang), dashes=_OPEN),
        ),
    )
