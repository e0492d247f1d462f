"""What appeared, vanished and stayed between two networks: two dates, two releases, two selections."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from ngograph.network.days import day_of
from ngograph.network.values import required

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from ngograph.network.values import Network, Tie

Reason = Literal["ended", "not begun", "undated", "unmentioned"]
Key: TypeAlias = "tuple[str, str, str]"


@dataclass(frozen=True, order=True)
class Difference:
    """A tie that only one of the two networks has.

    Attributes:
        tie: As that network has it.
        reason: Why the other lacks it. By the day of the other it had `ended` even by the latest date for its
            end, or was `not begun` even by the earliest date for its start; it is `undated`, so that nothing
            can be said; or its dates do not keep it out, and the other's sources leave it `unmentioned`.
    """

    tie: Tie
    reason: Reason


@dataclass(frozen=True, order=True)
class Stay:
    """Two nodes tied in one way in both networks.

    Attributes:
        source: IRI of the body.
        target: IRI of what it is tied to.
        kind: How, such as `participation`.
        before: The modalities of the ties that say so before, sorted.
        after: Those afterwards: planned before and asserted afterwards is a plan that came true.
        dated: Whether any of these ties bears a date.
    """

    source: str
    target: str
    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    dated: bool


@dataclass(frozen=True)
class Change:
    """What two networks have in common and what not; everything in order.

    Attributes:
        nodes_appeared: IRIs of the nodes that only the second has.
        nodes_vanished: IRIs of the nodes that only the first has.
        nodes_stayed: IRIs of the nodes of both.
        appeared: Ties of which the first has none of the same two nodes and kind.
        vanished: Ties of which the second has none.
        stayed: What both have, whatever its modality.
        undated: Ties of either without any date: in a slice of time they are kept, not known to belong.
    """

    nodes_appeared: tuple[str, ...]
    nodes_vanished: tuple[str, ...]
    nodes_stayed: tuple[str, ...]
    appeared: tuple[Difference, ...]
    vanished: tuple[Difference, ...]
    stayed: tuple[Stay, ...]
    undated: tuple[Tie, ...]

    @property
    def stability(self) -> float | None:
        """The share of all ties that both have; None where neither has any.

        This is the index of Jaccard, |A ∩ B| / |A ∪ B|, as T. A. B. Snijders and others take it for panels
        of networks (Introduction to stochastic actor-based models, Social Networks 32, 2010). Ties without a
        date are in every slice and raise it: see `dated_stability`.
        """
        return _jaccard(len(self.stayed), {_key(one.tie) for one in (*self.appeared, *self.vanished)})

    @property
    def dated_stability(self) -> float | None:
        """The same among ties with a date; None where there are none."""
        differing = {_key(one.tie) for one in (*self.appeared, *self.vanished) if _dated(one.tie)}
        return _jaccard(sum(stay.dated for stay in self.stayed), differing)

    @property
    def node_stability(self) -> float | None:
        """The share of all nodes that both have; None where neither has any."""
        return _jaccard(len(self.nodes_stayed), (*self.nodes_appeared, *self.nodes_vanished))


def change(before: Network, after: Network, *, days: tuple[date | str, date | str] | None = None) -> Change:
    """Return what appeared, vanished and stayed from *before* to *after*.

    Ties are the same if they tie the same two nodes in the same kind. Exchanging the two networks and the two
    days exchanges what appeared and what vanished.

    Args:
        before: One network.
        after: The other.
        days: The days for which the two are slices of time, in the same order; None where they are not, so
            that no tie can be said to have ended.

    Raises:
        NetworkError: One of the days is no date, or what is compared are no networks of bodies and things.
    """
    before, after = required(before), required(after)
    first, second = _grouped(before), _grouped(after)
    nodes, others = frozenset(before.index), frozenset(after.index)
    day, other_day = (day_of(one).isoformat() for one in days) if days else ("", "")
    return Change(
        nodes_appeared=tuple(sorted(others - nodes)),
        nodes_vanished=tuple(sorted(nodes - others)),
        nodes_stayed=tuple(sorted(nodes & others)),
        appeared=_differences(second, first, day),
        vanished=_differences(first, second, other_day),
        stayed=tuple(_stay(key, first[key], second[key]) for key in sorted(first.keys() & second.keys())),
        undated=tuple(sorted({tie for tie in (*before.ties, *after.ties) if not _dated(tie)})),
    )


def _grouped(network: Network) -> Mapping[Key, list[Tie]]:
    found: dict[Key, list[Tie]] = defaultdict(list)
    for tie in network.ties:
        found[_key(tie)].append(tie)
    return found


def _differences(
    ties: Mapping[Key, list[Tie]], others: Mapping[Key, list[Tie]], day: str
) -> tuple[Difference, ...]:
    lacking = (tie for key, same in ties.items() if key not in others for tie in same)
    return tuple(sorted(Difference(tie, _reason(tie, day)) for tie in lacking))


def _reason(tie: Tie, day: str) -> Reason:
    if not _dated(tie):
        return "undated"
    if day and tie.end and tie.end < day:
        return "ended"
    if day and tie.start > day:
        return "not begun"
    return "unmentioned"


def _stay(key: Key, before: list[Tie], after: list[Tie]) -> Stay:
    return Stay(*key, _modalities(before), _modalities(after), any(map(_dated, [*before, *after])))


def _modalities(ties: list[Tie]) -> tuple[str, ...]:
    return tuple(sorted({tie.modality for tie in ties}))


def _key(tie: Tie) -> Key:
    return tie.source, tie.target, tie.kind


def _dated(tie: Tie) -> bool:
    return bool(tie.start or tie.end)


def _jaccard(shared: int, differing: Collection[object]) -> float | None:
    return shared / every if (every := shared + len(differing)) else None
