"""The formats that can be imported, one module a format, and how a file finds its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.errors import UnknownFormat
from ngograph.sources.formats import (
    ftm,
    fts,
    giving,
    go,
    hpc,
    iati,
    mapped,
    ocds,
    popolo,
    publishers,
    rdf,
    reference,
    ror,
    whowhatwhere,
    wikidata,
)
from ngograph.sources.formats.format import Format, Heading, Opened, Task
from ngograph.sources.opening.binaries import binary
from ngograph.sources.opening.json import problem_in

if TYPE_CHECKING:
    from ngograph.sources.opening import Sample

__all__ = ["FORMATS", "Format", "Heading", "Opened", "Task", "format_of"]

FORMATS: Final[tuple[Format, ...]] = (
    mapped.FORMAT,
    ror.FORMAT,
    fts.FORMAT,
    hpc.FORMAT,
    go.FORMAT,
    giving.FORMAT,
    ocds.FORMAT,
    ftm.FORMAT,
    popolo.FORMAT,
    wikidata.FORMAT,
    publishers.FORMAT,
    rdf.FORMAT,
    reference.FORMAT,
    iati.FORMAT,
    whowhatwhere.FORMAT,
)
"""All formats; of several that fit a file, the first reads it: what takes any table stands last."""

_SAVE: Final = "save it as a workbook (.xlsx) or as CSV"
_XML: Final = {
    "html": f"a web page: if a table stands on it, {_SAVE}",
    "workbook": f"a table as XML of an old spreadsheet: {_SAVE}",
    "rss": "a feed of news",
    "feed": "a feed of news",
}


def format_of(found: Sample, name: str | None = None) -> Format:
    """Return the format called *name*, or the first that fits the file that *found* is the head of.

    Raises:
        UnknownFormat: there is none.
    """
    for one in FORMATS:
        if one.name == name or (name is None and one.fits(found)):
            return one
    raise UnknownFormat(found.path, name or _seen(found), [one.name for one in FORMATS])


def _seen(found: Sample) -> str:
    if found.make == "xml":
        return _XML.get(found.root.lower()) or f"XML with the root element {found.root or '?'}"
    if found.make in ("json", "json-lines"):
        some = ", ".join(sorted(path for path in found.paths if path)[:5])
        if found.make == "json" and found.size <= len(found.head) and (fault := problem_in(found.head)):
            return f"JSON that is not well-formed: {fault}"
        return f"JSON with {some or 'nothing to go by'}"
    if found.make == "text":
        head = next((line for line in found.text.splitlines() if line.strip()), "").strip()[:80]
        return f"text that begins {head!r}: if it is a table, a mapping beside it can say what it means"
    return binary(found.path, found.head)
