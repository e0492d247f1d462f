"""Whom an organisation works with or has met, and in what: how often is how many things they share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ngograph.vocab import NGO
from ngograph.web.showing.reading import key
from ngograph.web.showing.ways import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

    from ngograph.store.answering import Table
    from ngograph.web.showing.places import Entry, Slice

WORKS_WITH, HAS_MET = "works-with", "has-met"

_EDGES: Final = frozenset({"worksWith", "meetsWith", "hasAgreementWith", "takesPartIn", "funds"})

NAMED: Final = 8
"""How many of the things that are shared with one other are named."""


@dataclass(frozen=True)
class Other:
    """Another organisation and the IRIs of what is shared with it."""

    iri: str
    shared: tuple[str, ...]

    @property
    def first(self) -> tuple[str, ...]:
        """Those of the shared that are named."""
        return self.shared[:NAMED]


def company(about: Iterable[Quad], together: Table) -> dict[str, list[Other]]:
    """Return whom it works with and whom it has only met, those first with whom it shares most.

    Args:
        about: what is said of the organisation: the edges that are worked out say who they are.
        together: rows (other, these) of what it shares with whom.
    """
    things = listed(together, "other")
    tied: dict[str, set[str]] = defaultdict(set)
    for quad in about:
        if isinstance(quad.object, NamedNode):
            tied[quad.predicate.value.removeprefix(NGO)].add(quad.object.value)
    works = tied["worksWith"] | tied["hasAgreementWith"]
    found = {WORKS_WITH: works, HAS_MET: tied["meetsWith"] - works}
    return {
        name: sorted(
            (Other(iri, tuple(things.get(iri, ()))) for iri in iris),
            key=lambda one: (-len(one.shared), one.iri),
        )
        for name, iris in found.items()
    }


def tied(about: Iterable[Quad], sections: Mapping[str, Slice[Entry]]) -> bool:
    """Say whether a thing has ties that a map can show: as an organisation, or as what organisations share.

    Args:
        about: what is said of it.
        sections: what points at it, by section.
    """
    said: dict[str, set[str]] = defaultdict(set)
    for quad in about:
        said[key(quad.predicate.value)].add(key(getattr(quad.object, "value", "")))
    if said["type"] & {"Partnership", "Agreement"}:
        return said["modality"] == {"asserted"}
    shared = (
        entry for name in ("participants", "funders") if name in sections for entry in sections[name].items
    )
    return "Person" not in said["type"] and (
        bool(_EDGES & said.keys()) or any(not entry.apart for entry in shared)
    )
