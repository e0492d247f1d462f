"""The verbs that analyse: network measures, communities, … one for each analysis there is."""

from __future__ import annotations

import json
import sys
import warnings
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from ngograph.cli.asking import Format, FormatOption, LazyNames
from ngograph.cli.options import RELEASES, ContentOption, ReleasesOption
from ngograph.cli.telling import given, taking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from ngograph.analysis import Analysis
    from ngograph.queries import Names
    from ngograph.release import Release


class _Analyses(TyperGroup):
    """The verbs of the analyses, which are looked up when they are needed: the others start without them."""

    @cached_property
    def _verbs(self) -> Mapping[str, Any]:
        from ngograph.analysis import ANALYSES

        made = typer.Typer(rich_markup_mode=None)
        for one in ANALYSES.values():
            made.command(one.name, help=one.description)(_verb(one))
        made.command(
            "export", help="Write a network for another tool, such as Gephi, Pajek or a spreadsheet."
        )(_export())
        return typer.main.get_group(made).commands

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the verbs."""
        return [*self._verbs, *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the verb called *cmd_name*."""
        return super().get_command(ctx, cmd_name) or self._verbs.get(cmd_name)


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to *app*."""
    networks = typer.Typer(
        cls=_Analyses,
        no_args_is_help=True,
        rich_markup_mode=None,
        help="Ask the network of partners: who is central, who depends on whom, what would change.",
    )
    app.add_typer(networks, name="network")


def _verb(analysis: Analysis) -> Callable[..., None]:
    """Return the function of a verb: its parameters are the options of *analysis*."""

    def verb(
        *,
        form: FormatOption = None,
        content: ContentOption = None,
        releases: ReleasesOption = RELEASES,
        **told: Any,
    ) -> None:
        from ngograph.analysis import known_of, shown, spoken, write_csv

        release, names = asked(releases, content)
        known, lang = known_of(release), told["lang"] or "en"
        with _forewarned():
            report = analysis.report(known, given(analysis.options, told), names)
        match form or (Format.TABLE if sys.stdout.isatty() else Format.CSV):
            case Format.JSON:
                typer.echo(json.dumps(spoken(report, lang).plain(), ensure_ascii=False, indent=2))
            case Format.CSV:
                write_csv(report, sys.stdout)
            case _:
                from ngograph.cli.reporting import kinds, print_report

                print_report(shown(report, lang, known.labels(lang), kinds(release, lang)), lang)

    return taking(analysis.options, verb)


@contextmanager
def _forewarned() -> Iterator[None]:
    """Tell on standard error, as soon as it is known, that what was asked for takes long."""
    with warnings.catch_warnings():
        warnings.showwarning = lambda message, *_: typer.echo(f"warning: {message}", err=True)
        warnings.simplefilter("always", UserWarning)
        yield


def _export() -> Callable[..., None]:
    """Return the function of the verb that writes a network for another tool."""
    from ngograph.analysis.exporting import OPTIONS, exported

    def verb(
        *,
        output: Annotated[
            str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout.")
        ] = "-",
        content: ContentOption = None,
        releases: ReleasesOption = RELEASES,
        **told: Any,
    ) -> None:
        from ngograph.analysis import known_of
        from ngograph.cli.files import write_whole

        release, names = asked(releases, content)
        write_whole(output, exported(known_of(release), given(OPTIONS, told), names))

    return taking(OPTIONS, verb)


def asked(releases: Path, content: Path | None) -> tuple[Release, Names]:
    """Return the published release, and what finds things in it by name."""
    from ngograph.content import find_content
    from ngograph.queries import load_catalogue
    from ngograph.release import published

    release = published(releases)
    return release, LazyNames(release.store(), load_catalogue(find_content(content).queries))
