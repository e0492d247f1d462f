"""The verb that draws: map."""

from __future__ import annotations

import os
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pyoxigraph import Literal

from ngograph.cli.options import RELEASES, ContentOption, ReleasesOption
from ngograph.content import find_content
from ngograph.errors import DrawingError, MissingFile
from ngograph.queries import load_query
from ngograph.release import published
from ngograph.store import select

if TYPE_CHECKING:
    from ngograph.content import Content
    from ngograph.release import Release

    Rows = list[dict[str, str | None]]

_ALWAYS = "asserted"
_MODALITIES = ("planned", "implied", "reported")


class Lang(StrEnum):
    """The languages that maps are lettered in."""

    en = "en"
    bs = "bs"
    ru = "ru"


def register(app: typer.Typer) -> None:
    """Add the verb of this module to *app*."""
    app.command("map")(draw_map)


def draw_map(
    *,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to write: .svg, .png or .pdf; - is stdout."
        ),
    ],
    format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="svg|png|pdf", help="The format, if the name of the file does not say."
        ),
    ] = None,
    lang: Annotated[
        Lang, typer.Option("--lang", help="The language of names and legend; names fall back to English.")
    ] = Lang.en,
    include: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            help=f"Beside what is asserted, draw also: {', '.join(_MODALITIES)} (comma-separated).",
        ),
    ] = "",
    title: Annotated[str | None, typer.Option(help="The headline.")] = None,
    dpi: Annotated[int, typer.Option(min=36, max=1200, help="Dots an inch of a PNG.")] = 200,
    seed: Annotated[
        int, typer.Option(min=1, help="Where the layout starts from: another number, another layout.")
    ] = 1,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Draw who takes part in, funds or is party to what, from the published release."""
    from ngograph.network import draw, scope, two_mode

    kind = _format(output, format)
    if output != "-" and not Path(output).parent.is_dir():
        raise MissingFile(Path(output).parent, "a folder to write to")
    modalities = _included(include)
    release = published(releases)
    rows = _rows(release, find_content(content), lang)
    network = two_mode(rows, modalities=modalities)
    if not network.ties:
        wanted = ", ".join(sorted(modalities))
        raise DrawingError(
            f"expected ties that are {wanted}, found none among the {len(rows)} of the release"
        )
    picture = draw(
        network,
        format=kind,
        title=title,
        caption=[scope(rows, modalities, lang, release=f"{release.built:%Y-%m-%d} · {release.digest[:12]}")],
        lang=lang,
        seed=seed,
        dpi=dpi,
    )
    _write(output, picture)


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


def _included(include: str) -> frozenset[str]:
    wanted = [word.strip() for word in include.split(",") if word.strip()]
    if unknown := [word for word in wanted if word not in (*_MODALITIES, _ALWAYS)]:
        raise typer.BadParameter(
            f"expected any of {', '.join(_MODALITIES)}, found {', '.join(unknown)}", param_hint="--include"
        )
    return frozenset({_ALWAYS, *wanted})


def _rows(release: Release, content: Content, lang: str) -> Rows:
    ties = load_query(content.queries / "tables" / "ties.rq")
    solutions = select(release.store(), ties.text, {"lang": Literal(lang)})
    columns = [variable.value for variable in solutions.variables]
    return [
        {column: getattr(solution[column], "value", None) for column in columns} for solution in solutions
    ]


def _write(output: str, picture: bytes) -> None:
    """Write the whole picture or nothing: beside its place first, then moved there in one step."""
    if output == "-":
        sys.stdout.buffer.write(picture)
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(picture)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
