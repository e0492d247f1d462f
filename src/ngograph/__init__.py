"""Who works with whom in humanitarian and social partnership: a knowledge graph with its sources."""

__version__ = "0.1.0"
