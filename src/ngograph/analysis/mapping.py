"""A map of a scope, in any kind and format, as the service draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.analysis.options import Option, read
from ngograph.analysis.scope import options, scope
from ngograph.errors import ParameterError
from ngograph.network import (
    amounts_in,
    draw,
    geography_in,
    issues_in,
    scoped,
    sources_in,
    spans_in,
    words_in,
)
from ngograph.vocab import ID, ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.analysis.known import Known
    from ngograph.analysis.scope import Scope
    from ngograph.network import Selection

NAME: Final = "map"
OPTIONS: Final = (
    Option(name="of", description="Whom an ego map is about.", type="thing", example="Otaharin"),
    Option(name="seed", description="Where the layout starts from.", type="integer", default="1", least=1),
    Option(name="dpi", description="Dots an inch of a PNG.", type="integer", default="200", least=36),
    *options("contact,funding"),
)
"""What a map can be told."""

_FINEST: Final = 1200
_ONE_MODE: Final = ("projection", "matrix")
_SAID_ELSEWHERE: Final = ("ties", "modalities")


def mapped(known: Known, kind: str, format: str, given: Mapping[str, Sequence[str]]) -> bytes:
    """Return the map of *kind* in *format*, whose nodes lead to the pages of the service.

    Args:
        known: the release.
        kind: one of `network.KINDS`.
        format: one of `network.FORMATS`.
        given: what was told, as texts by the names of `OPTIONS`, things by their IRIs.

    Raises:
        QueryError, NetworkError, DrawingError: it was told something that does not fit.
    """
    told = read(NAME, OPTIONS, given)
    if told["dpi"] > _FINEST:
        raise ParameterError(NAME, "dpi", f"a whole number from 36 to {_FINEST}", str(told["dpi"]))
    if kind == "ego" and not told["of"]:
        raise ParameterError(NAME, "of", "whom the map is about", "none")
    meant, tables = scope(told), known.tables
    chosen = known.selection(meant)
    shown = known.network(chosen, meant.lang)
    return draw(
        shown,
        kind,
        format=format,
        caption=[_caption(known, chosen, meant)],
        lang=meant.lang,
        href=lambda iri: _page(iri, meant.lang),
        kinds=words_in(tables, meant.lang),
        seed=told["seed"],
        dpi=told["dpi"],
        node=told["of"] or "",
        projection=known.projection(chosen, meant) if kind in _ONE_MODE else None,
        amounts=amounts_in(tables) if kind == "funding" else None,
        spans=spans_in(tables) if kind == "timeline" else None,
        geography=geography_in(tables, meant.lang, modalities=meant.modality) if kind == "geo" else None,
        sources=sources_in(tables, shown) if format == "html" else None,
    )


def _page(iri: str, lang: str) -> str:
    """Return where a node leads: its page, where the service has one."""
    return f"/{iri.removeprefix(ROOT)}?lang={lang}" if iri.startswith(ID) else iri


def _caption(known: Known, chosen: Selection, meant: Scope) -> str:
    asked = {name: text for name, text in chosen.filters if name not in _SAID_ELSEWHERE}
    days = issues_in(known.tables, chosen.ties["sources"].explode().drop_nulls().unique())
    named = f"{known.built:%Y-%m-%d} · {known.digest[:12]}"
    return scoped(frozenset(meant.modality), days, meant.lang, filters=asked, release=named)
