"""The verb that finds out what the rows of a table mean: reconcile."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Final

import typer

from ngograph.cli.bars import bar
from ngograph.cli.files import opened_whole
from ngograph.cli.options import RELEASES, ContentOption, JsonOption, ReleasesOption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyoxigraph import Store

    from ngograph.reconciling import Entities, Match

    Found = tuple[Match, ...]

_ADDED: Final = ("iri", "label", "score", "match", "next_iri", "next_label", "next_score")
_APART: Final = "ngograph_"
_REMEMBERED: Final = 1 << 16


class Kind(StrEnum):
    """What sort of thing the names are of."""

    ORGANISATION = "organisation"
    PERSON = "person"
    PLACE = "place"
    ACTIVITY = "activity"


def register(app: typer.Typer) -> None:
    """Add the verb of this module to *app*."""
    app.command("reconcile")(reconcile)


def reconcile(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table: CSV, a workbook, or JSON with rows.")
    ],
    column: Annotated[
        str, typer.Option("--column", "-c", metavar="NAME", help="The column that holds the names.")
    ],
    kind: Annotated[Kind | None, typer.Option("--kind", help="What the names are of; else anything.")] = None,
    country: Annotated[
        str | None,
        typer.Option("--country", metavar="COLUMN", help="The column with the country, by name or code."),
    ] = None,
    identifier: Annotated[
        str | None,
        typer.Option("--identifier", metavar="COLUMN", help="The column with a code of a register."),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where the table goes, as CSV; - prints it.")
    ] = "-",
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
    as_json: JsonOption = False,
) -> None:
    """Find which things of the published release the rows of a table mean, without a service.

    The table comes back with columns added: the IRI and the name of the likeliest thing, its score from 0 to
    100, whether it may be taken without asking (match), and the next likeliest.
    """
    from ngograph.content import find_content
    from ngograph.queries import load_catalogue
    from ngograph.reconciling.tables import table
    from ngograph.release import published

    wanted = (column, *filter(None, (country, identifier)))
    given = table(path, wanted)
    store = published(releases).store()
    names = load_catalogue(find_content(content).queries).get("names-of-thing").text
    outcomes: Counter[str] = Counter()
    with bar(of_rows=True) as progress, _text(output) as file:
        asking = _asking(_entities(store, names), kind, by_country=bool(country))
        rows = csv.writer(file, lineterminator="\n")
        rows.writerows(given.above)
        rows.writerow([*given.columns, *_titles(given.columns)])
        for done, cells in enumerate(given.rows(), start=1):
            told = tuple(cells[place].strip() for place in given.wanted)
            found = asking(told) if any(told) else ()
            outcomes[_outcome(told, found)] += 1
            rows.writerow([*cells, *_cells(found)])
            progress("reconciling", done, given.count)
    _say(outcomes, as_json=as_json)


@contextmanager
def _text(output: str) -> Iterator[IO[str]]:
    """Give a file for text, which takes the place of *output* when all has been written; - is printed."""
    if output == "-":
        yield sys.stdout
        return
    with opened_whole(output) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        try:
            yield text
        finally:
            text.detach()


def _entities(store: Store, names: str) -> Entities:
    """Return the things of *store*, whose names the query *names* asks for."""
    from ngograph import tabular
    from ngograph.reconciling import QUESTIONS, read
    from ngograph.reconciling.reading import text_of
    from ngograph.store import select

    texts = (names, *(text_of(question) for question in QUESTIONS))
    return read(*(tabular.rows(select(store, text)).records() for text in texts))


def _asking(entities: Entities, kind: Kind | None, *, by_country: bool) -> Callable[[tuple[str, ...]], Found]:
    """Return what finds the things that a row means by its name and, after it, country and identifier.

    Rows that say the same are looked up once, as long as not too many others come between.
    """
    from ngograph.reconciling import Asked, Condition, answer

    types = (kind.value.capitalize(),) if kind else ()
    properties = ("country", "identifier") if by_country else ("identifier",)

    @lru_cache(_REMEMBERED)
    def asked(told: tuple[str, ...]) -> Found:
        text, *others = told
        conditions = tuple(
            Condition(name, (value,)) for name, value in zip(properties, others, strict=False) if value
        )
        return answer(entities, Asked(text, types, "any", conditions, most=2))

    return asked


def _titles(columns: Sequence[str]) -> list[str]:
    """Return the names of the columns that are added, told apart from those that are there."""
    return [f"{_APART}{name}" if name in columns else name for name in _ADDED]


def _cells(found: Found) -> list[str]:
    """Return what the added columns say."""
    cells: list[str] = []
    for at, match in enumerate(found[:2]):
        label, _ = match.entity.label(("en",))
        sure = [str(match.certain).lower()] if at == 0 else []
        cells += [match.entity.iri, label, f"{match.score:g}", *sure]
    return cells + [""] * (len(_ADDED) - len(cells))


def _outcome(told: tuple[str, ...], found: Found) -> str:
    if not any(told):
        return "empty"
    return "none" if not found else "matched" if found[0].certain else "unsure"


def _say(outcomes: Counter[str], *, as_json: bool) -> None:
    """Say beside the table how many rows came to what."""
    counts = {name: outcomes[name] for name in ("matched", "unsure", "none", "empty")}
    if as_json:
        typer.echo(json.dumps({"rows": outcomes.total(), **counts}), err=True)
        return
    said = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count or name != "empty")
    typer.echo(f"{outcomes.total():,} rows: {said}", err=True)
