"""How answers look on a terminal: catalogue, query, rows, explanation."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ngograph import tabular
from ngograph.cli.saying import Said
from ngograph.explain import Provenance
from ngograph.vocab import NGO, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import Console

    from ngograph.explain import Explanation, Relationship, Statement
    from ngograph.queries import Catalogue, Query
    from ngograph.words import SourceFolder

_NAMES: Final = {f"{PREFIXES['skos']}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel")} | {
    f"{NGO}acronym"
}
_PLUMBING: Final = {f"{PREFIXES['rdf']}type", f"{PREFIXES['rdfs']}label", f"{NGO}modality"}
_BOUNDS: Final = {f"{NGO}{name}" for name in ("startEarliest", "startLatest", "endEarliest", "endLatest")}
_INVERSE: Final = "← "


@dataclass(frozen=True)
class Words:
    """The words of the sources, if a folder of them was given."""

    folder: SourceFolder | None

    def of(self, place: Provenance) -> str | None:
        """Return the words at *place*, None where they are not to be had."""
        return None if self.folder is None else self.folder.words(place)

    def added(self, value: Any) -> Any:
        """Return *value* (an explanation for JSON) with the words beside each place that has any."""
        if isinstance(value, list):
            return [self.added(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "document" in value and (said := self.of(Provenance(**value))) is not None:
            return {**value, "words": said}
        return {key: self.added(item) for key, item in value.items()}


def of_query(query: Query) -> dict[str, Any]:
    """Return what the catalogue says of *query*, ready for JSON."""
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "tags": list(query.tags),
        "parameters": [
            {key: value for key, value in vars(parameter).items() if value not in (None, ())}
            for parameter in query.parameters
        ],
        "columns": dict(query.columns),
        "example": query.example,
    }


def command(query: Query) -> str:
    """Return the command that asks the example of *query*."""
    options = [f"--{name} {shlex.quote(value)}" for name, value in query.example.items()]
    return " ".join(["ngograph ask", query.name, *options])


def print_catalogue(console: Console, chosen: Catalogue, tags: Iterable[str]) -> None:
    """Print the names and titles of the *chosen* queries, and all *tags*."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="cyan")
    grid.add_column()
    for query in chosen:
        grid.add_row(query.name, query.title)
    console.print(grid)
    console.print()
    console.print(Text.assemble(("tags  ", "dim"), ", ".join(tags)))
    console.print(Text("`ngograph queries NAME` shows one, `ngograph ask NAME` asks it.", style="dim"))


def print_query(console: Console, query: Query) -> None:
    """Print *query* with its parameters, columns and an example."""
    console.print(Text(query.title, style="bold"))
    console.print(query.description)
    for title, rows in (
        (
            "Parameters, all of which may be left out",
            [(p.name, _accepts(p), p.description) for p in query.parameters],
        ),
        ("Columns", [(name, "", text) for name, text in query.columns.items()]),
    ):
        if rows:
            console.print()
            console.print(Text(title, style="dim"))
            console.print(Padding(_grid(rows), (0, 0, 0, 2)))
    console.print()
    console.print(Text("Example", style="dim"))
    console.print(Text(f"  {command(query)}", style="green"), soft_wrap=True)


def _accepts(parameter: Any) -> str:
    """Return in words what *parameter* accepts."""
    if parameter.type == "choices":
        return " | ".join(parameter.choices)
    if parameter.type == "iri":
        return f"{parameter.kind or 'thing'}: name or IRI"
    return str(parameter.type)


