"""The verb that turns a document into a source folder: read."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ngograph.cli.options import JsonOption
from ngograph.sources import read_folder
from ngograph.sources.readers import READERS, read
from ngograph.sources.register import register as register_of
from ngograph.sources.writing import write

if TYPE_CHECKING:
    from ngograph.sources.reading import Account


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to *app*."""
    app.command("read")(read_document)


def _reader(name: str) -> str:
    if name not in READERS:
        raise typer.BadParameter(f"expected one of {', '.join(READERS)}, found {name!r}")
    return name


def read_document(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The document.")],
    reader: Annotated[
        str, typer.Option("--as", metavar="NAME", callback=_reader, help=f"What it is: {', '.join(READERS)}.")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", help="The folder of the source; its name names the graph."
        ),
    ],
    origin: Annotated[
        str | None,
        typer.Option("--from", metavar="URL", help="The package or revision that holds the document."),
    ] = None,
    issued: Annotated[
        dt.datetime | None, typer.Option("--issued", formats=["%Y-%m-%d"], help="The day of that revision.")
    ] = None,
    known: Annotated[
        Path | None,
        typer.Option(
            "--register",
            metavar="DIR",
            help="The source that names countries and societies; else ifrc-go beside the output.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read a document into a folder of Turtle files, and say what was read, produced and skipped."""
    folder = known or output.resolve().parent / "ifrc-go"
    needed = READERS[reader].needs_register
    societies = register_of(read_folder(folder).triples) if needed else None
    day = issued.date() if issued else None
    reading = read(path, reader, output.resolve().name, societies, origin=origin, issued=day)
    files = write(reading, output)
    if as_json:
        typer.echo(json.dumps(_facts(reading.account, files), ensure_ascii=False, indent=2))
        return
    account = reading.account
    typer.echo(
        f"{output}: {len(reading.triples):,} triples in {len(files)} files; "
        f"{account.read:,} records read, {account.produced:,} produced statements"
    )
    for cause, count in account.skipped:
        typer.echo(f"  {count:>8,} skipped: {cause}")


def _facts(account: Account, files: tuple[Path, ...]) -> dict[str, object]:
    return {
        "read": account.read,
        "produced": account.produced,
        "skipped": dict(account.skipped),
        "files": [str(file) for file in files],
    }
