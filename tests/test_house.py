"""Imports run downhill: no circle, nothing below knows the faces, and each engine lives in one room."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "src"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "content" not in path.parts)

# What a room may know of its own house, beside itself.
FOUNDATION = {"errors", "vocab"}
GROUND = {*FOUNDATION, "dates", "frontmatter", "media", "translation"}
KNOWS = {
    "errors": set[str](),
    "vocab": set[str](),
    "dates": FOUNDATION,
    "frontmatter": FOUNDATION,
    "media": FOUNDATION,
    "translation": FOUNDATION,
    "brief": {*GROUND, "store"},
    "names": GROUND,
    "network": GROUND,
    "store": GROUND,
    "validation": GROUND,
}
# Where an outside library may be spoken to.
ENGINES = {
    "networkx": {"network"},
    "scipy": {"network"},
    "networkit": {"network"},
    "rustworkx": {"network"},
    "polars": {"analysis", "exporting", "gate", "network", "tables"},
    "pygraphviz": {"network"},
    "pyshacl": {"validation"},
    "shacl": {"validation"},
    "fastapi": {"web", "cli"},
    "starlette": {"web", "cli"},
    "typst": {"network"},
    "httpx": {"store"},
}


def module(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else name


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def modules() -> dict[str, set[str]]:
    """Return what each module imports."""
    return {module(path): set(imports(path)) for path in FILES}


def test_no_file_imports_itself_in_a_circle() -> None:
    arrows = {
        name: {other for other in found if other in modules()} - {name} for name, found in modules().items()
    }
    # A package's face only hands names on: what imports it from inside means the file beside it.
    inside = {name: {o for o in others if not name.startswith(f"{o}.")} for name, others in arrows.items()}
    assert list(TopologicalSorter(inside).static_order())


@pytest.mark.parametrize("name", sorted(KNOWS))
def test_a_room_knows_only_what_lies_below(name: str) -> None:
    known = {
        room(other)
        for own, found in modules().items()
        if own.startswith("ngograph.") and room(own) == name
        for other in found
        if other in modules() and other != "ngograph"
    }
    assert known - {name} <= KNOWS[name]


def test_nothing_knows_the_command_line_and_only_it_knows_the_web() -> None:
    for own, found in modules().items():
        known = {room(other) for other in found if other in modules() and other != "ngograph"}
        assert "cli" not in known or own.startswith(("ngograph.cli", "ngograph.__main__")), own
        assert "web" not in known or own.startswith(("ngograph.cli", "ngograph.web")), own


def test_errors_are_taken_from_one_place() -> None:
    for own, found in modules().items():
        inner = {other for other in found if other in modules() and other.startswith("ngograph.errors.")}
        assert not inner or own.startswith("ngograph.errors"), own


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_each_engine_lives_in_one_room(engine: str) -> None:
    rooms = {
        room(own)
        for own, found in modules().items()
        if any(other == engine or other.startswith(f"{engine}.") for other in found)
    }
    assert rooms
    assert rooms <= ENGINES[engine]