def _grid(rows: Iterable[tuple[str, str, str]]) -> Table:
    """Return rows of a name, what it is and what it means."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="cyan")
    grid.add_column(style="dim")
    grid.add_column()
    for row in rows:
        grid.add_row(*row)
    return grid


def print_rows(
    console: Console,
    rows: tabular.Rows,
    title: str = "",
    given: Mapping[str, str] | None = None,
    said: Said | None = None,
) -> None:
    """Print *rows* as a table under the question and what was *given* with it, and the number of rows."""
    said = said or Said()
    if title:
        console.print(Text(title, style="bold"))
    for name, value in (given or {}).items():
        console.print(Text.assemble((f"{said.parameter(name)}  ", "dim"), value))
    if len(rows):
        console.print(tabular.table(rows, given or {}, said.column))
    console.print(Text(said.many(len(rows)), style="dim"))


def derivations(derive: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return for each derived property or class what it follows from, as the heads of *derive* say."""
    prefixes = {**PREFIXES, "schema-http": "http://schema.org/"}

    def expanded(name: str) -> str:
        prefix, _, local = name.partition(":")
        return prefixes[prefix] + local

    return {
        expanded(name): tuple(map(expanded, sources))
        for query in derive
        for name, sources in query.head.get("derives", {}).items()
    }


def print_explanation(console: Console, found: Explanation, words: Words) -> None:
    """Print all about one thing: names, what is stated, relationships, what was worked out, evidence."""
    console.print(Text(found.label, style="bold"))
    console.print(
        Text.assemble((", ".join(map(_word, found.classes)), "magenta"), "  ", (found.iri, "dim")),
        soft_wrap=True,
    )
    _print_names(console, [s for s in found.statements if s.predicate in _NAMES])
    rest = [
        s for s in found.statements if s.predicate not in _NAMES and s.predicate != f"{PREFIXES['rdf']}type"
    ]
    _print_statements(console, "Stated", rest)
    _print_relationships(console, found.relationships, words)
    _print_derived(console, [s for s in found.derived if s.predicate not in _PLUMBING])
    _print_places(console, "Evidence", found.provenance, words)


def _heading(console: Console, title: str, count: int) -> None:
    console.print()
    console.print(Text.assemble((title, "bold cyan"), (f"  {count}", "dim")))


def _print_names(console: Console, statements: list[Statement]) -> None:
    """Print the names, those of one sort and language on a line."""
    if not statements:
        return
    _heading(console, "Names", len(statements))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    order = [
        f"{PREFIXES['skos']}prefLabel",
        f"{NGO}acronym",
        f"{PREFIXES['skos']}altLabel",
        f"{PREFIXES['skos']}hiddenLabel",
    ]
    ranked = sorted(statements, key=lambda s: (order.index(s.predicate), s.language, s.label))
    for (name, language), group in groupby(ranked, key=lambda s: (s.predicate, s.language)):
        grid.add_row(_word(name), language, " · ".join(s.label for s in group))
    console.print(Padding(grid, (0, 0, 0, 2)))


def _print_statements(console: Console, title: str, statements: list[Statement]) -> None:
    """Print statements, each with its sources, unless all have the same: the evidence tells that."""
    if not statements:
        return
    _heading(console, title, len(statements))
    differ = len({_places(statement.provenance).plain for statement in statements}) > 1
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", max_width=22)
    grid.add_column(ratio=3)
    grid.add_column(ratio=2, style="dim")
    for statement in statements:
        places = _places(statement.provenance) if differ else Text("")
        grid.add_row(_property(statement), _value(statement), places)
    console.print(Padding(grid, (0, 0, 0, 2)))


def _print_relationships(console: Console, relationships: tuple[Relationship, ...], words: Words) -> None:
    """Print the relationships by class, each with its parties and where it is said."""
    if not relationships:
        return
    _heading(console, "Relationships", len(relationships))
    for relationship in sorted(relationships, key=lambda r: (r.classes, r.iri)):
        modality = [s.label for s in relationship.statements if s.predicate == f"{NGO}modality"]
        tone = "green" if modality == ["asserted"] else "yellow"
        console.print(
            Text.assemble(
                "  ",
                (", ".join(map(_word, relationship.classes)), "magenta"),
                "  ",
                (", ".join(modality), tone),
                "  ",
                (tabular.short(relationship.iri), "dim"),
            ),
            soft_wrap=True,
        )
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column()
        shown = _telling(relationship.statements)
        for name, group in groupby(shown, key=lambda s: s.predicate):
            grid.add_row(_word(name), Text(" · ").join(_value(s) for s in group))
        console.print(Padding(grid, (0, 0, 0, 4)))
        for place in relationship.provenance:
            console.print(Padding(_place(place), (0, 0, 0, 4)))
            _print_words(console, place, words, 6)


