"""Who depends on whose money, and how much of it, of bodies and of their standing is local."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ngograph.analysis.report import Report, about
from ngograph.network import SCOPES, dependency, localisation, measures, paid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.analysis.known import Known
    from ngograph.analysis.report import Cell
    from ngograph.analysis.scope import Scope
    from ngograph.network import Selection


def depending(known: Known, scope: Scope, told: Mapping[str, Any]) -> Report:
    """Return on how few donors each recipient depends."""
    chosen = known.selection(scope, ties=("funding",), collapse="none")
    labels = known.labels(scope.lang)
    rows: list[tuple[Cell, ...]] = []
    for one in dependency(paid(_statements(known, chosen), told["to"], modalities=None)):
        for money in one.concentrations:
            rows.append(
                (
                    one.recipient,
                    labels.get(one.recipient, one.recipient),
                    tuple(known.names(one.donors, scope.lang)),
                    money.currency,
                    money.known if money.known or not money.unknown else None,
                    money.unknown,
                    money.lowest,
                    money.highest,
                    money.fewest,
                    money.most,
                )
            )
    return Report(
        "Dependency on donors",
        {
            "node": "Who or what is paid for.",
            "label": "Its name.",
            "donors": "Its known donors.",
            "currency": "Of which money; never added up with another, never converted.",
            "known": "The sum of the amounts that are known.",
            "unknown": "How many fundings have an amount that nobody knows.",
            "lowest": "The lowest Herfindahl–Hirschman index that the unknown amounts allow; 1 is one donor.",
            "highest": "The highest.",
            "fewest": "The lowest effective number of donors, one by the index.",
            "most": "The highest.",
        },
        rows,
        notes=("An amount that nobody knows is not 0: where one is missing, the index has bounds.",),
        network=about(known, chosen),
    )


def localised(known: Known, scope: Scope, told: Mapping[str, Any]) -> Report:
    """Return how much of a network is local, national and international."""
    chosen = known.selection(scope)
    network = known.network(chosen, scope.lang)
    found = measures(known.projection(chosen, scope), told["measure"])
    figures = {name: dict(zip(found.nodes, column, strict=True)) for name, column in found.columns.items()}
    funding = paid(_statements(known), modalities=set(scope.modality), jointly=True)
    report = localisation(network, figures, funding=funding)
    return Report(
        "Local, national and international",
        {
            "what": "What is counted: bodies, a measure of them, or the funds that they receive.",
            "currency": "Of which money.",
            **{name: f"What {name} bodies have of it." for name in SCOPES},
            "localisedLeast": "The share of local and national bodies, if all that are unknown are neither.",
            "localisedMost": "The same, if all that are unknown are local or national.",
            "missing": "How many have no figure, or how many funds no known amount.",
        },
        [
            (
                line.what,
                line.unit or None,
                *(line.totals[name] for name in SCOPES),
                *(line.localised or (None, None)),
                sum(line.missing.values()),
            )
            for line in report.lines
        ],
        {"funds for activities, whoever received them": len(report.unassigned)},
        ("Scopes follow the kinds of bodies; what a kind does not tell, as that of an NGO, is unknown.",),
        about(known, chosen, weight=scope.weight),
    )


def _statements(known: Known, chosen: Selection | None = None) -> Sequence[Mapping[str, Any]]:
    """Return the rows of the table of fundings: those of what was *chosen*, or all."""
    rows = known.tables["fundings"]
    if chosen is not None:
        rows = rows.filter(rows["funding"].is_in(chosen.statements["relationship"].unique().implode()))
    return rows.to_dicts()
