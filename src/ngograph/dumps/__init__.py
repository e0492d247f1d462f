"""The files that hold everything, to be taken away: the whole and each graph, with their digests.

They are made of a dump, which is sorted N-Quads, and of nothing else: equal dumps give equal bytes.
"""

from ngograph.dumps.files import SUMS, WHOLE, Dump, of_graph, read, sums
from ngograph.dumps.turtle import with_sorted_prefixes
from ngograph.dumps.writing import write

__all__ = ["SUMS", "WHOLE", "Dump", "of_graph", "read", "sums", "with_sorted_prefixes", "write"]
