"""All analyses, by name: the one source of what the command line, the service and the documentation offer."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ngograph.analysis.analysis import Analysis
from ngograph.analysis.changing import changed, leaving, suggested
from ngograph.analysis.localising import PLACING, localised
from ngograph.analysis.measuring import ALL, ATTRIBUTES, backboned, brokers, grouped, measured
from ngograph.analysis.money import KIND, depending
from ngograph.analysis.options import Option
from ngograph.network import BACKBONES, CORRECTIONS, ENGINES, MEASURES, PARTITIONS, SIMILARITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

_NODE: Final = Option(
    name="node",
    description="Which one, by name or IRI.",
    type="thing",
    needed=True,
    example="Otaharin",
)
_TOP: Final = Option(name="top", description="How many rows at most.", type="integer", least=1, example="20")
_SEED: Final = Option(
    name="seed", description="Where chance starts from.", type="integer", default="1", least=0
)
_ATTRIBUTE: Final = Option(
    name="attribute",
    description="By what bodies are told apart: their type, their scope (local, national, international), "
    "their community or the country of their seat.",
    type="choice",
    choices=ATTRIBUTES,
    default="type",
    example="scope",
)

_MAIN: Final = (
    "degree",
    "strength",
    "betweenness",
    "harmonic_closeness",
    "core_number",
    "clustering",
    "constraint",
    "connected_components",
    "density",
    "fragmentation",
    "degree_centralization",
)
"""What is measured unless told otherwise: what most ask for first."""

ANALYSES: Final[Mapping[str, Analysis]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Analysis(
                "measures",
                "Measures",
                "How central, how connected and how constrained each body is, and the whole network.",
                (
                    Option(
                        name="measure",
                        description="Which measures; all takes all that fit.",
                        type="choice",
                        choices=(ALL, *MEASURES),
                        default=",".join(_MAIN),
                        many=True,
                        example="degree,betweenness",
                    ),
                    _ATTRIBUTE,
                    Option(
                        name="engine",
                        description="What reckons the heavy figures; all find the same.",
                        type="choice",
                        choices=("auto", *ENGINES),
                        default="auto",
                    ),
                    _TOP,
                    _SEED,
                ),
                measured,
            ),
            Analysis(
                "communities",
                "Communities",
                "Who is closer to each other than to the rest, and how far many runs agree on it.",
                (
                    Option(
                        name="runs",
                        description="How often they are looked for.",
                        type="integer",
                        default="50",
                        least=1,
                    ),
                    Option(
                        name="resolution",
                        description="Above 1 for more and smaller ones.",
                        type="number",
                        default="1",
                    ),
                    Option(
                        name="method",
                        description="How they are looked for.",
                        type="choice",
                        choices=PARTITIONS,
                        default="louvain",
                    ),
                ),
                grouped,
            ),
            Analysis(
                "brokerage",
                "Brokerage",
                "Who stands between bodies that have no tie of their own, within and between groups.",
                (
                    _ATTRIBUTE,
                    Option(
                        name="permutations",
                        description="How often groups are dealt out anew for what chance gives.",
                        type="integer",
                        default="1000",
                        least=1,
                    ),
                    _TOP,
                    _SEED,
                ),
                brokers,
            ),
            Analysis(
                "backbone",
                "Backbone",
                "Which ties of the projection are more than chance would give.",
                (
                    Option(
                        name="method",
                        description="By which model of chance.",
                        type="choice",
                        choices=tuple(BACKBONES),
                        default="sdsm",
                    ),
                    Option(
                        name="alpha",
                        description="How likely chance may be.",
                        type="number",
                        default="0.05",
                        least=0,
                    ),
                    Option(
                        name="correction",
                        description="What is done about so many ties being tested.",
                        type="choice",
                        choices=CORRECTIONS,
                        default="bh",
                    ),
                    _SEED,
                ),
                backboned,
            ),
            Analysis(
                "without",
                "What if one leaves",
                "What the network would lose: last known funders and partners, parties, ways to each other.",
                (_NODE,),
                leaving,
                ties="contact,funding",
            ),
            Analysis(
                "change",
                "Change",
                "Which ties appeared, vanished and stayed between two days.",
                (
                    Option(
                        name="before",
                        description="The one day.",
                        type="date",
                        needed=True,
                        example="2018-06-30",
                    ),
                    Option(
                        name="after",
                        description="The other day.",
                        type="date",
                        needed=True,
                        example="2022-11-25",
                    ),
                ),
                changed,
                ties="contact",
            ),
            Analysis(
                "suggest",
                "Suggestions",
                "With whom one might work, by what both have in common.",
                (
                    _NODE,
                    Option(
                        name="method",
                        description="What counts as common.",
                        type="choice",
                        choices=SIMILARITIES,
                        default="resource-allocation",
                    ),
                    _TOP,
                ),
                suggested,
                ties="contact,funding",
            ),
            Analysis(
                "dependency",
                "Dependency on donors",
                "On how few donors each recipient depends, with bounds where amounts are unknown.",
                (
                    Option(
                        name="to",
                        description="Who or what receives.",
                        type="choice",
                        choices=("recipients", "activities"),
                        default="recipients",
                        example="activities",
                    ),
                    KIND,
                ),
                depending,
                ties="funding",
            ),
            Analysis(
                "localisation",
                "Localisation",
                "How many bodies, how much of their standing and of the funds are local or national.",
                (
                    Option(
                        name="measure",
                        description="Which measures of bodies are counted.",
                        type="choice",
                        choices=tuple(
                            name
                            for name, one in MEASURES.items()
                            if one.of == "node" and one.mode == "one-mode"
                        ),
                        default="degree,strength,betweenness",
                        many=True,
                    ),
                    *PLACING,
                    KIND,
                ),
                localised,
            ),
        )
    }
)
"""What can be asked of a network."""
