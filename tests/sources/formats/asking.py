"""Questions that tests put to an imported source, and to records before they are stated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad, Store

from ngograph.sources.facts import Record
from ngograph.vocab import PREFIXES

if TYPE_CHECKING:
    from ngograph.imports import ImportedSource
    from ngograph.sources.facts import Skipped

_PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def ask(source: ImportedSource, pattern: str, *names: str) -> list[tuple[str, ...]]:
    """Return the values of *names* where *pattern* holds, sorted; of an IRI what is after its last slash."""
    store = _stated(_Same(source))
    found = store.query(f"{_PROLOGUE}SELECT {' '.join(f'?{name}' for name in names)} WHERE {{ {pattern} }}")
    return sorted(tuple(_short(row[name]) for name in names) for row in found)  # type: ignore[union-attr]


@dataclass(frozen=True, eq=False)
class _Same:
    """A source that equals none but itself, not even one that was imported anew to the same folder."""

    source: ImportedSource

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.source is other.source

    def __hash__(self) -> int:
        return id(self.source)


@lru_cache(maxsize=1)
def _stated(one: _Same) -> Store:
    store = Store()
    store.extend(Quad(*triple) for triple in one.source.triples)
    return store


def told(record: Record | Skipped, kind: type) -> list[Any]:
    """Return the facts of that *kind* in *record*, which must be one."""
    assert isinstance(record, Record), record
    return [fact for fact in record.facts if isinstance(fact, kind)]


def _short(term: object) -> str:
    value = str(getattr(term, "value", ""))
    return value.rpartition("/")[2] if isinstance(term, NamedNode) else value
