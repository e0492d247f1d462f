"""Who plays what part in a row, and what the row says of them: who works where, with whom, and who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ngograph.sources.facts import About, Body, Funding, Participation, Partnership, Presence
from ngograph.sources.formats.whowhatwhere.bodies import are_one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ngograph.sources.facts import Fact, Spot, Work

Bodies = tuple[Body, ...]


class Cast(NamedTuple):
    """The bodies of a row.

    Args:
        bodies: as the row names them, by what they do.
        workers: who is at work.
        partners: who works together, the workers among them.
        sure: whether the row says who leads and who does the work.
        implementers: who does the work of a project.
        leaders: who else leads it.
        payers: who pays.
        receivers: whom.
    """

    bodies: dict[str, Bodies]
    workers: Bodies
    partners: Bodies
    sure: bool
    implementers: Bodies
    leaders: Bodies
    payers: Bodies
    receivers: Bodies


def cast_of(bodies: dict[str, Bodies]) -> Cast:
    """Return who plays what part among *bodies*, as a row names them by what they do."""
    donors, leaders = bodies["donor"], once(*bodies["programme"], *bodies["organisation"])
    workers = bodies["implementer"] or leaders
    implementers = once(*(bodies["implementer"] or bodies["organisation"]))
    receivers = without(leaders, donors) or without(workers, donors)
    return Cast(
        bodies,
        workers,
        once(*leaders, *workers),
        bool(bodies["implementer"] and leaders),
        implementers,
        without(leaders, implementers),
        without(donors, receivers),
        receivers,
    )


def facts_of(
    cast: Cast, places: tuple[Spot, ...], work: Work | None, about: About, amount: tuple[str, str]
) -> Iterator[Fact]:
    """Yield what a row says: who works where, with whom, in which project, and who pays."""
    for worker in cast.workers:
        for place in places:
            yield Presence(worker, place, "works", about)
    about = About(
        edtf=about.edtf,
        modality=about.modality,
        status=about.status,
        topics=about.topics,
        places=places,
        codes_kept=about.codes_kept,
    )
    if len(cast.partners) > 1:
        implied = not cast.sure and about.modality == "asserted"
        told = about._replace(modality="implied") if implied else about
        yield Partnership(cast.partners, (), work, told)
    if work:
        for worker in cast.implementers:
            yield Participation(worker, work, ("implementer",), about)
        for leader in cast.leaders:
            yield Participation(leader, work, ("partner",), about)
        for donor in cast.bodies["donor"]:
            yield Participation(donor, work, ("funder",), about)
    if cast.payers and (cast.receivers or work):
        number, currency = amount
        works = (work,) if work else ()
        yield Funding(cast.payers, cast.receivers, works, amount=number, currency=currency, about=about)


def once(*bodies: Body) -> Bodies:
    """Return *bodies*, each once."""
    if len(bodies) < 2:
        return bodies
    found: Bodies = ()
    for body in bodies:
        found += without((body,), found)
    return found


def without(bodies: Bodies, others: Bodies) -> Bodies:
    """Return *bodies* but for those that are one of *others*."""
    if not others:
        return bodies
    return tuple(body for body in bodies if not any(are_one(body, other) for other in others))
