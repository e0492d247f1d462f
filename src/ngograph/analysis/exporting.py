"""A network of a scope as a file for another tool, with all that the format can hold of where it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.analysis.options import Option, read
from ngograph.analysis.scope import options, scope
from ngograph.network import EXPORTS, About, OneMode, export, shared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.analysis.known import Known
    from ngograph.network import Network, Selection
    from ngograph.queries import Names

NAME: Final = "export"
OPTIONS: Final = (
    Option(
        name="format",
        description="For which tool.",
        type="choice",
        choices=tuple(EXPORTS),
        needed=True,
        example="gexf",
    ),
    Option(
        name="network",
        description="Bodies and what they share, or bodies tied by what they share.",
        type="choice",
        choices=("two-mode", "projection"),
        default="two-mode",
        example="projection",
    ),
    Option(
        name="bom",
        description="Whether CSV begins with a byte order mark, by which spreadsheets know UTF-8.",
        type="flag",
        default="false",
    ),
    *options("partnership"),
)
"""What an export can be told."""


def exported(known: Known, given: Mapping[str, Sequence[str]], names: Names | None = None) -> bytes:
    """Return a network of *known* as a file.

    Args:
        known: the release.
        given: what was told, as texts by the names of `OPTIONS`.
        names: finds things by name; without it IRIs alone are understood.

    Raises:
        QueryError, NetworkError: it was told something that does not fit.
        NameNotFound, AmbiguousName: nothing, or more than one thing, is called so.
    """
    told = read(NAME, OPTIONS, given, names)
    meant = scope(told)
    chosen = known.selection(meant)
    projected = told["network"] == "projection"
    network: Network | OneMode = (
        known.projection(chosen, meant) if projected else known.network(chosen, meant.lang)
    )
    made = {"weight": meant.weight} if projected else {}
    about = About(
        "Who shares what with whom" if projected else "Who is tied to what",
        licence=_licences(known, chosen),
        query=", ".join(f"{name}={value}" for name, value in [*chosen.filters, *made.items()]),
        date=f"{known.built:%Y-%m-%d}",
        release=known.digest,
        counts=tuple(chosen.counts.items()),
    )
    behind = shared(chosen) if projected and "evidence" in EXPORTS[told["format"]].holds else None
    return export(
        network,
        told["format"],
        about=about,
        bom=told["bom"],
        ties=behind,
        **_named(known, network, meant.lang),
    )


def _named(known: Known, network: Network | OneMode, lang: str) -> dict[str, Any]:
    """Return the names and kinds of nodes that a projection does not know by itself."""
    if not isinstance(network, OneMode):
        return {}
    labels, kinds = known.labels(lang), known.kinds
    return {"nodes": {iri: {"label": labels.get(iri, iri), "kind": kinds.get(iri)} for iri in network.nodes}}


def _licences(known: Known, chosen: Selection) -> str:
    """Return the licences of the documents that say so, as one text."""
    sources = chosen.ties["sources"].list.explode().unique()
    documents = known.tables["documents"]
    told = documents.filter(documents["document"].is_in(sources.implode()))["licences"]
    return " ".join(sorted(set(told.list.explode().drop_nulls())))
