"""The verbs for who runs the service: queries running, queries kill."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ngograph.cli.options import RELEASES, JsonOption, ReleasesOption
from ngograph.errors import QueryError


def register(questions: typer.Typer) -> None:
    """Add the verbs of this module to *questions*, those that are about questions."""
    questions.command("running")(list_running)
    questions.command("kill")(kill)


def list_running(releases: ReleasesOption = RELEASES, as_json: JsonOption = False) -> None:
    """List the questions that the services of these releases are working on."""
    from ngograph.store.workers import door

    found = door.running(releases)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for one in found:
        typer.echo(f"{one['id']}  {one['seconds']:.1f} s  {' '.join(one['query'].split())[:200]}")


def kill(
    question: Annotated[
        str, typer.Argument(metavar="ID", help="The question, as `ngograph queries running` names it.")
    ],
    releases: ReleasesOption = RELEASES,
) -> None:
    """End a question that a service of these releases is working on."""
    from ngograph.store.workers import door

    if not door.end(releases, question):
        raise QueryError(f"expected the id of a question that is running, found {question!r}")
    typer.echo(f"ended {question}")
