"""Who depends on whose money, and which funds a scope holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ngograph.analysis.options import Option
from ngograph.analysis.report import Report, about
from ngograph.errors import EmptySelection
from ngograph.network import dependency, paid
from ngograph.network.collapsing import wholes
from ngograph.translation import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.analysis.known import Known
    from ngograph.analysis.report import Cell
    from ngograph.analysis.scope import Scope
    from ngograph.network import Funding, Selection

_KINDS: Final = ("support", "pledge", "commitment", "disbursement")
KIND: Final = Option(
    name="kind",
    description="Which fundings: a pledge, the commitment that it became and the payments on it are the same "
    "money. All, unless told otherwise.",
    type="choice",
    choices=_KINDS,
    many=True,
    example="commitment",
)
"""Which fundings are counted."""


def depending(known: Known, scope: Scope, told: Mapping[str, Any]) -> Report:
    """Return on how few donors each recipient depends."""
    scope = replace(scope, ties=("funding",), collapse="none")
    chosen = known.selection(scope)
    rows = statements(known, chosen)
    labels = known.labels(scope.lang)
    lines: list[tuple[Cell, ...]] = []
    for one in dependency(paid(rows, told["to"], kinds=told["kind"] or None, modalities=None)):
        for money in one.concentrations:
            lines.append(
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
        lines,
        notes=(
            sentence("An amount that nobody knows is not 0: where one is missing, the index has bounds."),
            *twice(rows, told["kind"]),
        ),
        network=about(known, chosen, **asked(told["kind"])),
    )


def received(known: Known, scope: Scope, kinds: Sequence[str]) -> tuple[Sequence[Funding], tuple[str, ...]]:
    """Return the funds of *scope* that somebody receives, their donors as one, and what to know of them.

    Args:
        known: the release.
        scope: which statements; where it counts parts as their whole, so do these.
        kinds: those of the fundings, by their keys; none: all.
    """
    try:
        chosen = known.selection(scope, ties=("funding",), collapse="none")
    except EmptySelection:
        return (), (sentence("No funds are known of what was asked for."),)
    rows = statements(known, chosen)
    found = paid(rows, kinds=kinds or None, modalities=None, jointly=True)
    if scope.collapse != "none":
        above = dict(wholes(known.tables["affiliations"]).iter_rows())
        found = tuple(one._replace(recipient=above.get(one.recipient, one.recipient)) for one in found)
    return found, twice(rows, kinds)


def statements(known: Known, chosen: Selection) -> Sequence[Mapping[str, Any]]:
    """Return the rows of the table of fundings that stand behind what was *chosen*."""
    rows = known.tables["fundings"]
    told = chosen.statements["relationship"].unique().implode()
    return rows.filter(rows["funding"].is_in(told)).to_dicts()


def twice(rows: Sequence[Mapping[str, Any]], kinds: Sequence[str]) -> tuple[str, ...]:
    """Return what to know where *rows* hold several kinds of funding and all of *kinds* are counted."""
    found = Counter(iri.rpartition("/")[2] for row in rows for iri in row["kinds"])
    counted = {kind: found[kind] for kind in kinds or sorted(found) if found[kind]}
    if len(counted) < 2:
        return ()
    listed = tuple(
        sentence("{kind} {number}", kind=Sentence(kind), number=number) for kind, number in counted.items()
    )
    said = "Several kinds of funding are added up, which may be the same money twice: {kinds}."
    return (sentence(said, kinds=listed),)


def asked(kinds: Sequence[str]) -> dict[str, str]:
    """Return what a report says of the *kinds* of funding that were asked for."""
    return {"kind": ",".join(kinds)} if kinds else {}
