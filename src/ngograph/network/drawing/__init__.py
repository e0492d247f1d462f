"""A network becomes a picture: positions, letters, a legend, a caption, and the bytes of a file."""

from ngograph.network.drawing.captions import counts, scope, scoped, thinned
from ngograph.network.drawing.geography import Geography, Place, Site
from ngograph.network.drawing.geometry import Box
from ngograph.network.drawing.knowledge import amounts_in, issues_in, sources_in, spans_in, words_in
from ngograph.network.drawing.layout import layout
from ngograph.network.drawing.lines import through
from ngograph.network.drawing.picture import KEEPING, KINDS, draw, positions
from ngograph.network.drawing.rendering import FORMATS
from ngograph.network.drawing.spans import spans
from ngograph.network.drawing.subject import Amount, Source, Span
from ngograph.network.drawing.whereabouts import geography_in

__all__ = [
    "FORMATS",
    "KEEPING",
    "KINDS",
    "Amount",
    "Box",
    "Geography",
    "Place",
    "Site",
    "Source",
    "Span",
    "amounts_in",
    "counts",
    "draw",
    "geography_in",
    "issues_in",
    "layout",
    "positions",
    "scope",
    "scoped",
    "sources_in",
    "spans",
    "spans_in",
    "thinned",
    "through",
    "words_in",
]
