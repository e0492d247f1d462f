"""What a map is drawn from: the network, and what is known beside it of its things, funds and evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ngograph.network.drawing.geography import Geography

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from ngograph.network.matrices import OneMode
    from ngograph.network.values import Network


class Span(NamedTuple):
    """The time of a thing by its bounds: days in ISO 8601, inclusive; empty where they are unknown."""

    start_earliest: str = ""
    start_latest: str = ""
    end_earliest: str = ""
    end_latest: str = ""
    ongoing: bool = False


class Amount(NamedTuple):
    """What was paid or promised, in a currency by its ISO 4217 code."""

    value: float
    currency: str


class Source(NamedTuple):
    """Where something is said: the document's title, its IRI, its date, and the place in it, in words."""

    title: str
    iri: str = ""
    issued: str = ""
    place: str = ""


@dataclass(frozen=True)
class Subject:
    """All that a kind of map may draw.

    Attributes:
        network: The nodes and ties.
        lang: Language of the words of the map itself: en, bs or ru.
        seed: Where layouts and groupings start from.
        kinds: Names of kinds of node by local name of the class.
        href: From IRI to the address that a node links to; None draws no links.
        positions: Centres of nodes by IRI, in points, for the kinds that keep them.
        node: IRI of the node that an ego map is about.
        projection: The network of one kind of node, where the caller has made one; else it is made here.
        amounts: What each funding is worth, by the IRI of the statement; what is not there is not known.
        spans: When each thing was, by its IRI.
        geography: Places, and who and what is at which.
        periods: The first and the last day of each small map of a timeline; none draws bars.
    """

    network: Network
    lang: str = "en"
    seed: int = 1
    kinds: Mapping[str, str] = field(default_factory=dict)
    href: Callable[[str], str] | None = None
    positions: Mapping[str, tuple[float, float]] | None = None
    node: str = ""
    projection: OneMode | None = None
    amounts: Mapping[str, Amount] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    geography: Geography = field(default_factory=Geography)
    periods: Sequence[tuple[date, date]] = ()
