"""Ties on the sheet: straight lines from border to border, those of the same two nodes side by side."""

from __future__ import annotations

from dataclasses import replace
from math import hypot
from typing import TYPE_CHECKING, Final

from ngograph.network.drawing import svg
from ngograph.network.drawing.geometry import Point, border
from ngograph.network.drawing.style import MODALITY_DASHES, stroke
from ngograph.network.drawing.words import spelt
from ngograph.network.values import Network, Tie

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.network.drawing.geometry import Box

_APART: Final = 7.0  # between two ties of the same nodes


def through(network: Network) -> Network:
    """Return *network* with each funding that passes through a programme as two ties, into and out of it.

    What several donors pay through one programme for one thing is one tie out of it, with the statements and
    the evidence of all.
    """
    ties: set[Tie] = set()
    out: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in network.ties:
        if tie.kind == "funding" and tie.via:
            ties.add(replace(tie, target=tie.via, via=""))
            out.setdefault((tie.via, tie.target, tie.modality), []).append(tie)
        else:
            ties.add(tie)
    ties.update(_out(*key, same) for key, same in out.items())
    held = {iri for tie in ties for iri in (tie.source, tie.target)}
    return Network(tuple(node for node in network.nodes if node.iri in held), tuple(sorted(ties)))


def _out(via: str, target: str, modality: str, paid: Sequence[Tie]) -> Tie:
    starts, ends = [tie.start for tie in paid], [tie.end for tie in paid]
    return Tie(
        via,
        target,
        "programme",
        modality,
        relationships=tuple(sorted({iri for tie in paid for iri in tie.relationships})),
        evidence=tuple(sorted({iri for tie in paid for iri in tie.evidence})),
        start=min(starts) if all(starts) else "",
        end=max(ends) if all(ends) else "",
    )


def drawn(network: Network, sheet: Mapping[str, Box]) -> list[str]:
    """Return the ties of *network* between the boxes of *sheet*, the quiet first: funding lies on top."""
    between: dict[frozenset[str], list[tuple[int, Tie]]] = {}
    for number, tie in enumerate(network.ties):
        between.setdefault(frozenset((tie.source, tie.target)), []).append((number, tie))
    found = []
    for ties in between.values():
        for at, (number, tie) in enumerate(ties):
            look = stroke(tie, network.index[tie.target])
            aside = (at - (len(ties) - 1) / 2) * _APART
            found.append((look.width, _line(network, tie, sheet, aside, number)))
    return [text for _, text in sorted(found, key=lambda pair: pair[0])]


def said(network: Network, tie: Tie) -> str:
    """Return *tie* in words, for a pointer or a screen reader."""
    source, target = network.index[tie.source], network.index[tie.target]
    return (
        f"{source.label} → {target.label}: {', '.join((spelt(tie.kind).lower(), *tie.roles, tie.modality))}"
    )


def ends(one: Box, other: Box, aside: float = 0.0) -> tuple[Point, Point]:
    """Return where a straight line between two boxes leaves them, moved *aside* by so many points."""
    reach = hypot(other.x - one.x, other.y - one.y) or 1.0
    dx, dy = -(other.y - one.y) / reach * aside, (other.x - one.x) / reach * aside
    start, end = border(one, Point(other.x, other.y)), border(other, Point(one.x, one.y), 2.0)
    return Point(start.x + dx, start.y + dy), Point(end.x + dx, end.y + dy)


def _line(network: Network, tie: Tie, sheet: Mapping[str, Box], aside: float, number: int) -> str:
    start, end = ends(sheet[tie.source], sheet[tie.target], aside)
    return svg.line(
        stroke(tie, network.index[tie.target]),
        start,
        end,
        dashes=MODALITY_DASHES.get(tie.modality, ""),
        title=said(network, tie),
        mark=str(number),
    )
