"""Rows of ties become a two-mode network, and a network a smaller one by what it holds.

A row is a mapping from column to text (None where there is no value), as `queries/tables/ties.rq` gives it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from ngograph.network.values import Network, Node, Tie

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    Row = Mapping[str, str | None]


ASSERTED: Final = frozenset({"asserted"})


def two_mode(rows: Iterable[Row], *, modalities: Collection[str] | None = ASSERTED) -> Network:
    """Return the network of organisations and the things they share.

    Rows that tie the same two nodes in the same way (kind, modality, programme) are one tie, which keeps the
    roles, statements and evidence of all. The order of the rows does not matter.

    Args:
        rows: At least `source`, `target`, `tie` and `modality`; see `queries/tables/ties.rq` for the others.
        modalities: The modalities whose ties to take, by their keys; None takes all. Only what is asserted,
            unless asked otherwise.
    """
    nodes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    grouped: dict[tuple[str, str, str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if not taken(row, modalities):
            continue
        source, target, via = row["source"] or "", row["target"] or "", row.get("via") or ""
        for end, iri in (("source", source), ("target", target), ("via", via)):
            if iri:
                nodes[iri].add((_key(row.get(f"{end}Type")), row.get(f"{end}Label") or _key(iri)))
        grouped[(source, target, _key(row["tie"]), _key(row["modality"]), via)].append(row)
    ties = [_tie(key, same) for key, same in grouped.items()]
    return Network(tuple(sorted(Node(iri, *min(seen)) for iri, seen in nodes.items())), tuple(sorted(ties)))


def taken(row: Row, modalities: Collection[str] | None) -> bool:
    """Whether *row* is of one of *modalities*; None means all."""
    return modalities is None or _key(row["modality"]) in modalities


def select(
    network: Network, *, modalities: Collection[str] | None = None, kinds: Collection[str] | None = None
) -> Network:
    """Return the ties of these *modalities* and *kinds* and the nodes that they join; None means all.

    A node that takes part in nothing that is left is left out too.
    """
    ties = tuple(
        tie
        for tie in network.ties
        if (modalities is None or tie.modality in modalities) and (kinds is None or tie.kind in kinds)
    )
    held = {iri for tie in ties for iri in (tie.source, tie.target, tie.via)}
    return Network(tuple(node for node in network.nodes if node.iri in held), ties)


def ego(network: Network, node: str, *, most: int | None = None) -> Network:
    """Return the ties of *node*, and of what it is tied to: what a body takes part in and who else does.

        others ── things ── node      others that share nothing with it are out

    Args:
        network: Where it stands.
        node: IRI of a body or a thing; without ties here, the answer is empty.
        most: How many of the others to keep, those that share most things with it; equal ones by their IRIs.
    """
    own = [tie for tie in network.ties if node in (tie.source, tie.target)]
    held = {iri for tie in own for iri in (tie.source, tie.target, tie.via) if iri} - {node}
    shared: dict[str, set[str]] = defaultdict(set)
    for tie in network.ties:
        if node not in (tie.source, tie.target) and tie.target in held and tie.source not in held:
            shared[tie.source].add(tie.target)
    kept = set(sorted(shared, key=lambda iri: (-len(shared[iri]), iri))[:most])
    ties = tuple(
        tie
        for tie in network.ties
        if node in (tie.source, tie.target) or (tie.target in held and tie.source in kept | held)
    )
    names = {iri for tie in ties for iri in (tie.source, tie.target, tie.via)}
    return Network(tuple(one for one in network.nodes if one.iri in names), ties)


def _tie(key: tuple[str, str, str, str, str], rows: list[Row]) -> Tie:
    source, target, kind, modality, via = key
    starts = [row.get("startEarliest") or "" for row in rows]
    ends = [row.get("endLatest") or "" for row in rows]
    return Tie(
        source,
        target,
        kind,
        modality,
        roles=tuple(sorted({_key(role) for role in _listed(rows, "roles")})),
        via=via,
        relationships=tuple(sorted(_listed(rows, "relationship"))),
        evidence=tuple(sorted(_listed(rows, "evidence"))),
        # One row without a bound leaves the whole tie without it: unknown is not narrower than known.
        start=min(starts) if all(starts) else "",
        end=max(ends) if all(ends) else "",
    )


def _listed(rows: list[Row], column: str) -> set[str]:
    return {word for row in rows for word in (row.get(column) or "").split()}


def _key(iri: str | None) -> str:
    """Return what stands after the last `#` or `/`: the name of a class, the key of a concept."""
    return (iri or "").rpartition("#")[2].rpartition("/")[2]
