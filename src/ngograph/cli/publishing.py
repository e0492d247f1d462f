"""The verb that hands a release on to another store: publish."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ngograph.cli.options import RELEASES, ReleasesOption

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Triple

    from ngograph.release import Release
    from ngograph.store.remote import Access
    from ngograph.store.remote.loading import Load
    from ngograph.web import Settings


def register(app: typer.Typer) -> None:
    """Add the verb of this module to *app*."""
    app.command("publish")(publish)


def publish(
    to: Annotated[str, typer.Option("--to", metavar="URL", help="Where the store answers SPARQL queries.")],
    graph_store: Annotated[
        str | None,
        typer.Option(
            "--graph-store",
            metavar="URL",
            help="Where it takes graphs (Graph Store Protocol), if that is not where such stores usually do.",
            show_default=False,
        ),
    ] = None,
    release: Annotated[
        str | None,
        typer.Option("--release", metavar="ID", help="The release; else the one that is published."),
    ] = None,
    union: Annotated[
        Literal["auto", "default", "graph", "own"],
        typer.Option(
            help="Where the merged triples go; own: the store's default graph is their union by itself."
        ),
    ] = "auto",
    force: Annotated[
        bool, typer.Option("--force", help="Load it even if the store holds it already.")
    ] = False,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Load a release into another store, for `ngograph serve --store`. Settings: see docs/engines.md."""
    from ngograph.cli.bars import bar
    from ngograph.errors import StoreUnfinished
    from ngograph.store.remote import stated
    from ngograph.store.remote.loading import load
    from ngograph.web import settings

    chosen = settings()
    made, access = _chosen(releases, release), access_to(to, chosen)
    try:
        held = stated(access)
    except StoreUnfinished:
        held = None
    if held is not None and held.digest == made.digest and held.id == made.id and not force:
        typer.echo(f"{made.id}: {access.url} holds it already")
        return
    what = loading(made)
    patient = replace(access, silence=chosen.store_load_seconds)
    with bar() as step:
        load(patient, what, graph_store, union, step)
    typer.echo(f"{made.id}: published to {access.url}: {len(what.graphs)} graphs")


def access_to(url: str, chosen: Settings) -> Access:
    """Return the access to the store at *url*, with what the settings say of it.

    Raises:
        StoreError: it is no address of the web.
    """
    from ngograph.store.remote.access import access

    return access(
        url,
        user=chosen.store_user,
        password=chosen.store_password,
        token=chosen.store_token,
        connect=chosen.store_connect_seconds,
        silence=chosen.store_read_seconds,
        tries=chosen.store_tries,
    )


def _chosen(releases: Path, release_id: str | None) -> Release:
    from ngograph.release import named, published

    return published(releases) if release_id is None else named(releases, release_id)


def loading(made: Release) -> Load:
    """Return what is to be loaded of the release *made*."""
    from pyoxigraph import DefaultGraph, NamedNode

    from ngograph.store.remote.loading import Load

    store = made.store()

    def triples(graph: str | None) -> Iterator[Triple]:
        name = DefaultGraph() if graph is None else NamedNode(graph)
        return (quad.triple for quad in store.quads_for_pattern(None, None, None, name))

    graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return Load(made.id, made.built, made.digest, tuple(graphs), triples)
