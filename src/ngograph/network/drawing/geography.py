"""Where bodies and things are: their places, and what joins places and countries."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ngograph.network.values import Network

SITES: Final = ("headquartered", "covers", "works", "held")
"""How a body may be at a place, by the keys of its presence, what is most its home first; a thing is held."""


class Join(NamedTuple):
    """How many things join two locations, and the numbers of the ties behind them in the network."""

    things: int
    ties: tuple[int, ...]


Pairs = dict[tuple[str, str], Join]


class Place(NamedTuple):
    """One place.

    Attributes:
        label: Its name.
        country: IRI of the country that it lies in, or is; empty if that is not known.
        point: Latitude and longitude in degrees (WGS 84), if they are known.
    """

    label: str
    country: str = ""
    point: tuple[float, float] | None = None


class Site(NamedTuple):
    """One place of a body or a thing, by its IRI, and how it is there: one of `SITES`."""

    place: str
    kind: str = "works"


@dataclass(frozen=True)
class Geography:
    """Places, and who and what is at which.

    Attributes:
        places: By IRI, countries among them.
        sites: By IRI of the body or thing.
        focus: IRI of the country to show large; empty takes the one with most places of the network.
    """

    places: Mapping[str, Place] = field(default_factory=dict)
    sites: Mapping[str, tuple[Site, ...]] = field(default_factory=dict)
    focus: str = ""

    def known(self, iri: str) -> tuple[Site, ...]:
        """Return the sites of a node at known places, its home first."""
        found = [site for site in self.sites.get(iri, ()) if site.place in self.places]
        return tuple(sorted(set(found), key=lambda site: (_rank(site), site.place)))

    def country(self, site: Site) -> str:
        """Return the IRI of the country of a site, empty if it is not known."""
        return self.places[site.place].country

    def exact(self, site: Site) -> bool:
        """Whether the place of a site is a point in its country: known, and not the country itself."""
        place = self.places[site.place]
        return place.point is not None and place.country != site.place


def focused(network: Network, geography: Geography) -> str:
    """Return the country to show large: the one that was named, else the one with most exact places.

    Equal ones by the number of nodes there, then by their IRIs; empty if no country is known.
    """
    if geography.focus:
        return geography.focus
    exact: defaultdict[str, set[str]] = defaultdict(set)
    there: Counter[str] = Counter()
    for node in network.nodes:
        for site in geography.known(node.iri):
            if country := geography.country(site):
                there[country] += 1
                exact[country] |= {site.place} if geography.exact(site) else set()
    return min(there, key=lambda country: (-len(exact[country]), -there[country], country), default="")


def at_places(network: Network, geography: Geography, country: str) -> dict[str, list[tuple[str, Site]]]:
    """Return who and what is at each place of *country*, by the place; bodies first, each by name.

    Each once at a place, as what is most its home.
    """
    found: defaultdict[str, list[tuple[str, Site]]] = defaultdict(list)
    for node in sorted(network.nodes, key=lambda node: (node.mode, node.label, node.iri)):
        seen: set[str] = set()
        for site in geography.known(node.iri):
            if geography.country(site) == country and site.place not in seen:
                found[site.place].append((node.iri, site))
                seen.add(site.place)
    return dict(sorted(found.items()))


def homes(network: Network, geography: Geography) -> dict[str, Site]:
    """Return the home of each body that has a place: its seat, else what it covers, else where it works."""
    found = {node.iri: geography.known(node.iri) for node in network.bodies}
    return {iri: sites[0] for iri, sites in found.items() if sites}


def joined(network: Network, where: Callable[[str], str]) -> Pairs:
    """Return what joins each two locations; a tie of two bodies counts as one thing.

    Args:
        network: Of bodies and things.
        where: The location of a body, empty for none.
    """
    counted: Counter[tuple[str, str]] = Counter()
    behind: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for group in _groups(network):
        at: defaultdict[str, set[int]] = defaultdict(set)
        for body, number in group:
            if location := where(body):
                at[location].add(number)
        for pair in combinations(sorted(at), 2):
            counted[pair] += 1
            behind[pair] |= at[pair[0]] | at[pair[1]]
    return {pair: Join(count, tuple(sorted(behind[pair]))) for pair, count in counted.items()}


def _groups(network: Network) -> Iterator[list[tuple[str, int]]]:
    """The bodies that share one thing, each with the number of its tie."""
    shared: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, tie in enumerate(network.ties):
        modes = network.index[tie.source].mode, network.index[tie.target].mode
        if modes == ("body", "thing"):
            shared[tie.target].append((tie.source, number))
        elif modes == ("body", "body"):
            yield [(tie.source, number), (tie.target, number)]
    yield from shared.values()


def _rank(site: Site) -> int:
    return SITES.index(site.kind) if site.kind in SITES else len(SITES)
