"""The titles of the standard for tables of grants, such as "Funding Org:0:Name", and the fields behind them.

The names of the fields themselves, parted by slashes, are titles too, for tables are made from JSON.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.intervals import day_first
from ngograph.sources.known import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

Path = tuple[str, ...]
"""Names of fields from the outside in, with the place in a list as text where one is told."""

_GRANT: Final = {
    "Identifier": "id",
    "Title": "title",
    "Description": "description",
    "Currency": "currency",
    "Amount Applied For": "amountAppliedFor",
    "Amount Awarded": "amountAwarded",
    "Amount Disbursed": "amountDisbursed",
    "Award Date": "awardDate",
    "URL": "url",
    "Planned Dates": "plannedDates",
    "Actual Dates": "actualDates",
    "Recipient Ind": "recipientIndividual",
    "To Individuals Details": "toIndividualsDetails",
    "Recipient Org": "recipientOrganization",
    "Beneficiary Location": "beneficiaryLocation",
    "Funding Org": "fundingOrganization",
    "Grant Programme": "grantProgramme",
    "From An Open Call?": "fromOpenCall",
    "Funding Type": "fundingType",
    "Classifications": "classifications",
    "Related Document": "relatedDocument",
    "Last Modified": "dateModified",
    "Data Source": "dataSource",
    "For Regrant Type": "regrantType",
    "Location Scope": "locationScope",
}
_INNER: Final = {
    "Identifier": "id",
    "Name": "name",
    "Title": "title",
    "Code": "code",
    "Description": "description",
    "Vocabulary": "vocabulary",
    "Department": "department",
    "Alternate Name": "alternateName",
    "Organisation Type": "organisationType",
    "Web Address": "url",
    "URL": "url",
    "Charity Number": "charityNumber",
    "Company Number": "companyNumber",
    "Contact Name": "contactName",
    "Phone Number": "telephone",
    "Email": "email",
    "Street Address": "streetAddress",
    "City": "addressLocality",
    "County": "addressRegion",
    "Country": "addressCountry",
    "Postal Code": "postalCode",
    "Country Code": "countryCode",
    "Latitude": "latitude",
    "Longitude": "longitude",
    "Geographic Code": "geoCode",
    "Geographic Code Type": "geoCodeType",
    "Start Date": "startDate",
    "End Date": "endDate",
    "Duration (months)": "duration",
    "Last Modified": "dateModified",
    "Location": "location",
}
_LISTS: Final = frozenset(
    {"plannedDates", "actualDates", "recipientOrganization", "beneficiaryLocation", "fundingOrganization"}
    | {"grantProgramme", "fundingType", "classifications", "relatedDocument", "location"}
)
_PARTED: Final = re.compile(r"[:/]")
_NEEDED: Final = (("amountAwarded",), ("fundingOrganization",))


@lru_cache(maxsize=1024)
def field(title: str) -> Path:
    """Return the field that a column of that *title* holds; empty if the standard knows none.

    >>> field("Funding Org:0:Name"), field("awardDate"), field("Shoe size")
    (('fundingOrganization', '0', 'name'), ('awardDate',), ())
    """
    first, *others = (part.strip() for part in _PARTED.split(title))
    path = [_fields(first, _GRANT)]
    path += [part if part.isdigit() else _fields(part, _INNER) for part in others]
    return tuple(path) if all(path) else ()


def is_heading(cells: set[str]) -> bool:
    """Say whether *cells* are the titles of a table of grants."""
    found = {field(cell)[:1] for cell in cells if cell}
    return found.issuperset(_NEEDED)


def unread(cells: Iterable[str]) -> tuple[str, ...]:
    """Return a note on each title among *cells* that is none of the standard's."""
    return tuple(f"column {cell} not read" for cell in dict.fromkeys(cells) if cell and not field(cell))


def nested(row: dict[str, str]) -> dict[str, Any]:
    """Return the grant in a *row*, as JSON has it.

    >>> nested({"Identifier": "a", "Funding Org:Name": "B"})
    {'id': 'a', 'fundingOrganization': [{'name': 'B'}]}
    """
    grant: dict[str, Any] = {}
    for title, cell in row.items():
        path = field(title)
        if path and cell:
            # Most who publish so write dates as the United Kingdom does, where the standard asks for ISO.
            _put(grant, path, day_first(cell) if path[-1].lower().endswith("date") else cell)
    return grant


def _put(inner: dict[str, Any], path: Path, cell: str) -> None:
    name, *rest = path
    if not rest:
        inner.setdefault(name, cell)
        return
    index = int(rest[0]) if rest[0].isdigit() else 0
    rest = rest[1:] if rest[0].isdigit() else rest
    if name not in _LISTS:
        held = inner.setdefault(name, {})
    else:
        several = inner.setdefault(name, [])
        if not isinstance(several, list) or index > len(several) + 20:
            return
        several += [{} for _ in range(index + 1 - len(several))]
        held = several[index]
    if rest and isinstance(held, dict):
        _put(held, tuple(rest), cell)


def _fields(part: str, known: dict[str, str]) -> str:
    return _folded(known is _GRANT).get(folded(part), "")


@lru_cache(maxsize=2)
def _folded(of_grant: bool) -> dict[str, str]:
    known = _GRANT if of_grant else _INNER
    return {folded(name): name for name in known.values()} | {
        folded(title): name for title, name in known.items()
    }
