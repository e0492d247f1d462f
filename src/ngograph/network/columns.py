"""What is asked of the columns of tables, as expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ngograph.vocab import CONCEPT

if TYPE_CHECKING:
    from collections.abc import Collection


def holds(column: str, wanted: Collection[str]) -> pl.Expr:
    """Whether the list in *column* holds one of what is *wanted*."""
    return pl.col(column).list.eval(pl.element().is_in(sorted(wanted))).list.any()


def of_modalities(modalities: Collection[str] | None) -> pl.Expr:
    """Whether a row is of one of *modalities*, given by their keys; None means all."""
    if modalities is None:
        return pl.lit(value=True)
    return pl.col("modality").is_in(concepts("modality", modalities))


def concepts(scheme: str, keys: Collection[str]) -> list[str]:
    """Return the IRIs of the concepts of *scheme* with these *keys*, sorted."""
    return [f"{CONCEPT}{scheme}/{key}" for key in sorted(keys)]
