"""Who takes part in an activity, in what role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.sources.facts import Funding, Participation
from ngograph.sources.formats.iati.bodies import party_of
from ngograph.sources.formats.iati.codes import role_of
from ngograph.sources.formats.iati.works import work_called

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from ngograph.sources.facts import About, Body, Work
    from ngograph.sources.formats.iati.setting import Party, Setting


Part = tuple["Party", str, str, str]
"""An organisation that takes part; the key of its role, empty if none answers to what is stated; the role as
the source writes it; the identifier of the activity by which it takes part, empty if none is stated."""


def taking_part(elements: Iterable[_Element], setting: Setting) -> list[Part]:
    """Return each participating organisation that is named."""
    parts = []
    for element in elements:
        if party := party_of(element, setting):
            stated = element.get("role") or ""
            parts.append((party, role_of(stated), stated, element.get("activity-id") or ""))
    return parts


def participations(
    parts: Iterable[Part], work: Work, about: About, notes: list[str]
) -> list[Participation | Funding | Body]:
    """Return who takes part in *work*, and what a funder pays for it by way of an activity of its own.

    Who is named a second time in one role takes part once; what else it is called is returned as a body.
    """
    made: list[Participation | Funding | Body] = []
    met: dict[tuple[tuple[str, str], str, tuple[str, ...]], Body] = {}
    for (body, identity, *_), role, stated, own in parts:
        told = about if role else about._replace(codes_kept=_unknown(stated, notes))
        if own and (own := own.strip()) and (other := work_called(own)).codes != work.codes:
            if role == "funder":
                made.append(Funding((body,), activities=(work,), through=(other,), about=about))
            else:
                told = told._replace(codes_kept=(*told.codes_kept, f"Activity of its own:{own}"))
        key = (identity, role, told.codes_kept)
        if key not in met:
            met[key] = body
            made.append(Participation(body, work, (role or "participant",), told))
            continue
        notes.append("organisation stated twice in one role")
        if met[key] != body:
            made.append(body)
    return made


def _unknown(stated: str, notes: list[str]) -> tuple[str, ...]:
    """Return the code that is kept of a role that nothing answers to; that is noted."""
    word = stated.strip().lower()
    notes.append(f"role {word} is unknown" if word else "no role stated")
    return (f"OrganisationRole:{word}",) if word else ()
