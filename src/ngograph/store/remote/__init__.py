"""Another store than the embedded one: whatever answers the SPARQL 1.1 Protocol over HTTP.

::

    question ──► substituting ──► checked by a worker ──► exchange ──► the store
                                                             │
    answer  ◄──────────── converting, where it must ◄────────┘

    release ──► loading ──► the store: a graph at a time, the release's statement last
    the store ──► stating ──► which release it holds
"""

from ngograph.store.remote.access import Access
from ngograph.store.remote.engine import Remote
from ngograph.store.remote.stating import Stated, stated

__all__ = ["Access", "Remote", "Stated", "stated"]
