"""What each route answers in, and an example of what stands in its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.analysis import exporting, mapping
from ngograph.media import DATASETS, GRAPHS, HTML, JSON, RESULTS, SVG
from ngograph.network import EXPORTS
from ngograph.web.mapping import FORMS
from ngograph.web.networks import REPORTS

if TYPE_CHECKING:
    from ngograph.media import Format

FORMATS: Final[dict[str, tuple[Format, ...]]] = {
    "/": (HTML,),
    "/catalogue": (*GRAPHS, HTML),
    "/concept/{scheme}": (*DATASETS, HTML),
    "/concept/{scheme}/{key}": (*DATASETS, HTML),
    "/dumps": (JSON, HTML),
    "/graph/{source}": (*DATASETS, HTML),
    "/health": (JSON,),
    "/id/{kind}/{key}": (*DATASETS, HTML),
    "/map.svg": (SVG,),
    "/network": (JSON, HTML),
    "/network/{name}": REPORTS,
    "/ontology": (*GRAPHS, HTML),
    "/profile/{name}": (*GRAPHS, HTML),
    "/queries": (JSON, HTML, *GRAPHS),
    "/queries/{name}": (*RESULTS, *GRAPHS, HTML),
    "/shapes": (*GRAPHS, HTML),
    "/sparql": (*RESULTS, *GRAPHS, HTML),
    "/void": (*GRAPHS, HTML),
    "/.well-known/void": (*GRAPHS, HTML),
}
TYPES: Final = {
    "/dumps/{file}": (
        "application/n-quads",
        "application/trig",
        "text/turtle",
        "application/gzip",
        "text/plain",
    ),
    "/maps/{kind}.{form}": tuple(form.media_type for form in FORMS.values()),
    "/network/export": tuple(sorted({form.media_type for form in EXPORTS.values()})),
    "/robots.txt": ("text/plain",),
    "/sitemap.xml": ("application/xml",),
    "/sitemaps/{number}.xml": ("application/xml",),
}
TOLD: Final = {"/maps/{kind}.{form}": mapping.OPTIONS, "/network/export": exporting.OPTIONS}
"""What can be told where no analysis is meant, but the same process works."""
EXAMPLES: Final = {
    "/concept/{scheme}": {"scheme": "role"},
    "/concept/{scheme}/{key}": {"scheme": "role", "key": "partner"},
    "/dumps/{file}": {"file": "SHA256SUMS"},
    "/graph/{source}": {"source": "derived"},
    "/id/{kind}/{key}": {"kind": "place", "key": "ba"},
    "/maps/{kind}.{form}": {"kind": "two-mode", "form": "svg"},
    "/network/{name}": {"name": "measures"},
    "/profile/{name}": {"name": "plain"},
    "/queries/{name}": {"name": "sources"},
    "/sitemaps/{number}.xml": {"number": "1"},
}
