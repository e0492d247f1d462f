"""Items of a JSON file as a stream, and the lines of a file with one JSON value a line."""

from __future__ import annotations

import codecs
import json
import re
from contextlib import contextmanager, suppress
from decimal import Decimal
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

import ijson

from ngograph.errors import UnreadableFile
from ngograph.sources.opening.encoding import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ngograph.sources.opening.sample import Sample


_MARKED: Final = 1 << 13
_PIECE: Final = 1 << 20
_HALVES: Final = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
"""Half of a character that JSON writes as two, where the other half is missing."""


def records(
    found: Sample, prefix: str, progress: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[str, Any]]:
    """Yield where each record in the JSON *found* stands, and the record: one a line, or those at *prefix*.

    Raises:
        UnreadableFile: the file is not well-formed or is cut off.
    """
    if found.make == "json-lines" and not prefix:
        yield from ((f"line {number}", value) for number, value in lines(found.path, progress))
        return
    place = "/".join(("", *prefix.split(".")[:-1]))
    for index, value in enumerate(items(found.path, prefix, progress, several=found.make == "json-lines")):
        yield f"{place}/{index}" if prefix else "/", value


def items(
    path: Path, prefix: str, progress: Callable[[int], None] = lambda _: None, *, several: bool = False
) -> Iterator[Any]:
    """Yield the values of the JSON file at *path* that stand at *prefix*, such as "grants.item", in order.

    Numbers with a point are `decimal.Decimal`, so that no digit is lost.

    Args:
        path: the file.
        prefix: where the values stand, in the manner of ijson.
        progress: told how many bytes have been read.
        several: whether more than one value may stand in the file, one after the other.

    Raises:
        UnreadableFile: the file is not well-formed or is cut off.
    """
    with utf8(path) as file:
        try:
            for item in ijson.items(file, prefix, multiple_values=several):
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
    with utf8(path) as file:
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
        head = found.head.removeprefix(codecs.BOM_UTF8)
        return next(ijson.items(head, prefix, multiple_values=True), None)
    return None


def lines(path: Path, progress: Callable[[int], None] = lambda _: None) -> Iterator[tuple[int, Any]]:
    """Yield the number, from 1, and the value of each line of the file at *path*; empty lines are none.

    Numbers with a point are `decimal.Decimal`, so that no digit is lost.

    Raises:
        UnreadableFile: a line is not JSON.
    """
    with utf8(path) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                yield number, _value(line)
            except (ValueError, RecursionError) as error:
                raise UnreadableFile(path, f"expected one JSON value a line: {error}", number) from error
            progress(file.tell())


@contextmanager
def utf8(path: Path) -> Iterator[BinaryIO]:
    """Give the bytes at *path* as UTF-8 without a mark; of what is written otherwise, a copy that is."""
    with path.open("rb") as file:
        head = file.read(_MARKED)
        file.seek(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
        if not marked(head).startswith("utf-16"):
            yield file
            return
    with path.open(encoding=marked(head), errors="replace", newline="") as text, TemporaryFile() as copy:
        while piece := text.read(_PIECE):
            copy.write(piece.encode())
        copy.seek(0)
        yield cast("BinaryIO", copy)


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
        for _ in ijson.basic_parse(whole.removeprefix(codecs.BOM_UTF8), multiple_values=True):
            pass
    except (ijson.JSONError, ValueError) as error:
        return problem(error)
    return ""


def problem(error: Exception) -> str:
    """Return what a parser says is wrong, in one line."""
    said = error.args[0] if error.args else ""
    told = said.decode(errors="replace") if isinstance(said, bytes) else str(error)
    return next((line for line in told.strip().splitlines() if line), "it ends too early")
