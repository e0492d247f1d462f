"""How much of a network, of the standing of bodies in it and of the money they receive is local."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.analysis.money import asked, received
from ngograph.analysis.options import Option
from ngograph.analysis.report import Report, about
from ngograph.errors import NetworkError
from ngograph.network import SCOPES, localisation, measures
from ngograph.translation import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.analysis.known import Known
    from ngograph.analysis.scope import Scope

_GIVEN: Final = ("local", "national", "international")
PLACING: Final = (
    Option(
        name="focus",
        description="The country of which it is said: bodies of others are international, and a body whose "
        "country is not known is unknown. Without one each body counts as in its own.",
        type="thing",
        kind="place",
        example="Bosnia and Herzegovina",
    ),
    *(
        Option(
            name=name,
            description=sentence("Who is {scope}, whatever its kind and country say.", scope=Sentence(name)),
            type="thing",
            kind="organisation",
            many=True,
            example="Otaharin",
        )
        for name in _GIVEN
    ),
)
"""What tells local from international."""


def localised(known: Known, scope: Scope, told: Mapping[str, Any]) -> Report:
    """Return how much of a network is local, national and international.

    Raises:
        NetworkError: what it is said of is no country, or one body was given two scopes.
    """
    focus, given = known.country(told["focus"]) if told["focus"] else "", _given(told)
    chosen = known.selection(scope)
    network = known.network(chosen, scope.lang)
    found = measures(known.projection(chosen, scope), told["measure"])
    figures = {name: dict(zip(found.nodes, column, strict=True)) for name, column in found.columns.items()}
    funding, notes = received(known, scope, told["kind"])
    countries = known.countries
    report = localisation(network, figures, funding=funding, focus=focus, countries=countries, given=given)
    homeless = sum(body.iri not in countries for body in network.bodies)
    return Report(
        "Local, national and international",
        {
            "what": "What is counted: bodies, a measure of them, or the funds that they receive.",
            "currency": "Of which money.",
            **{name: sentence("What {scope} bodies have of it.", scope=Sentence(name)) for name in SCOPES},
            "localisedLeast": "The share of local and national bodies, if all that are unknown are neither.",
            "localisedMost": "The same, if all that are unknown are local or national.",
            "missing": "How many have no figure, or how many funds no known amount.",
        },
        [
            (
                line.what,
                line.unit or None,
                *(line.totals[name] for name in SCOPES),
                *(line.localised or (None, None)),
                sum(line.missing.values()),
            )
            for line in report.lines
        ],
        {
            "bodies whose country is not known": homeless,
            "funds whose recipient is not in the network": len(report.unassigned),
        },
        (
            sentence(
                "Scopes follow the kinds of bodies; what a kind does not tell, as that of an NGO, is unknown."
            ),
            sentence(
                "Each body counts as in its own country: name one (focus) to tell those of others apart."
            )
            if not focus
            else sentence("A body whose country is not known is unknown, unless its kind acts in any."),
            *notes,
        ),
        about(
            known, chosen, weight=scope.weight, **({"focus": focus} if focus else {}), **asked(told["kind"])
        ),
    )


def _given(told: Mapping[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name in _GIVEN:
        for body in told[name]:
            if given.setdefault(body, name) != name:
                raise NetworkError(f"expected one scope for <{body}>, found {given[body]} and {name}")
    return given
