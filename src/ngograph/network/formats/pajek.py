"""Pajek's .net, with times.

Pajek counts time in whole numbers: here the years in which a tie may have stood, both included; `*` is no
end. A tie without a date is always there. A body is drawn as an ellipse and a thing as a box.
"""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING, Final

from ngograph.network.formats.lines import one_line, quoted
from ngograph.network.spells import united

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.formats.records import Edge, Records
    from ngograph.network.spells import Spell

_SHAPES: Final[Mapping[object, str]] = {"body": "ellipse", "thing": "box"}


def write(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return *records* as a network for Pajek; the comments at its head say which IRI each vertex has."""
    number, names = records.number, records.names
    head = [f"% {name}: {one_line(str(value))}" for name, value in about.items()]
    iris = [f"% vertex {at}: {iri}" for iri, at in number.items()]
    vertices = [f"*Vertices {len(number)}"]
    for vertex in records.vertices:
        at, shape = number[vertex.iri], _SHAPES.get(vertex.attributes.get("mode"))
        look = f" {_on_a_circle(at, len(number))} {shape}" if shape else ""
        vertices.append(f"{at} {quoted(names[vertex.iri])}{look}")
    edges = ["*Arcs" if records.directed else "*Edges", *(_line(edge, number) for edge in records.edges)]
    return ("\n".join([*head, *iris, *vertices, *edges]) + "\n").encode()


def _line(edge: Edge, number: Mapping[str, int]) -> str:
    told = [str(number[edge.source]), str(number[edge.target]), str(edge.strength)]
    if (kind := edge.attributes.get("kind")) is not None:
        told += ["l", quoted(str(kind))]
    if edge.spells:
        told.append(f"[{_years(edge.spells)}]")
    return " ".join(told)


def _on_a_circle(at: int, of: int) -> str:
    """Coordinates, which must stand before a shape."""
    angle = 2 * pi * at / of
    return f"{0.5 + 0.45 * cos(angle):.4f} {0.5 + 0.45 * sin(angle):.4f}"


def _years(spells: tuple[Spell, ...]) -> str:
    """Return *spells* in years; those that meet in a year, or follow each other in years, are one."""
    found = united((_year(start), _year(end)) for start, end in spells)
    return ",".join(f"{first or 1}-{last or '*'}" for first, last in found)


def _year(day: str) -> int | None:
    return int(day[:4]) if day else None
