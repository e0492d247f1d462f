"""A selection with the names and classes of what is in it: the small network that is drawn and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from ngograph.network.twomode import key
from ngograph.network.values import Network, Node, Tie

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.selections import Selection

_LABELS: Final = {"en": "labelEn", "bs": "labelBs", "ru": "labelRu"}


def named(selection: Selection, lang: str = "en") -> Network:
    """Return the ties of *selection* as a network, its nodes with their classes and their names.

    A name is that in *lang*, else the English one; a partnership without a name is called by its topics;
    what has none at all, by the end of its IRI.

    Args:
        selection: From the tables, whose names are looked up.
        lang: `en`, `bs` or `ru`; any other is as English.
    """
    ties = selection.ties
    held = pl.concat([ties["body"], ties["thing"], ties["via"].drop_nulls()]).unique()
    things = selection.tables["things"].filter(pl.col("thing").is_in(held.implode()))
    own = pl.coalesce(_LABELS.get(lang, "labelEn"), "labelEn")
    known = {iri: (kind, label) for iri, kind, label in things.select("thing", "type", own).iter_rows()}
    topics = _by_topics(selection, [iri for iri, (_, label) in known.items() if label is None], own)
    nodes = []
    for iri in sorted(held):
        kind, label = known.get(iri, (None, None))
        nodes.append(Node(iri, key(kind), label or topics.get(iri) or key(iri)))
    return Network(tuple(nodes), tuple(sorted(_tie(row) for row in ties.iter_rows(named=True))))


def _by_topics(selection: Selection, iris: list[str], own: pl.Expr) -> dict[str, str]:
    """Return what statements without a name are about, in words, by their IRIs."""
    concepts = selection.tables["concepts"].select(pl.col("concept").alias("topics"), own.alias("word"))
    about = selection.tables["relationships"].filter(pl.col("relationship").is_in(iris))
    words = (
        about.select("relationship", "topics")
        .explode("topics")
        .join(concepts, on="topics")
        .group_by("relationship")
        .agg(pl.col("word").drop_nulls().sort())
    )
    found = ((iri, ", ".join(listed)) for iri, listed in words.iter_rows())
    return {iri: text[:1].upper() + text[1:] for iri, text in found}


def _tie(row: Mapping[str, Any]) -> Tie:
    return Tie(
        row["body"],
        row["thing"],
        row["tie"],
        key(row["modality"]),
        roles=tuple(sorted(map(key, row["roles"]))),
        via=row["via"] or "",
        relationships=tuple(row["relationships"]),
        evidence=tuple(row["evidence"]),
        start=str(row["startEarliest"] or ""),
        end=str(row["endLatest"] or ""),
    )
