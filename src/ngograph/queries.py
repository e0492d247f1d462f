"""The catalogue of queries: a file is a question, its name is the question's name.

A query is SPARQL that runs unchanged in any tool. Its parameters are ordinary variables: bound by the engine
when a value is given, and standing for every value when none is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, get_args

from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode
from rapidfuzz import process

from ngograph import frontmatter, translation
from ngograph.errors import FrontMatterError, MissingFile, ParameterError, UnknownParameter, UnknownQuery
from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ParameterType = Literal["iri", "string", "integer", "decimal", "date", "choices"]
Term = NamedNode | Value

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.rq")
_SENTENCES: Final = "sentences.txt"
"""What queries say of themselves in other languages."""
_VARIABLE: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_PATTERNS: Final[dict[str, tuple[re.Pattern[str], str]]] = {
    "integer": (re.compile(r"[+-]?\d+"), "an integer such as 3"),
    "decimal": (re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"), "a decimal number such as 2.5"),
    "date": (re.compile(r"\d{4}-\d{2}-\d{2}"), "a date such as 2022-11-25"),
}


class Names(Protocol):
    """Whatever finds the thing that bears a name."""

    def find(self, text: str, kind: str | None = None) -> str:
        """Return the IRI of the one thing of *kind* that is called *text*."""


@dataclass(frozen=True)
class Parameter:
    """One variable of a query that a caller may give a value.

    Args:
        name: the variable, without its question mark.
        type: what kind of value it takes.
        description: one sentence for people.
        kind: for an IRI, which kind of thing it names; then a name is as good as an IRI.
        example: a value that works, absent where the example leaves the parameter open.
        choices: the values allowed, for type ``choices``.
    """

    name: str
    type: ParameterType
    description: str
    kind: str | None = None
    example: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """One question: its words, its parameters and its SPARQL."""

    name: str
    title: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    text: str
    path: Path
    head: Mapping[str, Any]

    @property
    def example(self) -> dict[str, str]:
        """Return the values that make a telling example, by parameter."""
        return {p.name: p.example for p in self.parameters if p.example is not None}

    def parameter(self, name: str) -> Parameter:
        """Return the parameter called *name*, or raise UnknownParameter."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise UnknownParameter(self.name, name, [p.name for p in self.parameters])


@dataclass(frozen=True)
class Catalogue:
    """All queries of a folder, in the order of their names.

    Attributes:
        queries: each file.
        sentences: what they say of themselves, in other languages.
    """

    queries: tuple[Query, ...]
    sentences: translation.Catalogue = field(default_factory=translation.Catalogue)

    def __iter__(self) -> Iterator[Query]:
        """Iterate over the queries by name."""
        return iter(self.queries)

    def __len__(self) -> int:
        """Return how many queries there are."""
        return len(self.queries)

    def get(self, name: str) -> Query:
        """Return the query called *name*, or raise UnknownQuery with the nearest names."""
        by_name = {query.name: query for query in self.queries}
        if name in by_name:
            return by_name[name]
        near = process.extract(name, list(by_name), limit=3, score_cutoff=60)
        raise UnknownQuery(name, [match[0] for match in near])

    def tagged(self, tag: str) -> Catalogue:
        """Return the queries that bear *tag*."""
        return replace(self, queries=tuple(query for query in self.queries if tag in query.tags))

    @property
    def tags(self) -> tuple[str, ...]:
        """Return every tag in use, sorted."""
        return tuple(sorted({tag for query in self.queries for tag in query.tags}))


def load_catalogue(folder: Path) -> Catalogue:
    """Return the queries that lie directly in *folder* (not those of its sub-folders).

    Raises:
        MissingFile: there is no such folder.
        FrontMatterError: a file's head cannot be read or lacks something.
    """
    if not folder.is_dir():
        raise MissingFile(folder, "a folder of queries")
    told = folder / _SENTENCES
    sentences = translation.read([told.read_text("utf-8")] if told.is_file() else [])
    return Catalogue(tuple(load_query(path) for path in sorted(folder.glob("*.rq"))), sentences)


