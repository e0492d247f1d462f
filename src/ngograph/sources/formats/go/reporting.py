"""What societies report on in projects of every kind: who does what, where, and as whose guest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ngograph.sources.facts import About, Participation, Presence
from ngograph.sources.formats.go.societies import CONTACT
from ngograph.sources.formats.loose import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Body, Fact, Spot, Work

_CONTACTS = ("reporting_ns_contact_name", "reporting_ns_contact_role", "reporting_ns_contact_email")


def dropped(item: dict[str, Any]) -> list[str]:
    """Return a note for each piece of contact data in a project, none of which is taken."""
    return [CONTACT for key in _CONTACTS if text(item.get(key))]


def facts(body: Body, role: str, host: Body | None, work: Work, place: Spot | None) -> Iterator[Fact]:
    """Yield who takes part in *work*, and where.

    Args:
        body: who reports on it.
        role: what that one does beside reporting.
        host: the society of the country where it is done; that this takes part too is implied.
        work: the project.
        place: where it is done.
    """
    about = About(modality=work.modality, edtf=work.edtf)
    yield Participation(body, work, ("reporting", role), about)
    if host and host != body:
        yield Participation(host, work, ("host",), about._replace(modality="implied"))
    if place:
        yield Presence(body, place, "works", about)
