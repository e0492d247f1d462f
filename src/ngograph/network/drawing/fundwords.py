"""The words of a map of funds: headings of its columns, its legend, and what the caption says of amounts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ngograph.network.drawing import scales, svg
from ngograph.network.drawing.flows import MONEY, POWER, look_of
from ngograph.network.drawing.geometry import Point
from ngograph.network.drawing.legend import SAMPLE, Entry, Section, line_entry
from ngograph.network.drawing.sheet import ORIGIN
from ngograph.network.drawing.style import INK, MODALITY_DASHES, STROKES
from ngograph.network.drawing.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.network.drawing.flows import Flow
    from ngograph.network.drawing.geometry import Box
    from ngograph.network.values import Network


def headings(sheet: Mapping[str, Box], column: Mapping[str, int], lang: str) -> list[str]:
    """Return what stands over each column."""
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


def tie_section(network: Network, lang: str) -> Section:
    """Return the part of the legend that tells ties apart by which no money goes."""
    present = {look_of(tie, network.index[tie.target]) for tie in network.ties if tie.kind not in MONEY}
    entries = [line_entry(look, word(look.name, lang)) for look in STROKES.values() if look in present]
    modalities = {tie.modality for tie in network.ties}
    plain = replace(STROKES["participation"], colour=INK)
    entries += [
        line_entry(plain, word(name, lang), dashes=dashes)
        for name, dashes in MODALITY_DASHES.items()
        if name in modalities
    ]
    return Section(word("ties", lang), tuple(entries))


def key(flows: Sequence[Flow], currency: str, most: float, lang: str) -> Section:
    """The width key: round amounts, and how funds of unknown amount look."""
    known = [flow.worth.value for flow in flows if flow.worth and flow.worth.currency == currency]
    look = STROKES["funding"]
    entries = [
        line_entry(
            replace(look, width=scales.width(value, most, power=POWER)),
            f"{scales.written(value)} {currency}".strip(),
        )
        for value in (scales.steps(min(known), most) if known else ())
    ]
    foreign = any(flow.worth and flow.worth.currency != currency for flow in flows)
    if foreign or any(flow.worth is None for flow in flows if flow.tie.kind in MONEY):
        text = word("other-currency" if foreign else "unknown-amount", lang)
        entries.append(Entry(lambda at: svg.flow(look, (at, Point(at.x + SAMPLE, at.y)), hollow=True), text))
    return Section(word("funds" if known else "funds-unknown", lang), tuple(entries))


def notes(flows: Sequence[Flow], currency: str, lang: str) -> list[str]:
    """Return what the caption says of how far amounts are known."""
    money = [flow for flow in flows if flow.tie.kind in MONEY]
    known = [flow for flow in money if flow.worth]
    if not known:
        return [word("no-amounts", lang)]
    return [word("amounts", lang).format(known=len(known), all=len(money), currency=currency)]
