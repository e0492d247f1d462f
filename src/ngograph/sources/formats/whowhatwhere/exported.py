"""A row of a table that says in which role and in what manner a body takes part, as exports of ngograph do.

It says one thing alone: somebody takes part in a project, or is present, or is paid. Who pays for the project
stands in each of its rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.sources.facts import About, Funding, Participation, Presence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Body, Fact, Spot, Work


def facts(
    bodies: tuple[Body, ...],
    donors: tuple[Body, ...],
    role: str,
    work: Work | None,
    *,
    places: tuple[Spot, ...],
    about: About,
) -> Iterator[Fact]:
    """Yield what a row says.

    Args:
        bodies: whom it names beside the donors.
        donors: who pays for *work*, or *bodies* where there is no *role*.
        role: a key of `concept/role/`, empty if the row tells none.
        work: the project.
        places: where.
        about: the circumstances, without places.
    """
    whole = about._replace(places=places)
    if role and work:
        yield from (Participation(body, work, (role,), whole) for body in bodies)
        if donors:
            yield Funding(donors, (), (work,), about=About(modality=about.modality))
    elif donors and (bodies or work):
        yield Funding(donors, bodies, (work,) if work else (), about=whole)
    elif not donors:
        yield from (Presence(body, place, about=about) for body in bodies for place in places)
