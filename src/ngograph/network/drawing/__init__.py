"""A network becomes a picture: positions, letters, a legend, a caption, and the bytes of a file."""

from ngograph.network.drawing.captions import scope
from ngograph.network.drawing.geometry import Box
from ngograph.network.drawing.layout import layout
from ngograph.network.drawing.picture import counts, draw, through
from ngograph.network.drawing.rendering import FORMATS

__all__ = ["FORMATS", "Box", "counts", "draw", "layout", "scope", "through"]
