"""The command line: one small function a verb, and one table from what went wrong to an exit code.

====  ==============================================================================
code  meaning
====  ==============================================================================
0     done; `check` found nothing that stops a build
1     something in the content, the question, the releases or a file to import has to be
      mended; of several files the others are imported
2     the command itself was wrong: an unknown option or parameter, a value of a wrong type
3     the machine refused: a full disk, no permission, no memory
130   interrupted from the keyboard
====  ==============================================================================
"""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer

from ngograph import __version__
from ngograph.cli import (
    asking,
    building,
    documenting,
    drawing,
    exporting,
    identifying,
    importing,
    networks,
    publishing,
    reading,
    reconciling,
    serving,
    tokens,
)
from ngograph.errors import AmbiguousName, NameNotFound, NgographError, ParameterError, UnknownParameter

_CODES: Final[tuple[tuple[type[BaseException], int], ...]] = (
    (UnknownParameter, 2),
    (ParameterError, 2),
    (NgographError, 1),
    (OSError, 3),
    (MemoryError, 3),
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"ngograph {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and end.")
    ] = False,
) -> None:
    """Who works with whom: build, check, ask, draw and serve a graph of partnerships with its sources."""


def create_app() -> typer.Typer:
    """Return the command line with all its verbs."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)
    app.callback()(_root)
    for verbs in (
        building,
        importing,
        identifying,
        exporting,
        asking,
        reading,
        reconciling,
        drawing,
        networks,
        publishing,
        serving,
        tokens,
        documenting,
    ):
        verbs.register(app)
    return app


def main() -> None:
    """Run the command line of this process, and end with its exit code."""
    try:
        create_app()()
    except (NgographError, OSError, MemoryError) as error:
        sys.exit(_told(error))


def _told(error: BaseException) -> int:
    """Say what went wrong, in one line with the evidence below it, and return the exit code."""
    message, *evidence = _lines(error)
    typer.secho("error: ", fg="red", bold=True, nl=False, err=True)
    typer.echo(message, err=True)
    for line in evidence:
        typer.echo(f"  {line}", err=True)
    return next(code for kind, code in _CODES if isinstance(error, kind))


def _lines(error: BaseException) -> list[str]:
    match error:
        case AmbiguousName():
            candidates = [f"{label} <{iri}>" for iri, label in error.candidates]
            return [f"{error.name!r} may be any of {len(candidates)}:", *candidates]
        case NameNotFound() if error.nearest:
            nearest = [f"{label} <{iri}>" for iri, label in error.nearest]
            return [f"nothing in the graph is called {error.name!r}; nearest:", *nearest]
        case MemoryError():
            return ["the machine has no memory left for this"]
        case _:
            return [" ".join(str(error).split())]
