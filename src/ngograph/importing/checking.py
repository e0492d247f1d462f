"""What conforms of a batch of records: a record that breaks a shape is left out and counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ngograph.importing.batches import gathered
from ngograph.importing.keeping import kept
from ngograph.sources.settling import settled
from ngograph.validation import Screen
from ngograph.vocab import PREFIXES, curie

if TYPE_CHECKING:
    from ngograph.check import Rules
    from ngograph.importing.account import Tally
    from ngograph.importing.batches import Batch, Counted
    from ngograph.importing.keeping import Kept

OF_THE_WHOLE: Final = frozenset(
    NamedNode(f"{PREFIXES['ngosh']}{name}")
    for name in (
        "ActivityShape-follows-acyclic",
        "ActivityShape-partOf-acyclic",
        "IdentifierShape-shared",
        "OrganisationShape-whole",
        "PlaceShape-within-acyclic",
    )
)
"""Rules that only all records together can break, which a build sees and no batch of them does.

What several bodies bear joins them or is kept apart by a build, and of a circle it leaves out a part.
"""


def screen(rules: Rules) -> Screen:
    """Return what tells which records break one of the *rules* by themselves."""
    ontology, shapes = (
        [triple for one in part for triple in one.triples] for part in (rules.ontology, rules.shapes)
    )
    return Screen(ontology, [one for one in shapes if OF_THE_WHOLE.isdisjoint((one.subject, one.object))])


def conforming(batch: Batch, about: Counted, screened: Screen, tally: Tally) -> Kept:
    """Return what the records of *batch* that conform say; count the others by the rule that they break.

    Args:
        batch: the records.
        about: what is said of their document.
        screened: the rules.
        tally: where they are counted.
    """
    said, unread = kept(batch), Counter[str]()
    stand = said.plain.copy()
    for subject, told in said.counted.items():
        stand[subject] = settled(subject, told, unread)
    for subject, told in about.items():
        stand[subject] = settled(subject, told + said.of(subject), unread)
    violations = screened.violations(stand)
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
