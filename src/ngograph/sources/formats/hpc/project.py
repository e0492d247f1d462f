"""One registered project, whatever file it comes from, and what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.facts import About, Participation, Record, Skipped, Spot
from ngograph.sources.formats.fts.bodies import country, organisation, project, topics
from ngograph.sources.intervals import interval

if TYPE_CHECKING:
    from ngograph.sources.facts import Body, Work
    from ngograph.sources.known import Known

_NOBODY: Final = frozenset(
    {"", "-", "n/a", "na", "none", "no", "nil", "tbd", "tbc", "no partners", "not applicable"}
)
# What surely parts a list; a comma does so only between words that are acronyms, for names have commas too.
_PARTED: Final = re.compile(r"\s*[;\n\r|•]\s*")
_ACRONYMS: Final = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z-]*(,\s*[A-Z][A-Za-z]*[A-Z][A-Za-z-]*)+")
_SEVERAL: Final = re.compile(
    r",|/|&|\b(and|with|et|y|other|others|etc|local|various|several)\b", re.IGNORECASE
)
_STOPPED: Final = frozenset({"withdrawn", "rejected", "cancelled"})
_DECIDED: Final = frozenset({"", "accepted", "published", "approved"})


class Registered(NamedTuple):
    """A project as it is registered; texts are empty where the file says nothing.

    Args:
        name: its title.
        code: its code, which ends in its number and version.
        number: its number, which stays from version to version.
        start: its first day.
        end: its last day.
        organisations: who carries it out.
        partners: with whom, in free text.
        plans: the response plans that it is registered for.
        clusters: the global clusters that it belongs to.
        places: codes or names of the countries, or what lies in them.
        asked: the amount that it asks for, in US dollars.
        status: where its registration stands.
        notes: what somebody should know.
    """

    name: str
    code: str
    number: str = ""
    start: str = ""
    end: str = ""
    organisations: tuple[Body, ...] = ()
    partners: str = ""
    plans: tuple[Work, ...] = ()
    clusters: tuple[str, ...] = ()
    places: tuple[Spot | str, ...] = ()
    asked: str = ""
    status: str = ""
    notes: tuple[str, ...] = ()


def record(one: Registered, key: str, locator: str, known: Known) -> Record | Skipped:
    """Return what *one* says, as the record called *key*."""
    notes = list(one.notes)
    if one.asked:
        notes.append("requested funds are not funding: not taken")
    partners = _partners(one.partners, notes)
    bodies = dict.fromkeys((*one.organisations, *partners))
    if not one.name and not one.code:
        return Skipped(locator, "neither name nor code", tuple(notes))
    if not bodies:
        return Skipped(locator, "no organisation named", tuple(notes))
    planned = one.status.lower() not in _DECIDED
    modality = "planned" if planned else "asserted"
    about = About(modality=modality)
    work = _work(one, known, notes)._replace(modality=modality)
    if planned:
        notes.append(f"registration is {one.status}: stated as planned")
    roles = [(body, "implementer") for body in one.organisations]
    roles += [(body, "partner") for body in partners if body not in one.organisations]
    return Record(
        key,
        locator,
        tuple(Participation(body, work, (role,), about) for body, role in dict.fromkeys(roles)),
        tuple(notes),
    )


def _work(one: Registered, known: Known, notes: list[str]) -> Work:
    edtf, problems = interval(one.start, one.end)
    notes.extend(problems)
    kept = list[str]()
    told = dict.fromkeys(topics(one.clusters, known, kept, notes))
    places = [
        spot
        for place in one.places
        for spot in ((place,) if isinstance(place, Spot) else country(place, known, kept, notes))
    ]
    return project(one.name, one.code, one.plans, one.number)._replace(
        edtf=edtf,
        status="cancelled" if one.status.lower() in _STOPPED else "",
        topics=tuple(told),
        places=tuple(dict.fromkeys(places)),
        codes_kept=tuple(kept),
    )


def _partners(words: str, notes: list[str]) -> tuple[Body, ...]:
    """Return the partners whom *words* names for sure."""
    bodies = []
    for part in _PARTED.split(words.strip()):
        if part.casefold() in _NOBODY:
            continue
        if _ACRONYMS.fullmatch(part):
            bodies += [organisation(name.strip()) for name in part.split(",")]
        elif _SEVERAL.search(part):
            notes.append("partners in free text could not be told apart: not taken")
        else:
            bodies.append(organisation(" ".join(part.split())))
    return tuple(dict.fromkeys(bodies))
