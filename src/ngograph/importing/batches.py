"""Records in batches that are checked together, and what each batch says, by thing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from ngograph.sources.facts import Skipped
from ngograph.sources.settling import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ngograph.importing.account import Tally
    from ngograph.sources.formats import Opened
    from ngograph.sources.settling import Blocks
    from ngograph.sources.stating import Block, Stating

Gathered: TypeAlias = dict[str, list[tuple[str, ...]]]
"""What is said of each thing, as often as it is."""
Counted: TypeAlias = "dict[str, Blocks]"
"""The same, each once with how often that is."""


@dataclass
class Batch:
    """What many records state.

    Args:
        records: what each of them states.
        said: the same of all, by thing.
        size: about how many statements there are, without repetitions.
    """

    records: list[list[Block]] = field(default_factory=list)
    said: Gathered = field(default_factory=dict)
    size: int = 0

    def add(self, blocks: list[Block]) -> None:
        """Take in what one record states."""
        self.records.append(blocks)
        for subject, said in blocks:
            found = self.said.get(subject)
            if found is None:
                self.said[subject] = [said]
                self.size += len(said)
            else:
                found.append(said)
                self.size += 1


def batches(opened: Opened, stating: Stating, tally: Tally, most: int) -> Iterator[Batch]:
    """Yield the records of *opened* in batches of about *most* statements; count those that were skipped."""
    batch = Batch()
    keys = Counter[str]()
    for item in opened.records:
        tally.read += 1
        tally.notes.update(item.notes)
        if isinstance(item, Skipped):
            tally.skipped[item.cause] += 1
            continue
        keys[item.key] += 1  # what two records are called alike by is no key
        again = keys[item.key]
        record = item if again == 1 else item._replace(key=f"{item.key} ({again})")
        batch.add(stating.record(record))
        if batch.size >= most:
            yield batch
            batch = Batch()
    if batch.records:
        yield batch


def gathered(records: Iterable[list[Block]]) -> Gathered:
    """Return what *records* say of each thing."""
    batch = Batch()
    for blocks in records:
        batch.add(blocks)
    return batch.said


def tallied(said: Gathered) -> Counted:
    """Return how often each is *said*."""
    return {subject: counted(subject, told) for subject, told in said.items()}
