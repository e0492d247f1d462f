"""The verbs that ask: queries, ask, query, explain, span."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, RdfFormat, serialize
from rich.console import Console
from typer.core import TyperGroup

from ngograph import tabular
from ngograph.cli import operating, showing
from ngograph.cli.options import RELEASES, ContentOption, JsonOption, ReleasesOption
from ngograph.cli.saying import Language, Said
from ngograph.content import find_content
from ngograph.errors import EvidenceError, MissingFile, NameNotFound
from ngograph.explain import explain
from ngograph.queries import Catalogue, Query, bind, load_catalogue
from ngograph.release import published
from ngograph.store import query as answer
from ngograph.store import select
from ngograph.vocab import PREFIXES
from ngograph.words import SourceFolder, read_text, spans

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ngograph.names import NameIndex
    from ngograph.queries import Term

_NAMES = "names-of-thing"
_QUERY = re.compile(r"(?=.*[{<]).*\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE | re.DOTALL)
"""What a query has in it, and the name of no file."""


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        help="How the rows are printed; else a table on a terminal and CSV anywhere else.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to *app*."""
    questions = typer.Typer(
        cls=_ListUnlessTold,
        help="List the questions that can be asked; see and end those that the service is working on.",
    )
    questions.command(_ListUnlessTold.default)(list_queries)
    operating.register(questions)
    app.add_typer(questions, name="queries")
    app.command("ask", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(ask)
    app.command("query")(run_query)
    app.command("explain")(explain_thing)
    app.command("span")(find_span)


class _ListUnlessTold(TyperGroup):
    """The verbs about questions; where none is named, `list` is meant, as in `queries NAME`."""

    default = "list"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Name the first verb where no other is."""
        told = bool(args) and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if told else [self.default, *args])


def list_queries(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Show this one, with its parameters.")
    ] = None,
    tag: Annotated[
        str | None, typer.Option("--tag", "-t", metavar="TAG", help="Only those with this tag.")
    ] = None,
    content: ContentOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the questions that can be asked, or show one with its parameters, columns and an example."""
    catalogue = load_catalogue(find_content(content).queries)
    if name is not None:
        query = catalogue.get(name)
        _print_json(showing.of_query(query)) if as_json else showing.print_query(_console(), query)
        return
    chosen = catalogue if tag is None else catalogue.tagged(tag)
    if as_json:
        _print_json([showing.of_query(query) for query in chosen])
    else:
        showing.print_catalogue(_console(), chosen, catalogue.tags)


def ask(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The question; `ngograph queries` lists them.")],
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter; --NAME VALUE does the same."),
    ] = None,
    lang: Annotated[
        Language, typer.Option("--lang", help="The language of a table; names that it lacks are in English.")
    ] = Language.EN,
    form: FormatOption = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Ask a question of the catalogue; give a thing by name (any language or script), acronym or IRI."""
    catalogue = load_catalogue(find_content(content).queries)
    query = catalogue.get(name)
    given = _parameters(query, context.args, param or [])
    store = published(releases).store()
    index = LazyNames(store, catalogue)
    bindings = bind(query, given, index)
    rows = tabular.rows(select(store, query.text, bindings))
    said = Said(lang, catalogue.sentences)
    if _wanted(form) is Format.TABLE:
        values = {
            name: _label(term, said, store) or index.label(term.value) for name, term in bindings.items()
        }
        showing.print_rows(_console(), said.labelled(rows, store), said.title(query), values, said)
    else:
        _print_rows(rows, form)


def run_query(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|QUERY|-", help="A file with a SPARQL query, the query, or - for standard input."
        ),
    ],
    form: FormatOption = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Run your own SPARQL: rows for SELECT, Turtle for CONSTRUCT and DESCRIBE, true or false for ASK."""
    result = answer(published(releases).store(), _query_text(file))
    if isinstance(result, QuerySolutions):
        _print_rows(tabular.rows(result), form)
    elif isinstance(result, QueryBoolean):
        typer.echo("true" if result else "false")
    else:
        turtle = serialize(dict.fromkeys(result), format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        typer.echo(turtle.decode(), nl=False)


def explain_thing(
    thing: Annotated[
        str, typer.Argument(metavar="THING", help="Its IRI or a path such as id/place/ba, or its name.")
    ],
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            metavar="DIR",
            help="Show the words themselves from the sources' files below this folder.",
        ),
    ] = None,
    content: ContentOption = None,
    releases: ReleasesOption = RELEASES,
    as_json: JsonOption = False,
) -> None:
    """Tell everything that the graph holds about a thing or relationship, and who says so, and where."""
    folder = find_content(content).queries
    store = published(releases).store()
    iri = LazyNames(store, load_catalogue(folder)).find(thing)
    try:
        found = explain(store, iri, showing.derivations(load_catalogue(folder / "derive")))
    except NameNotFound:
        raise NameNotFound(thing) from None
    words = showing.Words(None if sources is None else SourceFolder(sources))
    if as_json:
        _print_json(words.added(found.to_dict()))
    else:
        showing.print_explanation(_console(), found, words)


