"""Mappings as TOML: read strictly, so that a misspelt key is an error and not a column lost in silence."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final, get_args

from ngograph.errors import MissingFile, UnfitMapping
from ngograph.sources.facts import Strength
from ngograph.sources.formats.mapped.mapping import Cell, CodeCell, Mapping, Thing, Tie

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping as ReadOnly
    from pathlib import Path

_TABLES: Final = ("source", "table", "organisation", "activity", "place", "person", "relationship")
_SOURCE: Final = ("title", "language", "licence", "publisher", "issued")
_TABLE: Final = ("sheet", "header", "key")
_CELL: Final = ("column", "value", "language", "split", "format", "decimal", "words")
# For each kind of thing: its default class, properties from cells, and properties that name other things.
_THINGS: Final = {
    "organisation": ("Organisation", ("kind", "acronym", "key", "country", "homepage", "founded"), {}),
    "activity": (
        "Activity",
        ("key", "start", "end", "date", "status", "modality", "topic"),
        {"partOf": "activity", "follows": "activity", "place": "place"},
    ),
    "place": ("Place", ("country", "key", "latitude", "longitude"), {"within": "place"}),
    "person": ("Person", ("key",), {}),
}
_ANY: Final = ("start", "end", "date", "status", "modality", "topic")
# For each class of relationship: what it joins, of which kind, whether it must, and its own values.
_TIES: Final[dict[str, tuple[dict[str, tuple[str, bool]], tuple[str, ...]]]] = {
    "Participation": (
        {
            "participant": ("organisation", True),
            "activity": ("activity", True),
            "onBehalfOf": ("organisation", False),
        },
        ("role",),
    ),
    "Partnership": (
        {
            "party": ("organisation", True),
            "supporter": ("organisation", False),
            "activity": ("activity", False),
        },
        (),
    ),
    "Funding": (
        {
            "funder": ("organisation", True),
            "recipient": ("organisation", False),
            "activity": ("activity", False),
            "through": ("activity", False),
        },
        ("fundingKind", "amount", "currency", "valueDate"),
    ),
    "Affiliation": (
        {"part": ("organisation", True), "whole": ("organisation", True)},
        ("affiliationKind",),
    ),
    "Presence": ({"organisation": ("organisation", True), "place": ("place", True)}, ("presenceKind",)),
    "Agreement": (
        {
            "party": ("organisation", True),
            "activity": ("activity", False),
            "signedAt": ("place", False),
        },
        ("agreementKind",),
    ),
    "Tenure": ({"holder": ("person", True), "organisation": ("organisation", True)}, ("post",)),
}
# Of these a bare text is a word of the vocabulary; of all others, a column.
_CONSTANT: Final = ("role", "fundingKind", "affiliationKind", "agreementKind", "presenceKind", "modality")
_NEEDED: Final = {"Participation": ("role",), "Affiliation": ("affiliationKind",), "Tenure": ("post",)}


def read_toml(path: Path) -> Mapping:
    """Return the mapping in the TOML file at *path*.

    Raises:
        MissingFile: there is no such file.
        UnfitMapping: it is no TOML, or says what no mapping can say.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise MissingFile(path, "a mapping") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnfitMapping(path, "", f"not well-formed TOML: {error}") from error
    return _Reader(path).mapping(content)


