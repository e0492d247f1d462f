"""The formats an answer can have, and which of them a client asks for.

Every media type and every word for ``?format=`` is said here, once.

>>> choose("text/turtle;q=0.5, application/ld+json", GRAPHS).name
'jsonld'
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from webob.acceptparse import AcceptValidHeader, create_accept_header  # type: ignore[import-untyped]

from ngograph.errors import NoFittingFormat

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, eq=False)
class Format:
    """One way of writing an answer; each is there once, and equal to itself alone.

    Args:
        name: the word for ``?format=``, which is also the ending of such a file.
        media_type: what the answer is labelled with.
        label: what people call it.
        aliases: other media types that clients ask for when they mean it.
    """

    name: str
    media_type: str
    label: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """Return the media type with the character set, where that is told apart."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


RESULTS_JSON: Final = Format(
    "json", "application/sparql-results+json", "JSON", ("application/json", "text/json")
)
RESULTS_XML: Final = Format("xml", "application/sparql-results+xml", "XML", ("application/xml", "text/xml"))
CSV: Final = Format("csv", "text/csv", "CSV")
TSV: Final = Format("tsv", "text/tab-separated-values", "TSV")

TURTLE: Final = Format("ttl", "text/turtle", "Turtle", ("application/x-turtle",))
N_TRIPLES: Final = Format("nt", "application/n-triples", "N-Triples", ("text/plain",))
JSON_LD: Final = Format("jsonld", "application/ld+json", "JSON-LD", ("application/json",))
RDF_XML: Final = Format("rdf", "application/rdf+xml", "RDF/XML", ("application/xml", "text/xml"))
TRIG: Final = Format("trig", "application/trig", "TriG")
N_QUADS: Final = Format("nq", "application/n-quads", "N-Quads")

JSON: Final = Format("json", "application/json", "JSON")
HTML: Final = Format("html", "text/html", "HTML")
SVG: Final = Format("svg", "image/svg+xml", "SVG")
PNG: Final = Format("png", "image/png", "PNG")
PDF: Final = Format("pdf", "application/pdf", "PDF")
PROBLEM: Final = Format("json", "application/problem+json", "JSON problem", ("application/json",))

RESULTS: Final = (RESULTS_JSON, RESULTS_XML, CSV, TSV)
"""Formats of the answer to SELECT and ASK; the first one answers a client that takes any."""

GRAPHS: Final = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML)
"""Formats of triples."""

DATASETS: Final = (*GRAPHS, TRIG, N_QUADS)
"""Formats of triples and, in the last two, of the graph each stands in."""


def choose(accept: str | None, offers: Sequence[Format], name: str | None = None) -> Format:
    """Return the one of *offers* that a client wants most.

    Args:
        accept: its Accept header, None without one. Parameters of a media type other than its weight
            (``text/turtle;charset=utf-8``) are no reason to refuse it. A header that cannot be read counts
            as none.
        offers: what there is, the preferred one first: it breaks ties.
        name: the word given as ``?format=``; it outranks the header.

    Raises:
        NoFittingFormat: nothing on offer is what the client asks for.
    """
    if name:
        named = next((offer for offer in offers if name in (offer.name, offer.media_type)), None)
        if named is None:
            raise NoFittingFormat(name, [offer.name for offer in offers])
        return named
    fitting = _remembered if len(accept or "") < _LONG else _fitting
    if (found := fitting(accept, tuple(offers))) is None:
        raise NoFittingFormat(accept or "", [offer.media_type for offer in offers])
    return found


def _fitting(accept: str | None, offers: tuple[Format, ...]) -> Format | None:
    meant = {alias: offer for offer in reversed(offers) for alias in offer.aliases}
    meant |= {offer.media_type: offer for offer in offers}
    # Aliases come last, so that `text/*` is answered with a type that is one.
    types = [*(offer.media_type for offer in offers), *(kind for offer in offers for kind in offer.aliases)]
    fitting = create_accept_header(_without_parameters(accept)).acceptable_offers(types)
    return meant[fitting[0][0]] if fitting else None


_remembered: Final = lru_cache(maxsize=1024)(_fitting)
_LONG: Final = 300
"""Letters from which on a header is not remembered; those of browsers are half as long."""


def _without_parameters(accept: str | None) -> str | None:
    header = create_accept_header(accept)
    if not isinstance(header, AcceptValidHeader):
        return None
    ranges = [(kind.partition(";")[0].strip(), weight) for kind, weight, *_ in header.parsed or ()]
    return ", ".join(f"{kind};q={weight:.3f}" for kind, weight in ranges) or None
