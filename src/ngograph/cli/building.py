"""The verbs that make releases: build, check, releases, rollback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ngograph import release
from ngograph.cli.bars import bar
from ngograph.cli.options import (
    IMPORTS,
    RELEASES,
    ContentOption,
    ImportsOption,
    JsonOption,
    ReleasesOption,
)
from ngograph.content import find_content
from ngograph.errors import NonConforming, NoRelease, ReleaseError
from ngograph.validation import Engine
from ngograph.vocab import curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.check import Checked
    from ngograph.release import Release


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to *app*."""
    app.command("build")(build_release)
    app.command("check")(check_files)
    app.command("releases")(list_releases)
    app.command("rollback")(roll_back)


def build_release(
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
    imports: ImportsOption = IMPORTS,
    discard_written: Annotated[
        bool,
        typer.Option(
            "--discard-written",
            help="Throw away what was written to the published release and does not stand in data/.",
        ),
    ] = False,
) -> None:
    """Build content and imports into a release, and publish it if the shapes find no violation."""
    from ngograph.build import build

    before = _published(releases)
    found = find_content(content)
    try:
        with bar() as progress:
            made = build(found, releases, imports=imports, discard_written=discard_written, progress=progress)
    except NonConforming as error:
        _print_findings([finding.to_dict(Path.cwd()) for finding in error.located], err=True)
        raise
    _warn(made)
    totals = made.account["totals"]
    known = "nothing has changed" if before == made else "published"
    typer.echo(
        f"{made.id}: {known}: {totals['triples']:,} triples from {totals['sources']} sources, "
        f"{sum(totals['relationships'].values()):,} relationships, {totals['derived']:,} derived edges"
    )


def check_files(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE|FOLDER…", help="Turtle files, or folders of them.")
    ],
    content: ContentOption = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say how many nodes each shape looked at.")
    ] = False,
    engine: Annotated[
        Engine,
        typer.Option(help="default is fast; pyshacl is slow and the measure of the other: ask it in doubt."),
    ] = "default",
    as_json: JsonOption = False,
) -> None:
    """Hold files, all together but without anything else of the data, against ontology and shapes."""
    from ngograph.check import check, files_to_check, read_rules

    checked = check(files_to_check(paths), read_rules(find_content(content)), engine)
    if as_json:
        typer.echo(json.dumps(checked.to_dict(), ensure_ascii=False, indent=2))
    else:
        _print_checked(checked, verbose=verbose)
    if checked.looked_at_nothing:
        typer.echo("warning: no shape looked at anything, so this proves nothing", err=True)
    if not checked.report.conforms:
        raise typer.Exit(1)


def list_releases(releases: ReleasesOption = RELEASES, as_json: JsonOption = False) -> None:
    """List the releases, the oldest first; a star marks the one that is published.

    `written` says how many changes were written since the build that it goes back to.
    """
    current = _published(releases)
    rows = [_row(made, made == current) for made in release.listed(releases)]
    if as_json:
        typer.echo(json.dumps(rows, indent=2))
        return
    if not rows:
        raise NoRelease(releases)
    for row in rows:
        typer.echo(
            f"{'*' if row['published'] else ' '} {row['id']}  {row['built']}  {row['sources']:>3} sources  "
            f"{row['triples']:>9,} triples  {row['relationships']:>7,} relationships  "
            f"{row['derived']:>8,} derived{f'  written {times}' if (times := row['written']) else ''}"
        )


def roll_back(
    release_id: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="The release to publish; else the one before the published."),
    ] = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Publish an earlier release again, or a later one by its ID."""
    typer.echo(f"{release.rollback(releases, release_id).id}: published")


def _published(releases: Path) -> Release | None:
    try:
        return release.published(releases)
    except ReleaseError:
        return None


def _row(made: Release, published: bool) -> dict[str, object]:
    account = made.account
    totals = account["totals"]
    return {
        "id": made.id,
        "published": published,
        "built": account["built"],
        "digest": account["digest"],
        "sources": totals["sources"],
        "triples": totals["triples"],
        "relationships": sum(totals["relationships"].values()),
        "derived": totals["derived"],
        "written": len(account.get("written", ())),
    }


def _print_checked(checked: Checked, *, verbose: bool) -> None:
    _print_findings([finding.to_dict(Path.cwd()) for finding in checked.findings], err=False)
    if verbose:
        for shape, count in sorted(checked.report.looked_at.items()):
            typer.echo(f"{curie(shape)}: looked at {count}")
    report = checked.report
    looked = sum(1 for count in report.looked_at.values() if count)
    typer.echo(
        f"{'conforms' if report.conforms else 'does not conform'}: "
        f"{_counted(len(report.violations), 'violation')}, {_counted(len(report.warnings), 'warning')}; "
        f"{looked} of {_counted(len(report.looked_at), 'shape')} had something to look at"
    )


def _print_findings(findings: Iterable[Mapping[str, Any]], *, err: bool) -> None:
    """Print findings, each a line: severity, files, label and node, rule, message."""
    for finding in findings:
        severity = curie(finding["severity"]).removeprefix("sh:").lower()
        files = ", ".join(finding["files"]) or "no file"
        name = f"{finding['label']!r} " if finding["label"] else ""
        rule = curie(finding["shape"])
        typer.echo(
            f"{severity}: {files}: {name}{curie(finding['node'])}: {rule}: {finding['message']}", err=err
        )


def _warn(made: Release) -> None:
    report = made.report
    _print_findings(report["findings"], err=True)
    for notice in made.account.get("notices", ()):
        typer.echo(f"warning: {notice}", err=True)
    for source, rules in report.get("imported", {}).items():
        for rule, count in rules.items():
            typer.echo(f"warning: {source}: {rule}: {_counted(count, 'time')}", err=True)
    for source in made.account["sources"]:
        _print_taken(source)
    for shape, count in report["looked_at"].items():
        if not count:
            typer.echo(f"warning: {curie(shape)} looked at nothing, so that it proved nothing", err=True)


def _print_taken(source: Mapping[str, Any]) -> None:
    """Print what of an imported source did not stand beside the others."""
    for word in ("yielded", "excluded"):
        for cause, count in source.get(word, {}).items():
            typer.echo(f"{word}: {source['name']}: {cause}: {count:,}", err=True)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
