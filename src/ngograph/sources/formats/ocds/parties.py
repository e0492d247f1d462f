"""Parties of a contracting process, and the roles they have in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ngograph.sources.facts import Body, Name
from ngograph.sources.formats.loose import objects, text, texts, within
from ngograph.sources.refs import organisation_codes

if TYPE_CHECKING:
    from collections.abc import Mapping

# What the standard calls a role, and the role of the ontology; others take part in some other way.
ROLES: Final = {
    "buyer": "funder",
    "funder": "funder",
    "payer": "funder",
    "procuringEntity": "organiser",
    "supplier": "implementer",
    "payee": "implementer",
}
_LIST: Final = re.compile(r"[A-Z]{2,3}-[A-Z][A-Z0-9_]*")
# A spreadsheet has made a number of an identifier of digits, and added a decimal to it.
_SPOILT: Final = re.compile(r"(\d+)\.0")


def body(party: dict[str, Any]) -> Body | None:
    """Return the organisation that *party*, or a reference to one, is; nothing if it has no name.

    What is no identifier from a register is a number within the process, and says nothing of the body.
    """
    name = text(party.get("name")) or text(within(party, "identifier", "legalName"))
    if not name:
        return None
    references = [text(party.get("id")), *_registered(party)]
    codes = [
        code
        for reference in dict.fromkeys(references)
        for code in organisation_codes(reference)
        if code.strength == "strong"
    ]
    names = [
        name,
        *(other for other in [text(within(party, "identifier", "legalName"))] if other and other != name),
    ]
    return Body(
        tuple(Name(one) for one in names),
        tuple(dict.fromkeys(codes)),
        homepage=text(within(party, "identifier", "uri")) if not codes else "",
    )


def parties(release: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the parties of *release* by their numbers in it."""
    return {text(one.get("id")) or text(one.get("name")): one for one in objects(release.get("parties"))}


def resolved(reference: Any, known: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the party that *reference* stands for, or what it says itself."""
    if not isinstance(reference, dict):
        return {}
    return known.get(text(reference.get("id")) or text(reference.get("name")), reference)


def roles(party: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the roles of a *party*, and those words for them that the ontology has no role for.

    >>> roles({"roles": ["buyer", "tenderer"]})
    (('funder', 'participant'), ('OCDS role:tenderer',))
    """
    told = texts(party.get("roles"))
    known = tuple(dict.fromkeys(ROLES.get(role, "participant") for role in told)) or ("participant",)
    return known, tuple(f"OCDS role:{role}" for role in told if role not in ROLES)


def _registered(party: dict[str, Any]) -> list[str]:
    """Return the identifiers of a *party* from lists of org-id.guide, as one text each."""
    found = [party.get("identifier"), *objects(party.get("additionalIdentifiers"))]
    told = []
    for one in found:
        scheme, number = text(within(one, "scheme")), text(within(one, "id"))
        if _LIST.fullmatch(scheme) and number:
            number = spoilt[1] if (spoilt := _SPOILT.fullmatch(number)) else number
            told.append(number if number.startswith(f"{scheme}-") else f"{scheme}-{number}")
    return told
