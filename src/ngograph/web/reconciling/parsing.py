"""JSON of clients, taken apart with every fault named by its place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Part:
    """A value in what a client sent, and where it stands.

    >>> Part({"limit": 3}, "q0").get("limit").number()
    3
    """

    value: Any
    place: str

    def wrong(self, expected: str) -> HTTPException:
        """Return the error that something else was *expected* here."""
        text = json.dumps(self.value, ensure_ascii=False)
        shown = text if len(text) <= 60 else f"{text[:57]}…"
        return HTTPException(400, f"{self.place}: expected {expected}, found {shown}.")

    def __contains__(self, name: str) -> bool:
        """Say whether there is something called *name* in it."""
        return name in self.table()

    def get(self, name: str) -> Part:
        """Return what is called *name* in it; None where there is nothing."""
        return Part(self.table().get(name), f"{self.place}.{name}")

    def table(self) -> dict[str, Any]:
        """Return it as an object of JSON."""
        if not isinstance(self.value, dict):
            raise self.wrong("an object")
        return self.value

    def fields(self, *known: str) -> None:
        """Refuse it if anything in it has a name that is not *known*."""
        for name in self.table():
            if name not in known:
                raise HTTPException(
                    400, f"{self.place}: expected only {', '.join(known)}, found {name[:60]!r}."
                )

    def members(self) -> Iterator[Part]:
        """Yield what is in it, by name."""
        return (Part(value, f"{self.place}.{name[:60]}") for name, value in self.table().items())

    def items(self) -> list[Part]:
        """Return what is in the array that it is."""
        if not isinstance(self.value, list):
            raise self.wrong("an array")
        return [Part(value, f"{self.place}[{at}]") for at, value in enumerate(self.value)]

    def text(self, default: str | None = None) -> str:
        """Return it as text, *default* where there is nothing."""
        if self.value is None and default is not None:
            return default
        if not isinstance(self.value, str):
            raise self.wrong("a text")
        return self.value

    def number(self, default: int | None = None) -> int:
        """Return it as a whole number, *default* where there is nothing."""
        if self.value is None and default is not None:
            return default
        if (
            isinstance(self.value, bool)
            or not isinstance(self.value, (int, float))
            or not isfinite(self.value)
        ):
            raise self.wrong("a number")
        return int(self.value)

    def flag(self) -> bool:
        """Return it as a truth, false where there is nothing."""
        if not isinstance(self.value, (bool, type(None))):
            raise self.wrong("true or false")
        return bool(self.value)

    def one_of(self, *choices: str) -> str:
        """Return it as one of *choices*, the first where there is nothing."""
        text = self.text(choices[0])
        if text not in choices:
            raise self.wrong(" or ".join(choices))
        return text

    def values(self) -> tuple[str, ...]:
        """Return it as the texts of one value of a property, or of several."""
        parts = self.items() if isinstance(self.value, list) else [self]
        return tuple(part._plain() for part in parts)

    def _plain(self) -> str:
        match self.value:
            case bool():
                return str(self.value).lower()
            case str() | int() | float():
                return str(self.value)
            case dict():
                return self.get("id").text()
        raise self.wrong("a text, a number, a truth or an entity with its id")


def parsed(text: str | bytes, name: str) -> Part:
    """Return the JSON that *text* is, which the client calls *name*.

    Raises:
        HTTPException: it is none: 400.
    """
    try:
        found = json.loads(text, parse_constant=_refused)
        json.dumps(found, ensure_ascii=False).encode()  # half of a character cannot be sent back
        return Part(found, name)
    except (ValueError, RecursionError) as error:
        told = (
            f"{error.msg} in line {error.lineno}, column {error.colno}"
            if isinstance(error, json.JSONDecodeError)
            else "it cannot be read"
        )
        raise HTTPException(400, f"{name}: expected JSON: {told}.") from None


def _refused(name: str) -> float:
    raise ValueError(name)
