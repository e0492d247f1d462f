"""The `#+` lines at the head of a file, read as TOML.

A query or an example says what it is in comments that begin with ``#+``, before anything else. To SPARQL and
Turtle they are comments, so the file runs unchanged in any other tool.

>>> head("#+ title = 'Who?'\\nASK {}").values
{'title': 'Who?'}
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ngograph.errors import FrontMatterError, MissingFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MARK: Final = "#+"
_LINE: Final = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class Head:
    """What a file says of itself.

    Args:
        values: the TOML of the head; empty where there is no head.
        lines: how many lines of the file the head takes.
    """

    values: Mapping[str, Any]
    lines: int


def head(text: str) -> Head:
    """Return the front matter of *text*: the unbroken run of ``#+`` lines that opens it.

    Raises:
        tomllib.TOMLDecodeError: the run is not TOML. Line numbers in it are those of *text*.
    """
    marked: list[str] = []
    for line in text.removeprefix("\ufeff").splitlines():
        if not line.startswith(MARK):
            break
        marked.append(line.removeprefix(MARK).removeprefix(" "))
    return Head(tomllib.loads("\n".join(marked)), len(marked))


def read(path: Path) -> tuple[Head, str]:
    """Return the head of the file at *path* and the whole of its text, head included.

    Raises:
        MissingFile: there is no such file.
        FrontMatterError: the file is not UTF-8, or its head is not TOML; knows the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise MissingFile(path, "a file with a `#+` head") from None
    except UnicodeDecodeError as problem:
        raise FrontMatterError(
            path, f"expected UTF-8, found {problem.reason} at byte {problem.start}"
        ) from None
    try:
        return head(text), text
    except tomllib.TOMLDecodeError as problem:
        found = _LINE.search(str(problem))
        line = int(found.group(1)) if found else None
        raise FrontMatterError(path, f"the #+ lines are not TOML: {problem}", line) from None
