"""The formats that a release can be exported in, and the one way of doing so."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import RdfFormat

from ngograph.errors import UnknownSelection
from ngograph.exporting import columns, followthemoney, statements, whowhatwhere
from ngograph.exporting.selecting import choose
from ngograph.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.exporting.selecting import Wanted
    from ngograph.release import Release


@dataclass(frozen=True)
class Form:
    """One format.

    Args:
        name: what it is asked for by.
        title: what it is, for people.
        folder: whether it is a folder of files rather than one file.
        rdf: the format of RDF that it is, None of others.
    """

    name: str
    title: str
    folder: bool = False
    rdf: RdfFormat | None = None


FORMS: Final[Mapping[str, Form]] = {
    form.name: form
    for form in (
        Form("turtle", "Turtle, the graphs merged", rdf=RdfFormat.TURTLE),
        Form("trig", "TriG, with the graph of each source", rdf=RdfFormat.TRIG),
        Form("nquads", "N-Quads, with the graph of each source, sorted", rdf=RdfFormat.N_QUADS),
        Form("ntriples", "N-Triples, the graphs merged, sorted", rdf=RdfFormat.N_TRIPLES),
        Form("jsonld", "JSON-LD, expanded, with the graph of each source", rdf=RdfFormat.JSON_LD),
        Form("rdfxml", "RDF/XML, the graphs merged", rdf=RdfFormat.RDF_XML),
        Form("followthemoney", "FollowTheMoney entities, one a line"),
        Form("3w", "who does what where, as a table (CSV)"),
        Form("csv", "a folder with one CSV file a class", folder=True),
        Form("parquet", "a folder with the tables of the release (Parquet)", folder=True),
    )
}
"""The formats by name."""


def form_called(name: str) -> Form:
    """Return the format called *name*.

    Raises:
        UnknownSelection: there is none; the nearest are told.
    """
    if name not in FORMS:
        raise UnknownSelection("format", name, list(FORMS))
    return FORMS[name]


def export(release: Release, wanted: Wanted, form: Form, out: IO[bytes] | Path) -> None:
    """Write what is *wanted* of *release* in a format: the same release gives the same bytes.

    Args:
        release: what is exported.
        wanted: which part of it.
        form: how it is written.
        out: an open file, or of a format that is a folder the empty folder.

    Raises:
        UnknownSelection: there is no source or class of a name that was given.
        NothingToExport: nothing fits.
        ReleaseError: the release was built without tables.
    """
    if form.rdf is not None and not isinstance(out, Path):
        _rdf(release, wanted, form.rdf, out)
        return
    tables = dict(Tables(release))
    chosen = None if wanted.whole else choose(tables, wanted)
    if isinstance(out, Path):
        found = columns.filtered(tables, chosen)
        (columns.csv if form.name == "csv" else columns.parquet)(found, out)
    elif form.name == "3w":
        whowhatwhere.write(tables, None if chosen is None else chosen.relationships, out)
    else:
        followthemoney.write(columns.filtered(tables, chosen), out)


def _rdf(release: Release, wanted: Wanted, rdf: RdfFormat, out: IO[bytes]) -> None:
    if wanted.whole:
        statements.written(release.dump, rdf, out)
        return
    chosen = choose(dict(Tables(release)), wanted)
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "chosen.nq"
        with lines.open("wb") as file:
            if wanted.graphs_alone and chosen.graphs is not None:
                statements.of_graphs(release.dump, chosen.graphs, file)
            else:
                statements.of_chosen(release.store(), chosen, file)
        statements.written(lines, rdf, out)
