"""Activities and organisations of the International Aid Transparency Initiative, versions 1.01 to 2.03."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Funding, Participation, Record, Skipped
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.iati import activities, organisations
from ngograph.sources.formats.iati.texts import language_of
from ngograph.sources.opening.xml import elements

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from lxml import etree

    from ngograph.sources.facts import Fact
    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample

_ROOTS: Final = frozenset(("iati-activities", "iati-activity", "iati-organisations", "iati-organisation"))
_RECORD: Final = re.compile(r"<(?:\w+:)?iati-(?:activit(?:y|ies)|organisations?)[\s>/]")
_LANGUAGE: Final = re.compile(
    r"<(?:\w+:)?iati-(?:activity|organisation)\s[^>]*?xml:lang=[\"']([A-Za-z-]+)[\"']"
)
_GENERATED: Final = re.compile(
    r"<(?:\w+:)?iati-(?:activities|organisations)\s[^>]*?generated-datetime=[\"'](\d{4}-\d\d-\d\d)"
)
_READERS: Final = {
    "iati-activity": activities.record_of,
    "iati-organisation": organisations.record_of,
}


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of a file of IATI, or of the answer of a service with its records."""
    return found.make == "xml" and (found.root in _ROOTS or _RECORD.search(found.text) is not None)


def read(task: Task) -> Opened:
    """Open the file of *task*."""
    text = task.sample.text
    stated, generated = _LANGUAGE.search(text), _GENERATED.search(text)
    language = stated[1].lower() if stated else ""
    heading = Heading(
        languages=(language,) if language else (), issued=_day(generated[1]) if generated else None
    )
    return Opened(heading, _records(task, language))


def _day(text: str) -> dt.date | None:
    with suppress(ValueError):
        return dt.date.fromisoformat(text)
    return None


def _records(task: Task, language: str) -> Iterator[Record | Skipped]:
    met, again = dict[str, int](), dict[str, list[int]]()
    around: etree._Element | None = None
    place, spoken, counted = "", language, dict[str, int]()
    for element in elements(task.sample.path, tuple(f"{{*}}{name}" for name in _READERS), task.progress):
        if element.tag.startswith("{"):
            _bare(element)
        name = element.tag
        if (parent := element.getparent()) is None:
            locator = f"/{name}"
        else:
            if parent is not around:
                around, place, counted = parent, element.getroottree().getpath(parent), {}
                spoken = language_of(parent) or language
            counted[name] = counted.get(name, 0) + 1
            locator = f"{place}/{name}[{counted[name]}]"
        item = _READERS[name](element, locator, spoken, task.known)
        yield _told_apart(item, met, again) if isinstance(item, Record) else item


def _bare(element: etree._Element) -> None:
    """Take the namespace of *element* from it and its parts, for IATI has none."""
    space = element.tag.partition("}")[0] + "}"
    for part in element.iter(f"{space}*"):
        part.tag = part.tag.removeprefix(space)


def _told_apart(item: Record, met: dict[str, int], again: dict[str, list[int]]) -> Record | Skipped:
    """Return *item*, with a number if its identifier has been met; skip it if it says the same again.

    Args:
        item: a record.
        met: what the first record of each identifier says.
        again: what all of them say, where an identifier stands in several.
    """
    said = hash(tuple([fact.about.key if isinstance(fact, Funding) else _said(fact) for fact in item.facts]))
    if item.key not in met:
        met[item.key] = said
        return item
    before = again.setdefault(item.key, [met[item.key]])
    if said in before:
        return Skipped(item.locator, "says what another record says", item.notes)
    before.append(said)
    notes = (*item.notes, "identifier stands in another record as well")
    return item._replace(key=f"{item.key}-{len(before)}", notes=notes)


def _said(fact: Fact) -> Hashable:
    """Return what tells *fact*, which is no funding, from others of one activity, wherever it stands."""
    if isinstance(fact, Participation):
        return fact.participant, fact.roles, fact.about.codes_kept
    return fact


FORMAT: Final = Format(
    "iati",
    "Activities and organisations of the International Aid Transparency Initiative",
    "application/xml",
    fits,
    read,
)
