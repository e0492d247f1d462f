"""Organisations, plans, projects, clusters and countries as OCHA knows them, in FTS and in HPC alike."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Body, Code, Name, Spot, Work
from ngograph.sources.kinds import kind_of_words, refined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ngograph.sources.known import Known

ORGANISATION: Final = "FTS organisation"
PLAN: Final = "FTS plan"
PLAN_CODE: Final = "HPC plan"
PROJECT: Final = "HPC project"

_GOVERNMENT: Final = re.compile(r"(?P<country>.+), Government of")
_UNNAMED: Final = re.compile(
    r"\((confidential|details not yet provided|individuals & organi[sz]ations)\)|^(un agencies|ngos|multiple|"
    r"various|not specified|unspecified|anonymous|allocations? of unearmarked|private)\b(?! sector)",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(r"[A-Z0-9]+-.+-(?P<number>\d{4,})-\d+")


def is_unnamed(name: str) -> bool:
    """Say whether *name* is an entry of the register for bodies that a report does not name.

    >>> is_unnamed("NGOs (details not yet provided)"), is_unnamed("Oxfam")
    (True, False)
    """
    return _UNNAMED.search(name) is not None


@lru_cache(1 << 14)
def organisation(name: str, number: str = "", kind: str = "", *, other: str = "", **more: str) -> Body:
    """Return the organisation of that *name*.

    Args:
        name: what the register calls it.
        number: its number in the register, empty where only the name is told.
        kind: its type in the register.
        other: what else it is called, in a language that the register does not tell.
        more: its acronym and homepage.
    """
    if is_unnamed(name):
        return Body((Name(name),), kind="UnnamedGroup")
    names = (Name(name), *((Name(other, "und"),) if other and other != name else ()))
    codes = (Code(ORGANISATION, number),) if number else ()
    return Body(names, codes, _kind(name, kind), **more)


@lru_cache(1 << 14)
def plan(name: str, number: str = "", code: str = "", edtf: str = "") -> Work:
    """Return the response plan or appeal of that *name*, with its *number* in FTS and its *code* in HPC."""
    codes = (*((Code(PLAN, number),) if number else ()), *((Code(PLAN_CODE, code),) if code else ()))
    return Work((Name(name),) if name else (), codes, "Programme", edtf=edtf)


def project(name: str, code: str, plans: tuple[Work, ...] = (), number: str = "") -> Work:
    """Return the project of that *name*; its *number* stays from version to version and is in its *code*."""
    found = _VERSION.fullmatch(code)
    number = number or (found["number"] if found else code)
    codes = (Code(PROJECT, number),) if number else ()
    return Work((Name(name),) if name else (), codes, "Project", part_of=plans)


def topics(clusters: Iterable[str], known: Known, kept: list[str], notes: list[str]) -> Iterator[str]:
    """Yield the topics of *clusters*; one that has none is added to what is *kept*, with a note."""
    for cluster in clusters:
        if topic := known.topic(cluster):
            yield topic
        else:
            kept.append(f"Cluster:{cluster}")
            notes.append(f"cluster {cluster} is no topic")


def country(place: str, known: Known, kept: list[str], notes: list[str]) -> Iterator[Spot]:
    """Yield the country that *place* names; if it names none, it is added to what is *kept*, with a note."""
    if code := known.country(place):
        yield Spot(country=code)
    else:
        kept.append(f"Location:{place}")
        notes.append(f"location {place} is no country")


def _kind(name: str, kind: str) -> str:
    if found := _GOVERNMENT.fullmatch(name):
        return refined("PublicBody", f"Government of {found['country']}")
    return kind_of_words(kind, name)
