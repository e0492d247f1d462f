"""What is told of nodes and ties as plain attributes: one kind of value a column, and nothing XML forbids."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from ngograph.errors import NetworkError
from ngograph.network.formats.records import joined
from ngograph.network.values import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.network.formats.records import Type, Value

Given: TypeAlias = "Mapping[str, object]"

TIE: Final[Mapping[str, Type]] = {
    "kind": "string",
    "modality": "string",
    "roles": "list",
    "via": "string",
    "relationships": "list",
    "evidence": "list",
    "start": "string",
    "end": "string",
}
"""The attributes of a tie of two modes."""

_TAKEN: Final = frozenset({"from", "id", "iri", "key", "name", "source", "target", "to", "type", "value"})
_ORDER: Final = ("kind", "mode", "strength", "distance", *TIE, "spells")


class Cleaner:
    """Takes out what XML may not hold, and counts it."""

    def __init__(self) -> None:
        self.removed = 0

    def text(self, text: str) -> str:
        """Return *text* without it."""
        clean, count = FORBIDDEN.subn("", text)
        self.removed += count
        return clean

    def attributes(self, given: Given) -> dict[str, Value]:
        """Return what is known of *given* as plain values.

        Raises:
            NetworkError: One is neither text, number, truth value nor a list of texts; or bears a name that
                the formats need.
        """
        if taken := sorted(_TAKEN & given.keys()):
            raise NetworkError(f"expected attributes by names that no format needs, found {', '.join(taken)}")
        plain = {self.text(name): self._plain(name, value) for name, value in given.items()}
        return {name: value for name, value in plain.items() if value is not None}

    def _plain(self, name: str, value: object) -> Value | None:
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, float):
            return value if isfinite(value) else None
        if value is None or isinstance(value, int):
            return value
        if isinstance(value, set | frozenset):
            value = sorted(value)
        if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
            return tuple(self.text(one) for one in value)
        raise NetworkError(
            f"attribute {name!r}: expected text, number, truth value or a list of texts, found {value!r}"
        )


def columns(found: Iterable[Mapping[str, Value]], expected: Mapping[str, Type]) -> dict[str, Type]:
    """Return the type of each attribute *found*, and of those *expected* anyway, in the order to show them.

    A column of whole and broken numbers is of numbers, any other mixture is text.
    """
    types: dict[str, set[Type]] = {}
    for attributes in found:
        for name, value in attributes.items():
            types.setdefault(name, set()).add(_type(value))
    seen: dict[str, Type] = {name: _common(kinds) for name, kinds in types.items()}
    all_of_them = dict(expected) | seen
    known = [name for name in _ORDER if name in all_of_them]
    return {name: all_of_them[name] for name in [*known, *sorted(all_of_them.keys() - set(known))]}


def _type(value: Value) -> Type:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    return "list" if isinstance(value, tuple) else "string"


def _common(kinds: set[Type]) -> Type:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "number" if kinds == {"integer", "number"} else "string"


def uniform(attributes: Mapping[str, Value], columns: Mapping[str, Type]) -> dict[str, Value]:
    """Return *attributes* in the types of their *columns*."""
    made: dict[str, Value] = {}
    for name, kind in columns.items():
        if (value := attributes.get(name)) is not None:
            if kind == "number" and not isinstance(value, str | tuple):
                value = float(value)
            elif kind == "string":
                value = str(joined(value))
            made[name] = value
    return made