def _telling(statements: tuple[Statement, ...]) -> list[Statement]:
    """Return what a person wants to read: bounds only where no date in the source's own form has them."""
    dated = any(s.predicate == f"{NGO}edtf" for s in statements)
    silent = _PLUMBING | (_BOUNDS if dated else set())
    return [s for s in statements if s.predicate not in silent and s.language in ("", "en")]


def _print_derived(console: Console, statements: list[Statement]) -> None:
    """Print what was worked out in words of ours, and what it follows from; other words are only listed."""
    mutual = {(s.predicate, s.value) for s in statements if not s.inverse}
    once = [s for s in statements if not (s.inverse and (s.predicate, s.value) in mutual)]
    ours = [s for s in once if s.predicate.startswith(NGO)]
    if not once:
        return
    _heading(console, "Worked out", len(once))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    grid.add_column(style="dim")
    for _, group in groupby(ours, key=lambda s: (s.inverse, s.predicate)):
        members = list(group)
        follows = "from " + ", ".join(_word(name) for name in members[0].follows_from)
        grid.add_row(_property(members[0]), Text("\n").join(_value(s) for s in members), follows)
    console.print(Padding(grid, (0, 0, 0, 2)))
    others = sorted({curie(s.predicate) for s in once if not s.predicate.startswith(NGO)})
    if others:
        console.print(
            Padding(Text(f"and the same in other words: {', '.join(others)}", style="dim"), (0, 0, 0, 2))
        )


def _print_places(console: Console, title: str, places: tuple[Provenance, ...], words: Words) -> None:
    """Print the places in the sources that speak of the thing itself."""
    if not places:
        return
    _heading(console, title, len(places))
    for place in places:
        console.print(Padding(_place(place), (0, 0, 0, 2)))
        _print_words(console, place, words, 4)


def _print_words(console: Console, place: Provenance, words: Words, indent: int) -> None:
    """Print the words at *place*, if they were asked for."""
    if words.folder is None:
        return
    said = words.of(place)
    shown = (
        Text(f"“{' '.join(said.split())}”", style="italic")
        if said
        else Text("(the file is not there)", style="dim")
    )
    console.print(Padding(shown, (0, 0, 0, indent)))


def _place(place: Provenance) -> Text:
    """Return one place in words: title, date, characters or record."""
    where = (
        f"characters {place.start}–{place.end}"
        if place.start >= 0
        else place.locator and f"record {place.locator}"
    )
    parts = [part for part in (place.issued or "no date", where) if part]
    return Text.assemble((place.title, "blue"), (f"  {', '.join(parts)}", "dim"))


def _places(places: tuple[Provenance, ...]) -> Text:
    """Return the sources of a statement, each once."""
    titles = dict.fromkeys((place.title, place.issued) for place in places)
    return Text("\n").join(
        Text.assemble((title, "blue"), f"  {issued}" if issued else "") for title, issued in titles
    )


def _property(statement: Statement) -> str:
    return f"{_INVERSE if statement.inverse else ''}{_word(statement.predicate)}"


def _value(statement: Statement) -> Text:
    """Return the other end of a statement, with its address in short if it is a thing of ours."""
    if not statement.is_thing:
        tag = f"@{statement.language}" if statement.language else ""
        return Text.assemble(statement.label, (tag, "dim"))
    return Text(statement.label)


def _word(iri: str) -> str:
    """Return the name of a term of ours as words, that of another vocabulary with its prefix.

    >>> _word("https://w3id.org/ngograph/ontology#startLatest")
    'start latest'
    """
    if not iri.startswith((NGO, PREFIXES["skos"], PREFIXES["dct"])):
        return curie(iri)
    local = iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in local).strip()
