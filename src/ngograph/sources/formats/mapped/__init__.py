"""Any table, with a mapping that says what its columns mean."""

from ngograph.sources.formats.mapped.reading import FORMAT

__all__ = ["FORMAT"]
