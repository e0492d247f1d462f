"""The verb that draws: map."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ngograph.cli.files import write_whole
from ngograph.cli.networks import asked, texts
from ngograph.cli.options import RELEASES, ContentOption, ReleasesOption
from ngograph.errors import DrawingError, MissingFile, UnknownChoice


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
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="svg|png|pdf|html",
            help="The format, if the name of the file does not say.",
        ),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="THING", help="Whom an ego map is about: a name or an IRI."),
    ] = None,
    lang: Annotated[
        Lang, typer.Option("--lang", help="The language of names and legend; names fall back to English.")
    ] = Lang.en,
    ties: Annotated[
        list[str] | None,
        typer.Option(
            "--ties",
            metavar="LIST",
            help="By what bodies are tied: partnership, contact, funding, presence; several with commas. "
            "Else contact,funding.",
        ),
    ] = None,
    modality: Annotated[
        list[str] | None,
        typer.Option(
            "--modality",
            metavar="LIST",
            help="How the sources put it: asserted, planned, implied, reported; several with commas. Else "
            "asserted.",
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Only what may have stood on that day.")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help="Only what may have stood on that day or later."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="Only what may have stood on that day or earlier."),
    ] = None,
    undated: Annotated[
        bool,
        typer.Option(
            "--undated/--no-undated", help="Whether ties without a date stay where a time is asked."
        ),
    ] = True,
    place: Annotated[
        list[str] | None,
        typer.Option("--place", metavar="THING", help="Only what is there, or in a place within it."),
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="THING", help="Only what is about it, or about a narrower topic."),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="THING", help="Only what that document says.")
    ] = None,
    collapse: Annotated[
        str | None,
        typer.Option(
            metavar="none|branch", help="branch: delegations, branches and units count as the whole."
        ),
    ] = None,
    weight: Annotated[
        str | None,
        typer.Option(
            metavar="newman|count|fractional|jaccard", help="How projection and matrix weigh what is shared."
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
    dpi: Annotated[
        int | None, typer.Option(min=36, max=1200, help="Dots an inch of a PNG; else 200.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=1, help="Where the layout starts from: another number, another layout.")
    ] = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Draw who takes part in, funds or is party to what, from the published release."""
    from ngograph import network
    from ngograph.analysis import known_of
    from ngograph.analysis.mapping import mapped

    wanted = _format(output, format)
    if kind not in network.KINDS:
        raise UnknownChoice("kind of map", kind, network.KINDS)
    if output != "-" and not Path(output).parent.is_dir():
        raise MissingFile(Path(output).parent, "a folder to write to")
    release, names = asked(releases, content)
    told = {
        "of": of,
        "lang": lang.value,
        "ties": ties,
        "modality": modality,
        "as-of": as_of,
        "from": from_,
        "until": until,
        "undated": undated,
        "place": place,
        "topic": topic,
        "source": source,
        "collapse": collapse,
        "weight": weight,
        "dpi": dpi,
        "seed": seed,
    }
    given = {name: texts(value) for name, value in told.items()}
    keep = None if positions is None else _read(positions)
    drawn = mapped(known_of(release), kind, wanted, given, names, title=title, keep=keep)
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
