"""Tables in JSON: arrays of arrays, or of objects whose keys, the late ones too, are the first row.

An array stands alone or under keys, as in the answer of a service. Of what lies on a map the properties
count.
"""

from __future__ import annotations

import io
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

import ijson

from ngograph.errors import UnreadableFile
from ngograph.sources.opening.json import problem, utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ngograph.sources.opening.sample import Sample

_BOM: Final = b"\xef\xbb\xbf"
_LOOKED_AT: Final = 3
_DEEPEST: Final = 3
"""Under how many keys, one in the other, a table may stand."""


class Table(NamedTuple):
    """One table.

    Args:
        name: the keys that hold it, parted by slashes, empty if it is the whole file.
        headed: whether its first row is the keys of its objects, and no row of the file.
        rows: the values of its rows.
    """

    name: str
    headed: bool
    rows: Iterator[list[Any]]


def tables(found: Sample, progress: Callable[[int], None]) -> Iterator[Table]:
    """Yield the tables in the JSON that *found* is the head of: itself, or what its keys hold.

    Raises:
        UnreadableFile: it is not well-formed or is cut off.
    """
    with _told(found.path), utf8(found.path) as file:
        for name, prefix in _prefixes(found, file):
            keys = _keys(_items(found, prefix, lambda _: None))
            yield Table(name, bool(keys), _rows(found, prefix, keys, progress))


def first_rows(found: Sample, most: int) -> Iterator[list[Any]]:
    """Yield some rows of the widest table at the head of JSON, as far as the head goes."""
    head = found.head.removeprefix(_BOM)
    begun: list[list[Any]] = []
    with suppress(ijson.JSONError, ValueError):
        for _, prefix in islice(_prefixes(found, io.BytesIO(head)), _LOOKED_AT):
            items: list[Any] = []
            begun.append(items)
            with suppress(ijson.JSONError, ValueError):
                every = ijson.items(io.BytesIO(head), prefix, multiple_values=True, use_float=True)
                for item in islice(every, most):
                    items.append(_told_of(item))  # the head may end within the next
    widest = max(begun, key=lambda items: max(map(_width, items), default=0), default=[])
    yield from _as_rows(iter(widest), _keys(iter(widest)))


def _width(item: Any) -> int:
    return len(item) if isinstance(item, dict | list) else 0


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell what is wrong with the JSON at *path* in words of our own."""
    try:
        yield
    except (ijson.JSONError, ValueError, RecursionError) as error:
        raise UnreadableFile(path, f"not well-formed JSON: {problem(error)}") from error


def _prefixes(found: Sample, file: BinaryIO) -> Iterator[tuple[str, str]]:
    """Yield name and prefix of each table."""
    if found.make == "json-lines":
        yield "", ""
    elif found.head.removeprefix(_BOM).lstrip()[:1] == b"[":
        yield "", "item"
    else:
        steps, begun = list[str](), False
        for event, value in ijson.basic_parse(file, use_float=True):
            inside = event in ("start_map", "start_array")
            if begun and inside:
                yield "/".join(steps[:-1]), ".".join(steps)
            begun = event == "start_array" and 0 < len(steps) <= _DEEPEST and "item" not in steps
            if inside:
                steps.append("item" if event == "start_array" else "")
            elif event in ("end_map", "end_array"):
                steps.pop()
            elif event == "map_key":
                steps[-1] = value


def _items(found: Sample, prefix: str, progress: Callable[[int], None]) -> Iterator[Any]:
    with utf8(found.path) as file:
        for number, item in enumerate(ijson.items(file, prefix, multiple_values=True, use_float=True)):
            yield _told_of(item)
            if not number % 1000:
                progress(file.tell())


def _told_of(item: Any) -> Any:
    """Return what *item* tells: of a feature of GeoJSON its properties, of anything else itself."""
    told = item.get("properties") if isinstance(item, dict) and item.get("type") == "Feature" else None
    return told if isinstance(told, dict) else item


def _rows(
    found: Sample, prefix: str, keys: list[str], progress: Callable[[int], None]
) -> Iterator[list[Any]]:
    with _told(found.path):
        yield from _as_rows(_items(found, prefix, progress), keys)


def _keys(items: Iterator[Any]) -> list[str]:
    return list(dict.fromkeys(key for item in items if isinstance(item, dict) for key in item))


def _as_rows(items: Iterator[Any], keys: list[str]) -> Iterator[list[Any]]:
    if keys:
        yield list(keys)
    for item in items:
        if isinstance(item, dict):
            yield [item.get(key) for key in keys]
        elif isinstance(item, list):
            yield item
