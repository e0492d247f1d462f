"""What a store holds, written out line by line, to be held against the dump that it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.store import named_quads

if TYPE_CHECKING:
    from pyoxigraph import Store


def dumped(store: Store) -> bytes:
    """Return the named graphs of *store* as sorted N-Quads."""
    return b"".join(sorted(f"{quad} .\n".encode() for quad in named_quads(store)))
