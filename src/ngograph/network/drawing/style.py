"""How a map looks: one family a kind of node, told by shape and colour; one stroke a kind of tie.

The hues are those of Okabe and Ito, which the colour-blind can tell apart: a light tint under dark text, and
the hue itself (darkened where it is too pale for a line on white) as the border.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ngograph.network.values import ARRANGEMENTS, EVENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.values import Node, Tie

INK: Final = "#1a1a1a"
QUIET: Final = "#4a4a4a"
PAPER: Final = "#ffffff"
RULE: Final = "#b5b5b5"
GRID: Final = "#e4e4e4"
STRENGTH: Final = "#3d5a73"
RAMP: Final = ("#bcd7ea", "#86b4d6", "#4f8fc0", "#22689f", "#0b3f6d")


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds of node that look alike.

    Attributes:
        name: Its key in the legend's words.
        kinds: The local names of the classes in it.
        shape: The key of its outline.
        border: Colour of the outline.
        tint: Colour inside.
        text: Colour of the label.
        dashes: SVG dash array of the outline, empty for a whole line.
    """

    name: str
    kinds: frozenset[str]
    shape: str
    border: str
    tint: str
    text: str = INK
    dashes: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a kind of tie is drawn; *arrow* is at the target (`end`), at the source (`start`) or absent."""

    name: str
    colour: str
    width: float
    dashes: str = ""
    arrow: str = ""


OTHER: Final = Family("organisation", frozenset({"Organisation"}), "round", "#6b6b6b", "#f4f4f4")
FAMILIES: Final = (
    Family(
        "movement",
        frozenset({"Movement", "MovementComponent", "NationalSociety"}),
        "round",
        "#d55e00",
        "#fbe3d3",
    ),
    Family("part", frozenset({"Branch", "Delegation", "Unit"}), "tab", "#d55e00", "#fdf3ec"),
    Family(
        "public",
        frozenset(
            {
                "PublicBody",
                "Government",
                "Ministry",
                "LocalAuthority",
                "CivilProtectionAuthority",
                "CentreForSocialWork",
                "School",
            }
        ),
        "rectangle",
        "#0072b2",
        "#dbeaf4",
    ),
    Family("foreign", frozenset({"DiplomaticMission", "DevelopmentAgency"}), "octagon", "#b27300", "#fcefd2"),
    Family("international", frozenset({"InternationalOrganisation"}), "barrel", "#2b85bf", "#e3f2fb"),
    Family("nongovernmental", frozenset({"NonGovernmentalOrganisation"}), "leaf", "#00805d", "#d9f0e8"),
    Family("group", frozenset({"WorkingGroup"}), "plaque", "#b0578b", "#f7e6ef"),
    Family("unnamed", frozenset({"UnnamedGroup"}), "stack", "#7a6a73", "#f5f1f3"),
    OTHER,
    Family("programme", frozenset({"Programme"}), "folder", INK, PAPER),
    Family("project", frozenset({"Project", "Activity"}), "note", INK, PAPER),
    Family("event", frozenset(EVENTS), "pill", "#6b6b6b", "#eeeeee", dashes="5 3"),
    Family("agreement", frozenset({"Agreement"}), "document", "#7a7000", "#fbf8cf"),
    Family("partnership", frozenset({"Partnership"}), "hexagon", "#7a7000", "#fbf8cf"),
)
_BY_KIND: Final[Mapping[str, Family]] = MappingProxyType({kind: f for f in FAMILIES for kind in f.kinds})

STROKES: Final[Mapping[str, Stroke]] = MappingProxyType(
    {
        stroke.name: stroke
        for stroke in (
            Stroke("funding", "#b27300", 3.6, arrow="end"),
            Stroke("receipt", "#b27300", 2.0, arrow="start"),
            Stroke("support", "#00805d", 2.2, arrow="end"),
            Stroke("party", "#00805d", 2.2),
            Stroke("participation", "#0072b2", 1.7),
            Stroke("attendance", "#6b6b6b", 1.3, dashes="6 4"),
        )
    }
)
# A tie that is not asserted keeps its colour and width and takes another rhythm.
MODALITY_DASHES: Final[Mapping[str, str]] = MappingProxyType(
    {"planned": "0.1 5", "implied": "11 4 1.5 4", "reported": "14 4"}
)


def family(node: Node) -> Family:
    """Return the family that *node* is drawn in; an unknown kind of organisation is an organisation."""
    return _BY_KIND.get(node.kind, OTHER)


def stroke(tie: Tie, target: Node) -> Stroke:
    """Return how *tie* is drawn, given what it leads to."""
    if tie.kind in {"funding", "programme"}:
        return STROKES["funding"]
    if tie.kind == "receipt":
        return STROKES["receipt"]
    if target.kind in ARRANGEMENTS:
        return STROKES["support" if "supporter" in tie.roles else "party"]
    return STROKES["attendance" if target.kind in EVENTS else "participation"]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours such as `#1a1a1a`, 1 to 21, as WCAG 2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
