"""What conforms of a batch of records: a record that breaks a shape is left out and counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ngograph.importing.batches import gathered
from ngograph.sources.settling import counted, settled
from ngograph.vocab import curie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.importing.account import Tally
    from ngograph.importing.batches import Batch, Gathered
    from ngograph.validation import Screen


def conforming(batch: Batch, about: Gathered, screen: Screen, tally: Tally) -> Gathered:
    """Return what the records of *batch* that conform say; count the others by the rule that they break.

    Args:
        batch: the records.
        about: what is said of their document.
        screen: the rules.
        tally: where they are counted.
    """
    both = {subject: batch.said.get(subject, []) + said for subject, said in about.items()}
    violations = screen.violations(_settled(batch.said | both))
    if not violations:
        tally.produced += len(batch.records)
        return batch.said
    rules = {node: curie(rule) for node, rule in violations.items()}
    kept = []
    for blocks in batch.records:
        rule = next((rules[subject] for subject, _ in blocks if subject in rules), None)
        if rule is None:
            kept.append(blocks)
        else:
            tally.skipped[f"breaks {rule}"] += 1
    tally.produced += len(kept)
    return gathered(kept)


def _settled(said: Gathered) -> dict[str, Sequence[str]]:
    """Return what is said of each thing, settled as far as it is known yet."""
    unread = Counter[str]()
    return {subject: settled(subject, counted(subject, blocks), unread) for subject, blocks in said.items()}
