"""The verbs that analyse: network measures, communities, … one for each analysis there is."""

from __future__ import annotations

import inspect
import json
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final, get_type_hints

import typer
from typer.core import TyperGroup

from ngograph.cli.asking import Format, FormatOption, LazyNames
from ngograph.cli.options import RELEASES, ContentOption, ReleasesOption

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from ngograph.analysis import Analysis, Option, Report
    from ngograph.queries import Names
    from ngograph.release import Release

_FEW: Final = 60
"""Letters up to which all choices stand in the place of an option's value."""


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
        from ngograph.analysis import known_of

        release, names = asked(releases, content)
        _print(analysis.report(known_of(release), _given(analysis.options, told), names), form)

    return _taking(analysis.options, verb)


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
        write_whole(output, exported(known_of(release), _given(OPTIONS, told), names))

    return _taking(OPTIONS, verb)


def asked(releases: Path, content: Path | None) -> tuple[Release, Names]:
    """Return the published release, and what finds things in it by name."""
    from ngograph.content import find_content
    from ngograph.queries import load_catalogue
    from ngograph.release import published

    release = published(releases)
    return release, LazyNames(release.store(), load_catalogue(find_content(content).queries))


def _print(report: Report, form: Format | None) -> None:
    match form or (Format.TABLE if sys.stdout.isatty() else Format.CSV):
        case Format.JSON:
            typer.echo(json.dumps(report.plain(), ensure_ascii=False, indent=2))
        case Format.CSV:
            from ngograph.analysis import write_csv

            write_csv(report, sys.stdout)
        case _:
            from ngograph.cli.reporting import print_report

            print_report(report)


def _taking(options: Sequence[Option], verb: Callable[..., None]) -> Callable[..., None]:
    """Return *verb* with a parameter for each of *options* before its own."""
    told_of = get_type_hints(verb, include_extras=True)
    common = [
        one.replace(annotation=told_of[one.name])
        for one in inspect.signature(verb).parameters.values()
        if one.kind is one.KEYWORD_ONLY
    ]
    own = [_parameter(option) for option in options]
    verb.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
    verb.__annotations__ = {one.name: one.annotation for one in [*own, *common]}
    return verb


def _parameter(option: Option) -> inspect.Parameter:
    """Return the parameter of a verb that takes *option*."""
    shown = " | ".join(option.choices)
    few = bool(option.choices) and len(shown) <= _FEW
    word = option.name if option.needed else option.type
    metavar = shown.replace(" ", "") if few else word.upper()
    said = option.description if few or not option.choices else f"{option.description} One of: {shown}."
    if option.needed:
        return _keyword(option, str, typer.Argument(metavar=metavar, help=said), inspect.Parameter.empty)
    if option.type == "flag":
        switch = typer.Option(f"--{option.name}/--no-{option.name}", help=said)
        return _keyword(option, bool, switch, option.default == "true")
    several = "; several with commas" if option.many and option.type != "thing" else ""
    otherwise = f" Else {option.default}." if option.default else ""
    info = typer.Option(
        f"--{option.name}",
        metavar=metavar,
        help=f"{said.rstrip('.')}{several}.{otherwise}",
        show_default=False,
    )
    return _keyword(option, list[str] | None if option.many else str | None, info, None)


def _keyword(option: Option, kind: Any, info: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(
        option.key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, info]
    )


def _given(options: Sequence[Option], told: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return what was *told* on the command line as texts by the names of *options*."""
    return {option.name: texts(told[option.key]) for option in options}


def texts(told: Any) -> Sequence[str]:
    """Return what was told for one option as texts."""
    if told is None:
        return ()
    if isinstance(told, bool | int):
        return (str(told).lower(),)
    return (told,) if isinstance(told, str) else tuple(told)
