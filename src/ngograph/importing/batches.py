"""Records in batches that are checked together, and what each batch says, by thing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from ngograph.sources.facts import Skipped
from ngograph.sources.settling import counted, is_proven_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from ngograph.importing.account import Tally
    from ngograph.sources.formats import Opened
    from ngograph.sources.settling import Blocks
    from ngograph.sources.stating import Stated, Stating, Told

Counted: TypeAlias = "dict[str, Blocks]"
"""What is said of each thing, each once with how often that is."""


@dataclass(slots=True)
class Met:
    """A thing that records mention.

    Args:
        told: what each of them says of it.
        proofs: that they are evidence for it; the first of them alone where one is enough.
        one: whether it is.
        times: how many of them there are.
    """

    told: Told
    proofs: list[str]
    one: bool
    times: int = 1

    def prove(self, proof: str) -> None:
        """Take in one more piece of evidence."""
        self.times += 1
        first = self.proofs[0]
        if not self.one:
            self.proofs.append(proof)
        elif len(proof) < len(first) or (len(proof) == len(first) and proof < first):
            self.proofs = [proof]


@dataclass
class Batch:
    """What many records state.

    Args:
        records: what each of them states.
        own: what they say of what is their own, by thing, as often as they do.
        loose: of what they may say several values of which one is to stand.
        met: what they mention, by identity: to compare it takes longer.
        size: about how many statements there are, without repetitions.
    """

    records: list[Stated] = field(default_factory=list)
    own: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)
    met: dict[int, Met] = field(default_factory=dict)
    size: int = 0

    def add(self, stated: Stated) -> None:
        """Take in what one record states."""
        self.records.append(stated)
        self.loose.update([block.subject for block in stated.loose])
        for subject, said in chain(stated.own, stated.loose) if stated.loose else stated.own:
            found = self.own.get(subject)
            if found is None:
                self.own[subject] = [said]
                self.size += len(said)
            else:
                found.append(said)
                self.size += 1
        proof = stated.proof
        for told in stated.things:
            met = self.met.get(id(told))
            if met is None:
                self.met[id(told)] = Met(told, [proof], is_proven_once(told.node))
                self.size += sum(len(block.said) for block in told.blocks)
            else:
                met.prove(proof)
                self.size += not met.one

    def tallied(self) -> Counted:
        """Return how often each is said."""
        found = {subject: counted(subject, told) for subject, told in self.own.items()}
        for met in self.met.values():
            for subject, said in met.told.blocks:
                found.setdefault(subject, []).append((said, met.times))
            found[met.told.node] += [((proof,), 1) for proof in met.proofs]
        return found

    def sure(self) -> Set[str]:
        """Return of what nothing is said several times of which one is to stand."""
        met = {block.subject for met in self.met.values() for block in met.told.blocks}
        return self.own.keys() - self.loose - met


def batches(opened: Opened, stating: Stating, tally: Tally, most: int) -> Iterator[Batch]:
    """Yield the records of *opened* in batches of about *most* statements; count those that were skipped."""
    batch = Batch()
    keys = Counter[str]()
    for item in opened.records:
        tally.read += 1
        if item.notes:
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


def gathered(records: Iterable[Stated]) -> Batch:
    """Return *records* as one batch."""
    batch = Batch()
    for stated in records:
        batch.add(stated)
    return batch
