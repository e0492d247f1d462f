"""What crawlers read: a map of the pages, in parts, and what they are asked to leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

PART: Final = 10_000
"""How many pages one part of the map names; 50,000 are allowed."""

_SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def index(parts: int, built: datetime, base: str) -> str:
    """Return the map of the *parts* of the map."""
    found = (f"{base}sitemaps/{number}.xml" for number in range(1, parts + 1))
    return _HEAD + _listed("sitemapindex", "sitemap", found, built)


def part(paths: Sequence[str], number: int, built: datetime, base: str) -> str:
    """Return the part *number*, from 1, of the map of the pages at *paths*."""
    pages = paths[(number - 1) * PART : number * PART]
    return _HEAD + _listed("urlset", "url", (f"{base}{path.removeprefix('/')}" for path in pages), built)


def parts(paths: Sequence[str]) -> int:
    """Return how many parts a map of *paths* has.

    >>> parts([]), parts(["/"] * 10_001)
    (1, 2)
    """
    return max(1, -(-len(paths) // PART))


def robots(base: str) -> str:
    """Return what crawlers are asked: to read pages, not to ask questions."""
    return f"User-agent: *\nDisallow: /sparql\nDisallow: /*?\nAllow: /\n\nSitemap: {base}sitemap.xml\n"


def _listed(whole: str, one: str, addresses: Iterable[str], built: datetime) -> str:
    day = built.isoformat()
    lines = (f"<{one}><loc>{escape(at)}</loc><lastmod>{day}</lastmod></{one}>\n" for at in addresses)
    return f'<{whole} xmlns="{_SPACE}">\n{"".join(lines)}</{whole}>\n'
