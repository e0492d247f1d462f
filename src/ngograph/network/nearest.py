"""What was named is in the network, or the error says what comes nearest."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ngograph.errors import NotInNetwork

if TYPE_CHECKING:
    from collections.abc import Mapping


def require(node: str, labels: Mapping[str, str], *, most: int = 3) -> None:
    """Make sure that *node* is one of those with *labels*.

    Args:
        node: An IRI.
        labels: The IRIs of the nodes with their labels, or with themselves where there are none.
        most: How many of the nearest to name.

    Raises:
        NotInNetwork: It is not; the nearest by label stand first, then those by IRI.
    """
    if node in labels:
        return
    folded: dict[str, list[str]] = {}
    for iri, label in sorted(labels.items()):
        folded.setdefault(str(label).casefold(), []).append(str(iri))
    asked = str(node)
    by_label = [iri for label in get_close_matches(asked.casefold(), folded, n=most) for iri in folded[label]]
    by_iri = get_close_matches(asked, [str(iri) for iri in sorted(labels)], n=most)
    raise NotInNetwork(node, tuple(dict.fromkeys([*by_label, *by_iri]))[:most])
