"""The kind funding: from left to right donor, programme, project, organisation; lines as wide as amounts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ngograph.errors import DrawingError
from ngograph.network.drawing import lines, nodes, scales, svg
from ngograph.network.drawing.geometry import Box, Point, overlap
from ngograph.network.drawing.layers import layered
from ngograph.network.drawing.legend import SAMPLE, Entry, Section, line_entry, node_section
from ngograph.network.drawing.money import Worth, currency_of, single, worth
from ngograph.network.drawing.sheet import ORIGIN, Body
from ngograph.network.drawing.style import INK, MODALITY_DASHES, STROKES, stroke
from ngograph.network.drawing.words import word
from ngograph.network.values import Network

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.network.drawing.layers import Link
    from ngograph.network.drawing.style import Stroke
    from ngograph.network.drawing.subject import Subject
    from ngograph.network.values import Node, Tie

_MONEY: Final = frozenset({"funding", "programme", "receipt"})
_LABEL: Final = 170.0
_ACROSS: Final = 118.0
_HEADING: Final = 34.0
_POWER: Final = 0.5  # of the width of a line
_APART: Final = 12.0  # between the ends of two lines at one side of a node


@dataclass(frozen=True, slots=True)
class _Flow:
    """One line of the map: from the name of a place to another, for one tie by its number."""

    link: Link
    tie: Tie
    number: int
    worth: Worth | None


def funding_map(subject: Subject) -> Body:
    """Return the map of who pays for what, and who carries it out or receives the funds.

    A body that pays for one thing and takes part in another stands on both sides.

    Raises:
        DrawingError: Nobody funds anything in this network.
    """
    counted = _money(subject.network)
    if not counted.ties:
        raise DrawingError("expected a network with at least one tie of funding, found none")
    network = lines.through(counted)
    amounts = single(network, subject.amounts)
    flows = [
        _Flow(_link(tie, network), tie, number, worth(tie, amounts) if tie.kind in _MONEY else None)
        for number, tie in enumerate(network.ties)
    ]
    column = _columns(flows)
    named = {name: network.index[name.partition("\t")[2]] for name in column}
    sizes = {name: nodes.size(node, width=_LABEL) for name, node in named.items()}
    links = sorted({flow.link for flow in flows})
    laid, passing = layered(sizes, column, links, across=_ACROSS)
    sheet = {name: _shifted(box) for name, box in laid.items()}
    currency = currency_of(flow.worth for flow in flows)
    most = max(
        (flow.worth.value for flow in flows if flow.worth and flow.worth.currency == currency), default=0.0
    )
    paths = _paths(flows, sheet, passing)
    drawn = [_line(flow, path, network, currency, most) for flow, path in zip(flows, paths, strict=True)]
    number = nodes.numbered(network)
    return Body(
        network,
        counted,
        (
            svg.element("g", *_headings(sheet, column, subject.lang), id="columns"),
            svg.element("g", *(text for _, text in sorted(drawn, key=lambda pair: pair[0])), id="ties"),
            svg.element("g", *_amounts(flows, paths, currency, most), id="amounts"),
            svg.element(
                "g",
                *(
                    nodes.drawn(named[name], sheet[name], subject, width=_LABEL, mark=number[named[name].iri])
                    for name in sorted(sheet, key=lambda name: (column[name], sheet[name].y))
                ),
                id="nodes",
            ),
        ),
        max(box.right for box in sheet.values()) - ORIGIN.x,
        max(box.bottom for box in sheet.values()) - ORIGIN.y,
        (
            node_section(network.nodes, subject.lang),
            _tie_section(network, subject.lang),
            _key(flows, currency, most, subject.lang),
        ),
        tuple(_notes(flows, currency, subject.lang)),
    )


def _money(network: Network) -> Network:
    """What is funded, by whom, and who takes part in it otherwise than by paying."""
    paid = {tie.target for tie in network.ties if tie.kind == "funding"}
    paid |= {tie.target for tie in network.ties if tie.kind == "receipt"}
    kept = tuple(
        tie
        for tie in network.ties
        if tie.kind in _MONEY
        or (tie.kind == "participation" and tie.target in paid and set(tie.roles) != {"funder"})
    )
    held = {iri for tie in kept for iri in (tie.source, tie.target, tie.via)}
    return Network(tuple(node for node in network.nodes if node.iri in held), kept)


def _link(tie: Tie, network: Network) -> Link:
    """The places that a tie joins: a body stands at the left as a donor, at the right as what it is else."""
    if tie.kind in {"funding", "programme"}:
        right = "right" if network.index[tie.target].mode == "body" else "thing"
        return f"{'left' if tie.kind == 'funding' else 'thing'}\t{tie.source}", f"{right}\t{tie.target}"
    return f"thing\t{tie.target}", f"right\t{tie.source}"


def _columns(flows: Sequence[_Flow]) -> dict[str, int]:
    """Donors first, programmes by the longest way through others, all else that is paid for, bodies."""
    paying = sorted({flow.link for flow in flows if flow.tie.kind == "programme"})
    level = {source: 1 for source, _ in paying}
    for _ in range(len(level)):  # programmes in a circle come to an end with the rounds
        for source, target in paying:
            if target in level and level[target] <= level[source]:
                level[target] = min(level[source] + 1, len(level))
    last = max(level.values(), default=0) + 1
    names = {name for flow in flows for name in flow.link}
    side = {"left": 0, "thing": last, "right": last + 1}
    found = {name: level.get(name, side[name.partition("\t")[0]]) for name in sorted(names)}
    held = sorted(set(found.values()))
    return {name: held.index(at) for name, at in found.items()}


def _shifted(box: Box) -> Box:
    return Box(box.x + ORIGIN.x, box.y + ORIGIN.y + _HEADING, box.width, box.height)


def _paths(
    flows: Sequence[_Flow], sheet: Mapping[str, Box], passing: Mapping[Link, tuple[Point, ...]]
) -> list[tuple[Point, ...]]:
    """Where each flow leaves, passes and arrives; at one side of a node one under another, uncrossed."""
    starts = _ports(flows, sheet, passing, 0)
    ends = _ports(flows, sheet, passing, 1)
    return [
        (
            starts[flow.number],
            *(Point(at.x + ORIGIN.x, at.y + ORIGIN.y + _HEADING) for at in passing[flow.link]),
            ends[flow.number],
        )
        for flow in flows
    ]


def _ports(
    flows: Sequence[_Flow], sheet: Mapping[str, Box], passing: Mapping[Link, tuple[Point, ...]], end: int
) -> dict[int, Point]:
    at: dict[str, list[_Flow]] = {}
    for flow in flows:
        at.setdefault(flow.link[end], []).append(flow)
    ports = {}
    for name, own in at.items():
        box = sheet[name]
        own.sort(key=lambda flow: (_next(flow, sheet, passing, end), flow.number))
        apart = min(_APART, (box.height - 12) / max(len(own) - 1, 1))
        for index, flow in enumerate(own):
            y = box.y + (index - (len(own) - 1) / 2) * apart
            ports[flow.number] = Point(box.right if end == 0 else box.left - 1, y)
    return ports


def _next(
    flow: _Flow, sheet: Mapping[str, Box], passing: Mapping[Link, tuple[Point, ...]], end: int
) -> float:
    way = passing[flow.link]
    if way:
        return way[0 if end == 0 else -1].y + ORIGIN.y + _HEADING
    return sheet[flow.link[1 - end]].y


def _line(
    flow: _Flow, path: tuple[Point, ...], network: Network, currency: str, most: float
) -> tuple[float, str]:
    look = _look(flow.tie, network.index[flow.tie.target])
    known = flow.worth is not None and flow.worth.currency == currency
    if flow.worth is not None and known:
        look = replace(look, width=scales.width(flow.worth.value, most, power=_POWER))
    said = lines.said(network, flow.tie) + (f" ({flow.worth})" if flow.worth else "")
    drawn = svg.flow(
        look,
        path,
        hollow=flow.tie.kind in _MONEY and not known,
        dashes=MODALITY_DASHES.get(flow.tie.modality, ""),
        title=said,
        mark=str(flow.number),
    )
    return look.width, drawn


def _amounts(
    flows: Sequence[_Flow], paths: Sequence[tuple[Point, ...]], currency: str, most: float
) -> list[str]:
    """Over all lines, each where its own arrives, the largest first; what has no room stands in no words."""
    drawn: list[str] = []
    taken: list[Box] = []
    told = [(flow.worth, path[-1]) for flow, path in zip(flows, paths, strict=True) if flow.worth]
    for amount, tip in sorted(told, key=lambda one: (one[0].currency != currency, -one[0].value)):
        known = amount.currency == currency
        wide = scales.width(amount.value, most, power=_POWER) if known else 4.0
        end = Point(tip.x - 8 - 2.2 * wide, tip.y)
        box = svg.amount_box(str(amount), end)
        if not any(overlap(box, other) for other in taken):
            taken.append(box)
            drawn.append(svg.amount(str(amount), end))
    return drawn


def _look(tie: Tie, target: Node) -> Stroke:
    """Funds lead to the right, whoever's statement it is."""
    look = stroke(tie, target)
    return replace(look, arrow="end") if tie.kind == "receipt" else look


