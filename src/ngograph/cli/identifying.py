"""The verbs for who is who: identity suggest, review, accept, reject, undo."""

from __future__ import annotations

import datetime as dt
import getpass
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import typer
from rich.console import Console
from rich.table import Table

from ngograph.cli.bars import bar
from ngograph.cli.options import RELEASES, ContentOption, JsonOption, ReleasesOption
from ngograph.vocab import ID, curie

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from ngograph.identity.decisions import Decision, Verdict
    from ngograph.identity.suggesting import Bodies, Suggestion

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
    found = _suggested(content, releases, least, source)
    if as_json:
        typer.echo(json.dumps([_plain(one) for one in found[:most]], ensure_ascii=False, indent=2))
        return
    table = Table(box=None, pad_edge=False)
    for name in ("score", "safe", "one", "other", "why"):
        table.add_column(name, justify="right" if name == "score" else "left", overflow="fold")
    for one in found[:most]:
        left, right = (f"{label}\n{curie(iri)}" for iri, label in _ends(one))
        table.add_row(f"{one.score:.0f}", "yes" if one.safe else "", left, right, one.why)
    if found:
        Console(highlight=False).print(table)
    typer.echo(f"{len(found):,} pairs may be one" + (f", {most} are shown" if len(found) > most else ""))


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
    found = _suggested(content, releases, least, source)
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
            _decide(content, [_decision(one, _KEYS[answer], _author(author), reason)])


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

    A suggestion is safe if the names of each mean the other alone, and not by an acronym.
    """
    if safe:
        if left or right:
            raise typer.BadParameter("--safe takes no pair")
        found = [one for one in _suggested(content, releases, _LEAST, None) if one.safe]
        _decide(content, [_decision(one, "same", _author(author), one.why, by_names=True) for one in found])
        return
    if not (left and right and reason):
        raise typer.BadParameter("expected two bodies and --reason, or --safe")
    _decide_on(left, right, "same", reason, author, content, releases)


def reject_pair(
    left: LeftArgument,
    right: RightArgument,
    reason: ReasonOption,
    author: AuthorOption = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Decide that two records are two bodies; no code will join them."""
    _decide_on(left, right, "different", reason, author, content, releases)


def undo_decision(
    left: LeftArgument,
    right: RightArgument,
    reason: ReasonOption,
    author: AuthorOption = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Take a decision back; it is kept beside the others with who took it back and why."""
    from ngograph.content import find_content
    from ngograph.identity.decisions import table_in, withdraw

    pair = frozenset(_iri(name, releases) for name in (left, right))
    table = table_in(find_content(content).data)
    gone = withdraw(table, pair, _author(author), _today(), reason)
    typer.echo(f"taken back: {curie(gone.left)} and {curie(gone.right)} are {gone.verdict} ({gone.author})")


def _decide_on(
    left: str,
    right: str,
    verdict: Verdict,
    reason: str,
    author: str | None,
    content: Path | None,
    releases: Path,
) -> None:
    from ngograph.identity.decisions import Decision

    ends = [_iri(name, releases) for name in (left, right)]
    if ends[0] == ends[1]:
        raise typer.BadParameter(f"expected two records, found {curie(ends[0])} twice")
    labels = _bodies(releases).labels
    decision = Decision(
        left=ends[0],
        right=ends[1],
        verdict=verdict,
        author=_author(author),
        day=_today(),
        reason=reason,
        left_label=labels.get(ends[0], ""),
        right_label=labels.get(ends[1], ""),
    )
    _decide(content, [decision])


def _decide(content: Path | None, decisions: list[Decision]) -> None:
    from ngograph.content import find_content
    from ngograph.identity.decisions import decide, table_in

    data = find_content(content).data
    decide(table_in(data), decisions, _judgements(data))
    for one in decisions:
        names = [one.left_label or curie(one.left), one.right_label or curie(one.right)]
        typer.echo(f"{one.verdict}: {' | '.join(names)}")
    many = "decision" if len(decisions) == 1 else "decisions"
    typer.echo(f"{len(decisions):,} {many} in {table_in(data)}: `ngograph build` goes by them")


def _judgements(data: Path) -> list[Triple]:
    """Return what is stated in Turtle beside the table."""
    from ngograph.content import turtle_files
    from ngograph.identity.decisions import table_in
    from ngograph.sources import read_turtle

    folder = table_in(data).parent
    return [t for path in (turtle_files(folder) if folder.is_dir() else ()) for t in read_turtle(path)]


def _suggested(content: Path | None, releases: Path, least: float, source: str | None) -> list[Suggestion]:
    from ngograph.content import find_content
    from ngograph.identity.decisions import read, table_in
    from ngograph.identity.joining import decided
    from ngograph.identity.suggesting import bodies, in_imports, suggest
    from ngograph.release import published
    from ngograph.vocab import source_graph

    release, data = published(releases), find_content(content).data
    imported = [one["graph"] for one in release.account["sources"] if "import" in one]
    known = bodies(release.store())
    pairs = {one.pair for one in read(table_in(data))} | decided(_judgements(data))
    looked_up = in_imports(known, [source_graph(source)] if source else imported)
    with bar() as progress:
        return suggest(
            known, looked_up, pairs, least=least, told=lambda done, total: progress("comparing", done, total)
        )


def _iri(name: str, releases: Path) -> str:
    from ngograph.names import expand

    return expand(name) or expand(name.removeprefix(ID)) or _named(name, releases)


def _named(name: str, releases: Path) -> str:
    from ngograph.names import index

    known = _bodies(releases)
    return index(one for names in known.names.values() for one in names).find(name)


def _bodies(releases: Path) -> Bodies:
    from ngograph.identity.suggesting import bodies
    from ngograph.release import published

    return bodies(published(releases).store())


def _decision(
    one: Suggestion, verdict: Verdict, author: str, reason: str, *, by_names: bool = False
) -> Decision:
    from ngograph.identity.decisions import Decision

    return Decision(
        left=one.left,
        right=one.right,
        verdict=verdict,
        author=author,
        day=_today(),
        reason=reason,
        left_label=one.left_label,
        right_label=one.right_label,
        score=round(one.score / 100, 4),
        by_names=by_names,
    )


def _plain(one: Suggestion) -> dict[str, Any]:
    return asdict(one) | {"why": one.why}


def _ends(one: Suggestion) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one.left, one.left_label), (one.right, one.right_label)


def _author(named: str | None) -> str:
    return named or getpass.getuser()


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
