"""The verb that draws: map."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ngograph.cli.asking import LazyNames
from ngograph.cli.files import write_whole
from ngograph.cli.options import RELEASES, ContentOption, ReleasesOption
from ngograph.content import find_content
from ngograph.errors import DrawingError, MissingFile, UnknownChoice
from ngograph.queries import load_catalogue
from ngograph.release import published

if TYPE_CHECKING:
    from ngograph.content import Content
    from ngograph.network import Selection
    from ngograph.release import Release
    from ngograph.tables import Tables

_ALWAYS = "asserted"
_ONE_MODE = ("projection", "matrix")
_SAID_ELSEWHERE = ("ties", "modalities")
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
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="THING", help="Whom an ego map is about: a name or an IRI."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="svg|png|pdf|html",
            help="The format, if the name of the file does not say.",
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
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Only what may have stood on that day.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help="Only what may have stood on that day or later."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="Only what may have stood on that day or earlier."),
    ] = None,
    dated: Annotated[
        bool, typer.Option("--dated", help="Where a time is asked for, leave out ties without a date.")
    ] = False,
    collapse: Annotated[
        str,
        typer.Option(
            metavar="none|branch", help="branch: delegations, branches and units count as the whole."
        ),
    ] = "none",
    weight: Annotated[
        str,
        typer.Option(
            metavar="newman|count|fractional|jaccard", help="How projection and matrix weigh what is shared."
        ),
    ] = "newman",
    positions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Keep nodes where this file (JSON) has them, and write there where all of them are.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The headline.")] = None,
    dpi: Annotated[int, typer.Option(min=36, max=1200, help="Dots an inch of a PNG.")] = 200,
    seed: Annotated[
        int, typer.Option(min=1, help="Where the layout starts from: another number, another layout.")
    ] = 1,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Draw who takes part in, funds or is party to what, from the published release."""
    from ngograph import network
    from ngograph.tables import Tables

    wanted = _format(output, format)
    if kind not in network.KINDS:
        raise UnknownChoice("kind of map", kind, network.KINDS)
    if output != "-" and not Path(output).parent.is_dir():
        raise MissingFile(Path(output).parent, "a folder to write to")
    modalities = _included(include)
    release = published(releases)
    tables = Tables(release)
    found = network.selection(
        tables,
        ties=("contact", "funding"),
        modalities=modalities,
        as_of=_day(as_of, "--as-of"),
        since=_day(since, "--from"),
        until=_day(until, "--until"),
        undated=not dated,
        collapse=collapse,
    )
    shown = network.named(found, lang)
    node = _node(release, find_content(content), kind, of)
    known = None
    projection = network.project(found.incidence, weight) if kind in _ONE_MODE else None
    if positions is not None:
        known = network.positions(
            shown, seed, kind=kind, node=node, projection=projection, known=_read(positions)
        )
    picture = network.draw(
        shown,
        kind,
        format=wanted,
        title=title,
        caption=[_caption(found, tables, modalities, lang, release)],
        lang=lang,
        kinds=network.words_in(tables, lang),
        seed=seed,
        dpi=dpi,
        positions=known,
        node=node,
        projection=projection,
        amounts=network.amounts_in(tables) if kind == "funding" else None,
        spans=network.spans_in(tables) if kind == "timeline" else None,
        geography=network.geography_in(tables, lang, modalities=modalities) if kind == "geo" else None,
        sources=network.sources_in(tables, shown) if wanted == "html" else None,
    )
    write_whole(output, picture)
    if positions is not None and known is not None:
        write_whole(str(positions), (json.dumps(known, indent=1) + "\n").encode())


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


def _day(text: str | None, option: str) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"expected a day such as 2023-05-17, found {text!r}", param_hint=option
        ) from error


def _node(release: Release, content: Content, kind: str, of: str | None) -> str:
    """Return the IRI of whom the map is about, or nothing."""
    if of is None:
        if kind == "ego":
            raise typer.BadParameter("expected the name or IRI of whom the map is about", param_hint="--of")
        return ""
    return LazyNames(release.store(), load_catalogue(content.queries)).find(of)


def _caption(
    found: Selection, tables: Tables, modalities: frozenset[str], lang: str, release: Release
) -> str:
    from ngograph.network import issues_in, scoped

    asked = {name: text for name, text in found.filters if name not in _SAID_ELSEWHERE}
    days = issues_in(tables, found.ties["sources"].explode().drop_nulls().unique())
    named = f"{release.built:%Y-%m-%d} · {release.digest[:12]}"
    return scoped(modalities, days, lang, filters=asked, release=named)


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
