"""What batches keep is merged: each thing once, in order, with all that was said of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngograph.importing import runs
from ngograph.importing.batches import Batch
from ngograph.importing.keeping import blocks_of, kept
from ngograph.importing.runs import Runs
from ngograph.sources.facts import Body, Code, Name, Presence, Record, Spot
from ngograph.sources.settling import settled
from ngograph.sources.stating import Stating

BODIES = [Body((Name(f"Body {at}"),), (Code("ROR", f"0{at}"),)) for at in range(3)]
PLACES = [Spot((Name(f"Town {at}\t\n\u2028"),), within=Spot(country="ba")) for at in range(3)]
ROWS = st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from(PLACES)), max_size=12)


def batch(rows: list[tuple[Body, Spot]], stating: Stating, first: int) -> Batch:
    found = Batch()
    for at, (body, place) in enumerate(rows, first):
        found.add(stating.record(Record(f"row {at}", f"row {at}", (Presence(body, place),))))
    return found


@settings(max_examples=20)
@given(batches=st.lists(ROWS, max_size=5), at_once=st.sampled_from([1, 1 << 24]))
def test_what_is_merged_is_what_all_batches_say(batches: list[list[tuple[Body, Spot]]], at_once: int) -> None:
    stating, said = Stating("src", "en"), defaultdict[str, Counter[tuple[str, ...]]](Counter)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_AT_ONCE", at_once)
        merging = Runs(Path(folder), kept(Batch()))
        for at, rows in enumerate(batches):
            one = batch(rows, stating, at * 100)
            merging.add(kept(one))
            for subject, told in (block for stated in one.records for block in stated.blocks()):
                said[subject][told] += 1
        merged = {subject.decode(): blocks_of(told) for subject, told in merging.merged()}
        merging.clear()
        assert not list(Path(folder).iterdir())
    assert list(merged) == sorted(said)
    for subject, blocks in merged.items():
        whole = settled(subject, list(said[subject].items()), Counter())
        assert settled(subject, blocks, Counter()) == whole
