"""The verbs for who may write over HTTP: tokens add, list, remove."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ngograph.cli.options import RELEASES, JsonOption, ReleasesOption

if TYPE_CHECKING:
    from ngograph.web import Settings


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to *app*."""
    verbs = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    verbs.command("add")(add)
    verbs.command("list")(list_tokens)
    verbs.command("remove")(remove)
    app.add_typer(verbs, name="tokens", help="Say who may write to a service that runs with --writable.")


def file_of(settings: Settings, releases: Path) -> Path:
    """Return the file of the tokens: the one that is set, else one in the folder of the releases."""
    return Path(settings.tokens) if settings.tokens else releases / ".tokens.json"


def add(
    name: Annotated[str, typer.Argument(help="Whose it is: written down with every change made with it.")],
    scope: Annotated[
        list[str],
        typer.Option(
            metavar="SCOPE",
            help="What it is for: write, or write:IRI for one graph, or write:IRI* for all that begin so. "
            "The IRI may be given from our root on: write:graph/NAME. May be given again.",
        ),
    ],
    releases: ReleasesOption = RELEASES,
) -> None:
    """Make a token and print it, once: only its digest is kept."""
    from ngograph import tokens

    typer.echo(tokens.add(_file(releases), name, scope))
    typer.echo("this is shown once: whoever has it may write, as Authorization: Bearer TOKEN", err=True)


def list_tokens(releases: ReleasesOption = RELEASES, as_json: JsonOption = False) -> None:
    """List the tokens: name, moment of making, scopes."""
    from ngograph import tokens

    known = tokens.listed(_file(releases))
    if as_json:
        rows = [{"name": one.name, "created": one.created, "scopes": one.scopes} for one in known]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in known:
        typer.echo(f"{one.name}  {one.created}  {' '.join(one.scopes)}")


def remove(
    name: Annotated[str, typer.Argument(help="The token, as `ngograph tokens list` names it.")],
    releases: ReleasesOption = RELEASES,
) -> None:
    """Take a token away: it is not known from now on, by running services neither."""
    from ngograph import tokens

    tokens.remove(_file(releases), name)
    typer.echo(f"removed {name}")


def _file(releases: Path) -> Path:
    from ngograph.web.settings import settings

    return file_of(settings(), releases)
