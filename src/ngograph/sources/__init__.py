"""Readers of what comes in, one a format: each turns files into triples and an account of what it read."""

from ngograph.sources.graphs import SourceGraph, read_graph
from ngograph.sources.turtle import Source, SourceFile, is_name, read_file, read_folder, read_turtle

__all__ = [
    "Source",
    "SourceFile",
    "SourceGraph",
    "is_name",
    "read_file",
    "read_folder",
    "read_graph",
    "read_turtle",
]
