"""The network around one node: its things, who else is in them, and nothing beyond."""

from __future__ import annotations

from ngograph.network import ego, two_mode


def ties(*pairs: str) -> list[dict[str, str | None]]:
    return [
        {
            "source": pair[0],
            "target": pair[1:],
            "tie": "participation",
            "modality": "asserted",
            "sourceType": "x#Organisation",
            "targetType": "x#Project",
        }
        for pair in pairs
    ]


NETWORK = two_mode(ties("a1", "b1", "b2", "c2", "c3", "d1", "d3", "a3"))


def test_others_and_only_what_is_shared_with_them() -> None:
    around = ego(NETWORK, "b")
    assert [(tie.source, tie.target) for tie in around.ties] == [
        ("a", "1"),
        ("b", "1"),
        ("b", "2"),
        ("c", "2"),
        ("d", "1"),
    ]
    assert {node.iri for node in around.nodes} == {"a", "b", "c", "d", "1", "2"}


def test_at_most_those_who_share_most() -> None:
    around = ego(NETWORK, "a", most=1)
    assert {node.iri for node in around.bodies} == {"a", "d"}  # d shares 1 and 3
    assert {node.iri for node in ego(NETWORK, "a", most=0).bodies} == {"a"}


def test_around_a_thing_and_around_nobody() -> None:
    assert {node.iri for node in ego(NETWORK, "3").nodes} == {"a", "c", "d", "3"}
    assert ego(NETWORK, "nobody").ties == ()
