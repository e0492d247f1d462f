"""What the code lists of the International Aid Transparency Initiative say in the words of the ontology.

Version 1 wrote words and letters where version 2 has numbers; publishers mix both.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from ngograph.sources.known import folded

_ROLES: Final = {
    "1": "funder",
    "2": "accountable",
    "3": "extending",
    "4": "implementer",
    "funding": "funder",
    "accountable": "accountable",
    "extending": "extending",
    "implementing": "implementer",
    "funder": "funder",
    "donor": "funder",
    "financement": "funder",
    "responsabilite": "accountable",
    "responsable": "accountable",
    "octroi": "extending",
    "implementer": "implementer",
    "implementation": "implementer",
    "mise-en-oeuvre": "implementer",
}
"""Keys of `concept/role/` by code or word of OrganisationRole, `folded`, in English and French."""

_OF_A_BODY: Final = re.compile(r"-(organi[sz]ation|partner|agency|org)$")


@lru_cache(1 << 10)
def role_of(stated: str) -> str:
    """Return the key of `concept/role/` that the role *stated* answers to, empty if none does.

    >>> role_of("Implementing"), role_of("1"), role_of("Funding organisation"), role_of("7")
    ('implementer', 'funder', 'funder', '')
    """
    return _ROLES.get(_OF_A_BODY.sub("", folded(stated)), "")


STATUSES: Final = {
    "1": "planned",
    "2": "active",
    "3": "ended",
    "4": "ended",
    "5": "cancelled",
    "pipeline/identification": "planned",
    "implementation": "active",
    "completion": "ended",
    "post-completion": "ended",
    "finalisation": "ended",
    "closed": "ended",
    "cancelled": "cancelled",
}
"""Keys of `concept/status/` by code or word of ActivityStatus, in lower case; 6, suspended, has none."""

DATES: Final = {
    "1": "planned start",
    "2": "start",
    "3": "planned end",
    "4": "end",
    "start-planned": "planned start",
    "start-actual": "start",
    "end-planned": "planned end",
    "end-actual": "end",
}
"""What a code or word of ActivityDateType speaks of."""

ORGANISATION_TYPES: Final = {
    "government": "10",
    "local government": "11",
    "other public sector": "15",
    "international ngo": "21",
    "national ngo": "22",
    "regional ngo": "23",
    "public private partnership": "30",
    "multilateral": "40",
    "foundation": "60",
    "private sector": "70",
    "academic, training and research": "80",
    "other": "90",
}
"""Codes of OrganisationType by the words of it in version 1, in lower case."""

RELATIONS: Final = {"1": "parent", "2": "child", "3": "sibling", "4": "co-funded", "5": "third party"}
"""What a code of RelatedActivityType says of the other activity."""


class Flow(NamedTuple):
    """What a kind of transaction says.

    Args:
        code: its number in version 2.
        kind: the key of `concept/funding-kind/`.
        incoming: the one who reports receives.
    """

    code: str
    kind: str
    incoming: bool = False


_FLOWS: Final = (
    Flow("1", "disbursement", incoming=True),
    Flow("2", "commitment"),
    Flow("3", "disbursement"),
    Flow("4", "disbursement"),
    Flow("8", "support"),
    Flow("10", "support"),
    Flow("11", "commitment", incoming=True),
    Flow("12", "pledge"),
    Flow("13", "pledge", incoming=True),
)
_WORDS: Final = {
    "1": ("if", "incoming funds"),
    "2": ("c", "commitment", "outgoing commitment"),
    "3": ("d", "disbursement"),
    "4": ("e", "expenditure"),
    "8": ("qp", "purchase of equity"),
    "10": ("cg", "credit guarantee"),
    "11": ("incoming commitment",),
    "12": ("outgoing pledge",),
    "13": ("incoming pledge",),
}

FLOWS: Final = {said: flow for flow in _FLOWS for said in (flow.code, *_WORDS[flow.code])}
"""What a transaction says by the code, the letters or the name of its TransactionType, in lower case."""

_BACKWARD: Final = {
    "interest payment": ("5", "ir", "interest repayment"),
    "loan repayment": ("6", "lr"),
    "reimbursement": ("7", "r"),
    "sale of equity": ("9", "qs"),
}

BACKWARD: Final = {said: name for name, codes in _BACKWARD.items() for said in (name, *codes)}
"""Transactions by which money returns to the one who gave it, no funding, by code, letters or name."""

EXPENDITURE: Final = "4"
"""The code of money that is spent on goods and services, not handed on."""

ALIGNED: Final = frozenset({"2", "3", "11", "12", "13"})
"""Codes of TransactionType that a funding kind says by itself; the others are kept beside it."""

REGIONS: Final = {
    "88": "States Ex-Yugoslavia unspecified",
    "89": "Europe, regional",
    "189": "North of Sahara, regional",
    "289": "South of Sahara, regional",
    "298": "Africa, regional",
    "380": "West Indies, regional",
    "389": "Caribbean & Central America, regional",
    "489": "South America, regional",
    "498": "America, regional",
    "589": "Middle East, regional",
    "619": "Central Asia, regional",
    "679": "South Asia, regional",
    "689": "South & Central Asia, regional",
    "789": "Far East Asia, regional",
    "798": "Asia, regional",
    "889": "Oceania, regional",
    "1027": "Eastern Africa, regional",
    "1028": "Middle Africa, regional",
    "1029": "Southern Africa, regional",
    "1030": "Western Africa, regional",
    "1031": "Caribbean, regional",
    "1032": "Central America, regional",
    "1033": "Melanesia, regional",
    "1034": "Micronesia, regional",
    "1035": "Polynesia, regional",
}
"""English names of the regions of the OECD's Development Assistance Committee, as in the code list Region."""

SECTORS: Final = {"": "1", "dac": "1", "dac-3": "2", "ro": "99", "ro2": "98"}
"""Codes of SectorVocabulary by the words of version 1, in lower case; none is the committee's own list."""
