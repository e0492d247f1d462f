"""The verbs for sources that are files of others: import, imports."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table

from ngograph.cli.bars import bar
from ngograph.cli.options import IMPORTS, ContentOption, ImportsOption, JsonOption
from ngograph.errors import ImportingError, MissingFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.check import Rules
    from ngograph.content import Content
    from ngograph.importing import Wanted
    from ngograph.imports import ImportedSource
    from ngograph.sources.known import Known

_PLACES: Final = ("ifrc-go", "geonames-countries", "countries")
"""The sources of the content that name countries, and how those begin that do so in one language."""
_NAMES: Final = ("countries-", "cldr-territories-")


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to *app*."""
    app.command("import")(import_files)
    app.command("imports")(list_imports)


def import_files(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="The files, each of which becomes a source.")
    ],
    reader: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help="What they are, where that is not to be found out."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="NAME", help="The name of the source; else made from the file's name."
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="What the columns of a table mean: TOML or CSVW."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="What the document is called.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="TAG", help="The language of its names, such as fr.")
    ] = None,
    issued: Annotated[
        dt.datetime | None, typer.Option("--issued", formats=["%Y-%m-%d"], help="The day it bears.")
    ] = None,
    licence: Annotated[
        str | None, typer.Option("--licence", metavar="URL", help="The licence of its data.")
    ] = None,
    origin: Annotated[
        str | None, typer.Option("--from", metavar="URL", help="The package that holds it.")
    ] = None,
    content: ContentOption = None,
    imports: ImportsOption = IMPORTS,
    as_json: JsonOption = False,
) -> None:
    """Import files of others as sources, and say what was read, produced, skipped and why.

    A source of the same name is replaced. `ngograph build` takes the sources into the next release.
    """
    from ngograph.content import find_content
    from ngograph.importing import Wanted, name_of

    if source and len(paths) > 1:
        raise typer.BadParameter("one name is for one file", param_hint="--source")
    if alike := [name for name, count in Counter(map(name_of, paths)).items() if count > 1]:
        raise typer.BadParameter(
            f"several of the files would become the source {alike[0]!r}: import each by itself with --source"
        )
    wanted = Wanted(
        reader, source, title, language, issued.date() if issued else None, licence, origin, mapping
    )
    accounts = list[dict[str, Any]]()
    for account in _imported(paths, imports, find_content(content), wanted):
        accounts.append(account)
        if not as_json:
            _print(account)
    if as_json:
        typer.echo(json.dumps(accounts, ensure_ascii=False, indent=2))
    if failed := len(paths) - len(accounts):
        typer.echo(f"{failed} of {len(paths)} files were not imported", err=True)
        raise typer.Exit(1)


def _imported(paths: list[Path], folder: Path, found: Content, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """Import the files one after the other; yield the accounts of those that could be, tell of the others."""
    from ngograph.content import source_folders
    from ngograph.importing import import_file

    rules, known = _read(found)
    taken = {one.name for one in source_folders(found)}
    for path in paths:
        try:
            with bar(of_bytes=True) as progress:
                made = import_file(path, folder, rules, known, wanted=wanted, taken=taken, progress=progress)
        except (ImportingError, MissingFile) as error:
            if len(paths) == 1:
                raise
            typer.echo(f"error: {error}", err=True)
        else:
            yield made.account


def list_imports(
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="NAME", help="Take away the source of that name.")
    ] = None,
    imports: ImportsOption = IMPORTS,
    as_json: JsonOption = False,
) -> None:
    """List the imported sources with their accounts, or take one away."""
    from ngograph.imports import imported
    from ngograph.imports import remove as take_away

    if remove:
        take_away(imports, remove)
    sources = imported(imports)
    if as_json:
        typer.echo(json.dumps([one.account for one in sources], ensure_ascii=False, indent=2))
        return
    _print_list(sources)


def _read(content: Content) -> tuple[Rules, Known]:
    from ngograph.check import read_rules
    from ngograph.content import source_folders
    from ngograph.sources import read_folder
    from ngograph.sources.known import known

    rules = read_rules(content)
    folders = [
        folder
        for folder in source_folders(content)
        if folder.name in _PLACES or folder.name.startswith(_NAMES)
    ]
    places = [triple for folder in folders for triple in read_folder(folder).triples]
    return rules, known([triple for file in rules.ontology for triple in file.triples], places)


def _print(account: dict[str, Any]) -> None:
    """Print one account as a table."""
    typer.echo(
        f"{account['source']}: {account['file']} read as {account['format']}: {account['read']:,} records, "
        f"{account['produced']:,} produced {account['statements']:,} statements"
    )
    lines = [
        (f"{count:,}", f"{word}: {cause}" if word else cause)
        for word, part in (("skipped", "skipped"), ("note", "notes"), ("settled", "yielded"), ("", "classes"))
        for cause, count in account[part].items()
    ]
    width = max((len(count) for count, _ in lines), default=0)
    for count, text in lines:
        typer.echo(f"  {count:>{width}}  {text}")


def _print_list(sources: list[ImportedSource]) -> None:
    if not sources:
        typer.echo("nothing has been imported: ngograph import FILE")
        return
    table = Table(box=None, pad_edge=False)
    for name in ("source", "format", "read", "produced", "skipped", "statements", "title"):
        table.add_column(
            name, justify="right" if name in ("read", "produced", "skipped", "statements") else "left"
        )
    for one in sources:
        facts = one.account
        table.add_row(
            facts["source"],
            facts["format"],
            f"{facts['read']:,}",
            f"{facts['produced']:,}",
            f"{sum(facts['skipped'].values()):,}",
            f"{facts['statements']:,}",
            facts["title"],
        )
    Console(soft_wrap=True, highlight=False, markup=False).print(table)
