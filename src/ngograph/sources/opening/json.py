"""Items of a JSON file as a stream, and the lines of a file with one JSON value a line."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import ijson

from ngograph.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ngograph.sources.opening.sample import Sample


_HALVES: Final = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
"""Half of a character that JSON writes as two, where the other half is missing."""


def items(path: Path, prefix: str, progress: Callable[[int], None] = lambda _: None) -> Iterator[Any]:
    """Yield the values of the JSON file at *path* that stand at *prefix*, such as "grants.item", in order.

    Numbers with a point are `decimal.Decimal`, so that no digit is lost.

    Raises:
        UnreadableFile: the file is not well-formed or is cut off.
    """
    with path.open("rb") as file:
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        try:
            for item in ijson.items(file, prefix):
                yield item
                progress(file.tell())
        except (ijson.JSONError, ValueError, RecursionError) as error:
            raise UnreadableFile(path, f"not well-formed JSON: {problem(error)}") from error


def members(
    path: Path, prefix: str, progress: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[str, Any]]:
    """Yield the keys and values of the object at *prefix* in the JSON file at *path*, in order.

    Raises:
        UnreadableFile: the file is not well-formed or is cut off.
    """
    with path.open("rb") as file:
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        try:
            for key, value in ijson.kvitems(file, prefix):
                yield key, value
                progress(file.tell())
        except (ijson.JSONError, ValueError, RecursionError) as error:
            raise UnreadableFile(path, f"not well-formed JSON: {problem(error)}") from error


def told(found: Sample, prefix: str) -> Any:
    """Return the first value at *prefix* that stands whole in the head of the JSON *found*, else None.

    A file says of itself what it is as a whole at its beginning, or not where it can be had for little.
    """
    with suppress(ijson.JSONError, ValueError):
        head = found.head.removeprefix(b"\xef\xbb\xbf")
        return next(ijson.items(head, prefix, multiple_values=True), None)
    return None


def lines(path: Path, progress: Callable[[int], None] = lambda _: None) -> Iterator[tuple[int, Any]]:
    """Yield the number, from 1, and the value of each line of the file at *path*; empty lines are none.

    Numbers with a point are `decimal.Decimal`, so that no digit is lost.

    Raises:
        UnreadableFile: a line is not JSON.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                yield number, _value(line.removeprefix(b"\xef\xbb\xbf"))
            except (ValueError, RecursionError) as error:
                raise UnreadableFile(path, f"expected one JSON value a line: {error}", number) from error
            progress(file.tell())


def _value(line: bytes) -> Any:
    """Return the value that *line* writes, without halves of characters, which no text can hold.

    A comma after it is none of it: so are the items of an array that is cut into lines.
    """
    whole = _HALVES.sub(rb"\\ufffd", line) if b"\\u" in line else line
    whole = whole.rstrip().removesuffix(b",")
    return json.loads(whole, parse_float=Decimal, parse_constant=Decimal)


def problem_in(whole: bytes) -> str:
    """Return what is wrong with the JSON that *whole* is, empty if nothing is."""
    try:
        for _ in ijson.basic_parse(whole.removeprefix(b"\xef\xbb\xbf"), multiple_values=True):
            pass
    except (ijson.JSONError, ValueError) as error:
        return problem(error)
    return ""


def problem(error: Exception) -> str:
    """Return what a parser says is wrong, in one line."""
    said = error.args[0] if error.args else ""
    told = said.decode(errors="replace") if isinstance(said, bytes) else str(error)
    return next((line for line in told.strip().splitlines() if line), "it ends too early")
