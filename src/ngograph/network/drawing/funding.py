"""The kind funding: from left to right donor, programme, project, organisation; lines as wide as amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.errors import DrawingError
from ngograph.network.drawing import flows, fundwords, lines, nodes, svg
from ngograph.network.drawing.flows import HEADING, MONEY, Flow
from ngograph.network.drawing.geometry import Box
from ngograph.network.drawing.layers import layered
from ngograph.network.drawing.legend import node_section
from ngograph.network.drawing.money import currency_of, single, worth
from ngograph.network.drawing.sheet import ORIGIN, Body
from ngograph.network.values import Network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.network.drawing.layers import Link
    from ngograph.network.drawing.subject import Subject
    from ngograph.network.values import Tie

_LABEL: Final = 170.0
_ACROSS: Final = 118.0


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
    found = [
        Flow(_link(tie, network), tie, number, worth(tie, amounts) if tie.kind in MONEY else None)
        for number, tie in enumerate(network.ties)
    ]
    column = _columns(found)
    named = {name: network.index[name.partition("\t")[2]] for name in column}
    sizes = {name: nodes.size(node, width=_LABEL) for name, node in named.items()}
    links = sorted({flow.link for flow in found})
    laid, passing = layered(sizes, column, links, across=_ACROSS)
    sheet = {name: _shifted(box) for name, box in laid.items()}
    currency = currency_of(flow.worth for flow in found)
    most = max(
        (flow.worth.value for flow in found if flow.worth and flow.worth.currency == currency), default=0.0
    )
    paths = flows.paths(found, sheet, passing)
    drawn = [
        flows.drawn(flow, path, network, currency, most) for flow, path in zip(found, paths, strict=True)
    ]
    number = nodes.numbered(network)
    return Body(
        network,
        counted,
        (
            svg.element("g", *fundwords.headings(sheet, column, subject.lang), id="columns"),
            svg.element("g", *(text for _, text in sorted(drawn, key=lambda pair: pair[0])), id="ties"),
            svg.element("g", *flows.amounts(found, paths, currency, most), id="amounts"),
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
            fundwords.tie_section(network, subject.lang),
            fundwords.key(found, currency, most, subject.lang),
        ),
        tuple(fundwords.notes(found, currency, subject.lang)),
    )


def _money(network: Network) -> Network:
    """What is funded, by whom, and who takes part in it otherwise than by paying."""
    paid = {tie.target for tie in network.ties if tie.kind == "funding"}
    paid |= {tie.target for tie in network.ties if tie.kind == "receipt"}
    kept = tuple(
        tie
        for tie in network.ties
        if tie.kind in MONEY
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


def _columns(flows: Sequence[Flow]) -> dict[str, int]:
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
    return Box(box.x + ORIGIN.x, box.y + ORIGIN.y + HEADING, box.width, box.height)
