"""The scope of an analysis: which ties make its network, of when and where, and how they are weighed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ngograph.analysis.options import Option
from ngograph.network import COLLAPSES, TIES, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MODALITIES: Final = ("asserted", "reported", "planned", "implied")
LANGUAGES: Final = ("en", "bs", "ru")

_TIES: Final = Option(
    name="ties",
    description="By what bodies are tied: partnership is by project, programme, agreement or partnership; "
    "contact adds events; funding is by funds; presence is by place.",
    type="choice",
    choices=TIES,
    many=True,
    example="contact",
)
_OTHERS: Final = (
    Option(
        name="modality",
        description="How the sources put it; only what is asserted, unless told otherwise.",
        type="choice",
        choices=MODALITIES,
        default="asserted",
        many=True,
        example="asserted,planned",
    ),
    Option(
        name="as-of",
        description="The day on which a tie may have stood.",
        type="date",
        example="2022-11-25",
    ),
    Option(
        name="from", description="The first day of the time that is meant.", type="date", example="2022-01-01"
    ),
    Option(
        name="until", description="The last day of the time that is meant.", type="date", example="2022-12-31"
    ),
    Option(
        name="undated",
        description="Whether ties without any date are kept where a time is meant.",
        type="flag",
        default="true",
        example="false",
    ),
    Option(
        name="place",
        description="Where; what lies within it counts too.",
        type="thing",
        kind="place",
        many=True,
        example="Bosnia and Herzegovina",
    ),
    Option(
        name="topic",
        description="About what; what is narrower counts too.",
        type="thing",
        kind="topic",
        many=True,
        example="disaster risk reduction",
    ),
    Option(name="source", description="Which document says so.", type="thing", kind="document", many=True),
    Option(
        name="collapse",
        description="Whether branches, delegations and units count as the whole that they are a part of.",
        type="choice",
        choices=COLLAPSES,
        default="none",
        example="branch",
    ),
    Option(
        name="weight",
        description="How a projection weighs what two bodies share.",
        type="choice",
        choices=tuple(WEIGHTS),
        default="newman",
        example="count",
    ),
    Option(
        name="lang",
        description="The language of what is said, and of names where there is one in it; else English.",
        type="choice",
        choices=LANGUAGES,
        default="en",
        example="bs",
    ),
)


def options(ties: str) -> tuple[Option, ...]:
    """Return what every analysis can be told; *ties* are meant where it is not told which."""
    return (replace(_TIES, default=ties), *_OTHERS)


@dataclass(frozen=True)
class Scope:
    """The ties that are meant; see `options` for what each field means."""

    ties: tuple[str, ...] = ("partnership",)
    modality: tuple[str, ...] = ("asserted",)
    as_of: date | None = None
    since: date | None = None
    until: date | None = None
    undated: bool = True
    place: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    collapse: str = "none"
    weight: str = "newman"
    lang: str = "en"


def scope(values: Mapping[str, Any]) -> Scope:
    """Return the scope that *values*, as they were read for `options`, tell of."""
    fields = {option.key: values[option.key] for option in options("")}
    return Scope(since=fields.pop("from_"), **fields)
