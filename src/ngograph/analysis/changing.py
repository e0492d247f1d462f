"""What would be otherwise: if one left, between two days, and who might work with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ngograph.analysis.report import Report, about
from ngograph.network import change, suggest, without
from ngograph.translation import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.analysis.known import Known
    from ngograph.analysis.report import Cell
    from ngograph.analysis.scope import Scope


def leaving(known: Known, scope: Scope, told: Mapping[str, Any]) -> Report:
    """Return what the network would lose if one left."""
    chosen = known.selection(scope)
    network = known.network(chosen, scope.lang)
    found = without(network, told["node"])
    labels, kinds = known.labels(scope.lang), known.kinds
    losses = (
        (sentence("loses its last known funder"), found.unfunded_things),
        (sentence("loses its last known funder"), found.unfunded_bodies),
        (sentence("loses its last known partner"), found.partnerless),
        (sentence("is left to fewer than two"), found.bare),
        (sentence("loses a party"), tuple(thing for thing in found.things if thing not in found.bare)),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            what,
            iri,
            labels.get(iri, iri),
            kinds.get(iri, ""),
            tuple(known.names(found.things.get(iri, ()), scope.lang)),
        )
        for what, iris in losses
        for iri in iris
    ]
    return Report(
        sentence("If {node} left", node=labels.get(found.node, found.node)),
        {
            "loss": "What would be lost, as far as the graph knows.",
            "node": "Of what.",
            "label": "Its name.",
            "type": "Its class.",
            "staying": "Who stays in it.",
        },
        rows,
        {
            "ties lost": len(found.ties),
            "parts before": found.before.components,
            "parts after": found.after.components,
            "fragmentation before": found.before.fragmentation,
            "fragmentation after": found.after.fragmentation,
            "pairs that could reach each other only through it": found.pairs_lost,
        },
        (sentence("Last known is as known to the graph: what it does not know of is not lost."),),
        about(known, chosen),
    )


def changed(known: Known, scope: Scope, told: Mapping[str, Any]) -> Report:
    """Return what appeared and vanished between two days."""
    days = told["before"], told["after"]
    chosen = known.selection(scope, as_of=None, since=None, until=None)
    first, second = (
        known.network(chosen.during(day, day, undated=scope.undated), scope.lang) for day in days
    )
    found = change(first, second, days=days)
    labels = known.labels(scope.lang)
    rows: list[tuple[Cell, ...]] = [
        (
            how,
            one.tie.source,
            labels.get(one.tie.source),
            one.tie.target,
            labels.get(one.tie.target),
            Sentence(one.tie.kind),
            Sentence(one.reason),
        )
        for how, ties in ((sentence("appeared"), found.appeared), (sentence("vanished"), found.vanished))
        for one in ties
    ]
    rows += [
        (
            sentence("stayed"),
            stay.source,
            labels.get(stay.source),
            stay.target,
            labels.get(stay.target),
            Sentence(stay.kind),
            "",
        )
        for stay in found.stayed
    ]
    return Report(
        sentence("From {since} to {until}", since=days[0], until=days[1]),
        {
            "change": "What became of the tie.",
            "source": "Whose tie.",
            "sourceLabel": "Its name.",
            "target": "To what.",
            "targetLabel": "Its name.",
            "tie": "Of what kind.",
            "reason": "Why, as far as it is known.",
        },
        rows,
        {
            "appeared": len(found.appeared),
            "vanished": len(found.vanished),
            "stayed": len(found.stayed),
            "undated, in both": len(found.undated),
            "stability": found.stability,
            "stability of dated ties": found.dated_stability,
            "bodies and things that appeared": len(found.nodes_appeared),
            "bodies and things that vanished": len(found.nodes_vanished),
        },
        network=about(known, chosen),
    )


def suggested(known: Known, scope: Scope, told: Mapping[str, Any]) -> Report:
    """Return whom one might work with, and what both have in common."""
    chosen = known.selection(scope)
    found = suggest(known.network(chosen, scope.lang), told["node"], told["method"], most=told["top"])
    labels = known.labels(scope.lang)
    return Report(
        sentence("Who might work with {node}", node=labels.get(found.node, found.node)),
        {
            "node": "Who.",
            "label": "Its name.",
            "score": "How close the two are; comparable for one body and one method only.",
            "shared": "What both have in common.",
        },
        [
            (one.node, labels.get(one.node, one.node), one.score, tuple(known.names(one.shared, scope.lang)))
            for one in found.suggestions
        ],
        notes=(
            sentence("A suggestion is no fact, and is kept nowhere."),
            *((found.reason,) if found.reason else ()),
        ),
        network=about(known, chosen, method=told["method"]),
    )
