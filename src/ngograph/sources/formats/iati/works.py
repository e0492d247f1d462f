"""Activities as things: what they are called, when, where and about what, what they are parts of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Code, Work
from ngograph.sources.formats.iati.children import first_of
from ngograph.sources.formats.iati.codes import RELATIONS, STATUSES
from ngograph.sources.formats.iati.documents import outcomes_of
from ngograph.sources.formats.iati.locations import locations_of
from ngograph.sources.formats.iati.subjects import country_of, kept_of, region_of, topic_of
from ngograph.sources.formats.iati.texts import code_of, texts_of, tidied
from ngograph.sources.formats.iati.times import time_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from ngograph.sources.facts import Spot
    from ngograph.sources.formats.iati.children import Elements
    from ngograph.sources.formats.iati.setting import Setting

ACTIVITY: Final = "IATI activity"

# An identifier begins with that of an organisation, so there is more to it than a number.
_IDENTIFIER: Final = re.compile(r"(?=.{6})[^\s-]+[-/]\S+")
_PARENT: Final = "1"
_CHILD: Final = "2"
_PART_OF: Final = (_PARENT, _CHILD)
_SHARED: Final = ("sector", "recipient-country", "recipient-region")
"""What is stated with percentages."""

Relation = tuple[str, "Work | None"]
"""The code of a RelatedActivityType, and the activity that it speaks of, None if that is not said."""


@lru_cache(1 << 14)
def work_called(identifier: str) -> Work:
    """Return the activity with *identifier*, of which nothing else is known."""
    codes, key = _codes(identifier)
    return Work(codes=codes, key=key)


def _codes(identifier: str) -> tuple[tuple[Code, ...], str]:
    """Return the code of an activity and its key; a strong code has the form of an identifier of IATI."""
    if _IDENTIFIER.fullmatch(identifier):
        return (Code(ACTIVITY, identifier),), ""
    return (Code(ACTIVITY, identifier, "weak"),), identifier


def work_of(
    elements: Elements, relations: Iterable[Relation], humanitarian: bool, setting: Setting
) -> tuple[str, Work]:
    """Return the identifier of an activity, empty if it has none, and the activity.

    Args:
        elements: its elements by name.
        relations: to what other activities it is related.
        humanitarian: it is marked as humanitarian.
        setting: what holds for it; takes notes.
    """
    notes = setting.notes
    identifier = tidied(elements["iati-identifier"][0].text) if "iati-identifier" in elements else ""
    if identifier:
        codes, key = _codes(identifier)
    else:
        notes.append("no iati-identifier")
        codes, key = (), setting.locator
    names = texts_of(elements.get("title", ()), setting.language)
    if not names:
        notes.append("no title")
    status, kept = _status(first_of(elements, "activity-status"), notes)
    topics, codes_kept = _topics(elements, setting)
    for name in _SHARED:
        if name in elements:
            for one in elements[name]:
                if one.get("percentage"):
                    notes.append(f"percentage of {name} is not taken over")
    if humanitarian:
        codes_kept.append("Humanitarian:1")
    work = Work(
        names,
        codes,
        "Activity",
        key,
        time_of(elements.get("activity-date", ()), notes),
        "planned" if status == "planned" else "",
        status,
        tuple(_parents(relations, codes, notes)) if relations else (),
        (),
        tuple(topics),
        tuple(_places(elements, setting)),
        tuple(dict.fromkeys(kept + codes_kept)),
        tuple(outcomes_of(elements["document-link"], setting)) if "document-link" in elements else (),
    )
    return identifier, work


def _status(element: _Element | None, notes: list[str]) -> tuple[str, list[str]]:
    """Return the key of the status of an activity, and its code if no status answers to it."""
    if element is None:
        return "", []
    code = code_of(element)
    if code in STATUSES:
        return STATUSES[code], []
    notes.append(f"status {code} has no concept here" if code else "status without a code")
    return "", [f"ActivityStatus:{code}"] if code else []


def _topics(elements: Elements, setting: Setting) -> tuple[list[str], list[str]]:
    """Return the topics of an activity, and the codes of it that no topic answers to."""
    topics, kept = [], []
    for sector in elements.get("sector", ()):
        topic, code = topic_of(sector, setting)
        if topic and topic not in topics:
            topics.append(topic)
        elif code:
            kept.append(code)
    for name in ("tag", "humanitarian-scope"):
        if name in elements:
            kept += filter(None, map(kept_of, elements[name]))
    return topics, kept


def _places(elements: Elements, setting: Setting) -> Iterable[Spot]:
    countries = [country_of(one, setting) for one in elements.get("recipient-country", ())]
    known = [spot for spot in countries if spot]
    places = dict.fromkeys(known)
    if "recipient-region" in elements:
        regions = [region_of(one, setting) for one in elements["recipient-region"]]
        places.update(dict.fromkeys(filter(None, regions)))
    if "location" in elements:
        places.update(dict.fromkeys(locations_of(elements["location"], known, setting)))
    return places


def relations_of(elements: Iterable[_Element]) -> list[Relation]:
    """Return to what activities *elements* relate one, and how."""
    found = []
    for element in elements:
        reference = (element.get("ref") or "").strip()
        found.append(((element.get("type") or "").strip(), work_called(reference) if reference else None))
    return found


def _parents(relations: Iterable[Relation], codes: tuple[Code, ...], notes: list[str]) -> Iterator[Work]:
    """Yield what the activity with *codes* is a part of; note to what else it is related."""
    for type_, other in relations:
        if type_ not in _PART_OF:
            notes.append(f"related activity ({RELATIONS.get(type_, 'of no known type')}) is not taken over")
        elif other is None or other.codes == codes:
            notes.append("related activity is this one or has no reference")
        elif type_ == _PARENT:
            yield other


def children_of(relations: Iterable[Relation], work: Work, notes: list[str]) -> Iterator[Work]:
    """Yield the parts of *work* among the activities that it is related to.

    What is said to be its whole as well is not its part, for nothing is a part of itself; that is noted.
    """
    whole = Work(work.names, work.codes, key=work.key)
    for type_, part in relations:
        if type_ != _CHILD or part is None or part.codes == work.codes:
            continue
        if part in work.part_of:
            notes.append("related activity is a parent and a child: taken for a parent")
        else:
            yield part._replace(part_of=(whole,))
