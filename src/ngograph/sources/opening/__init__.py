"""Opening a file of unknown content: what it is by its bytes, and its elements, items or rows as a stream."""

from ngograph.sources.opening.sample import Sample, sample
from ngograph.sources.opening.tabular import Row, Sheet, sheets

__all__ = ["Row", "Sample", "Sheet", "sample", "sheets"]
