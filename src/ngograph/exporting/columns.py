"""The tables of a release, or their rows about what was chosen: as Parquet, and as CSV by class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ngograph.vocab import NGO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ngograph.exporting.selecting import Chosen

    Tables = Mapping[str, pl.DataFrame]

_OF_THINGS: Final = {
    "things": "thing",
    "activities": "activity",
    "places": "place",
    "documents": "document",
    "identifiers": "thing",
    "redirects": "current",
}
_OF_RELATIONSHIPS: Final = {
    "relationships": "relationship",
    "parties": "relationship",
    "fundings": "funding",
    "affiliations": "affiliation",
}
_ROLES: Final = ("role", "roleLabel")
_TIMES: Final = ("startEarliest", "startLatest", "endEarliest", "endLatest", "ongoing")


def filtered(tables: Tables, chosen: Chosen | None) -> dict[str, pl.DataFrame]:
    """Return the rows of *tables* about what was *chosen*, all if nothing was; concepts are always whole."""
    if chosen is None:
        return dict(tables)
    found = dict(tables)
    for names, keys in ((_OF_THINGS, chosen.things), (_OF_RELATIONSHIPS, chosen.relationships)):
        for name, key in names.items():
            found[name] = tables[name].filter(pl.col(key).is_in(keys.implode()))
    said = [found[name]["evidence"].list.explode() for name in ("relationships", "activities")]
    evidence = pl.concat(said).drop_nulls().unique()
    found["evidence"] = tables["evidence"].filter(pl.col("evidence").is_in(evidence.implode()))
    return found


def parquet(tables: Tables, folder: Path) -> None:
    """Write each of *tables* into *folder* as Parquet."""
    for name, table in tables.items():
        table.write_parquet(folder / f"{name}.parquet", compression="zstd")


def csv(tables: Tables, folder: Path) -> None:
    """Write what *tables* hold into *folder*, one CSV file a class; a class of nothing has none.

    Lists of IRIs are parted by spaces, those of names by semicolons. Things stand in the file of the widest
    class, with their own class in a column; relationships in that of their own.
    """
    for name, table in _by_class(tables):
        if not table.is_empty():
            _flat(table).write_csv(folder / f"{name}.csv")


def _by_class(tables: Tables) -> Iterator[tuple[str, pl.DataFrame]]:
    names = _names(tables)
    codes = (
        tables["identifiers"]
        .group_by("thing")
        .agg(pl.format("{} {}", "scheme", "notation").sort().alias("identifiers"))
    )
    things = tables["things"].drop("types").join(codes, on="thing", how="left")
    more = {"place": tables["places"], "activity": tables["activities"], "document": tables["documents"]}
    for kind in things["kind"].unique().sort():
        rows = things.filter(pl.col("kind") == kind).drop("kind")
        if kind in more:
            own = more[kind].drop("sources", "type", "types", strict=False)
            yield kind, _shown(rows.join(own, left_on="thing", right_on=own.columns[0], how="left"), "thing")
        elif kind != "partnership":  # those are relationships, and told of there
            yield kind, _shown(rows, "thing")
    parties = _parties(tables["parties"], names)
    paid = tables["fundings"].select("funding", "amount", "currency", "valueDate", "kinds")
    parts = tables["affiliations"].select("affiliation", "kinds")
    for kind in tables["relationships"]["type"].unique().sort():
        rows = tables["relationships"].filter(pl.col("type") == kind)
        own = parties.join(rows.select("relationship"), on="relationship", how="semi")
        wide = rows.join(_wide(own), on="relationship", how="left")
        if kind == f"{NGO}Funding":
            wide = wide.join(paid, left_on="relationship", right_on="funding", how="left")
        if kind == f"{NGO}Affiliation":
            wide = wide.join(parts, left_on="relationship", right_on="affiliation", how="left")
        yield kind.removeprefix(NGO).lower(), _shown(wide, "relationship")


def _names(tables: Tables) -> pl.DataFrame:
    """Return the English name of each thing and concept, else its IRI."""
    named = [
        table.select(
            pl.col(table.columns[0]).alias("iri"), pl.coalesce("labelEn", table.columns[0]).alias("name")
        )
        for table in (tables["things"], tables["concepts"])
    ]
    return pl.concat(named).unique("iri", keep="first", maintain_order=True)


def _parties(parties: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Return who has which part in what, with the names of parties and roles."""
    rows = parties.select(
        "relationship", pl.col("property").str.replace(NGO, "", literal=True), "party", "role"
    )
    for column in ("party", "role"):
        called = names.rename({"iri": column, "name": f"{column}Label"})
        rows = rows.join(called, on=column, how="left")
    return rows.sort("relationship", "property", "party", "role")


def _wide(rows: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each relationship, with a column of IRIs and one of names for each part in it."""
    wide = rows.select("relationship").unique()
    for name in rows["property"].unique().sort():
        own = rows.filter(pl.col("property") == name).unique(["relationship", "party"], maintain_order=True)
        lists = own.group_by("relationship").agg(
            pl.col("party").alias(name), pl.col("partyLabel").alias(f"{name}Label")
        )
        wide = wide.join(lists, on="relationship", how="left")
    roles = rows.drop_nulls("role").unique(["relationship", "role"], maintain_order=True)
    if not roles.is_empty():
        wide = wide.join(roles.group_by("relationship").agg(*_ROLES), on="relationship", how="left")
    return wide


def _shown(table: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return *table* sorted by *key*, with the name of each class in place of its IRI."""
    shorter = [pl.col(name).str.replace(NGO, "", literal=True) for name in ("type",) if name in table.columns]
    ordered = [name for name in table.columns if name not in ("sources", "evidence", *_TIMES)]
    last = [name for name in (*_TIMES, "evidence", "sources") if name in table.columns]
    return table.with_columns(shorter).select(*ordered, *last).sort(key)


def _flat(table: pl.DataFrame) -> pl.DataFrame:
    """Return *table* with each list as one text."""
    lists = [name for name, kind in table.schema.items() if isinstance(kind, pl.List)]
    words = [
        pl.col(name)
        .list.join("; " if name.endswith("Label") or name == "identifiers" else " ")
        .replace("", None)
        for name in lists
    ]
    return table.with_columns(words)
