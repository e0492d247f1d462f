"""What lies around one node, out of the tables: as `ego` has it, and no more than is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph import network, tables
from ngograph.network import around, ego, selection, telling

from .tabled import columns, party

if TYPE_CHECKING:
    from ngograph.release import Release

SHARED = [
    party("r1", "participant", "a", "one"),
    party("r2", "participant", "b", "one"),
    party("r3", "participant", "c", "one"),
    party("r4", "participant", "a", "two"),
    party("r5", "participant", "b", "two"),
    party("r6", "participant", "a", "alone"),
    party("r7", "participant", "c", "far"),
]


def test_around_a_node_is_its_ego_network_as_long_as_all_of_it_is_wanted(release: Release) -> None:
    found = selection(dict(tables.Tables(release)), ties=("contact", "funding"))
    whole = network.named(found)
    assert len(whole.nodes) > 50
    for node in whole.nodes[::3]:
        near = around(found, node.iri, others=60, held=1000)
        assert network.named(near.selection) == ego(whole, node.iri, most=60)
        assert near.held[0] == 0


def test_what_most_of_the_others_share_is_kept() -> None:
    found = selection(columns(SHARED), ties="contact")
    near = around(found, "a", others=1, held=2)
    assert set(near.selection.statements.select("body", "thing").iter_rows()) == {
        ("a", "one"),
        ("b", "one"),
        ("a", "two"),
        ("b", "two"),
    }
    assert (near.others, near.held) == ((1, 2), (1, 3))
    assert around(found, "nobody", others=1, held=2).selection.statements.is_empty()


def test_who_tells_of_a_selection() -> None:
    assert telling(selection(columns(SHARED), ties="contact")) == ("d1",)
