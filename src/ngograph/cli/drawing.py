"""The verb that draws: map."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from ngograph.cli.files import write_whole
from ngograph.cli.networks import asked
from ngograph.cli.options import RELEASES, ContentOption, ReleasesOption
from ngograph.cli.telling import given, taking
from ngograph.errors import DrawingError, MissingFile, UnknownChoice


class _Map(TyperCommand):
    """The verb, whose options are those of maps: they are looked up when they are needed."""

    @cached_property
    def _whole(self) -> Any:
        from ngograph.analysis.mapping import OPTIONS

        made = typer.Typer(rich_markup_mode=None, add_completion=False)
        made.command(self.name)(taking(OPTIONS, draw_map, first=False))
        return typer.main.get_command(made)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return all that it can be told."""
        found: list[Any] = self._whole.get_params(ctx)
        return found

    def invoke(self, ctx: Any) -> Any:
        """Draw."""
        return self._whole.invoke(ctx)


def register(app: typer.Typer) -> None:
    """Add the verb of this module to *app*."""

    def verb() -> None:
        """Draw who takes part in, funds or is party to what, from the published release."""

    app.command("map", cls=_Map)(verb)


def draw_map(
    *,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to write: .svg, .png, .pdf or .html; - is stdout.",
        ),
    ],
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            "-k",
            metavar="KIND",
            help="two-mode: who takes part in what; ego: what one takes part in, and who else does; funding: "
            "donor to project to organisation; projection: who shares something with whom; matrix: the same "
            "as a table, for many; timeline: what was when; geo: who and what is where.",
        ),
    ] = "two-mode",
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="svg|png|pdf|html",
            help="The format, if the name of the file does not say.",
        ),
    ] = None,
    positions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Keep nodes where this file (JSON) has them, and write there where all of them are.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The headline.")] = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
    **told: Any,
) -> None:
    """Draw a map of *kind* into the file *output*; *told* are options of maps, by their keys."""
    from ngograph import network
    from ngograph.analysis import known_of
    from ngograph.analysis.mapping import OPTIONS, mapped

    wanted = _format(output, form)
    if kind not in network.KINDS:
        raise UnknownChoice("kind of map", kind, network.KINDS)
    if output != "-" and not Path(output).parent.is_dir():
        raise MissingFile(Path(output).parent, "a folder to write to")
    release, names = asked(releases, content)
    keep = None if positions is None else _read(positions)
    drawn = mapped(known_of(release), kind, wanted, given(OPTIONS, told), names, title=title, keep=keep)
    write_whole(output, drawn.picture)
    if positions is not None:
        write_whole(str(positions), (json.dumps(drawn.positions, indent=1) + "\n").encode())


def _format(output: str, said: str | None) -> str:
    from ngograph.network import FORMATS

    found = said or Path(output).suffix.removeprefix(".").lower()
    if found in FORMATS:
        return found
    known = ", ".join(FORMATS)
    if not found:
        raise DrawingError(
            f"{output}: expected a name that ends in one of {known}, or --format, found neither"
        )
    raise DrawingError(f"expected a format that maps are drawn in ({known}), found {found!r}")


def _read(file: Path) -> dict[str, tuple[float, float]]:
    """Return the positions in *file*; none if there is no such file yet."""
    if not file.exists():
        return {}
    try:
        return {str(iri): (float(x), float(y)) for iri, (x, y) in json.loads(file.read_bytes()).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise DrawingError(
            f"{file}: expected a JSON object of IRIs, each with its [x, y], found something else: {error}"
        ) from error
