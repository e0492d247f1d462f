"""Rows of ties become a two-mode network, and a network a smaller one by what it holds.

A row is a mapping from column to text (None where there is no value), as `queries/tables/ties.rq` gives it,
or any other question whose rows have a `source` and a `target`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import fsum, isfinite, nan
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from ngograph.errors import NetworkError
from ngograph.network.shapes import refuse, several
from ngograph.network.values import Network, Node, Tie, required

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    Row = Mapping[str, Any]


ASSERTED: Final = frozenset({"asserted"})
_ENDS: Final = {"source": "Organisation", "target": "Thing"}
"""What the ends of a tie are where the rows do not say it."""


def two_mode(
    rows: Iterable[Row] | pl.DataFrame, *, modalities: Collection[str] | str | None = ASSERTED
) -> Network:
    """Return the network of organisations and the things they share.

    Rows that tie the same two nodes in the same way (kind, modality, programme) are one tie, which keeps the
    roles, statements and evidence of all. The order of the rows does not matter.

    Args:
        rows: At least `source` and `target`, as mappings or as columns; also, where there are such columns,
            `tie` or `kind` (else the kind of tie is `tie`), `modality` (else asserted), `via`, `weight` (a
            number above 0), and `sourceLabel`, `sourceType` and the like of each end (else the end of its
            IRI, Organisation and Thing); `relationship`, `roles` and `evidence` are lists, or lists in text:
            see `queries/tables/ties.rq`.
        modalities: The modalities whose ties to take, by their keys; None takes all. Only what is asserted,
            unless asked otherwise.

    Raises:
        NetworkError: A row has no source or no target, or a weight that is no number above 0; says which row,
            and what columns it has.
    """
    modalities = several(modalities)
    nodes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    grouped: dict[tuple[str, str, str, str, str], list[Row]] = defaultdict(list)
    for number, row in enumerate(_told(rows), start=1):
        ends = {end: _end(row, end, number) for end in _ENDS}
        _weight(row, number)
        if not taken(row, modalities):
            continue
        via = row.get("via") or ""
        for end, iri in (*ends.items(), ("via", via)):
            if iri:
                kind = key(row.get(f"{end}Type")) or _ENDS.get(end, "Programme")
                nodes[iri].add((kind, row.get(f"{end}Label") or key(iri)))
        how = key(row.get("tie") or row.get("kind")) or "tie", key(row.get("modality")) or "asserted"
        grouped[(ends["source"], ends["target"], *how, via)].append(row)
    ties = [_tie(way, same) for way, same in grouped.items()]
    return Network(tuple(sorted(Node(iri, *min(seen)) for iri, seen in nodes.items())), tuple(sorted(ties)))


def taken(row: Row, modalities: Collection[str] | None) -> bool:
    """Whether *row* is of one of *modalities*; None means all; a row that says none is asserted."""
    return modalities is None or (key(row.get("modality")) or "asserted") in modalities


def key(iri: str | None) -> str:
    """Return what stands after the last `#` or `/`: the name of a class, the key of a concept."""
    return (iri or "").rpartition("#")[2].rpartition("/")[2]


def select(
    network: Network,
    *,
    modalities: Collection[str] | str | None = None,
    kinds: Collection[str] | str | None = None,
) -> Network:
    """Return the ties of these *modalities* and *kinds* and the nodes that they join; None means all.

    A node that takes part in nothing that is left is left out too.

    Raises:
        NetworkError: It is no network of bodies and things.
    """
    required(network)
    modalities, kinds = several(modalities), several(kinds)
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

    Raises:
        NetworkError: It is no network of bodies and things; `ego_network` takes any other.
    """
    required(network)
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


def _told(rows: Iterable[Row] | pl.DataFrame) -> Iterable[Row]:
    """Give the rows, each a mapping."""
    for row in rows.iter_rows(named=True) if isinstance(rows, pl.DataFrame) else rows:
        if not isinstance(row, Mapping):
            refuse("rows with `source` and `target` (of pairs, incidence makes a network)", row)
        yield row


def _end(row: Row, end: str, number: int) -> str:
    iri: str | None = row.get(end)
    if not iri:
        raise NetworkError(
            f"row {number}: expected a value for {end!r}, found none; columns: {', '.join(row)}"
        )
    return iri


def _weight(row: Row, number: int = 0) -> float | None:
    weight = row.get("weight")
    if weight is None or weight == "":
        return None
    try:
        found = float(weight)
    except ValueError:
        found = nan
    if not (isfinite(found) and found > 0):
        raise NetworkError(f"row {number}: expected a number above 0 for 'weight', found {weight!r}")
    return found


def _tie(way: tuple[str, str, str, str, str], rows: list[Row]) -> Tie:
    source, target, kind, modality, via = way
    starts = [row.get("startEarliest") or "" for row in rows]
    ends = [row.get("endLatest") or "" for row in rows]
    weights = [weight for row in rows if (weight := _weight(row)) is not None]
    return Tie(
        source,
        target,
        kind,
        modality,
        roles=tuple(sorted({key(role) for role in _listed(rows, "roles")})),
        via=via,
        relationships=tuple(sorted(_listed(rows, "relationship"))),
        evidence=tuple(sorted(_listed(rows, "evidence"))),
        # One row without a bound leaves the whole tie without it: unknown is not narrower than known.
        start=min(starts) if all(starts) else "",
        end=max(ends) if all(ends) else "",
        strength=fsum(weights) if weights else 1.0,
    )


def _listed(rows: list[Row], column: str) -> set[str]:
    found: set[str] = set()
    for row in rows:
        cell = row.get(column) or ""
        found.update(cell.split() if isinstance(cell, str) else cell)
    return found