class _Reader:
    """Reads one mapping; errors name its file and the key at fault."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def mapping(self, content: dict[str, Any]) -> Mapping:
        self.known(content, _TABLES, "")
        source, table = self.table(content, "source"), self.table(content, "table")
        self.known(source, _SOURCE, "source")
        self.known(table, _TABLE, "table")
        header = table.get("header", 1)
        if not isinstance(header, int) or header < 1:
            raise self.wrong("table.header", "expected the number of a row, from 1")
        things = {
            kind: {
                name: self.thing(kind, value, f"{kind}.{name}")
                for name, value in self.table(content, kind).items()
            }
            for kind in _THINGS
        }
        for kind, named in things.items():
            for name, thing in named.items():
                for key, others in thing.refers.items():
                    self.named(others, things[_THINGS[kind][2][key]], f"{kind}.{name}.{key}")
        ties = content.get("relationship", [])
        if not isinstance(ties, list):
            raise self.wrong("relationship", "expected [[relationship]], one for each")
        if not things["organisation"]:
            raise self.wrong("organisation", "expected at least one [organisation.NAME]")
        return Mapping(
            {key: str(value) for key, value in source.items()},
            str(table.get("sheet", "")),
            header,
            str(table.get("key", "")),
            things["organisation"],
            things["activity"],
            things["place"],
            tuple(self.tie(tie, things, f"relationship {at}") for at, tie in enumerate(ties, start=1)),
            things["person"],
        )

    def thing(self, kind: str, content: object, where: str) -> Thing:
        told = self.as_table(content, where)
        default, values, refers = _THINGS[kind]
        self.known(told, ("name", "code", "class", *values, *refers), where)
        names = self.cells(told.get("name"), f"{where}.name")
        codes = told.get("code", [])
        coded = tuple(
            self.code(one, f"{where}.code") for one in (codes if isinstance(codes, list) else [codes])
        )
        if not names and not coded and not (kind == "place" and "country" in told):
            raise self.wrong(where, "expected a name or a code")
        return Thing(
            names,
            coded,
            str(told.get("class", default)),
            {key: self.cells(told[key], f"{where}.{key}") for key in values if key in told},
            {key: self.names(told[key], f"{where}.{key}") for key in refers if key in told},
        )

    def tie(self, content: object, things: ReadOnly[str, ReadOnly[str, Thing]], where: str) -> Tie:
        told = self.as_table(content, where)
        kind = told.get("class", "")
        if kind not in _TIES:
            raise self.wrong(f"{where}.class", f"no class of relationships {kind!r}", str(kind), _TIES)
        joins, own = _TIES[kind]
        values = (*own, *_ANY)
        places = () if "place" in joins else ("place",)
        self.known(told, ("class", "only", *joins, *values, *places), where)
        parties = dict[str, tuple[str, ...]]()
        for key, (of, must) in {**joins, **dict.fromkeys(places, ("place", False))}.items():
            if key in told:
                parties[key] = self.names(told[key], f"{where}.{key}")
                self.named(parties[key], things[of], f"{where}.{key}")
            elif must:
                raise self.wrong(where, f"a {kind} needs {key!r}")
        if kind == "Funding" and not {"recipient", "activity"} & parties.keys():
            raise self.wrong(where, "a Funding needs 'recipient' or 'activity'")
        for key in _NEEDED.get(kind, ()):
            if key not in told:
                raise self.wrong(where, f"a {kind} needs {key!r}")
        cells = {
            key: self.cells(told[key], f"{where}.{key}", constant=key in _CONSTANT)
            for key in values
            if key in told
        }
        only = self.as_table(told.get("only", {}), f"{where}.only")
        return Tie(
            kind, parties, cells, {key: self.names(value, f"{where}.only") for key, value in only.items()}
        )

    def code(self, content: object, where: str) -> CodeCell:
        told = dict(self.as_table(content, where))
        scheme, strength = told.pop("scheme", ""), told.pop("strength", "weak")
        if not scheme:
            raise self.wrong(where, "expected a scheme: the register that the code is from")
        if strength not in get_args(Strength):
            raise self.wrong(where, f"no strength {strength!r}", str(strength), get_args(Strength))
        return CodeCell(self.cell(told, where), str(scheme), strength)

    def cells(self, content: object, where: str, *, constant: bool = False) -> tuple[Cell, ...]:
        """Return one cell or several; a bare text is a column, or where that is the rule a constant."""
        if content is None:
            return ()
        listed = content if isinstance(content, list) else [content]
        return tuple(
            Cell(value=one) if constant and isinstance(one, str) else self.cell(one, where) for one in listed
        )

    def cell(self, content: object, where: str) -> Cell:
        if isinstance(content, str):
            return Cell(column=content)
        told = self.as_table(content, where)
        self.known(told, _CELL, where)
        if ("column" in told) == ("value" in told):
            raise self.wrong(where, "expected either a column or a value")
        split, formats = (self.listed(told.get(key, []), f"{where}.{key}") for key in ("split", "format"))
        words = self.as_table(told.get("words", {}), f"{where}.words")
        return Cell(
            str(told.get("column", "")),
            str(told.get("value", "")),
            str(told.get("language", "")),
            split,
            formats,
            str(told.get("decimal", ".")),
            {" ".join(key.split()).casefold(): str(value) for key, value in words.items()},
        )

    def names(self, content: object, where: str) -> tuple[str, ...]:
        names = self.listed(content, where)
        if not names:
            raise self.wrong(where, "expected a name or a list of names")
        return names

    def listed(self, content: object, where: str) -> tuple[str, ...]:
        listed = content if isinstance(content, list) else [content]
        if not all(isinstance(one, str) and one for one in listed):
            raise self.wrong(where, "expected a text or a list of texts")
        return tuple(listed)

    def named(self, names: tuple[str, ...], things: ReadOnly[str, Thing], where: str) -> None:
        for name in names:
            if name not in things:
                raise self.wrong(where, f"nothing is called {name!r}", name, things)

    def table(self, content: dict[str, Any], key: str) -> dict[str, Any]:
        return self.as_table(content.get(key, {}), key)

    def as_table(self, content: object, where: str) -> dict[str, Any]:
        if not isinstance(content, dict):
            raise self.wrong(where, "expected a table of keys")
        return content

    def known(self, content: dict[str, Any], keys: Collection[str], where: str) -> None:
        for key in content:
            if key not in keys:
                raise self.wrong(f"{where}.{key}".lstrip("."), "no such key", key, keys)

    def wrong(self, where: str, problem: str, found: str = "", known: Collection[str] = ()) -> UnfitMapping:
        return UnfitMapping(self.path, where, problem, found, tuple(known))
