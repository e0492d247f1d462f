"""What one node of a selection is tied to, and who else is: no more of both than a map can show.

The tables are looked through by column, so that a node with thousands of ties is no matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ngograph.network.selections import Selection


@dataclass(frozen=True)
class Around:
    """The part of a selection that lies around a node.

    Attributes:
        selection: its ties.
        others: how many others are left out, and how many there are.
        held: how many of what the node is tied to are left out, and how many there are.
    """

    selection: Selection
    others: tuple[int, int]
    held: tuple[int, int]


def around(selection: Selection, node: str, *, others: int, held: int) -> Around:
    """Return the ties of *node* to what it is tied to, and of others to that; see `ego`.

    Args:
        selection: Where it stands.
        node: IRI of a body or a thing.
        others: How many of the others to keep, those that share most with it; equal ones by their IRIs.
        held: How much of what it is tied to, that which most of these others share; the same of equal ones.
    """
    body, thing = pl.col("body"), pl.col("thing")
    found = selection.statements
    own = found.filter((body == node) | (thing == node))
    ends = pl.concat([own["body"], own["thing"], own["via"].drop_nulls()]).unique().sort()
    known = ends.filter(ends != node)
    beside = found.filter((body != node) & (thing != node) & thing.is_in(known.implode()))
    sharing = beside.filter(~body.is_in(known.implode()))
    strongest = _most(sharing, "body", "thing", others)
    shared = _most(sharing.filter(body.is_in(strongest.implode())), "thing", "body", held)
    rest = known.filter(~known.is_in(shared.implode())).head(max(0, held - len(shared)))
    kept = pl.concat([shared, rest])
    far = pl.when(body == node).then(thing).otherwise(body)
    company = pl.concat([strongest, kept])
    chosen = pl.concat(
        [
            own.filter(far.is_in(kept.implode())),
            beside.filter(thing.is_in(kept.implode()) & body.is_in(company.implode())),
        ]
    )
    there = sharing["body"].n_unique()
    here = chosen.filter(body.is_in(strongest.implode()))["body"].n_unique()
    return Around(
        replace(selection, statements=chosen), (there - here, there), (len(known) - len(kept), len(known))
    )


def telling(selection: Selection) -> tuple[str, ...]:
    """Return the IRIs of the documents that tell of the statements of *selection*, sorted."""
    told = selection.statements.select(pl.col("relationship").unique())
    documents = selection.tables["relationships"].join(told, on="relationship")["sources"].explode()
    return tuple(documents.drop_nulls().unique().sort())


def _most(found: pl.DataFrame, column: str, counted: str, most: int) -> pl.Series:
    """Return the *most* values of *column* that stand beside most values of another one, those first."""
    grouped = found.group_by(column).agg(pl.col(counted).n_unique().alias("number"))
    return grouped.sort("number", column, descending=[True, False])[column].head(most)
