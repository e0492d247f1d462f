"""How much of a network is local: bodies, ties and money of local, national and international actors.

The Grand Bargain (2016) promises at least a quarter of humanitarian funding to local and national
responders, as directly as possible. Whom that means is told by the Definitions Paper of the Localisation
Marker Working Group (Inter-Agency Standing Committee, Humanitarian Financing Task Team, January 2018):
organisations that have their seat in the country that receives the aid, work there and belong to no
international one, its Red Cross or Red Crescent society among them; and its authorities, of the state or
below. All is said of one country: the society of another one, which works here, is international here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from ngograph.errors import UnknownChoice
from ngograph.network.money import Funding, fundings
from ngograph.network.values import required

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ngograph.network.money import Row
    from ngograph.network.values import Network, Node

Scope = Literal["local", "national", "international", "unknown"]
SCOPES: Final[tuple[Scope, ...]] = ("local", "national", "international", "unknown")

Totals: TypeAlias = Mapping[Scope, float]

# What a kind of body is in its own country. A kind that is not here does not say: a non-governmental
# organisation may be any of the three, a working group has members of all, a unit is what its body is, a
# civil protection authority and a public body may be of any level, and an unnamed group is several.
AT_HOME: Final[Mapping[str, Scope]] = MappingProxyType(
    {
        # for one territory of a country
        "Branch": "local",
        "LocalAuthority": "local",
        "CentreForSocialWork": "local",
        "School": "local",
        # for a country or, of a government, one of the units that constitute it
        "NationalSociety": "national",
        "Government": "national",
        "Ministry": "national",
    }
)
# Kinds that act outside the country of their seat, or have no country.
ANYWHERE: Final[frozenset[str]] = frozenset(
    {
        "Delegation",
        "DevelopmentAgency",
        "DiplomaticMission",
        "InternationalOrganisation",
        "Movement",
        "MovementComponent",
    }
)


@dataclass(frozen=True)
class Line:
    """How one thing that can be counted is spread over the scopes.

    Attributes:
        what: `bodies`, the name of a measure, or `funding`.
        unit: The currency of funding, else empty.
        totals: The sum of what is known, by scope.
        missing: By scope, how many bodies have no figure, or how many fundings no known amount.
    """

    what: str
    unit: str
    totals: Totals
    missing: Mapping[Scope, int]

    @property
    def shares(self) -> Mapping[Scope, float | None]:
        """The share of each scope in what is known; None where that is nothing, or less in some scope."""
        whole = self._whole
        return {scope: self.totals[scope] / whole if whole else None for scope in SCOPES}

    @property
    def localised(self) -> tuple[float, float] | None:
        """The share of local and national bodies together: without those of unknown scope, and with them."""
        if not (whole := self._whole):
            return None
        surely = self.totals["local"] + self.totals["national"]
        return surely / whole, (surely + self.totals["unknown"]) / whole

    @property
    def _whole(self) -> float:
        return fsum(self.totals.values()) if min(self.totals.values()) >= 0 else 0


@dataclass(frozen=True)
class Localisation:
    """The report of localisation.

    Attributes:
        focus: The country that it is about; empty if each body was taken as in its own country.
        scopes: The scope of each body, in order of IRI.
        lines: Bodies first, then the measures in the order given, then funding by currency; what names no
            currency stands under an empty one.
        unassigned: Fundings whose recipient is no body of the network: money for an activity, of which no
            one knows who received it.
    """

    focus: str
    scopes: Mapping[str, Scope]
    lines: tuple[Line, ...]
    unassigned: tuple[Funding, ...]


def localisation(
    network: Network,
    measures: Mapping[str, Mapping[str, float | None]] | None = None,
    *,
    funding: Iterable[Row] = (),
    focus: str = "",
    countries: Mapping[str, str] | None = None,
    given: Mapping[str, Scope] | None = None,
) -> Localisation:
    """Return how bodies, their measures and the funding they receive are spread over the scopes.

    Args:
        network: Whose bodies are counted.
        measures: By name the figures of each body, such as degree, strength and betweenness in a projection.
        funding: Who pays whom, each funding once. Only what a body receives itself is counted for it; who
            pays does not matter, so that joint donors may stand as one (`paid` with *jointly*).
        focus: The country that the report is about, in the same terms as *countries*. Then a body whose
            country is unknown is unknown, and one of another country international.
        countries: The country of the seat of each body, by IRI, as far as known.
        given: The scope of those bodies of which a person or a source says it; it goes before all else.

    Raises:
        UnknownChoice: A scope that was given is none of `SCOPES`.
        NetworkError: An amount is no finite number, or it is no network of bodies and things.
    """
    required(network)
    for scope in (given or {}).values():
        if scope not in SCOPES:
            raise UnknownChoice("scope of a body", scope, SCOPES)
    scopes = {
        body.iri: (given or {}).get(body.iri) or _scope(body, focus, (countries or {}).get(body.iri, ""))
        for body in network.bodies
    }
    received = list(fundings(funding))
    currencies = sorted({one.currency or "" for one in received if one.recipient in scopes})
    return Localisation(
        focus,
        scopes,
        (
            _line("bodies", "", [(scope, 1) for scope in scopes.values()]),
            *(
                _line(name, "", [(scope, figures.get(body)) for body, scope in scopes.items()])
                for name, figures in (measures or {}).items()
            ),
            *(_line("funding", currency, _amounts(received, currency, scopes)) for currency in currencies),
        ),
        tuple(one for one in received if one.recipient not in scopes),
    )


def _scope(body: Node, focus: str, country: str) -> Scope:
    if body.kind in ANYWHERE or (focus and country and country != focus):
        return "international"
    return "unknown" if focus and not country else AT_HOME.get(body.kind, "unknown")


def _amounts(
    received: Sequence[Funding], currency: str, scopes: Mapping[str, Scope]
) -> list[tuple[Scope, float | None]]:
    """Return the scope of each recipient and what it received: nothing that is known without a currency."""
    return [
        (scopes[one.recipient], None if one.amount is None or not currency else float(one.amount))
        for one in received
        if one.recipient in scopes and (one.currency or "") == currency
    ]


def _line(what: str, unit: str, figures: Sequence[tuple[Scope, float | None]]) -> Line:
    return Line(
        what,
        unit,
        {
            scope: fsum(figure for one, figure in figures if one == scope and figure is not None)
            for scope in SCOPES
        },
        {scope: sum(one == scope and figure is None for one, figure in figures) for scope in SCOPES},
    )
