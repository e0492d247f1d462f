"""Parts counted as their whole: delegations and branches as the organisation that they stand for.

delegation in BiH ──► ICRC      branch ──► national society      a part of a part ──► the topmost whole
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ngograph.network.columns import concepts, holds, of_modalities

if TYPE_CHECKING:
    from collections.abc import Mapping

COLLAPSES: Final = ("none", "branch")
"""The levels of collapse."""

_KINDS: Final = concepts("affiliation-kind", ("branch", "delegation", "department", "unit"))


def wholes(affiliations: pl.DataFrame) -> pl.DataFrame:
    """Return the topmost `whole` of each `part` that is its branch, delegation, department or unit.

    Only what is asserted, of whatever time; of several wholes the first by its IRI. Members and components
    are bodies of their own. Parts that go round in a circle are left as they are.
    """
    direct = (
        affiliations.filter(holds("kinds", _KINDS), of_modalities({"asserted"}))
        .group_by("part")
        .agg(pl.col("whole").min())
    )
    above = dict(direct.select("part", "whole").iter_rows())
    top = {part: found for part in above if (found := _topmost(part, above)) is not None}
    parts = sorted(top)
    return pl.DataFrame(
        {"part": parts, "whole": [top[part] for part in parts]}, {"part": pl.String(), "whole": pl.String()}
    )


def collapsed(
    statements: pl.DataFrame, tables: Mapping[str, pl.DataFrame], level: str, *columns: str
) -> pl.DataFrame:
    """Return *statements* with parts in *columns* replaced by their wholes, at this *level* of collapse."""
    if level == "none":
        return statements
    found = wholes(tables["affiliations"])
    return statements.with_columns(
        pl.col(column).replace(found["part"], found["whole"]) for column in columns
    )


def _topmost(part: str, above: Mapping[str, str]) -> str | None:
    seen = {part}
    while (part := above[part]) not in seen:
        if part not in above:
            return part
        seen.add(part)
    return None
