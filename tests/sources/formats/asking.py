"""Questions that tests put to an imported source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from ngograph.imports import ImportedSource

_PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def ask(source: ImportedSource, pattern: str, *names: str) -> list[tuple[str, ...]]:
    """Return the values of *names* where *pattern* holds, sorted; of an IRI what is after its last slash."""
    store = Store()
    store.extend(Quad(*triple) for triple in source.triples)
    found = store.query(f"{_PROLOGUE}SELECT {' '.join(f'?{name}' for name in names)} WHERE {{ {pattern} }}")
    return sorted(tuple(_short(row[name]) for name in names) for row in found)  # type: ignore[union-attr]


def _short(term: object) -> str:
    value = str(getattr(term, "value", ""))
    return value.rpartition("/")[2] if isinstance(term, NamedNode) else value
