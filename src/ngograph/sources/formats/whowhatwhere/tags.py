"""What an HXL tag says of its column, in the manner of today (#org+impl) and of the first drafts (#impl)."""

from __future__ import annotations

import re
from typing import Final

from ngograph.sources.formats.whowhatwhere.headers import SITE, Meaning

_TAG: Final = re.compile(r"\s*#\s*[A-Za-z][\w-]*\s*(\+\s*[\w?-]+\s*)*")
_BARE: Final = re.compile(r"[a-z]+\d?(\s*\+\s*[a-z_]+)+")
_LEVEL: Final = re.compile(r"adm(\d)")
_FIELDS: Final = {
    "partner": "organisation",
    "funder": "donor",
    "impl": "implementer",
    "prog": "programme",
    "source": "programme",
    "sector": "sector",
    "cluster": "sector",
    "subsector": "subsector",
    "subcluster": "subsector",
    "status": "status",
    "lat_deg": "latitude",
    "lon_deg": "longitude",
    "start_date": "start",
    "end_date": "end",
    "period_date": "period",
    "report_date": "edited",
    "contact": "contact",
    "email": "contact",
    "phone": "contact",
    "currency": "currency",
    "activity": "activity",
    "project": "project",
    "x_activity_start_date": "start",
    "x_activity_end_date": "end",
}
_COUNTS: Final = frozenset(
    {"affected", "inneed", "targeted", "reached", "population", "indicator", "output", "value", "capacity"}
)
_PARTIES: Final = {
    "funder": "donor",
    "donor": "donor",
    "funding": "donor",
    "impl": "implementer",
    "implementing": "implementer",
    "prog": "programme",
    "programming": "programme",
    "programme": "programme",
    "reporting": "programme",
    "lead": "programme",
}
_ASPECTS: Final = {
    "acronym": "acronym",
    "abbrev": "acronym",
    "code": "code",
    "pcode": "code",
    "id": "code",
    "type": "kind",
    "url": "address",
}
_SIDES: Final = {
    "geo": {"lat": "latitude", "lon": "longitude"},
    "date": {one: one for one in ("start", "end", "reported", "month", "year")},
    "meta": {"id": "row"},
}


def is_tag(cell: str) -> bool:
    """Say whether *cell* is an HXL tag, such as "#adm1 +name", or one that has lost its mark."""
    return (_TAG if cell.startswith("#") else _BARE).fullmatch(cell) is not None


def tagged(cell: str) -> Meaning | None:
    """Return what the column under the tag *cell* holds, or None where the tag is not of use here.

    >>> tagged("#adm2 +code +v_pcodes").level
    2
    >>> tagged("#impl_id")
    Meaning(field='implementer', aspect='code', level=0, ordinal=0, rest=0)
    """
    tag, *attributes = (part.strip().lower() for part in cell.strip().lstrip("#").split("+"))
    if tag.endswith("_id"):
        tag, attributes = tag.removesuffix("_id"), [*attributes, "code"]
    aspect = next((_ASPECTS[one] for one in attributes if one in _ASPECTS), "name")
    level = _place(tag)
    if level:
        return Meaning("place", aspect, level)
    if tag in ("geo", "date", "meta"):
        sides = _SIDES[tag]
        field = next((sides[one] for one in attributes if one in sides), "reported" if tag == "date" else "")
    elif tag == "org":
        field = next((_PARTIES[one] for one in attributes if one in _PARTIES), "organisation")
    else:
        field = "count" if tag in _COUNTS else _FIELDS.get(tag, "")
    if field == "activity" and (aspect == "code" or "project" in attributes):
        field = "project"
    return Meaning(field, aspect) if field else None


def _place(tag: str) -> int:
    """Return the level of the places that *tag* marks, 0 if it marks none."""
    if found := _LEVEL.fullmatch(tag):
        return int(found[1]) or -1
    return {"country": -1, "loc": SITE}.get(tag, 0)
