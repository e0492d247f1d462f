"""What conforms of a batch of records: a record that breaks a shape is left out and counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ngograph.importing.batches import gathered
from ngograph.importing.keeping import kept
from ngograph.sources.settling import settled
from ngograph.vocab import curie

if TYPE_CHECKING:
    from ngograph.importing.account import Tally
    from ngograph.importing.batches import Batch, Counted
    from ngograph.importing.keeping import Kept
    from ngograph.validation import Screen


def conforming(batch: Batch, about: Counted, screen: Screen, tally: Tally) -> Kept:
    """Return what the records of *batch* that conform say; count the others by the rule that they break.

    Args:
        batch: the records.
        about: what is said of their document.
        screen: the rules.
        tally: where they are counted.
    """
    said, unread = kept(batch), Counter[str]()
    stand = said.plain.copy()
    for subject, told in said.counted.items():
        stand[subject] = settled(subject, told, unread)
    for subject, told in about.items():
        stand[subject] = settled(subject, told + said.of(subject), unread)
    violations = screen.violations(stand)
    if not violations:
        tally.produced += len(batch.records)
        return said
    rules = {node: curie(rule) for node, rule in violations.items()}
    conform = []
    for stated in batch.records:
        rule = next((rules[subject] for subject in stated.subjects() if subject in rules), None)
        if rule is None:
            conform.append(stated)
        else:
            tally.skipped[f"breaks {rule}"] += 1
    tally.produced += len(conform)
    return kept(gathered(conform))
