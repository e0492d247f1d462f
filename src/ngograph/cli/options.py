"""Options that several verbs have, said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

ContentOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--content",
        metavar="DIR",
        envvar="NGOGRAPH_CONTENT",
        help="The folder that holds ontology/, shapes/, queries/ and data/. Else the working directory or "
        "the nearest folder above it that does, else the content that comes with the package.",
        show_default=False,
    ),
]

ReleasesOption: TypeAlias = Annotated[
    Path,
    typer.Option("--releases", metavar="DIR", envvar="NGOGRAPH_RELEASES", help="The folder of the releases."),
]

ImportsOption: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--imports", metavar="DIR", envvar="NGOGRAPH_IMPORTS", help="The folder of the imported sources."
    ),
]

JsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="Answer as JSON, for a script.")]

RELEASES = Path("releases")
"""Where releases are if nobody says otherwise."""

IMPORTS = Path("imports")
"""Where imported sources are if nobody says otherwise."""
