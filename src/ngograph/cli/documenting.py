"""The verb that writes the references: of the ontology, and of analyses and measures."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ngograph.cli.options import ContentOption


class Subject(StrEnum):
    """What a reference is of."""

    ontology = "ontology"
    measures = "measures"


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to *app*."""
    app.command("reference")(write_reference)


def write_reference(
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write it here; else it is printed.", show_default=False
        ),
    ] = None,
    of: Annotated[Subject, typer.Option("--of", help="What the reference is of.")] = Subject.ontology,
    content: ContentOption = None,
) -> None:
    """Write the reference of the ontology, or of analyses and measures, made from themselves, as Markdown."""
    if of is Subject.measures:
        from ngograph.analysis import page

        text = page()
    else:
        from ngograph.content import find_content, turtle_files
        from ngograph.reference import reference
        from ngograph.sources.turtle import read_turtle

        files = turtle_files(find_content(content).ontology)
        text = reference(triple for file in files for triple in read_turtle(file))
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
