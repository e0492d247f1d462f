"""Graphviz's DOT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.network.formats.records import joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.formats.records import Records, Value


def write(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return *records* as DOT: nodes are named by their IRIs, attributes are those of the network."""
    arrow = " -> " if records.directed else " -- "
    lines = [f"{'digraph' if records.directed else 'graph'} {{"]
    lines += [f"  {quoted(name)}={quoted(value)};" for name, value in about.items()]
    lines += [
        f"  {quoted(vertex.iri)}{_listed({'label': vertex.label, **vertex.attributes})};"
        for vertex in records.vertices
    ]
    lines += [
        f"  {quoted(edge.source)}{arrow}{quoted(edge.target)}{_listed(edge.attributes)};"
        for edge in records.edges
    ]
    return ("\n".join([*lines, "}"]) + "\n").encode()


def quoted(value: Value) -> str:
    r"""Return *value* as a quoted string, whatever stands in it.

    >>> print(quoted('a "b" \\ c'))
    "a \"b\" \\ c"
    """
    text = str(joined(value)).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n") + '"'


def _listed(attributes: Mapping[str, Value]) -> str:
    said = ", ".join(f"{quoted(name)}={quoted(value)}" for name, value in attributes.items())
    return f" [{said}]" if said else ""
