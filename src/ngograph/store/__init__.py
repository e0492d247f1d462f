"""Where triples are kept and asked: the one room that knows the triple store."""

from ngograph.store.bulk import bulk_write, bulk_write_dump, sort_lines, write_quads
from ngograph.store.embedded import (
    Term,
    ask,
    construct,
    count,
    in_graph,
    load_lines,
    memory_store,
    named_quads,
    open_store,
    query,
    select,
)

__all__ = [
    "Term",
    "ask",
    "bulk_write",
    "bulk_write_dump",
    "construct",
    "count",
    "in_graph",
    "load_lines",
    "memory_store",
    "named_quads",
    "open_store",
    "query",
    "select",
    "sort_lines",
    "write_quads",
]
