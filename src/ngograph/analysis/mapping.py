"""A map of a scope, in any kind and format: what the command line and the service draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ngograph.analysis.narrowing import AUTO, standing_out, times
from ngograph.analysis.options import Option, read
from ngograph.analysis.scope import options, scope
from ngograph.analysis.speaking import asked_in_words
from ngograph.errors import ParameterError
from ngograph.network import (
    BACKBONES,
    STEPS,
    amounts_in,
    draw,
    geography_in,
    issues_in,
    positions,
    scoped,
    sources_in,
    spans_in,
    words_in,
)
from ngograph.vocab import ID, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ngograph.analysis.known import Known
    from ngograph.analysis.scope import Scope
    from ngograph.network import Network, OneMode, Selection
    from ngograph.queries import Names

NAME: Final = "map"
OPTIONS: Final = (
    Option(name="of", description="Whom an ego map is about.", type="thing", example="Otaharin"),
    Option(name="seed", description="Where the layout starts from.", type="integer", default="1", least=1),
    Option(name="dpi", description="Dots an inch of a PNG.", type="integer", default="200", least=36),
    Option(
        name="step",
        description="A timeline as small maps, one for each so long a time, in place of bars.",
        type="choice",
        choices=tuple(STEPS),
        example="year",
    ),
    Option(
        name="backbone",
        description="Which ties of a projection are drawn: none draws all, a method those that stand out "
        "against chance; auto thins large ones by disparity.",
        type="choice",
        choices=(AUTO, "none", *BACKBONES),
        default=AUTO,
        example="none",
    ),
    Option(
        name="alpha",
        description="How likely chance may make a tie that a backbone keeps.",
        type="number",
        default="0.05",
        least=0,
    ),
    Option(
        name="focus",
        description="The country that a map of places shows large; else the one with most places.",
        type="thing",
        kind="place",
        example="Bosnia and Herzegovina",
    ),
    *options("contact,funding"),
)
"""What a map can be told."""

_FINEST: Final = 1200
_ONE_MODE: Final = ("projection", "matrix")
_SAID_ELSEWHERE: Final = ("ties", "modalities")
_OF_THINGS: Final = ("places", "topics", "sources")


@dataclass(frozen=True)
class Drawn:
    """A map.

    Attributes:
        picture: the file.
        positions: where each node stands, by IRI; none unless they were to be kept.
    """

    picture: bytes
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def mapped(
    known: Known,
    kind: str,
    format: str,
    given: Mapping[str, Sequence[str]],
    names: Names | None = None,
    *,
    title: str | None = None,
    href: Callable[[str, str], str] | None = None,
    keep: Mapping[str, tuple[float, float]] | None = None,
) -> Drawn:
    """Return the map of *kind* in *format*.

    Args:
        known: the release.
        kind: one of `network.KINDS`.
        format: one of `network.FORMATS`.
        given: what was told, as texts by the names of `OPTIONS`.
        names: finds things by name; without it IRIs alone are understood.
        title: the headline, in place of that of its kind.
        href: gives the address that a node leads to, by its IRI and the language; else its IRI.
        keep: where nodes are to stay; those without a place find one beside them.

    Raises:
        QueryError, NetworkError, DrawingError: it was told something that does not fit.
    """
    told = _told(kind, given, names)
    meant = scope(told)
    chosen = known.selection(meant)
    shown = known.network(chosen, meant.lang)
    projection, captions = _projected(known, chosen, kind, meant, told)
    kept = None
    if keep is not None:
        kept = positions(
            shown, told["seed"], kind=kind, node=told["of"] or "", projection=projection, known=keep
        )
    picture = draw(
        shown,
        kind,
        format=format,
        title=title,
        caption=captions,
        lang=meant.lang,
        href=None if href is None else lambda iri: href(iri, meant.lang),
        kinds=words_in(known.tables, meant.lang),
        seed=told["seed"],
        dpi=told["dpi"],
        positions=kept,
        node=told["of"] or "",
        projection=projection,
        sources=sources_in(known.tables, shown) if format == "html" else None,
        **_needed(known, shown, kind, meant, told),
    )
    return Drawn(picture, kept or {})


def _told(kind: str, given: Mapping[str, Sequence[str]], names: Names | None) -> dict[str, Any]:
    """Return what was told, by the names of the options.

    Raises:
        QueryError: something does not fit, or an ego map does not know whom it is about.
    """
    told = read(NAME, OPTIONS, given, names)
    if told["dpi"] > _FINEST:
        raise ParameterError(NAME, "dpi", f"a whole number from 36 to {_FINEST}", str(told["dpi"]))
    if kind == "ego" and not told["of"]:
        raise ParameterError(NAME, "of", "whom the map is about", "none")
    return told


def _projected(
    known: Known, chosen: Selection, kind: str, meant: Scope, told: Mapping[str, Any]
) -> tuple[OneMode | None, list[str]]:
    """Return the projection, where the kind draws one, and what stands under the map."""
    captions = [_caption(known, chosen, meant)]
    if kind not in _ONE_MODE:
        return None, captions
    projection = known.projection(chosen, meant)
    if kind == "matrix":
        return projection, captions
    thinned, said = standing_out(chosen, projection, told, meant.lang)
    return thinned, [*said, *captions]


def _needed(
    known: Known, shown: Network, kind: str, meant: Scope, told: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return what `draw` needs for a map of *kind* beside the network."""
    focus = known.country(told["focus"]) if told["focus"] else ""
    if kind == "funding":
        return {"amounts": amounts_in(known.tables)}
    if kind == "timeline":
        periods = times(shown, meant, told["step"]) if told["step"] else ()
        return {"spans": spans_in(known.tables), "periods": periods}
    if kind == "geo":
        geography = geography_in(known.tables, meant.lang, focus=focus, modalities=meant.modality)
        return {"geography": geography}
    return {}


def page(iri: str, lang: str) -> str:
    """Return where a node leads in the service: its page, where it has one."""
    return f"/{iri.removeprefix(ROOT)}?lang={lang}" if iri.startswith(ID) else iri


def _caption(known: Known, chosen: Selection, meant: Scope) -> str:
    asked = {
        name: _in_words(known, name, text, meant.lang)
        for name, text in chosen.filters
        if name not in _SAID_ELSEWHERE
    }
    days = issues_in(known.tables, chosen.ties["sources"].explode().drop_nulls().unique())
    named = f"{known.built:%Y-%m-%d} · {known.digest[:12]}"
    return scoped(frozenset(meant.modality), days, meant.lang, filters=asked, release=named)


def _in_words(known: Known, name: str, text: str, lang: str) -> str:
    if name in _OF_THINGS:
        return ", ".join(known.called(iri, lang) for iri in text.split(","))
    return text if name == "undated" else asked_in_words(text, lang, known.labels(lang))
