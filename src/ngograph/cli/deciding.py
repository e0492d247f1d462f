"""What the verbs for who is who look up and write: suggestions, bodies by name, and decisions."""

from __future__ import annotations

import datetime as dt
import getpass
from typing import TYPE_CHECKING

import typer

from ngograph.cli.bars import bar
from ngograph.vocab import ID, curie

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Triple

    from ngograph.identity.decisions import Decision, Verdict
    from ngograph.identity.suggesting import Bodies, Suggestion


def decide_on(
    left: str,
    right: str,
    verdict: Verdict,
    reason: str,
    author: str | None,
    content: Path | None,
    releases: Path,
) -> None:
    """Record the *verdict* on two records, each given by IRI or by name."""
    from ngograph.identity.decisions import Decision

    ends = [iri_of(name, releases) for name in (left, right)]
    if ends[0] == ends[1]:
        raise typer.BadParameter(f"expected two records, found {curie(ends[0])} twice")
    kinds = [end.removeprefix(ID).partition("/")[0] for end in ends]
    if kinds[0] != kinds[1]:
        raise typer.BadParameter(f"expected two records of one kind, found {' and '.join(map(curie, ends))}")
    labels = _bodies(releases).labels
    for end in ends:
        if end not in labels and not _is_known(end, releases):
            typer.echo(f"warning: the published release knows nothing of {curie(end)}", err=True)
    decision = Decision(
        left=ends[0],
        right=ends[1],
        verdict=verdict,
        author=author_of(author),
        day=today(),
        reason=reason,
        left_label=labels.get(ends[0], ""),
        right_label=labels.get(ends[1], ""),
    )
    record(content, [decision])


def record(content: Path | None, decisions: list[Decision]) -> None:
    """Add *decisions* to the table in the content, and print them."""
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


def suggested(content: Path | None, releases: Path, least: float, source: str | None) -> list[Suggestion]:
    """Return what may be one in the published release, for bodies of one imported source or of all."""
    from ngograph.content import find_content
    from ngograph.identity.decisions import read, table_in
    from ngograph.identity.joining import decided
    from ngograph.identity.suggesting import bodies, in_content, in_imports, suggest
    from ngograph.release import published
    from ngograph.vocab import source_graph

    release, data = published(releases), find_content(content).data
    graphs = [one["graph"] for one in release.account["sources"]]
    if source and source_graph(source) not in graphs:
        names = ", ".join(sorted(graph.rpartition("/")[2] for graph in graphs))
        raise typer.BadParameter(f"expected the name of a source ({names}), found {source!r}")
    imported = [one["graph"] for one in release.account["sources"] if "import" in one]
    known = bodies(release.store())
    pairs = {one.pair for one in read(table_in(data))} | decided(_judgements(data))
    looked_up = in_imports(known, [source_graph(source)] if source else imported)
    with bar() as progress:
        return suggest(
            known,
            looked_up,
            pairs,
            own=in_content(known, imported),
            least=least,
            told=lambda done, total: progress("comparing", done, total),
        )


def iri_of(name: str, releases: Path) -> str:
    """Return the IRI that *name* is, or of the body that bears it in the published release."""
    from ngograph.names import expand

    return expand(name) or expand(name.removeprefix(ID)) or _named(name, releases)


def _named(name: str, releases: Path) -> str:
    from ngograph.names import index

    known = _bodies(releases)
    return index(one for names in known.names.values() for one in names).find(name)


def _is_known(iri: str, releases: Path) -> bool:
    """Say whether the published release says anything of *iri*, if only what stands for it now."""
    from pyoxigraph import NamedNode

    from ngograph.release import published

    return any(published(releases).store().quads_for_pattern(NamedNode(iri), None, None))


def _bodies(releases: Path) -> Bodies:
    from ngograph.identity.suggesting import bodies
    from ngograph.release import published

    return bodies(published(releases).store())


def decision_on(
    one: Suggestion, verdict: Verdict, author: str, reason: str, *, by_names: bool = False
) -> Decision:
    """Return the decision that a suggestion is to have."""
    from ngograph.identity.decisions import Decision

    return Decision(
        left=one.left,
        right=one.right,
        verdict=verdict,
        author=author,
        day=today(),
        reason=reason,
        left_label=one.left_label,
        right_label=one.right_label,
        score=round(one.score / 100, 4),
        by_names=by_names,
    )


def author_of(named: str | None) -> str:
    """Return who decides: who was *named*, else who is logged in."""
    return named or getpass.getuser()


def today() -> dt.date:
    """Return the day it is, as at Greenwich."""
    return dt.datetime.now(dt.UTC).date()