def find_span(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file of a source.")],
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="Words in it; a space stands for any white space.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Say where words stand in a file: the first character, the one after the last, the file's digest."""
    text, digest = read_text(file)
    found = spans(text, words)
    if not found:
        raise EvidenceError(
            f"{file}: expected the words {words!r}, found a text of {len(text)} characters without them"
        )
    if as_json:
        _print_json({"sha256": digest, "spans": [{"start": span.start, "end": span.end} for span in found]})
        return
    for span in found:
        typer.echo(f"{span.start} {span.end} {digest}")


@dataclass
class LazyNames:
    """The index of names, made only when a name is given: an IRI needs none."""

    store: Store
    catalogue: Catalogue
    _index: list[NameIndex] = field(default_factory=list)

    def find(self, text: str, kind: str | None = None) -> str:
        """Return the IRI of the one thing of *kind* that is called *text*."""
        from ngograph import names

        if (iri := names.expand(text)) is not None:
            return iri
        if not self._index:
            rows = tabular.rows(select(self.store, self.catalogue.get(_NAMES).text))
            self._index.append(names.index(names.read(rows.records())))
        return self._index[0].find(text, kind)

    def label(self, value: str) -> str:
        """Return how *value* is shown: the label of a thing that was found by name, else as it is."""
        return (self._index[0].label(value) if self._index else "") or tabular.short(value)


def _parameters(query: Query, free: list[str], pairs: list[str]) -> dict[str, str]:
    """Return the values given as `--name value`, `--name=value` or `--param name=value`, by parameter."""
    given = {}
    for pair in [*pairs, *_joined(free)]:
        name, sign, value = pair.partition("=")
        query.parameter(name)
        if not sign:
            raise typer.BadParameter(f"expected a value for {name}", param_hint=f"--{name}")
        given[name] = value
    return given


def _joined(free: list[str]) -> list[str]:
    """Return the free options as name=value."""
    joined: list[str] = []
    rest = iter(free)
    for word in rest:
        if not word.startswith("--") or word == "--":
            raise typer.BadParameter(f"expected --parameter value, found {word!r}")
        name = word.removeprefix("--")
        if "=" not in name:
            value = next(rest, None)
            name = name if value is None else f"{name}={value}"
        joined.append(name)
    return joined


def _label(term: Term, said: Said, store: Store) -> str:
    """Return what *store* calls *term* in another language than English, empty where it does not."""
    if said.lang == Language.EN or not isinstance(term, NamedNode):
        return ""
    label = said.label(term, store)
    return label.value if label else ""


def _wanted(form: Format | None) -> Format:
    """Return the *form* that is asked for, else what suits the one who reads."""
    return form or (Format.TABLE if _console().is_terminal else Format.CSV)


def _print_rows(rows: tabular.Rows, form: Format | None) -> None:
    """Print *rows* as asked, else as suits the one who reads."""
    match _wanted(form):
        case Format.CSV:
            tabular.write_csv(rows, sys.stdout)
        case Format.JSON:
            tabular.write_json(rows, sys.stdout)
        case _:
            showing.print_rows(_console(), rows)


def _query_text(given: str) -> str:
    """Return the text of the query in the file that is *given*, on standard input, or *given* itself."""
    if given == "-":
        return sys.stdin.read()
    path = Path(given)
    if _is_file(path):
        return path.read_text("utf-8")
    if _QUERY.match(given):
        return given
    raise MissingFile(path, "a file with a SPARQL query")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # longer than the name of a file may be
        return False


def _console() -> Console:
    return Console(highlight=False, markup=False)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
