"""A network becomes a picture: the kind of map asked for, on its sheet, in the format asked for."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ngograph.errors import DrawingError, UnknownChoice
from ngograph.network.drawing.captions import counts
from ngograph.network.drawing.funding import funding_map
from ngograph.network.drawing.geo import geo_map
from ngograph.network.drawing.geography import Geography
from ngograph.network.drawing.matrix import matrix_map
from ngograph.network.drawing.page import page
from ngograph.network.drawing.projection import projection_map
from ngograph.network.drawing.rendering import FORMATS, rendered
from ngograph.network.drawing.sheet import composed
from ngograph.network.drawing.subject import Subject
from ngograph.network.drawing.timeline import timeline_map
from ngograph.network.drawing.twomode import ego_map, two_mode_map
from ngograph.network.drawing.words import word
from ngograph.network.values import required

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from ngograph.network.drawing.sheet import Body
    from ngograph.network.drawing.subject import Amount, Source, Span
    from ngograph.network.matrices import OneMode
    from ngograph.network.values import Network

_MAPS: Final[Mapping[str, Callable[[Subject], Body]]] = MappingProxyType(
    {
        "two-mode": two_mode_map,
        "ego": ego_map,
        "funding": funding_map,
        "projection": projection_map,
        "matrix": matrix_map,
        "timeline": timeline_map,
        "geo": geo_map,
    }
)
KINDS: Final = tuple(_MAPS)
KEEPING: Final = ("two-mode", "ego", "projection")
"""The kinds whose nodes can be kept where they were."""


def draw(
    network: Network,
    kind: str = "two-mode",
    *,
    format: str = "svg",
    title: str | None = None,
    caption: Sequence[str] = (),
    lang: str = "en",
    kinds: Mapping[str, str] | None = None,
    href: Callable[[str], str] | None = None,
    seed: int = 1,
    dpi: int = 200,
    positions: Mapping[str, tuple[float, float]] | None = None,
    node: str = "",
    projection: OneMode | None = None,
    amounts: Mapping[str, Amount] | None = None,
    spans: Mapping[str, Span] | None = None,
    geography: Geography | None = None,
    sources: Mapping[str, Source] | None = None,
    periods: Sequence[tuple[date, date]] = (),
) -> bytes:
    """Return *network* as a picture; the same arguments give the same bytes.

    Args:
        network: What to draw. Every node that has a tie is drawn.
        kind: One of `KINDS`.
        format: One of `FORMATS`.
        title: The headline; None takes a general one.
        caption: Paragraphs under the picture; a line of counts stands before them.
        lang: Language of the legend: en, bs or ru.
        kinds: Names of kinds of node by local name of the class, and of roles by key, for what a pointer or a
            screen reader meets.
        href: From IRI to the address that a node links to; None draws no links.
        seed: Where the layout starts from.
        dpi: Dots an inch of a PNG, at 72 points of the picture an inch.
        positions: Centres of nodes by IRI, in points, as `positions` gives them; for `two-mode` and `ego`.
        node: IRI of the node that an `ego` map is about.
        projection: The network of organisations that `projection` and `matrix` draw; None makes it.
        amounts: What fundings are worth, by the IRI of the statement; what is missing is not known.
        spans: When things were, by their IRIs, for `timeline`.
        geography: Places, and who and what is at which, for `geo`.
        sources: Where evidence stands, by its IRI, for `html`.
        periods: The first and the last day of each small map of a `timeline`; without them it has bars.

    Raises:
        UnknownChoice: The kind is unknown.
        DrawingError: The format is unknown, or there is nothing to draw.
        NotInNetwork: The node of an ego map has no ties here.
        NetworkError: It is no network of bodies and things.
    """
    _check(network, kind, format, kept=positions is not None)
    subject = Subject(
        network,
        lang=lang,
        seed=seed,
        kinds=kinds or {},
        href=None if format == "html" else href,  # there a click tells, and what it tells has the link
        positions=positions,
        node=node,
        projection=projection,
        amounts=amounts or {},
        spans=spans or {},
        geography=geography or Geography(),
        periods=periods,
    )
    body = _MAPS[kind](subject)
    headline = title or _headline(kind, subject)
    told = [counts(body.counted, lang), *body.notes, *caption]
    picture = composed(body, title=headline, caption=told, lang=lang)
    if format == "html":
        return page(
            picture,
            body.network,
            title=headline,
            caption=told,
            lang=lang,
            kinds=subject.kinds,
            href=href,
            sources=sources or {},
        )
    return rendered(picture, format=format, title=headline, dpi=dpi)


def positions(
    network: Network,
    seed: int = 1,
    *,
    kind: str = "two-mode",
    node: str = "",
    projection: OneMode | None = None,
    known: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, tuple[float, float]]:
    """Return the centre of each node on its map, by IRI, in points with y downwards.

    Maps that are drawn with these positions, of parts of the network or of another day, show the same nodes
    at the same places.

    Args:
        network: The network, or the widest of several that shall look alike.
        seed: Where the layout starts from.
        kind: One of `KEEPING`.
        node: IRI of the node that an `ego` map is about.
        projection: As for `draw`.
        known: Positions to keep; nodes without one come beside those they are tied to. Those of nodes that
            are not on this map are handed on.

    Raises:
        UnknownChoice: That kind keeps no positions.
        DrawingError: There is nothing to draw.
        NotInNetwork: The node of an ego map has no ties here.
        NetworkError: It is no network of bodies and things.
    """
    if kind not in KEEPING:
        raise UnknownChoice("kind of map that keeps positions", kind, KEEPING)
    body = _MAPS[kind](Subject(network, seed=seed, node=node, projection=projection, positions=known))
    found = {iri: (box.x, box.y) for iri, box in body.sheet.items()}
    both = next((iri for iri in sorted(known or {}) if iri in found), None)
    dx = dy = 0.0
    if known and both is not None:
        dx, dy = found[both][0] - known[both][0], found[both][1] - known[both][1]
    handed = {iri: (round(x + dx, 2), round(y + dy, 2)) for iri, (x, y) in (known or {}).items()}
    return dict(sorted({**handed, **found}.items()))


def _check(network: Network, kind: str, format: str, *, kept: bool) -> None:
    """Refuse what cannot be drawn."""
    required(network)
    if kind not in _MAPS:
        raise UnknownChoice("kind of map", kind, KINDS)
    if format not in FORMATS:
        raise DrawingError(
            f"expected a format that maps are drawn in ({', '.join(FORMATS)}), found {format!r}"
        )
    if not network.ties:
        raise DrawingError(
            "expected a network with at least one tie, found none: nothing that was asked for has a tie"
        )
    if kept and kind not in KEEPING:
        raise DrawingError(
            f"expected a kind of map that keeps positions ({', '.join(KEEPING)}), found {kind!r}"
        )


def _headline(kind: str, subject: Subject) -> str:
    if kind == "two-mode":
        return word("title", subject.lang)
    about = subject.network.index[subject.node].label if kind == "ego" else ""
    return word(f"title-{kind}", subject.lang).format(node=about)
