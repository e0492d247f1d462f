"""Which section of a page a relationship belongs to, by the place that the thing of the page has in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.network import EVENTS
from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection

_LEADING: Final = frozenset({"lead", "implementer", "coordinator", "accountable", "organiser", "host"})

_SECTIONS: Final = {
    ("Funding", "funder"): "funds",
    ("Funding", "through"): "through",
    ("Funding", "recipient"): "receives",
    ("Funding", "activity"): "funders",
    ("Participation", "activity"): "participants",
    ("Agreement", "party"): "agreements",
    ("Agreement", "supporter"): "agreements",
    ("Agreement", "impliedParty"): "agreements",
    ("Agreement", "signature"): "signed",
    ("Agreement", "signedAt"): "signed-there",
    ("Agreement", "extends"): "extends",
    ("Agreement", "activity"): "serves",
    ("Partnership", "activity"): "serves",
    ("Partnership", "party"): "partnerships",
    ("Partnership", "supporter"): "partnerships",
    ("Partnership", "impliedParty"): "partnerships",
    ("Affiliation", "part"): "part-of",
    ("Affiliation", "whole"): "parts",
    ("Tenure", "organisation"): "posts",
    ("Tenure", "holder"): "holds",
    ("Presence", "organisation"): "present",
    ("Presence", "place"): "workers",
}
_ANYWHERE: Final = {"place": "here", "topic": "on-topic"}
_PLACES: Final = (
    *("funder", "recipient", "through", "participant", "onBehalfOf", "supporter", "party", "impliedParty"),
    *("part", "whole", "holder", "organisation", "activity", "signedAt", "extends", "place", "topic"),
    "signature",
)
"""What a thing may be in a relationship, the more telling first."""

_LEADS: Final = {
    "funds": ("activity", "recipient"),
    "through": ("activity", "recipient"),
    "receives": ("funder",),
    "funders": ("funder",),
    "leads": ("activity",),
    "projects": ("activity",),
    "events": ("activity",),
    "participants": ("participant",),
    "part-of": ("whole",),
    "parts": ("part",),
    "posts": ("holder",),
    "holds": ("organisation",),
    "present": ("place",),
    "workers": ("organisation",),
}
_PARTIES: Final = (
    *("funder", "participant", "supporter", "party", "impliedParty", "part", "holder", "organisation"),
    *("activity", "recipient", "whole"),
)

TIMED: Final = frozenset(
    {
        *("funds", "leads", "projects", "events", "agreements", "partnerships", "receives", "part-of"),
        *("parts", "signed", "holds", "posts", "within", "followed", "serves", "funders", "behalf", "here"),
        "activities-there",
    }
)
"""The sections whose entries stand on a timeline."""

ORDER: Final = (
    *("funds", "leads", "projects", "participants", "funders", "receives", "through"),
    *("agreements", "partnerships", "signed", "serves", "extends", "signed-there", "events", "behalf"),
    *("within", "followed", "part-of", "parts", "holds", "posts", "present", "workers", "here", "on-topic"),
    *(
        "activities-there",
        "activities-on",
        "outcome-of",
        "published",
        "narrower",
        "broader",
        "in-scheme",
        "rests",
        "relations",
        "tells",
        "judged",
    ),
)
"""The order in which a page shows its sections; what is not here comes after."""


def place(said: Collection[str]) -> str:
    """Return what a thing that stands in the places *said* is first of all, empty if nothing special."""
    return next((name for name in _PLACES if NGO + name in said), "")


def section(kind: str, place: str, roles: Collection[str], activity: Collection[str]) -> str:
    """Return the key of the section for a relationship.

    Args:
        kind: the local name of its class.
        place: what the thing of the page is in it.
        roles: keys of the roles in it.
        activity: local names of the classes of the activity in it.

    >>> section("Participation", "participant", ["visitor"], ["Visit"])
    'events'
    """
    if kind == "Participation" and place in ("participant", "onBehalfOf"):
        if EVENTS & set(activity):
            return "events"
        return "leads" if _LEADING & set(roles) else "projects"
    return _SECTIONS.get((kind, place)) or _ANYWHERE.get(place, "relations")


def lead(key: str) -> str | None:
    """Return the property whose value every line of the section *key* begins with, None if it varies."""
    found = _LEADS.get(key, ())
    return NGO + found[0] if len(found) == 1 else None


def leads(key: str) -> tuple[str, ...]:
    """Return the properties whose values a line of the section *key* begins with."""
    return tuple(NGO + name for name in _LEADS.get(key, _PARTIES))


INWARD: Final = {
    f"{NGO}partOf": "within",
    f"{NGO}follows": "followed",
    f"{NGO}within": "within",
    f"{NGO}outcome": "outcome-of",
    f"{NGO}place": "activities-there",
    f"{NGO}topic": "activities-on",
    f"{PREFIXES['skos']}broader": "narrower",
    f"{PREFIXES['skos']}narrower": "broader",
    f"{PREFIXES['skos']}inScheme": "in-scheme",
    f"{PREFIXES['dct']}source": "tells",
    f"{PREFIXES['dct']}publisher": "published",
    f"{NGO}evidence": "rests",
    f"{NGO}left": "judged",
    f"{NGO}right": "judged",
}
"""What is said of a thing by what points at it, seen from the other end."""
