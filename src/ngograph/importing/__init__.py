"""Importing: a file in, a checked source with its account out.

::

    file ──► records ──► statements ──► batches ──► checked ──► runs ──► settled ──► statements.nt.zst
                │                                      │                    │
                └─ skipped, with notes ────────────────┴─ left out ─────────┴─ yielded ──► account.json

Records come one by one and are checked in batches, so that memory does not grow with the file. A record that
breaks a shape is left out and counted; whatever fails on the way leaves what was imported before as it was.
"""

from ngograph.importing.order import import_file
from ngograph.importing.wanted import Wanted, name_of

__all__ = ["Wanted", "import_file", "name_of"]
