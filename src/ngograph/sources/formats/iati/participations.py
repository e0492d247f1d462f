"""Who takes part in an activity, in what role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.sources.facts import Funding, Participation
from ngograph.sources.formats.iati.bodies import body_of
from ngograph.sources.formats.iati.codes import ROLES
from ngograph.sources.formats.iati.works import work_called

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from ngograph.sources.facts import About, Body, Work
    from ngograph.sources.formats.iati.texts import Setting


def taking_part(elements: Iterable[_Element], setting: Setting) -> Iterator[tuple[_Element, Body, str]]:
    """Yield each participating organisation with its role as the source writes it."""
    for element in elements:
        body = body_of(element, setting)
        if body is not None:
            yield element, body, (element.get("role") or "").strip().lower()


def participations(
    organisations: Iterable[tuple[_Element, Body, str]], work: Work, about: About, notes: list[str]
) -> Iterator[Participation | Funding]:
    """Yield who takes part in *work*, and what a funder pays for it by way of an activity of its own."""
    met: set[tuple[Body, str, str | None]] = set()
    for element, body, stated in organisations:
        role = ROLES.get(stated)
        own = element.get("activity-id")
        if (body, stated, own) in met:
            notes.append("organisation stated twice in one role")
            continue
        met.add((body, stated, own))
        if role and not own:
            yield Participation(body, work, (role,), about)
            continue
        kept = []
        if not role:
            notes.append(f"role {stated} is unknown" if stated else "no role stated")
            kept += [f"OrganisationRole:{stated}"] if stated else []
        other = work_called(own.strip()) if own and own.strip() else None
        if other and other.codes != work.codes:
            if role == "funder":
                yield Funding((body,), activities=(work,), through=(other,), about=about)
            else:
                kept.append(f"Activity of its own:{other.codes[0].notation}")
        yield Participation(body, work, (role or "participant",), about._replace(codes_kept=tuple(kept)))
