"""Where triples are kept and asked: the one room that knows the triple store."""

from ngograph.store.embedded import (
    Term,
    add,
    ask,
    bulk_write,
    bulk_write_dump,
    construct,
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
    "add",
    "ask",
    "bulk_write",
    "bulk_write_dump",
    "construct",
    "in_graph",
    "load_lines",
    "memory_store",
    "named_quads",
    "open_store",
    "query",
    "select",
]
