"""What conforms of a batch of records: a record that breaks a shape is left out and counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ngograph.importing.batches import gathered, tallied
from ngograph.sources.settling import settled
from ngograph.vocab import curie

if TYPE_CHECKING:
    from ngograph.importing.account import Tally
    from ngograph.importing.batches import Batch, Counted, Gathered
    from ngograph.validation import Screen


def conforming(batch: Batch, about: Gathered, screen: Screen, tally: Tally) -> Counted:
    """Return what the records of *batch* that conform say; count the others by the rule that they break.

    Args:
        batch: the records.
        about: what is said of their document.
        screen: the rules.
        tally: where they are counted.
    """
    both = {subject: batch.said.get(subject, []) + said for subject, said in about.items()}
    said, unread = tallied(batch.said), Counter[str]()
    violations = screen.violations(
        {subject: settled(subject, told, unread) for subject, told in (said | tallied(both)).items()}
    )
    if not violations:
        tally.produced += len(batch.records)
        return said
    rules = {node: curie(rule) for node, rule in violations.items()}
    kept = []
    for blocks in batch.records:
        rule = next((rules[subject] for subject, _ in blocks if subject in rules), None)
        if rule is None:
            kept.append(blocks)
        else:
            tally.skipped[f"breaks {rule}"] += 1
    tally.produced += len(kept)
    return tallied(gathered(kept))
