"""Which source says what of the thing of a page: what it calls it, how much it tells and of when."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from ngograph.vocab import DERIVED_GRAPH, GRAPH, ONTOLOGY_GRAPH
from ngograph.web.showing.naming import names
from ngograph.web.showing.roles import ORDER
from ngograph.web.views import Count, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from ngograph.web.showing.evidence import Library
    from ngograph.web.showing.places import Entry
    from ngograph.web.views import Name

_OURS: Final = frozenset({DERIVED_GRAPH, ONTOLOGY_GRAPH, ""})
_TOLD: Final = ORDER[: ORDER.index("outcome-of")]
"""The sections of what sources tell of a thing; what comes after is on documents and lists of concepts."""
_CALLED: Final = 2
"""How many names of a source are shown beside it."""


def voices(
    about: Sequence[Quad],
    sections: Mapping[str, Sequence[Entry]],
    titles: Mapping[str, str],
    library: Library,
    languages: Sequence[str],
) -> tuple[Voice, ...]:
    """Return what each source tells of a thing, those first that tell most; none where only one speaks of it.

    Args:
        about: what is said of it.
        sections: what points at it, by section.
        titles: what the sections are called; one that has no title is not counted.
        library: what is known of the sources.
        languages: those in which a reader wants names, the best first.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    years: dict[str, set[str]] = defaultdict(set)
    for name in (name for name in _TOLD if name in sections and name in titles):
        for entry in sections[name]:
            for graph in entry.graphs:
                counts[graph][name] += 1
                years[graph] |= {entry.day[:4]} - {""}
    called = _called(about, languages)
    speaking = ({*counts} | {*called}) - _OURS
    if len(speaking) < 2:
        return ()
    return tuple(
        Voice(
            source=library.source(graph),
            key=graph.removeprefix(GRAPH),
            names=called.get(graph, ()),
            counts=tuple(
                Count(name, titles[name], counts[graph][name]) for name in _TOLD if counts[graph][name]
            ),
            years=tuple(dict.fromkeys((min(years[graph]), max(years[graph])))) if years[graph] else (),
        )
        for graph in sorted(speaking, key=lambda graph: (-counts[graph].total(), graph))
    )


def heard(quads: Iterable[Quad], graph: str) -> list[Quad]:
    """Return those of *quads* that the source of *graph* says."""
    return [quad for quad in quads if getattr(quad.graph_name, "value", "") == graph]


def _called(about: Sequence[Quad], languages: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return what each source that speaks of a thing calls it: its first names, none where it names none."""

    def rank(name: Name) -> tuple[bool, bool, int]:
        known = name.lang in languages
        return name.kind != "name", not known, languages.index(name.lang or "") if known else 0

    said: dict[str, list[Quad]] = defaultdict(list)
    for quad in about:
        said[getattr(quad.graph_name, "value", "")].append(quad)
    return {
        graph: tuple(
            dict.fromkeys(name.text for name in sorted(names(quads), key=rank) if name.kind != "written")
        )[:_CALLED]
        for graph, quads in said.items()
    }
