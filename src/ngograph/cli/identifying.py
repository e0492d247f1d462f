"""The verbs for who is who: identity suggest, review, accept, reject, undo."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import typer

from ngograph.cli.deciding import author_of, decide_on, decision_on, iri_of, record, suggested, today
from ngograph.cli.options import RELEASES, ContentOption, JsonOption, ReleasesOption
from ngograph.vocab import curie

if TYPE_CHECKING:
    from ngograph.identity.decisions import Verdict
    from ngograph.identity.suggesting import Suggestion

LeftArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="ONE", help="An IRI such as id/organisation/icrc, or a name.")
]
RightArgument: TypeAlias = Annotated[str, typer.Argument(metavar="OTHER", help="The same of the other.")]
AuthorOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--author", metavar="NAME", envvar="NGOGRAPH_AUTHOR", help="Who decides; else who is logged in."
    ),
]
ReasonOption: TypeAlias = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why, in words that another person can check.")
]
LeastOption: TypeAlias = Annotated[
    float, typer.Option("--least", min=0, max=100, help="The least score of a suggestion.")
]
SourceOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="Only bodies of that source; else of all imported ones."),
]
_LEAST: Final = 80.0
_KEYS: Final[dict[str, Verdict]] = {"s": "same", "d": "different", "u": "unsure"}


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to *app*."""
    verbs = typer.Typer(no_args_is_help=True, help="Decide which records are one body.")
    verbs.command("suggest")(suggest_pairs)
    verbs.command("review")(review_pairs)
    verbs.command("accept")(accept_pair)
    verbs.command("reject")(reject_pair)
    verbs.command("undo")(undo_decision)
    app.add_typer(verbs, name="identity")


def suggest_pairs(
    least: LeastOption = _LEAST,
    most: Annotated[int, typer.Option("--most", min=1, help="How many at most.")] = 50,
    source: SourceOption = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
    as_json: JsonOption = False,
) -> None:
    """List pairs of bodies that may be one, with what speaks for it; nothing is decided.

    Names propose: bodies that imported sources speak of are compared with all others of a like kind whose
    seat is not in another country.
    """
    found = suggested(content, releases, least, source)
    if as_json:
        typer.echo(json.dumps([_plain(one) for one in found[:most]], ensure_ascii=False, indent=2))
        return
    for one in found[:most]:
        typer.echo(f"{one.score:.0f}{'  safe' if one.safe else ''}  {one.why}")
        for iri, label in _ends(one):
            typer.echo(f"    {curie(iri)}  {label}")
    many = "pair" if len(found) == 1 else "pairs"
    typer.echo(f"{len(found):,} {many} may be one" + (f", {most} are shown" if len(found) > most else ""))


def review_pairs(
    least: LeastOption = _LEAST,
    source: SourceOption = None,
    author: AuthorOption = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
    as_json: JsonOption = False,
) -> None:
    """Walk through the suggestions and decide on each: same, different, unsure, skip or quit.

    Where nobody sits at the keyboard, or with --json, the suggestions are listed as JSON.
    """
    found = suggested(content, releases, least, source)
    if as_json or not sys.stdin.isatty():
        typer.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2))
        return
    for number, one in enumerate(found):
        typer.echo(f"\n{number + 1} of {len(found)}: {one.why}")
        for (iri, label), sources in zip(_ends(one), (one.left_sources, one.right_sources), strict=True):
            typer.echo(f"  {label}\n    {curie(iri)}, in {', '.join(map(curie, sources))}")
        answer = typer.prompt("[s]ame, [d]ifferent, [u]nsure, [n]ext, [q]uit", default="n")[:1].lower()
        if answer == "q":
            return
        if answer in _KEYS:
            reason = typer.prompt("why", default=one.why)
            record(content, [decision_on(one, _KEYS[answer], author_of(author), reason)])


def accept_pair(
    left: Annotated[str | None, typer.Argument(metavar="ONE", help="An IRI or a name.")] = None,
    right: Annotated[str | None, typer.Argument(metavar="OTHER", help="The same of the other.")] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why, in words that can be checked.")
    ] = None,
    safe: Annotated[
        bool, typer.Option("--safe", help="Accept all suggestions that are safe, in place of one pair.")
    ] = False,
    author: AuthorOption = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Decide that two records are one body; the next build joins them.

    A suggestion is safe if the names of each mean the other and no third body, and not by an acronym; a third
    that only other sources speak of may be the same.
    """
    if safe:
        if left or right:
            raise typer.BadParameter("--safe takes no pair")
        found = [one for one in suggested(content, releases, _LEAST, None) if one.safe]
        record(
            content, [decision_on(one, "same", author_of(author), one.why, by_names=True) for one in found]
        )
        return
    if not (left and right and reason):
        raise typer.BadParameter("expected two bodies and --reason, or --safe")
    decide_on(left, right, "same", reason, author, content, releases)


def reject_pair(
    left: LeftArgument,
    right: RightArgument,
    reason: ReasonOption,
    author: AuthorOption = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Decide that two records are two bodies; no code will join them."""
    decide_on(left, right, "different", reason, author, content, releases)


def undo_decision(
    reason: ReasonOption,
    left: Annotated[str | None, typer.Argument(metavar="ONE", help="An IRI or a name.")] = None,
    right: Annotated[str | None, typer.Argument(metavar="OTHER", help="The same of the other.")] = None,
    safe: Annotated[
        bool, typer.Option("--safe", help="Take back all that was accepted by --safe, in place of one pair.")
    ] = False,
    author: AuthorOption = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Take a decision back; it is kept beside the others with who took it back and why."""
    from ngograph.content import find_content
    from ngograph.identity.decisions import read, table_in, withdraw

    if safe == bool(left or right) or bool(left) != bool(right):
        raise typer.BadParameter("expected two bodies, or --safe")
    table = table_in(find_content(content).data)
    if left and right:
        pairs = [frozenset(iri_of(name, releases) for name in (left, right))]
    else:
        pairs = [one.pair for one in read(table) if one.by_names]
    for gone in withdraw(table, pairs, author_of(author), today(), reason):
        typer.echo(
            f"taken back: {curie(gone.left)} and {curie(gone.right)} are {gone.verdict} ({gone.author})"
        )
    if safe:
        typer.echo(f"{len(pairs):,} {'decision' if len(pairs) == 1 else 'decisions'} taken back")


def _plain(one: Suggestion) -> dict[str, Any]:
    return asdict(one) | {"why": one.why}


def _ends(one: Suggestion) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one.left, one.left_label), (one.right, one.right_label)
