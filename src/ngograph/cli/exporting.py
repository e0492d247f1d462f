"""The verb that writes a release, or a part of it, for others: export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ngograph.cli.options import RELEASES, ContentOption, ReleasesOption

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.cli.asking import LazyNames
    from ngograph.exporting import Wanted
    from ngograph.queries import Catalogue
    from ngograph.release import Release

# Said here once more, for the room that knows them takes long to start.
FORMATS: Final = "turtle, trig, nquads, ntriples, jsonld, rdfxml, followthemoney, 3w, csv or parquet"


def register(app: typer.Typer) -> None:
    """Add the verb of this module to *app*."""
    app.command("export")(export)


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help=f"How it is written: {FORMATS}.")],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Where to write; - is stdout. csv and parquet are folders and need one.",
        ),
    ] = "-",
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="Only what this source says, such as ifrc-go."),
    ] = None,
    organisation: Annotated[
        list[str] | None,
        typer.Option("--organisation", metavar="THING", help="Only what this body is party to."),
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option("--place", metavar="THING", help="Only what is there or within.")
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option("--topic", metavar="CONCEPT", help="Only what is about it.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--class", metavar="NAME", help="Only this class, such as Funding or Ministry."),
    ] = None,
    query: Annotated[
        str | None,
        typer.Option("--query", metavar="NAME", help="Only what the answer to this question names."),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the question."),
    ] = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Write the published release, or a part of it, as RDF or as tables for others.

    An option given several times widens the choice, several options narrow it. `ngograph network export`
    writes a network for tools that draw and measure.
    """
    from ngograph.cli.files import made_whole, opened_whole
    from ngograph.content import find_content
    from ngograph.exporting import Wanted, form_called
    from ngograph.exporting import export as write
    from ngograph.queries import load_catalogue
    from ngograph.release import published

    chosen, release = form_called(form), published(releases)
    if param and not query:
        raise typer.BadParameter("expected the question that it is a parameter of", param_hint="--param")
    if chosen.folder and output == "-":
        raise typer.BadParameter(f"expected a folder for {form}", param_hint="--output")
    wanted = Wanted(tuple(source or ()), classes=tuple(kind or ()))
    if organisation or place or topic or query:
        asked = {"organisation": organisation, "place": place, "topic": topic}
        wanted = _named(release, load_catalogue(find_content(content).queries), wanted, asked, query, param)
    if chosen.folder:
        with made_whole(Path(output)) as folder:
            write(release, wanted, chosen, folder)
    else:
        with opened_whole(output) as file:
            write(release, wanted, chosen, file)


def _named(
    release: Release,
    catalogue: Catalogue,
    wanted: Wanted,
    asked: Mapping[str, Sequence[str] | None],
    query: str | None,
    param: Sequence[str] | None,
) -> Wanted:
    """Return *wanted* with what is *asked* for by name, by the kind of thing, and what a question finds."""
    from ngograph.cli.asking import LazyNames

    names = LazyNames(release.store(), catalogue)
    bodies, places, topics = (
        tuple(names.find(text, kind) for text in texts or ()) for kind, texts in asked.items()
    )
    answer = None if query is None else _answer(release, catalogue, names, query, param or ())
    return replace(wanted, organisations=bodies, places=places, topics=topics, answer=answer)


def _answer(
    release: Release, catalogue: Catalogue, names: LazyNames, query: str, given: Sequence[str]
) -> frozenset[str]:
    """Return the IRIs of ours in the answer to the question called *query*."""
    from pyoxigraph import NamedNode

    from ngograph.queries import bind
    from ngograph.store import select
    from ngograph.vocab import ID

    asked = catalogue.get(query)
    values = dict(pair.partition("=")[::2] for pair in given)
    rows = select(release.store(), asked.text, bind(asked, values, names))
    return frozenset(
        value.value
        for row in rows
        for value in row
        if isinstance(value, NamedNode) and value.value.startswith(ID)
    )