def load_query(path: Path) -> Query:
    """Return the query in the file at *path*."""
    if not _NAME.fullmatch(path.name):
        raise FrontMatterError(path, "expected a name in kebab-case ending in .rq")
    head, text = frontmatter.read(path)
    parameters = _table(path, head.values, "parameters")
    return Query(
        name=path.stem,
        title=_text(path, head.values, "title"),
        description=_text(path, head.values, "description"),
        tags=tuple(_strings(path, head.values, "tags")),
        parameters=tuple(_parameter(path, name, value) for name, value in parameters.items()),
        columns={name: str(value) for name, value in _table(path, head.values, "columns").items()},
        text=text,
        path=path,
        head=head.values,
    )


def bind(query: Query, values: Mapping[str, str], names: Names | None = None) -> dict[str, Term]:
    """Return the terms that stand for *values*, by variable, ready to be substituted by the engine.

    Args:
        query: the query whose parameters they are.
        values: what the caller wrote, by parameter; a parameter left out stands for every value.
        names: finds things by name; without it only IRIs are understood.

    Raises:
        UnknownParameter: the query has no such parameter.
        ParameterError: a value does not fit its parameter's type.
        AmbiguousName: several things bear the name given.
        NameNotFound: nothing bears the name given.
    """
    return {name: _term(query, query.parameter(name), value.strip(), names) for name, value in values.items()}


def _term(query: Query, parameter: Parameter, value: str, names: Names | None) -> Term:
    """Return the one term that *value* means for *parameter*."""
    if parameter.type == "iri":
        try:
            return NamedNode(_iri(query, parameter, value, names))
        except ValueError as error:
            raise ParameterError(query.name, parameter.name, "an IRI", value) from error
    if parameter.type == "string":
        return Value(value)
    if parameter.type == "choices":
        if value in parameter.choices:
            return Value(value)
        raise ParameterError(query.name, parameter.name, f"one of {', '.join(parameter.choices)}", value)
    pattern, expected = _PATTERNS[parameter.type]
    if not pattern.fullmatch(value) or (parameter.type == "date" and not _is_day(value)):
        raise ParameterError(query.name, parameter.name, expected, value)
    return Value(value, datatype=NamedNode(f"{PREFIXES['xsd']}{parameter.type}"))


def _iri(query: Query, parameter: Parameter, value: str, names: Names | None) -> str:
    """Return the IRI that *value* is or that it names."""
    if names is not None and value:
        return names.find(value, parameter.kind)
    bare = value.removeprefix("<").removesuffix(">")
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]+", bare):
        return bare
    raise ParameterError(query.name, parameter.name, "an IRI" if names is None else "an IRI or a name", value)


def _is_day(value: str) -> bool:
    """Tell whether *value* is a day of the calendar."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _parameter(path: Path, name: str, value: object) -> Parameter:
    """Return the parameter that a `[parameters.…]` table describes."""
    if not isinstance(value, dict) or not _VARIABLE.fullmatch(name):
        raise FrontMatterError(path, f"expected a table [parameters.name], found {name!r}")
    kinds = get_args(ParameterType)
    if value.get("type") not in kinds:
        raise FrontMatterError(
            path, f"parameter {name}: expected a type of {', '.join(kinds)}, found {value.get('type')!r}"
        )
    choices = tuple(_strings(path, value, "choices")) if value["type"] == "choices" else ()
    example = value.get("example")
    return Parameter(
        name=name,
        type=value["type"],
        description=_text(path, value, "description"),
        kind=value.get("kind"),
        example=None if example is None else str(example),
        choices=choices,
    )


def _text(path: Path, values: Mapping[str, Any], key: str) -> str:
    """Return the non-empty text that *values* has for *key*."""
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        raise FrontMatterError(path, f"expected a text for {key}, found {value!r}")
    return value.strip()


def _strings(path: Path, values: Mapping[str, Any], key: str) -> list[str]:
    """Return the non-empty list of texts that *values* has for *key*."""
    value = values.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise FrontMatterError(path, f"expected a list of texts for {key}, found {value!r}")
    return value


def _table(path: Path, values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the table that *values* has for *key*, empty where it has none."""
    value = values.get(key, {})
    if not isinstance(value, dict):
        raise FrontMatterError(path, f"expected a table for {key}, found {value!r}")
    return value
