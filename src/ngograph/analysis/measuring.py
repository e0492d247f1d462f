"""Who stands where: the measures of bodies and of the whole network, communities, brokerage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.analysis.report import Report, about
from ngograph.network import (
    MEASURES,
    ROLES,
    Network,
    Node,
    backbone,
    brokerage,
    communities,
    localisation,
    measures,
)
from ngograph.translation import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.analysis.known import Known
    from ngograph.analysis.report import Cell
    from ngograph.analysis.scope import Scope
    from ngograph.network import OneMode

ALL: Final = "all"
"""What stands for every measure that fits the network."""

ATTRIBUTES: Final = ("type", "scope", "community", "country")
"""By what bodies can be told apart."""

_WHO: Final = {"node": "Who.", "label": "Its name.", "type": "Its class."}
_ENDS: Final = {
    "source": "The one body.",
    "sourceLabel": "Its name.",
    "target": "The other.",
    "targetLabel": "Its name.",
}
_ROLES: Final = {
    "coordinator": "Pairs of its own group between whom it stands.",
    "itinerant": "Pairs of one other group between whom it stands.",
    "representative": "Pairs in which it leads from its own group to another.",
    "gatekeeper": "Pairs in which it leads from another group to its own.",
    "liaison": "Pairs of two other groups between whom it stands.",
}


def measured(known: Known, scope: Scope, told: Mapping[str, Any]) -> Report:
    """Return the measures of each body and of the whole network; of each tie where no body is measured."""
    chosen = known.selection(scope)
    names = () if ALL in told["measure"] else told["measure"]
    whole = known.projection(chosen, scope)
    two_mode = bool(names) and all(MEASURES[name].mode == "two-mode" for name in names)
    found = measures(
        chosen.incidence if two_mode else whole,
        names or None,
        engine=told["engine"],
        attribute=attribute(known, scope, whole, told["attribute"]),
        seed=told["seed"],
    )
    labels, kinds = known.labels(scope.lang), known.kinds
    columns: dict[str, str] = {}
    rows: list[tuple[Cell, ...]] = []
    if found.columns:
        columns = {**_WHO, **{name: MEASURES[name].definition for name in found.columns}}
        figures = zip(*found.columns.values(), strict=True)
        rows = [
            (node, labels.get(node, node), kinds.get(node, ""), *row)
            for node, row in zip(found.nodes, figures, strict=True)
        ]
        rows.sort(key=_highest)
    elif found.ties:
        columns = {**_ENDS, **{name: MEASURES[name].definition for name in found.ties}}
        rows = [
            (*(word for end in ends for word in (end, labels.get(end, end))), *row)
            for ends, *row in zip(
                next(iter(found.ties.values())), *(ties.values() for ties in found.ties.values()), strict=True
            )
        ]
        rows.sort(key=lambda row: (-_number(row[4]), str(row[0]), str(row[2])))
    notes = [
        sentence("{measure}: {note}", measure=Sentence(MEASURES[name].title), note=note)
        for name, said in found.notes.items()
        for note in said
    ]
    ties = {
        MEASURES[name].title: int(sum(figure or 0 for figure in ties.values()))
        for name, ties in found.ties.items()
    }
    return Report(
        "Measures of the network",
        columns,
        rows[: told["top"]],
        {**{MEASURES[name].title: figure for name, figure in found.whole.items()}, **ties},
        tuple(notes),
        about(known, chosen, weight=scope.weight),
    )


def grouped(known: Known, scope: Scope, told: Mapping[str, Any]) -> Report:
    """Return the community of each body, and how far it can be relied on."""
    chosen = known.selection(scope)
    found = communities(
        known.projection(chosen, scope),
        seeds=told["runs"],
        resolution=told["resolution"],
        method=told["method"],
    )
    labels, kinds = known.labels(scope.lang), known.kinds
    rows = sorted(
        (number, labels.get(node, node), node, kinds.get(node, ""))
        for node, number in found.partition.items()
    )
    spread = found.spread
    return Report(
        "Communities",
        {
            "community": "The number of its community; the largest is 1.",
            "label": _WHO["label"],
            "node": _WHO["node"],
            "type": _WHO["type"],
        },
        rows,
        {
            "communities": len(found.groups),
            "stability": found.stability,
            "modularity": found.modularity,
            "least modularity of the runs": spread and spread.least,
            "greatest modularity of the runs": spread and spread.greatest,
            "runs": found.runs,
        },
        found.notes,
        about(known, chosen, weight=scope.weight),
    )


def brokers(known: Known, scope: Scope, told: Mapping[str, Any]) -> Report:
    """Return between whom each body stands, within and between groups."""
    chosen = known.selection(scope)
    network = known.projection(chosen, scope)
    found = brokerage(
        network,
        attribute(known, scope, network, told["attribute"]),
        permutations=told["permutations"],
        seed=told["seed"],
    )
    labels = known.labels(scope.lang)
    rows: list[tuple[Cell, ...]] = [
        (
            node,
            labels.get(node, node),
            str(one.group or ""),
            one.total,
            *(getattr(one, role) for role in ROLES),
            *(one.z[role] for role in ROLES),
        )
        for node, one in found.items()
    ]
    rows.sort(key=_highest)
    by = Sentence(told["attribute"])
    return Report(
        sentence("Brokerage between bodies told apart by {attribute}", attribute=by),
        {
            "node": _WHO["node"],
            "label": _WHO["label"],
            "group": sentence("Its {attribute}.", attribute=by),
            "total": "Pairs of partners that have no tie but by it.",
            **{role: _ROLES[role] for role in ROLES},
            **{
                f"{role}_z": sentence(
                    "How far {role} lies from what chance gives, in standard deviations.", role=Sentence(role)
                )
                for role in ROLES
            },
        },
        rows[: told["top"]],
        notes=(
            sentence("A tie that leads no way is taken for both ways, so that each pair counts twice."),
            sentence("Chance: groups dealt out anew {times} {times:time/times}.", times=told["permutations"]),
        ),
        network=about(known, chosen, weight=scope.weight),
    )


def _highest(row: tuple[Cell, ...]) -> tuple[float, str]:
    """The first figure of a row, the highest first, then its IRI."""
    return -_number(row[3]) if len(row) > 3 else 0.0, str(row[0])


def _number(cell: Cell) -> float:
    """Return *cell* to sort by; what has no figure is as 0."""
    return float(cell) if isinstance(cell, (int, float)) else 0.0


def backboned(known: Known, scope: Scope, told: Mapping[str, Any]) -> Report:
    """Return the ties of the projection that are more than chance would give."""
    chosen = known.selection(scope)
    method = told["method"]
    given = {"correction": told["correction"], **({"seed": told["seed"]} if method == "fdsm" else {})}
    by_two_modes = method in ("sdsm", "fdsm")
    found = backbone(
        chosen.incidence if by_two_modes else known.projection(chosen, scope),
        method,
        told["alpha"],
        **given,
    )
    labels = known.labels(scope.lang)
    rows: list[tuple[Cell, ...]] = [
        (
            tie["source"],
            labels.get(str(tie["source"])),
            tie["target"],
            labels.get(str(tie["target"])),
            tie["strength"],
            tie["p"],
            tie["adjusted"],
            tie["kept"],
        )
        for tie in found.rows()
    ]
    rows.sort(key=lambda row: (row[6], row[5], row[0], row[2]))
    return Report(
        sentence("Backbone by {method}", method=method),
        {
            **_ENDS,
            "strength": "How strong their tie is.",
            "p": "How likely chance makes one at least as strong.",
            "adjusted": "The same, corrected for so many being tested.",
            "kept": "Whether it is kept.",
        },
        rows,
        {"ties": len(rows), "kept": found.kept, "tested": found.tested},
        found.notes,
        about(known, chosen, **({} if by_two_modes else {"weight": scope.weight})),
    )


def attribute(known: Known, scope: Scope, network: OneMode, name: str) -> dict[str, str]:
    """Return the value of each node of *network* for the attribute called *name*, as far as it is known."""
    if name == "community":
        return {node: str(number) for node, number in communities(network).partition.items()}
    if name == "country":
        labels, countries = known.labels(scope.lang), known.countries
        return {node: labels.get(iri, iri) for node in network.nodes if (iri := countries.get(node))}
    kinds = {node: known.kinds.get(node, "") for node in network.nodes}
    if name == "type":
        return kinds
    nodes = tuple(Node(iri, kind, iri) for iri, kind in kinds.items())
    return dict(localisation(Network(nodes, ())).scopes)
