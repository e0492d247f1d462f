"""The reference of analyses and measures, made from their registries, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.analysis.registry import ANALYSES
from ngograph.analysis.scope import options
from ngograph.network import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ngograph.analysis.analysis import Analysis
    from ngograph.analysis.options import Option
    from ngograph.network import Measure

_HEAD: Final = """# Analyses and measures

Made by `ngograph reference --of measures` from what the program itself goes by: the command line
(`ngograph network NAME`) and Python know the same names. What they mean for partnerships, and where they
mislead, is told in [networks.md](networks.md).
"""


def page() -> str:
    """Return the reference."""
    parts = [_HEAD, "## Analyses\n", *(_analysis(one) for one in ANALYSES.values())]
    parts += ["### What each can be told beside that\n", _table(options("by the analysis"))]
    for of, title in (("node", "Measures of nodes"), ("network", "Measures of the network"), ("tie", "Ties")):
        parts.append(f"## {title}\n")
        parts += [_measure(one) for one in MEASURES.values() if one.of == of]
    return "\n".join(parts)


def _analysis(one: Analysis) -> str:
    said = (
        f"### `{one.name}`\n\n{one.description} Ties unless told otherwise: {one.ties.replace(',', ', ')}.\n"
    )
    return f"{said}\n{_table(one.own)}"


def _table(told: Iterable[Option]) -> str:
    rows = "".join(f"| `{one.name}` | {_cell(one.default)} | {_said(one)} |\n" for one in told)
    return f"| option | unless told | what it is |\n|---|---|---|\n{rows}"


def _cell(default: str) -> str:
    return default.replace(",", ", ")


def _said(one: Option) -> str:
    known = f" One of {', '.join(one.choices)}." if 0 < len(one.choices) < _MANY else ""
    return f"{one.description}{' Needed.' if one.needed else ''}{known}"


_MANY: Final = 12
"""Choices from which on they are not listed: the measures have their own part of the page."""


def _measure(one: Measure) -> str:
    return "".join((f"### {one.title}\n\n", *(f"- {line}\n" for line in _lines(one))))


def _lines(one: Measure) -> Iterator[str]:
    yield f"`{one.name}`: {one.definition}"
    yield f"Formula: {one.formula}"
    yield f"Source: {one.reference}"
    yield f"Reads: {one.reads}. Network: {one.mode}. Says nothing of fewer than {one.smallest_n} nodes."
    if one.needs_connected:
        yield "Refused where some nodes cannot reach each other."
    if one.two_mode_bias:
        yield f"In a projection: {one.two_mode_bias}"