def _headings(sheet: Mapping[str, Box], column: Mapping[str, int], lang: str) -> list[str]:
    last = max((at for name, at in column.items() if name.startswith("thing")), default=0)
    drawn = []
    for at in sorted(set(column.values())):
        names = [name for name, number in column.items() if number == at]
        side = names[0].partition("\t")[0]
        things = "projects" if at == last else "programmes"
        text = word({"left": "donors", "right": "organisations"}.get(side, things), lang)
        left = min(sheet[name].left for name in names)
        drawn.append(svg.lettering([text], left, ORIGIN.y + 6, 12, anchor="start", bold=True))
    return drawn


def _tie_section(network: Network, lang: str) -> Section:
    present = {_look(tie, network.index[tie.target]) for tie in network.ties if tie.kind not in _MONEY}
    entries = [line_entry(look, word(look.name, lang)) for look in STROKES.values() if look in present]
    modalities = {tie.modality for tie in network.ties}
    plain = replace(STROKES["participation"], colour=INK)
    entries += [
        line_entry(plain, word(name, lang), dashes=dashes)
        for name, dashes in MODALITY_DASHES.items()
        if name in modalities
    ]
    return Section(word("ties", lang), tuple(entries))


def _key(flows: Sequence[_Flow], currency: str, most: float, lang: str) -> Section:
    """The width key: round amounts, and how funds of unknown amount look."""
    known = [flow.worth.value for flow in flows if flow.worth and flow.worth.currency == currency]
    look = STROKES["funding"]
    entries = [
        line_entry(
            replace(look, width=scales.width(value, most, power=_POWER)),
            f"{scales.written(value)} {currency}".strip(),
        )
        for value in (scales.steps(min(known), most) if known else ())
    ]
    foreign = any(flow.worth and flow.worth.currency != currency for flow in flows)
    if foreign or any(flow.worth is None for flow in flows if flow.tie.kind in _MONEY):
        text = word("other-currency" if foreign else "unknown-amount", lang)
        entries.append(Entry(lambda at: svg.flow(look, (at, Point(at.x + SAMPLE, at.y)), hollow=True), text))
    return Section(word("funds" if known else "funds-unknown", lang), tuple(entries))


def _notes(flows: Sequence[_Flow], currency: str, lang: str) -> list[str]:
    money = [flow for flow in flows if flow.tie.kind in _MONEY]
    known = [flow for flow in money if flow.worth]
    if not known:
        return [word("no-amounts", lang)]
    return [word("amounts", lang).format(known=len(known), all=len(money), currency=currency)]
