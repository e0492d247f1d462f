"""The tables of a release: columns for whoever counts, joins and draws, written once by the gate as Parquet.

Each is made by the query of its name in `queries/tables/` that takes no parameters, whose head says what its
columns mean and of which type they are. Rows are sorted, so that equal statements give equal tables.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl
from pyoxigraph import QueryResultsFormat

from ngograph.errors import ContentError, ReleaseError
from ngograph.memory import give_back
from ngograph.queries import Catalogue, load_catalogue
from ngograph.store import select

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from ngograph.queries import Query
    from ngograph.release import Release

MONEY: Final = pl.Decimal(38, 6)
"""Exact, so that a sum does not hang on the order of its rows, as a sum of floats would."""

_ENDING: Final = ".parquet"
_LIST: Final = "list"
_TYPES: Final[Mapping[str, pl.DataType]] = {
    "text": pl.String(),
    "date": pl.Date(),
    "boolean": pl.Boolean(),
    "number": pl.Float64(),
    "money": MONEY,
    _LIST: pl.List(pl.String()),
}


def of_content(folder: Path) -> Catalogue:
    """Return the queries in *folder* that make tables: those without parameters; none without a folder.

    Raises:
        FrontMatterError: a file's head cannot be read or lacks something.
    """
    if not folder.is_dir():
        return Catalogue(())
    return Catalogue(tuple(query for query in load_catalogue(folder) if not query.parameters))


def made(store: Store, query: Query) -> pl.DataFrame:
    """Return the table that *query* makes of *store*: typed columns, rows sorted, lists sorted in themselves.

    An empty cell is null and an empty list a list of nothing.

    Raises:
        ContentError: the query does not answer, or with a value that is not of its column's type.
    """
    schema = _schema(query)
    try:
        texts = pl.read_csv(_answer(store, query), schema=dict.fromkeys(schema, pl.String()))
        table = texts.select(_typed(column, kind) for column, kind in schema.items())
    except (ValueError, pl.exceptions.PolarsError) as error:
        raise ContentError(f"{query.path}: expected rows of the types it names: {error}") from error
    del texts  # which are as large as the table
    return table.sort([column for column, kind in schema.items() if kind != _LIST])


def _answer(store: Store, query: Query) -> io.BytesIO:
    """Return what *store* answers to *query* as CSV."""
    written = io.BytesIO()
    select(store, query.text).serialize(written, QueryResultsFormat.CSV)
    written.seek(0)
    return written


def write(store: Store, asked: Catalogue, folder: Path) -> dict[str, int]:
    """Write the tables that the queries *asked* make of *store* into the new folder *folder*.

    One after the other: beside a store that fills the memory there is room for one answer and its table.

    Returns:
        how many rows each table has, by its name.

    Raises:
        ContentError: as for one.
        OSError: the disk is full, or the folder cannot be written.
    """
    folder.mkdir()
    rows = dict[str, int]()
    for query in asked:
        table = made(store, query)
        rows[query.name] = table.height
        packed = io.BytesIO()
        table.write_parquet(packed, compression="zstd")
        (folder / f"{query.name}{_ENDING}").write_bytes(packed.getbuffer())
        del table, packed
        give_back()
    return rows


def digests(asked: Catalogue) -> dict[str, str]:
    """Return the SHA-256 of each query by its name: another question makes another release."""
    return {query.name: hashlib.sha256(query.path.read_bytes()).hexdigest() for query in asked}


def read(release: Release, name: str) -> pl.DataFrame:
    """Return the table called *name* of *release*.

    Raises:
        ReleaseError: it has none of that name, was built without tables, or the file cannot be read.
    """
    names = listed(release)
    if name not in names:
        raise ReleaseError(f"{release.tables}: expected one of {', '.join(names)}, found {name!r}")
    path = _folder(release) / f"{name}{_ENDING}"
    try:
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ReleaseError(f"{path}: expected a table: {error}") from error


def listed(release: Release) -> tuple[str, ...]:
    """Return the names of the tables of *release*, sorted.

    Raises:
        ReleaseError: it was built without tables.
    """
    return tuple(sorted(path.stem for path in _folder(release).glob(f"*{_ENDING}")))


@dataclass(frozen=True)
class Tables(Mapping[str, pl.DataFrame]):
    """The tables of one release by name, each read when it is asked for."""

    release: Release

    def __getitem__(self, name: str) -> pl.DataFrame:
        """Return the table called *name*."""
        return read(self.release, name)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(listed(self.release))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(listed(self.release))


def _folder(release: Release) -> Path:
    if release.tables is None:
        raise ReleaseError(f"{release.path}: expected a release with tables, found none: build it again")
    return release.tables


def _schema(query: Query) -> dict[str, str]:
    """Return the type of each column of *query*, in order: text where its head names none."""
    named = query.head.get("types", {})
    if strange := [one for one, kind in named.items() if kind not in _TYPES or one not in query.columns]:
        known = ", ".join(_TYPES)
        raise ContentError(f"{query.path}: expected columns of the types {known}, found {', '.join(strange)}")
    return {column: named.get(column, "text") for column in query.columns}


def _typed(column: str, kind: str) -> pl.Expr:
    """Return the texts in *column* as what they are."""
    text = pl.col(column)
    if kind == "date":
        return text.str.to_date("%Y-%m-%d", strict=True)
    if kind == "boolean":
        return text.replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean())
    if kind == _LIST:
        words = text.fill_null("").str.split(" ")
        return words.list.eval(pl.element().filter(pl.element() != "")).list.sort()
    return text.cast(_TYPES[kind], strict=True)
